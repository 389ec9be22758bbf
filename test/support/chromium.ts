import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { findBrowser, isBranded } from '../../scripts/find-browser.mjs';
import { until } from './until.ts';
import { KILLING } from './worker-killer.ts';

/** The longest time for a page to show something, in ms; what a stopped worker has left continues by alarm. */
const PATIENCE = KILLING ? 60_000 : 30_000;

/** The hosts that lead to the sandbox's chat page. */
export const CHAT_HOSTS = ['wx.qq.com', 'wx2.qq.com', 'web.wechat.com'];

export interface BrowserOptions {
  /** Folder of the built extension; several may be given. */
  extensions: string[];
  /** Port of the sandbox's chat page. */
  chatPort: number;
  headless: boolean;
  /** Browser language, a BCP 47 tag. */
  language?: string;
  dark?: boolean;
  size?: { width: number; height: number };
  /** A profile that was used before; by default a new one that is deleted afterwards. */
  profile?: string;
}

/** A running browser with the extension. `context` has the tabs; side panels are only visible to a later connection (`ownPage`). */
export interface RunningBrowser {
  context: BrowserContext;
  /** Connects to the browser again, which shows all pages that it has now. */
  connect(): Promise<Browser>;
  extensionId: string;
  profile: string;
  close(): Promise<void>;
}

/** Starts a real browser with the real extension. */
export async function startBrowser(options: BrowserOptions): Promise<RunningBrowser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'kebian-profile-')));
  await leaveUntranslated(profile);
  const path = findBrowser();
  if (!path) throw new Error('No browser found; `npm test` and `npm start` look for one before they begin.');
  const overPipe = isBranded(path);
  const context = await launch(options, profile, path, overPipe);
  context.setDefaultTimeout(PATIENCE);
  if (overPipe) await loadOverPipe(context, options.extensions);
  const endpoint = `http://127.0.0.1:${await devtoolsPort(profile)}`;
  const connections: Browser[] = [];
  const connect = async () => {
    const connection = await chromium.connectOverCDP(endpoint);
    connections.push(connection);
    return connection;
  };
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const close = async () => {
    for (const connection of connections) await connection.close().catch(() => undefined);
    await context.close().catch(() => undefined);
    if (!options.profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, connect, extensionId: new URL(worker.url()).host, profile, close };
}

/** Waits for a page of the extension that the browser has opened, such as a side panel; `which` counts from 0. */
export async function ownPage(browser: RunningBrowser, path: string, which = 0): Promise<Page> {
  const end = Date.now() + (KILLING ? 10_000 : PATIENCE);
  while (Date.now() < end) {
    const connection = await browser.connect();
    const pages = connection.contexts().flatMap((context) => context.pages());
    const found = pages.filter((page) => page.url() === `chrome-extension://${browser.extensionId}/${path}`)[which];
    if (found) {
      found.setDefaultTimeout(PATIENCE);
      return found;
    }
    await connection.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The browser has not opened ${path}`);
}

/** Presses the extension's button in the toolbar over the tab with this address. */
export async function pressToolbarButton({ context, extensionId }: RunningBrowser, address: string): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.find(({ url }) => url === address);
  if (!tab) throw new Error(`No tab shows ${address}`);
  await asExtensions(session, 'triggerAction', { id: extensionId, targetId: tab.targetId });
  await session.detach();
}

/** A command of the domain that playwright's types do not have. */
function asExtensions(session: CDPSession, command: string, ask: object): Promise<unknown> {
  const send = session.send.bind(session) as unknown as (method: string, ask: object) => Promise<unknown>;
  return send(`Extensions.${command}`, ask);
}

/** The browser's offer to translate a page would cover part of it. */
async function leaveUntranslated(profile: string): Promise<void> {
  const preferences = join(profile, 'Default', 'Preferences');
  if (existsSync(preferences)) return;
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(preferences, JSON.stringify({ translate: { enabled: false } }));
}

/** For browsers that load no extension from the command line. */
async function loadOverPipe(context: BrowserContext, extensions: string[]): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession();
  for (const path of extensions) await asExtensions(session, 'loadUnpacked', { path });
  await session.detach();
}

function launch(options: BrowserOptions, profile: string, executablePath: string, overPipe: boolean): Promise<BrowserContext> {
  const { width, height } = options.size ?? { width: 1320, height: 900 };
  return chromium.launchPersistentContext(profile, {
    executablePath,
    ...(overPipe && { ignoreDefaultArgs: ['--disable-extensions'] }),
    headless: false, // The headless mode below is the one that has extensions and side panels.
    viewport: null,
    ignoreHTTPSErrors: true,
    args: [
      ...(options.headless ? ['--headless=new'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.dark ? ['--force-dark-mode'] : []),
      ...(overPipe
        ? ['--enable-unsafe-extension-debugging']
        : [`--disable-extensions-except=${options.extensions.join(',')}`, `--load-extension=${options.extensions.join(',')}`]),
      `--host-resolver-rules=${CHAT_HOSTS.map((host) => `MAP ${host} 127.0.0.1:${options.chatPort}`).join(', ')}`,
      `--lang=${options.language ?? 'zh-CN'}`,
      `--window-size=${width},${height}`,
      '--remote-debugging-port=0',
      '--ignore-certificate-errors',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      // A company's proxy does not know the sandbox.
      '--no-proxy-server',
      '--no-first-run',
      '--disable-features=Translate',
      '--no-default-browser-check',
    ],
    env: { ...process.env, LANGUAGE: (options.language ?? 'zh-CN').replace('-', '_') },
  });
}

/** The browser writes the port that it has chosen to its profile. */
function devtoolsPort(profile: string): Promise<number> {
  return until('The browser has not opened its debugging port', async () => {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    return text.includes('\n') && Number(text.split('\n')[0]);
  });
}
