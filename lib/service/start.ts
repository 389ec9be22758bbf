import { browser } from 'wxt/browser';
import { preferencesItem } from '../wire/items';
import { serve, type Handlers } from '../wire/serve';
import { purgeCache } from './cache';
import { forgetChat } from './chats';
import { renewChips } from './chips';
import { openDatabase } from './database';
import { createDesk, publishConnections, type Desk } from './desk';
import { DIRECTORY_ALARM, fillDirectories } from './directory/fill';
import { dropOldDirectories } from './directory/desk-directory';
import { drainAll, OUTBOX_ALARM } from './outbox';
import { createHandlers, openPanel } from './requests';

const PURGE_ALARM = 'purge';
const DAY = 24 * 60 * 60_000;

/** Starts the worker: every listener is in place before this returns, as the browser wants it. */
export function startService(): void {
  const desk = openDatabase().then((database) => createDesk({ database, fetch: (...request) => fetch(...request), now: () => Date.now() }));
  serve(handlersOf(desk), chatPages());
  const drain = async () => drainAll(await desk, async (ref) => renewChips(await desk, ref));
  const fill = async () => fillDirectories(await desk);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === OUTBOX_ALARM) void drain();
    else if (name === DIRECTORY_ALARM) void fill();
    else void purge(desk, false);
  });
  browser.tabs.onRemoved.addListener((tab) => void forgetChat(tab));
  browser.tabs.onUpdated.addListener((tab, { status }) => {
    if (status === 'loading') void forgetChat(tab);
  });
  globalThis.addEventListener('online', () => void drain());
  browser.runtime.onStartup.addListener(() => void startOfDay(desk, drain));
  browser.runtime.onInstalled.addListener(({ reason }) => void installed(desk, reason));
  // Whatever woke the worker: a fill that was under way when the last one was stopped goes on.
  void fill();
}

/** The pages that our content script runs in, as the manifest has them. */
function chatPages(): string[] {
  return browser.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
}

/** The database opens while calls already come in. Opening the panel cannot wait for it: it belongs to the turn of the click. */
function handlersOf(desk: Promise<Desk>): Handlers {
  const ready = desk.then(createHandlers);
  const later = (name: string) => async (ask: never, caller: never) => (await ready)[name as keyof Handlers](ask, caller);
  return new Proxy({} as Handlers, {
    get: (_, name) => (name === 'openPanel' ? openPanel : later(String(name))),
  });
}

async function startOfDay(desk: Promise<Desk>, drain: () => Promise<void>): Promise<void> {
  await purge(desk, true);
  await publishConnections(await desk);
  await drain();
}

/** Customers are kept for the days that the person chose; with 0 days, until the browser starts again. */
async function purge(promised: Promise<Desk>, atStart: boolean): Promise<void> {
  const desk = await promised;
  const { keepDays } = await preferencesItem.getValue();
  const before = desk.now() - keepDays * DAY;
  await purgeCache(desk.database, before);
  if (keepDays > 0 || atStart) await dropOldDirectories(desk, before);
}

async function installed(desk: Promise<Desk>, reason: string): Promise<void> {
  await browser.alarms.create(PURGE_ALARM, { periodInMinutes: 12 * 60 });
  await publishConnections(await desk);
  await joinOpenChats();
  if (reason === 'install') await browser.runtime.openOptionsPage();
}

/** Chat pages that were open before Kebian came are not reloaded (that would lose their messages): the content script goes to them. */
async function joinOpenChats(): Promise<void> {
  const tabs = await browser.tabs.query({ url: chatPages() });
  const files = browser.runtime.getManifest().content_scripts?.flatMap(({ js }) => js ?? []) ?? [];
  await Promise.all(
    tabs.map(({ id }) => browser.scripting.executeScript({ target: { tabId: id! }, files: files as never }).catch(() => undefined)),
  );
}
