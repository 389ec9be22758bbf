import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/find-browser.mjs';
import { searchedTexts } from './crm.ts';
import { percentile, rendererMemory } from './figures.ts';
import { KEYS } from './queries.ts';
import type { PeerName, Tasks } from './peer-worker.ts';

export const PEERS: PeerName[] = ['minisearch', 'sqlite'];

/** A peer's figures, by the names that ours have; NaN for one that it did not get through to. */
export type PeerFigures = Record<string, number>;

const COLD_STARTS = 5;

/** Fills and asks another index with the same customers and keys, in a dedicated worker of a page in the same browser. */
export async function measurePeer(peer: PeerName, customers: number): Promise<PeerFigures> {
  const [server, profile] = [await serve(), await mkdtemp(join(tmpdir(), 'kebian-peer-'))];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser()!,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const before = { memory: rendererMemory(profile), disk: await usage(page) };
    await start(page, peer, true);
    const taken = await ask(page, 'fill', customers);
    const disk = (await usage(page)) - before.disk;
    const starts: number[] = [];
    for (let round = 0; round < COLD_STARTS; round++) starts.push(await coldStart(page, peer));
    const first = [];
    for (const key of KEYS) first.push(await ask(page, 'find', key));
    const again = [];
    for (const key of KEYS) again.push(await ask(page, 'find', key));
    return {
      searchP95Ms: percentile(
        again.map(({ ms }) => ms),
        0.95,
      ),
      searchFirstP95Ms: percentile(
        first.map(({ ms }) => ms),
        0.95,
      ),
      coldStartMs: percentile(starts, 0.5),
      fillPerSecond: customers / (taken / 1_000),
      memoryPerCustomerB: (rendererMemory(profile) - before.memory) / customers,
      diskPerCustomerB: disk / customers,
      keysAnswered: again.filter(({ found }) => found > 0).length,
    };
  } catch (failure) {
    console.log(`${peer}, ${customers} customers: ${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}`);
    return {};
  } finally {
    await context.close().catch(() => undefined);
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** From a new worker to its first answer. */
async function coldStart(page: Page, peer: PeerName): Promise<number> {
  const began = performance.now();
  await start(page, peer, false);
  await ask(page, 'find', '王');
  return performance.now() - began;
}

/** Ends the worker that there is and starts another. */
async function start(page: Page, peer: PeerName, isNew: boolean): Promise<void> {
  await page.evaluate(() => {
    const its = window as unknown as { worker?: Worker };
    its.worker?.terminate();
    its.worker = new Worker('/worker.js', { type: 'module' });
  });
  // The files of a worker that was ended are free a moment later.
  for (let tries = 0; ; tries++) {
    const failed = await ask(page, 'open', peer, isNew).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (failed === null) return;
    if (tries === 20) throw failed;
  }
}

function ask<T extends keyof Tasks>(page: Page, task: T, ...of: Parameters<Tasks[T]>): Promise<Awaited<ReturnType<Tasks[T]>>> {
  return page.evaluate(
    (message) =>
      new Promise((resolve, reject) => {
        const { worker } = window as unknown as { worker: Worker };
        const heard = ({ data }: MessageEvent<{ done?: unknown; failed?: string }>) => {
          worker.removeEventListener('message', heard);
          if (data.failed === undefined) resolve(data.done as never);
          else reject(new Error(data.failed));
        };
        worker.addEventListener('message', heard);
        worker.postMessage(message, []);
      }),
    { task, of },
  ) as Promise<Awaited<ReturnType<Tasks[T]>>>;
}

function usage(page: Page): Promise<number> {
  return page.evaluate(async () => (await navigator.storage.estimate()).usage ?? Number.NaN);
}

async function serve(): Promise<Server> {
  const file = (name: string) => readFileSync(fileURLToPath(import.meta.resolve(name)));
  const sqlite = dirname(fileURLToPath(import.meta.resolve('@sqlite.org/sqlite-wasm/sqlite3.wasm')));
  const script = 'text/javascript';
  const files: Record<string, [type: string, read: () => Buffer | string]> = {
    '/': ['text/html', () => '<p>'],
    '/worker.js': [script, () => stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'peer-worker.ts'), 'utf8'))],
    '/minisearch.js': [script, () => file('minisearch')],
    '/sqlite/index.mjs': [script, () => readFileSync(join(sqlite, 'index.mjs'))],
    '/sqlite/sqlite3.wasm': ['application/wasm', () => readFileSync(join(sqlite, 'sqlite3.wasm'))],
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const number = (name: string) => Number(url.searchParams.get(name));
    const [type, read] =
      url.pathname === '/customers'
        ? (['application/json', () => JSON.stringify(searchedTexts(number('from'), number('to')))] as const)
        : (files[url.pathname] ?? ['text/plain', () => '']);
    response.setHeader('content-type', type).end(read());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
