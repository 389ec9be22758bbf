import { X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { people } from '../people.ts';
import { OTHER_DOCUMENTS, type RunningPage, startPage } from './start.ts';

let server: RunningPage;

beforeAll(async () => {
  server = await startPage();
});

afterAll(() => server.stop());

it('stands behind the production names with its own certificate', async () => {
  const certificate = await new Promise<X509Certificate>((resolve) => {
    const socket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.end();
    });
  });
  for (const name of ['wx.qq.com', 'wx2.qq.com', 'web.wechat.com', 'localhost']) expect(certificate.checkHost(name)).toBe(name);
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
});

it('breaks out of frames before anything else runs', async () => {
  const { body } = await fetchPath('/');
  const head = body.slice(0, body.indexOf('</head>'));
  expect(head).toMatch(/window\.top !== window\.self/);
  expect(body).not.toContain('Content-Security-Policy');
});

it('draws a picture for everybody', async () => {
  const [first, second] = await Promise.all(
    people.slice(0, 2).map(({ avatarSeq }) => fetchPath(`/cgi-bin/mmwebwx-bin/webwxgeticon?seq=${avatarSeq}&username=@x`)),
  );
  expect(first!.type).toContain('image/svg+xml');
  expect(first!.body).toContain('张');
  expect(second!.body).toContain('王');
});

it('serves other documents beside the page, as the hosts do', async () => {
  const served = await Promise.all(Object.entries(OTHER_DOCUMENTS).map(async ([path, { type }]) => [await fetchPath(path), type] as const));
  for (const [{ type: is }, wanted] of served) expect(is).toContain(wanted);
  expect(new Set(served.map(([{ type }]) => type.split(';')[0])).size).toBeGreaterThanOrEqual(6);
  expect(served.some(([{ status }]) => status === 502)).toBe(true);
});

it('knows no other addresses', async () => {
  expect((await fetchPath('/elsewhere')).status).toBe(404);
});

function fetchPath(path: string): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(new URL(path, server.url), { rejectUnauthorized: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body }));
    });
    request.on('error', reject);
  });
}
