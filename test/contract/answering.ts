import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A real server on this machine for one test. `seen` holds what reached it. */
export interface Answering {
  origin: string;
  seen: Seen[];
}

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What to answer; null leaves the caller waiting. A text is sent as it stands, anything else as JSON. */
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown } | null;

/** Starts a server that answers with `reply`; it stops when the test is over. */
export async function answering(reply: (request: Seen, count: number) => Reply): Promise<Answering> {
  const seen: Seen[] = [];
  return listen(seen, async (incoming, outgoing) => {
    const request = await read(incoming);
    const answer = reply(request, seen.push(request));
    if (!answer) return;
    const { status = 200, headers = {}, body = '' } = answer;
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** Starts a server that does what `serve` does with the bare connection. */
export function serving(serve: RequestListener): Promise<Answering> {
  return listen([], serve);
}

async function listen(seen: Seen[], serve: RequestListener): Promise<Answering> {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => stop(server));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function stop(server: Server): void {
  server.closeAllConnections();
  server.close();
}

async function read(incoming: IncomingMessage): Promise<Seen> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(parts).toString('utf8') };
}
