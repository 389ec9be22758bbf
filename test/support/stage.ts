import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { Edit } from '../../lib/model/edit.ts';
import type { StateItems } from '../../lib/wire/items.ts';
import type { Calls, CallName } from '../../lib/wire/protocol.ts';
import { startCrms, type Crms } from '../sandbox/crm/start.ts';
import type { System } from '../sandbox/people.ts';
import { startPage, type RunningPage } from '../sandbox/page/start.ts';
import { pressClassed } from './closed.ts';
import { until } from './until.ts';
import { KILLING, startKiller } from './worker-killer.ts';
import { ownPage, startBrowser, type RunningBrowser } from './chromium.ts';

/** The demo build: the store build with permission for the sandbox's CRMs. */
export const DEMO_BUILD = join(import.meta.dirname, '../../.output/chrome-mv3-demo');

export interface StageOptions {
  headless?: boolean;
  language?: string;
  dark?: boolean;
  size?: { width: number; height: number };
  /** Folders of further extensions, besides Kebian. */
  besides?: string[];
  /** The folder of the CRMs' data; by default one that is deleted afterwards. */
  folder?: string;
  /** The CRMs of another stage, which stops them; by default CRMs of its own. */
  crms?: Crms;
  /** The browser's profile, which is kept; by default one that is deleted afterwards. */
  profile?: string;
  /** The folder of the built extension; by default this checkout's demo build. */
  build?: string;
}

/** The environment of demo, end-to-end tests and benchmarks: the sandbox's servers and a browser with the extension. */
export interface Stage {
  crms: Crms;
  page: RunningPage;
  browser: RunningBrowser;
  /** Opens a chat page, signed in. */
  openChats(host?: string): Promise<Page>;
  /** The options page, as it opens after the installation. */
  options: Page;
  /** Calls the worker as an own page does, through the options page. */
  ask<K extends CallName>(name: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']>;
  close(): Promise<void>;
}

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'kebian-crm-')));
  const [crms, page] = await Promise.all([options.crms ?? startCrms({ folder }), startPage()]);
  const { headless = true, besides = [], language, dark, size, profile, build = DEMO_BUILD } = options;
  const browser = await startBrowser({
    extensions: [build, ...besides],
    chatPort: page.port,
    headless,
    ...(language && { language }),
    ...(dark && { dark }),
    ...(size && { size }),
    ...(profile && { profile }),
  });
  const own = await optionsPage(browser);
  const killer = KILLING ? await startKiller(browser.context, own, await browser.connect()) : null;
  return {
    crms,
    page,
    browser,
    openChats: (host) => openChats(browser, host),
    options: own,
    ask: (name, ask) => askFrom(own, name, ask),
    close: async () => {
      if (killer) console.log(`The worker was stopped ${killer.kills} times`);
      await browser.close();
      await Promise.all([!options.crms && crms.stop(), page.stop()]);
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sets the size of directories to 0, so that every contact is a call to the CRM. */
export const ASKING_THE_CRM = { mostCustomers: 0 };

/** The settings document that connects the sandbox's CRMs, in this order: the first one is the leading one. */
export function sandboxSettings(
  crms: Crms,
  which: System[] = ['wechat-console', 'tanma'],
  language = 'zh_CN',
  privacy: { mostCustomers?: number } = {},
): string {
  const { appId, appKey } = crms.tanma.credentials;
  const connections: Partial<Record<System, object>> = {
    'wechat-console': {
      id: 'desk',
      provider: 'wechat-console',
      name: '聊天后台',
      baseUrl: crms['wechat-console'].url,
      credentials: pick(crms['wechat-console'].credentials, ['appId', 'appSecret', 'userName', 'password']),
      options: CONSOLE_OPTIONS,
    },
    tanma: { id: 'main', provider: 'tanma', name: '探马', baseUrl: crms.tanma.url, credentials: { appId, appKey } },
    lixiao: {
      id: 'sales',
      provider: 'lixiao',
      name: '励销',
      baseUrl: crms.lixiao.url,
      credentials: pick(crms.lixiao.credentials, ['login', 'password', 'corpId']),
    },
  };
  return JSON.stringify({
    format: 'kebian-settings',
    version: 1,
    connections: which.flatMap((id) => connections[id] ?? []),
    language,
    privacy,
  });
}

/** The console does not return these numbers by itself: an administrator enters them in the settings. */
export const CONSOLE_OPTIONS = {
  tagNumbers: '高意向=42906, 老客=81100608',
  uin: '663329897',
  adminUserId: '33726',
  serviceTypes: '回访=1843',
};

function pick(from: Record<string, string>, keys: string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, from[key]!]));
}

