import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The server of the floor extension: returns the name that it is asked for, after a latency in ms. */
export interface Loopback {
  url: string;
  latency: number;
  stop(): void;
}

export async function startLoopback(): Promise<Loopback> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://loopback').searchParams.get('name');
    const answer = () => response.setHeader('content-type', 'application/json').end(JSON.stringify({ name }));
    if (loopback.latency > 0) setTimeout(answer, loopback.latency);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const loopback: Loopback = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    latency: 0,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return loopback;
}
