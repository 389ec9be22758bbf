import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, type Answer } from './answer.ts';
import { readIncoming, type Incoming } from './incoming.ts';

/** What the server does with one request. It may answer late, or never. */
export interface Exchange {
  request: Incoming;
  send(answer: Answer): void;
  /** Breaks the connection instead of answering. */
  reset(): void;
  /** Aborts when the other side has gone, or the server stops. */
  signal: AbortSignal;
}

/** Listens on 127.0.0.1; port 0 takes a free one. `now` is the clock of the Date header. */
export async function listen(port: number, now: () => number, serve: (exchange: Exchange) => Promise<void>): Promise<Server> {
  const server = createServer((request, response) => {
    exchange(request, response, now, serve).catch((thrown: unknown) => {
      if (!response.headersSent && !response.destroyed) sendAnswer(response, brokenServer(thrown), now());
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Closes the server together with every connection, answered or not. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  now: () => number,
  serve: (exchange: Exchange) => Promise<void>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await serve({
    request: await readIncoming(request, now()),
    send: (answer) => sendAnswer(response, answer, now()),
    reset: () => request.socket.resetAndDestroy(),
    signal: gone.signal,
  });
}

function sendAnswer(response: ServerResponse, answer: Answer, now: number): void {
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}

function brokenServer(thrown: unknown): Answer {
  return json({ error: 'The sandbox itself failed', detail: String(thrown) }, 500);
}
