import { describe, expect, test } from 'vitest';
import { createHttp } from '../../lib/providers/http';
import { serving } from '../contract/answering';
import { going } from '../contract/connect';
import { problemOf } from '../contract/problem';

const LINES = { 'content-type': 'application/x-ndjson' };

function streamed(origin: string, timeoutMs = 10_000) {
  const http = createHttp({ origins: [origin], fetch, now: Date.now, timeoutMs });
  return http({ method: 'GET', url: `${origin}/`, stream: true, signal: going() });
}

describe('an answer in lines', () => {
  test('is handed on line by line, however it is cut into packets, with every digit', async () => {
    const { origin } = await serving((_, response) => {
      const bytes = Buffer.from('{"name":"李雷"}\n{"id":90071992547409931}\n[1]\n{"cut of');
      response.writeHead(200, LINES);
      for (const byte of bytes) response.write(Buffer.from([byte]));
      response.end();
    });
    const { lines, json } = await streamed(origin);
    expect(json).toBeNull();
    expect(await Array.fromAsync(lines!)).toEqual([{ name: '李雷' }, { id: '90071992547409931' }, [1]]);
  });

  test('may take longer than a call, as long as the server is not silent', async () => {
    const { origin } = await serving((_, response) => {
      response.writeHead(200, LINES);
      let left = 6;
      const timer = setInterval(() => {
        response.write('1\n');
        if (--left > 0) return;
        clearInterval(timer);
        response.end();
      }, 150);
    });
    expect(await Array.fromAsync((await streamed(origin, 600)).lines!)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('that stops coming has timed out, one that breaks is unreachable, a line that is no JSON is not understood', async () => {
    const silent = await serving((_, response) => void response.writeHead(200, LINES).write('1\n'));
    expect(await problemOf(Array.fromAsync((await streamed(silent.origin, 300)).lines!))).toEqual({ kind: 'timed-out', seconds: 0.3 });
    const broken = await serving((_, response) => {
      response.writeHead(200, LINES).write('1\n', () => setTimeout(() => response.destroy(), 50));
    });
    expect(await problemOf(Array.fromAsync((await streamed(broken.origin)).lines!))).toEqual({
      kind: 'unreachable',
      origin: broken.origin,
    });
    const other = await serving((_, response) => void response.writeHead(200, LINES).end('<html>\n'));
    expect(await problemOf(Array.fromAsync((await streamed(other.origin)).lines!))).toMatchObject({ kind: 'not-understood' });
  });

  test('in another form is one answer', async () => {
    const { origin } = await serving((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}'));
    expect(await streamed(origin)).toMatchObject({ json: { a: 1 } });
  });

  test('a failure that a server explains in JSON is handed on with its status where that was asked for', async () => {
    const { origin } = await serving((_, response) => void response.writeHead(403, { 'content-type': 'application/json' }).end('{"a":1}'));
    const http = createHttp({ origins: [origin], fetch, now: Date.now });
    const request = { method: 'GET', url: `${origin}/`, signal: going() } as const;
    expect(await http({ ...request, explained: true })).toMatchObject({ status: 403, json: { a: 1 } });
    expect(await problemOf(http(request))).toEqual({ kind: 'forbidden' });
  });
});
