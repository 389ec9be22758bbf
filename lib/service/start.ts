import { browser } from 'wxt/browser';
import { chatPages } from '../wire/caller';
import { readState } from '../wire/items';
import { serve, type Handlers } from '../wire/serve';
import { openPanel } from './chat-page';
import { forgetChat } from './chats';
import { renewChips } from './chips';
import { openDatabase } from './database';
import { createDesk, publishConnections, type Desk } from './desk';
import { DIRECTORY_ALARM, fillDirectories } from './directory/fill';
import { drainAll, drainNow } from './outbox';
import { PURGE_ALARM, purge, setPurgeAlarm } from './purge';
import { permittedFetch } from './reach';
import { REMINDER_ALARM, remind, showChatPage } from './reminders';
import { createHandlers } from './requests';
import type { Changed } from './sending';
import { OUTBOX_ALARM } from './wake';

/** Starts the worker: every listener is in place before this returns, as the browser wants it. */
export function startService(): void {
  const desk = openDesk();
  serve(handlersOf(desk));
  const changed: Changed = async (ref) => renewChips(await desk, ref);
  const drain = async () => drainAll(await desk, changed);
  const fill = async () => fillDirectories(await desk);
  const alarms: Record<string, () => Promise<void>> = {
    [OUTBOX_ALARM]: drain,
    [DIRECTORY_ALARM]: fill,
    [PURGE_ALARM]: async () => purge(await desk, 'running'),
    [REMINDER_ALARM]: async () => remind(await desk),
  };
  browser.alarms.onAlarm.addListener(({ name }) => void alarms[name]?.());
  browser.notifications.onClicked.addListener((id) => void showChatPage(id, chatPages()));
  browser.tabs.onRemoved.addListener((tab) => void forgetChat(tab));
  browser.tabs.onUpdated.addListener((tab, { status }) => {
    if (status === 'loading') void forgetChat(tab);
  });
  globalThis.addEventListener('online', async () => drainNow(await desk, changed, 'network'));
  browser.runtime.onStartup.addListener(() => void startOfDay(desk, drain));
  browser.runtime.onInstalled.addListener(({ reason }) => void installed(desk, reason));
  // The worker before this one may have been stopped with an edit on its way, or in a fill. What woke this one up comes first.
  setTimeout(() => void drain(), START_PAUSE);
  setTimeout(() => void fill(), START_PAUSE);
}

/** In ms. */
const START_PAUSE = 200;

/** How the connections stood is remembered by the session: a worker that starts anew has not forgotten that one is signed out. */
async function openDesk(): Promise<Desk> {
  const [database, { connections = [] }] = await Promise.all([openDatabase(), readState(['connections'])]);
  const desk = createDesk({ database, fetch: permittedFetch, now: () => Date.now(), online: () => navigator.onLine });
  for (const { id, problem } of connections) if (problem) desk.problems.set(id, problem);
  return desk;
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
  await purge(await desk, 'browser-start');
  await setPurgeAlarm();
  await publishConnections(await desk);
  await drain();
  await remind(await desk);
}

async function installed(desk: Promise<Desk>, reason: string): Promise<void> {
  await setPurgeAlarm();
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