async function openChats(browser: RunningBrowser, host = 'wx.qq.com'): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`https://${host}/?signedIn=1`);
  await page.waitForSelector('.chat_item');
  return page;
}

/** Calls the worker from this page of the extension. */
export async function askFrom<K extends CallName>(own: Page, name: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']> {
  return answerOf(name, await own.evaluate(sendFromPage, { call: name, ask }));
}

/** The answer of a call. */
export function answerOf<K extends CallName>(name: K, reply: unknown): Calls[K]['answer'] {
  if (reply && typeof reply === 'object' && 'answer' in reply) return reply.answer as Calls[K]['answer'];
  throw new Error(`${name} was not answered: ${JSON.stringify(reply)}`);
}

/** Removes a connection with all of its records, as a person who has agreed to lose what was counted. */
export async function disconnect({ ask }: Stage, connection: string): Promise<void> {
  await ask('removeConnection', { connection, loses: await ask('countKept', { connection }) });
}

/** Where the options page is open. */
export interface WithOptions {
  options: { evaluate<T>(work: () => Promise<T>): Promise<T> };
}

/** The stored session items; the page reads them itself, without a message to the worker. */
export function sessionOf({ options }: WithOptions): Promise<Partial<StateItems>> {
  return options.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { storage: { session: { get(keys: null): Promise<object> } } } };
    return chrome.storage.session.get(null);
  });
}

/** Waits until a typed text is shown as saved. Only a new edit is shown so: one that is sent by alarm is saved once none waits. */
export async function saved(stage: Stage, where: Page | Frame): Promise<void> {
  if (!KILLING) return where.getByText('Saved', { exact: true }).first().waitFor();
  // The pause in typing is over by then.
  await stage.options.waitForTimeout(2_000);
  const end = Date.now() + 90_000;
  const waits = ([key, value]: [string, unknown]) => key.startsWith('edit:') && ['queued', 'sending'].includes((value as Edit).state.kind);
  while (Object.entries(await sessionOf(stage)).some(waits)) {
    if (Date.now() > end) throw new Error('An edit still waits');
    await stage.options.waitForTimeout(100);
  }
}

/** Waits until the connection's directory is filled, without delaying the worker by calls. */
export async function customersKept(where: WithOptions, connection: string): Promise<void> {
  await until('The customers are not kept on this computer', async () => {
    const kept = (await sessionOf(where))[`directory:${connection}`];
    return kept && kept.renewedAt !== null && !kept.filling;
  });
}

/** The options page opens by itself after the installation. */
async function optionsPage({ context, extensionId }: RunningBrowser): Promise<Page> {
  const address = `chrome-extension://${extensionId}/options.html`;
  return until('The options page has not opened after the installation', async () =>
    context.pages().find((page) => page.url() === address),
  );
}

/** Clicks "Customer panel" beside the chat title, as a person does, and waits for the browser's side panel. */
export async function openPanel(stage: Stage, chats: Page, which = 0): Promise<Page> {
  const panel = await pressed(stage, chats, which);
  await panel.waitForSelector('h1');
  return panel;
}

function pressed(stage: Stage, chats: Page, which: number): Promise<Page> {
  return untilHeard(async () => {
    await pressPanelButton(chats);
    return ownPage(stage.browser, 'sidepanel.html', which);
  });
}

/** Repeats an action without effect, as a person does; at most twice. */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const done = await work().then(
      (value) => ({ value }),
      (thrown: unknown) => (tries === 3 ? Promise.reject(thrown as Error) : null),
    );
    if (done) return done.value;
  }
}

/**
 * The same where the worker is stopped at every message: a message that is not sent again is lost with it. Otherwise one attempt has to be
 * enough.
 */
export function untilHeard<T>(work: () => Promise<T>): Promise<T> {
  return KILLING ? onceMore(work) : work();
}

/** The time of each attempt of `untilHeard`, in ms. */
export const TRY = KILLING ? 10_000 : 30_000;

/** Clicks "Customer panel" beside the chat title. The button for the numbers, which may appear a moment later, moves it to the right. */
export async function pressPanelButton(chats: Page): Promise<void> {
  await pressClassed(chats, 'kebian-chips', 'open', 'numbers');
}

/** Runs in an own page. Like the bus, it repeats a call to a worker that was stopped meanwhile, each time a little later. */
export async function sendFromPage(message: { call: string; ask: unknown }): Promise<unknown> {
  const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } };
  for (const pause of [0, 50, 200, 800, 2_000, 2_000, 2_000, 2_000]) {
    const reply = await chrome.runtime.sendMessage(message).catch(() => undefined);
    if (reply !== undefined) return reply;
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
  return chrome.runtime.sendMessage(message);
}
