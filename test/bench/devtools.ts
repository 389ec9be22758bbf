import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../scripts/find-browser.mjs';
import type { BenchPage } from './stand.ts';

/** A page of the browser, with a connection to its debugger. */
export interface DevtoolsPage extends BenchPage {
  id: string;
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
}

/**
 * A browser that is driven through its debugging port and only attaches to what is asked for: a tool that attaches to every worker would pause
 * each one at its start and change the measurement.
 */
export interface BenchBrowser {
  /** The newest page whose address begins and ends so; waits until there is one. */
  page(begin: string, end: string): Promise<DevtoolsPage>;
  open(address: string): Promise<DevtoolsPage>;
  /** Waits until a page is closed. */
  gone(page: DevtoolsPage): Promise<void>;
  /** The number of running extension workers. */
  workers(): Promise<number>;
  close(): Promise<void>;
}

/** @param chatPort port of the sandbox's chat page, to which wx.qq.com leads */
export async function launch(extension: string | null, chatPort: number): Promise<BenchBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'kebian-bench-'));
  const process_ = spawn(findBrowser()!, switches(extension, chatPort, profile), { stdio: 'ignore' });
  const line = await connect(await socketAddress(profile));
  const attached = new Map<string, DevtoolsPage>();
  const page = async (begin: string, end: string) => {
    for (let tries = 0; tries < 400; tries++) {
      const found = (await targets(line))
        .filter((target) => target.type === 'page' && target.url.startsWith(begin) && target.url.endsWith(end))
        .at(-1);
      if (found) return attach(line, attached, found);
      await pause(25);
    }
    throw new Error(`No page at ${begin}...${end}`);
  };
  return {
    page,
    open: async (url) => {
      const { targetId } = await line('Target.createTarget', { url });
      return attach(line, attached, { targetId: String(targetId), url, type: 'page' });
    },
    gone: async ({ id }) => {
      while ((await targets(line)).some(({ targetId }) => targetId === id)) await pause(10);
      await pause(100);
    },
    workers: async () => (await targets(line)).filter(({ type }) => type === 'service_worker').length,
    close: () => close(line, process_, profile),
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

type Line = (method: string, parameters?: object, session?: string) => Promise<Record<string, unknown>>;

interface Target {
  targetId: string;
  type: string;
  url: string;
}

async function targets(line: Line): Promise<Target[]> {
  return (await line('Target.getTargets')).targetInfos as Target[];
}

async function attach(line: Line, attached: Map<string, DevtoolsPage>, { targetId }: Target): Promise<DevtoolsPage> {
  const known = attached.get(targetId);
  if (known) return known;
  const { sessionId } = await line('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, parameters: object = {}) => line(method, parameters, String(sessionId));
  const page: DevtoolsPage = { id: targetId, send, run: (work, ask) => run(send, work, ask) };
  attached.set(targetId, page);
  return page;
}

async function run<A, T>(send: DevtoolsPage['send'], work: (ask: A) => T | Promise<T>, ask: A): Promise<T> {
  const expression = `(${String(work)})(${JSON.stringify(ask) ?? 'undefined'})`;
  const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
  return (result as { value: T }).value;
}

async function connect(address: string): Promise<Line> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown>; error?: object };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id !== undefined) waiting.delete(id);
    if (error) asked?.reject(new Error(JSON.stringify(error)));
    else asked?.resolve(result ?? {});
  });
  socket.addEventListener('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('The browser has gone'));
  });
  let last = 0;
  return (method, params = {}, sessionId) => {
    const asked = Promise.withResolvers<Record<string, unknown>>();
    waiting.set(++last, asked);
    socket.send(JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) }));
    return asked.promise;
  };
}

async function close(line: Line, browser: ChildProcess, profile: string): Promise<void> {
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  await line('Browser.close').catch(() => undefined);
  await ended;
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

async function socketAddress(profile: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n');
    if (port && path) return `ws://127.0.0.1:${port}${path}`;
    await pause(20);
  }
  throw new Error('The browser has not opened its debugging port');
}

function switches(extension: string | null, chatPort: number, profile: string): string[] {
  return [
    '--headless=new',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : ['--disable-extensions']),
    `--user-data-dir=${profile}`,
    `--host-resolver-rules=MAP wx.qq.com 127.0.0.1:${chatPort}`,
    '--remote-debugging-port=0',
    '--ignore-certificate-errors',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--enable-precise-memory-info',
    '--lang=zh-CN',
    '--window-size=1320,900',
    'about:blank',
  ];
}
