import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';

/** Something that answers over HTTP, until it is stopped. */
export interface Listening {
  /** Where it answers: `http://127.0.0.1:8787`. */
  origin: string;
  stop(): Promise<void>;
}

/** Resolves when the app listens; port 0 takes any free one. */
export function listen(app: Hono, { host, port, tls }: Config['listen']): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const secured = tls && { createServer: createTlsServer, serverOptions: tls };
    const server = serve({ fetch: app.fetch, hostname: host, port, ...secured }, ({ port: taken }: AddressInfo) => {
      const stop = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ origin: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${taken}`, stop });
    });
    server.once('error', reject);
  });
}
