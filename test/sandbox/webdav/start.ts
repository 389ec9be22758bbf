import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import NepheleAdapter from '@nephele/adapter-file-system';
import NepheleAuthenticator from '@nephele/authenticator-none';
import nephele from 'nephele';
import { v2 as webdav } from 'webdav-server';

/** Kept servers that do otherwise what the RFC leaves open: one knows tags and conditions, the other knows neither. */
export type WebdavProduct = 'nephele' | 'webdav-server';

/** What is to become of the next request of a method, instead of what the server would do. */
export interface Trouble {
  method: string;
  /**
   * A status to answer with; `cut-request` closes the connection before all has come, `cut-answer` before all has gone; with `lost-answer` it is done,
   * and nobody hears of it.
   */
  what: number | 'cut-request' | 'cut-answer' | 'lost-answer' | 'redirect';
}

export interface Webdav {
  /** Of the server's own folder, with a slash at its end. */
  url: string;
  user: string;
  password: string;
  /** Every request that came, as `METHOD /path`. */
  asked: string[];
  trouble: Trouble[];
  /** Told before the next request of this method is handed on. */
  before(method: string, then: () => Promise<unknown>): void;
  names(folder: string): Promise<string[]>;
  read(path: string): Promise<Buffer>;
  write(path: string, bytes: Buffer | string): Promise<void>;
  stop(): Promise<void>;
}

/** A WebDAV server on this computer, over a folder that is thrown away afterwards, for one user with an app password. */
export async function startWebdav(product: WebdavProduct, port = 0): Promise<Webdav> {
  const root = await mkdtemp(join(tmpdir(), 'kebian-webdav-'));
  const user = 'lin@shop.example';
  const password = 'app 密码 4711';
  const inner = await (product === 'nephele' ? startNephele(root) : startWebdavServer(root));
  const asked: string[] = [];
  const trouble: Trouble[] = [];
  const waiting = new Map<string, () => Promise<unknown>>();
  const authorization = basic({ user, password });
  const outer = createServer((incoming, answer) => {
    void (async () => {
      const method = incoming.method!;
      asked.push(`${method} ${decodeURI(incoming.url!)}`);
      const then = waiting.get(method);
      waiting.delete(method);
      await then?.();
      const at = trouble.findIndex((one) => one.method === method);
      const [made] = at === -1 ? [] : trouble.splice(at, 1);
      if (made && made.what !== 'lost-answer') return make(made.what, incoming, answer);
      if (incoming.headers.authorization !== authorization) return refuse(incoming, answer);
      handOn(inner.port, incoming, answer, made !== undefined);
    })();
  });
  await new Promise<void>((listening) => outer.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${portOf(outer)}/`,
    user,
    password,
    asked,
    trouble,
    before: (method, then) => void waiting.set(method, then),
    names: (folder) => readdir(join(root, folder)).then((names) => names.filter((name) => !name.startsWith('.')).toSorted()),
    read: (path) => readFile(join(root, path)),
    write: (path, bytes) => writeFile(join(root, path), bytes),
    stop: async () => {
      outer.closeAllConnections();
      await Promise.all([new Promise((closed) => outer.close(closed)), inner.stop()]);
      await rm(root, { recursive: true, force: true });
    },
  };
}

function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

interface Inner {
  port: number;
  stop(): Promise<unknown>;
}

async function startNephele(root: string): Promise<Inner> {
  const server = createServer(nephele({ adapter: new NepheleAdapter({ root }), authenticator: new NepheleAuthenticator() }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: portOf(server), stop: () => new Promise((closed) => server.close(closed)) };
}

/** Who is let in here is let in there: the servers read names and passwords beyond ASCII each in a way of their own. */
const INNER = { user: 'inner', password: 'inner' };

async function startWebdavServer(root: string): Promise<Inner> {
  const users = new webdav.SimpleUserManager();
  const privileges = new webdav.SimplePathPrivilegeManager();
  privileges.setRights(users.addUser(INNER.user, INNER.password, false), '/', ['all']);
  const server = new webdav.WebDAVServer({
    hostname: '127.0.0.1',
    rootFileSystem: new webdav.PhysicalFileSystem(root),
    httpAuthentication: new webdav.HTTPBasicAuthentication(users, 'files'),
    privilegeManager: privileges,
  });
  const http = await server.startAsync(0);
  return { port: portOf(http), stop: () => server.stopAsync() };
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}

function refuse(incoming: IncomingMessage, answer: ServerResponse): void {
  incoming.resume();
  answer.writeHead(401, { 'www-authenticate': 'Basic realm="files"' }).end();
}

function make(what: Exclude<Trouble['what'], 'lost-answer'>, incoming: IncomingMessage, answer: ServerResponse): void {
  if (what === 'cut-request') return void incoming.once('data', () => incoming.socket.destroy()).on('end', () => incoming.socket.destroy());
  incoming.resume();
  if (what === 'redirect') return void answer.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  if (what !== 'cut-answer') return void answer.writeHead(what).end();
  answer.writeHead(200, { 'content-length': '100000' }).write('{"format":"kebian-backup"');
  setImmediate(() => incoming.socket.destroy());
}

function handOn(port: number, incoming: IncomingMessage, answer: ServerResponse, isLost: boolean): void {
  const { method, url, headers } = incoming;
  // The servers look at the host to tell whether a destination is theirs.
  const destination = typeof headers['destination'] === 'string' && {
    destination: headers['destination'].replace(/^http:\/\/[^/]+/, `http://127.0.0.1:${port}`),
  };
  const condition = typeof headers['if'] === 'string' && { if: headers['if'].replace(/<http:\/\/[^/]+/, `<http://127.0.0.1:${port}`) };
  const inner = request(
    {
      host: '127.0.0.1',
      port,
      method,
      path: url,
      headers: { ...headers, host: `127.0.0.1:${port}`, authorization: basic(INNER), ...destination, ...condition },
    },
    (given) => {
      if (isLost) return void incoming.socket.destroy();
      answer.writeHead(given.statusCode!, given.headers);
      given.pipe(answer);
    },
  );
  inner.on('error', () => answer.destroy());
  incoming.pipe(inner);
}
