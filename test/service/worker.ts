import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Reading } from '../../lib/model/chat-pages';
import type { Contact, StampedState } from '../../lib/model/contact';
import { refKey, type CustomerRef } from '../../lib/model/customer';
import { applyChange, beforeOf, isStuck, type Base, type Edit, type Intent } from '../../lib/model/edit';
import { ProblemError } from '../../lib/model/problem';
import { startService } from '../../lib/service/start';
import type { StateItems } from '../../lib/wire/items';
import type { Answer, Ask, CallName, ChipsReply, Reply } from '../../lib/wire/protocol';
import { fakePorts } from '../support/ports';
import { live, ofThisLife, withinLife } from '../support/stopped';

/** The browser around the worker, as far as the fake one leaves it open. */
export const world = {
  permitted: true,
  online: true,
  /** Whether anybody is at the computer. */
  idle: 'active' as 'active' | 'idle' | 'locked',
  /** The origins that Kebian may reach, as match patterns. */
  granted: new Set<string>(),
  /** What was told to chat pages, by tab, oldest first. */
  told: [] as { tab: number; chips: ChipsReply }[],
  /** How chat pages were told to be read, by tab, oldest first. */
  readings: [] as { tab: number; reading: Reading }[],
  optionsOpened: 0,
  /** The scripts for invited pages, and where scripts were put into open tabs. */
  scripts: [] as { id: string; matches: string[] }[],
  entered: [] as number[],
  /** Rights that were given back. */
  returned: [] as string[],
  openTabs: [] as { id: number; url: string; windowId: number }[],
  /** In which window the panel was opened last, and whether the browser opens it at all. */
  panelOf: null as number | null,
  opensPanel: true,
  /** The entries of the context menu by their ids. */
  menu: new Map<string, { documentUrlPatterns?: string[] }>(),
  suggested: [] as { content: string; description: string }[],
  hint: '',
  /** In which tab the panel was opened last. */
  panelIn: null as number | null,
};

/** Gives every test of a file a browser and a database of its own, and a worker that has just started. */
export function withWorker(): void {
  beforeEach(() => {
    freshBrowser();
    startWorker();
  });
  afterEach(() => {
    killWorker();
    vi.unstubAllGlobals();
  });
}

/** Starts the worker over whatever the browser and the database hold. */
export function startWorker(): void {
  let dead = false;
  const alive = globalThis.fetch;
  // A worker that was stopped never hears an answer: what it had asked stays open for ever.
  const ownFetch: typeof fetch = (...request) =>
    dead
      ? NEVER
      : alive(...request).then(
          (answer) => (dead ? NEVER : answer),
          (thrown: unknown) => (dead ? NEVER : Promise.reject(thrown as Error)),
        );
  vi.stubGlobal('fetch', ownFetch);
  const timeout = globalThis.setTimeout;
  // With what the function is to be called with: the HTTP client of Node hands that over.
  vi.stubGlobal('setTimeout', (then: (...all: unknown[]) => void, ms: number, ...all: unknown[]) =>
    timeout(() => dead || then(...all), ms),
  );
  const events = new EventTarget();
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  networkBack = () => void events.dispatchEvent(new Event('online'));
  const stop = live(startListening);
  kill = () => {
    dead = true;
    stop();
    vi.stubGlobal('fetch', alive);
    vi.stubGlobal('setTimeout', timeout);
    for (const event of listened()) event.removeAllListeners();
    for (const heard of lacking.values()) heard.clear();
  };
}

/** What the browser tells reaches the worker that has asked to hear it. */
function startListening(): void {
  const adding = listened().map((event) => {
    const { addListener } = event;
    event.addListener = ((heard: never) => addListener.call(event, ofThisLife(heard))) as never;
    return () => (event.addListener = addListener as never);
  });
  startService();
  for (const done of adding) done();
}

/** The browser stops the worker: nothing of it hears or does anything any more. */
export function killWorker(): void {
  kill();
}

/** The worker is stopped in the middle of whatever it does, and started anew. */
export function restartWorker(): void {
  killWorker();
  startWorker();
}

/** Asks the worker as the panel or the options page does. */
export async function ask<K extends CallName>(name: K, question: Ask<K>): Promise<Answer<K>> {
  const reply = await send({ call: name, ask: question }, OWN_PAGE);
  if (!reply) throw new Error(`${name} was not answered`);
  if ('problem' in reply) throw new ProblemError(reply.problem);
  return reply.answer as Answer<K>;
}

/** What a chat page says it shows, and what it is told for its chips in the end. */
export async function show(state: StampedState | Contact, tab = 7): Promise<ChipsReply> {
  const first = await showFirst(state, tab);
  return first.more ? told('chatSettled', state, tab) : first;
}

/** The same, and what it is told at first. */
export function showFirst(state: StampedState | Contact, tab = 7): Promise<ChipsReply> {
  return told('chatChanged', state, tab);
}

async function told(call: CallName, state: StampedState | Contact, tab: number): Promise<ChipsReply> {
  const ask = 'kind' in state && 'name' in state ? { kind: 'chat', contact: state } : state;
  const reply = await send({ call, ask }, chatPage(tab));
  return (reply as { answer: ChipsReply }).answer;
}

/** Sends any message from anybody; undefined when nobody answers. */
export async function send(message: unknown, sender: object): Promise<Reply | undefined> {
  const replies = (await fakeBrowser.runtime.onMessage.trigger(message, sender as never, () => {})) as unknown as (Reply | undefined)[];
  return replies.find((reply) => reply !== undefined);
}

/** All state that the pages can see. */
export async function state(): Promise<Partial<StateItems>> {
  return (await fakeBrowser.storage.session.get(null)) as Partial<StateItems>;
}

/** What of it tells of anybody, of their chats or of what somebody wants. */
export async function saidOfAnybody(): Promise<object> {
  const said = Object.entries(await state()).filter(([key]) =>
    /^(chat|answer|customer|edit|done|shown|pin|popover|wanted|recents)/.test(key),
  );
  return Object.fromEntries(said);
}

/** Waits until what is said of the state is so. */
export async function until(holds: (now: Partial<StateItems>) => boolean, timeout = 30_000): Promise<void> {
  const look = async () => {
    if (!holds(await state())) throw new Error('not yet');
  };
  await vi.waitFor(look, { timeout });
}

export function contactOf(name: string, more: Partial<Contact> = {}): Contact {
  return { site: 'wechat-web', id: `@${name}`, name, kind: 'person', avatar: null, ...more };
}

export const OWN_PAGE = { id: 'test-extension-id', url: 'chrome-extension://test-extension-id/sidepanel.html' };

/** Our page in a frame of a chat page; `document` names that very frame. */
export function popover(document: string, tab = 7, more: object = {}): object {
  const url = 'chrome-extension://test-extension-id/popover.html';
  return {
    id: 'test-extension-id',
    url,
    frameId: 3,
    documentId: document,
    tab: { id: tab, windowId: 1, url: 'https://wx.qq.com/' },
    ...more,
  };
}

export function chatPage(tab = 7, more: object = {}): object {
  return { id: 'test-extension-id', url: 'https://wx.qq.com/', frameId: 0, tab: { id: tab, windowId: 1 }, ...more };
}

const NEVER = new Promise<Response>(() => {});
let kill = () => {};
/** The browser says that there is a network again. */
export let networkBack = () => {};

/** Opens a port to the worker, as this sender. */
export let lineFrom: (sender: object, name: string) => ReturnType<ReturnType<typeof fakePorts>['connect']>;

/** A browser in which nothing was ever kept. */
export function freshBrowser(): void {
  fakeBrowser.reset();
  vi.stubGlobal('indexedDB', withinLife(new IDBFactory()));
  Object.assign(world, { permitted: true, online: true, idle: 'active', granted: new Set() });
  Object.assign(world, { told: [], readings: [], optionsOpened: 0, panelIn: null, panelOf: null, opensPanel: true });
  Object.assign(world, { scripts: [], entered: [], returned: [], openTabs: [], menu: new Map(), suggested: [], hint: '' });
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => world.online });
  const { connect, onConnect } = fakePorts();
  lineFrom = (sender, name) => connect(0, { name }, sender);
  const given = {
    runtime: {
      getManifest: () => ({ content_scripts: [{ matches: ['https://wx.qq.com/*'], js: [] }] }),
      openOptionsPage: opened,
      onConnect,
    },
    i18n: { getUILanguage: () => 'zh-CN', getMessage: (key: string, typed: string[] = []) => [key, ...typed].join(' ').trim() },
    permissions: {
      contains: async () => world.permitted,
      getAll: async () => ({ origins: ['https://wx.qq.com/*', ...world.granted] }),
      remove: async ({ origins }: { origins: string[] }) => {
        world.returned.push(...origins);
        return origins.every((origin) => world.granted.delete(origin));
      },
      ...Object.fromEntries(['onAdded', 'onRemoved'].map((name) => [name, eventOf(name)])),
    },
    idle: { onStateChanged: { addListener: () => undefined }, setDetectionInterval: () => undefined, queryState: async () => world.idle },
    contextMenus: {
      removeAll: async () => world.menu.clear(),
      update: async (id: string, change: object) => {
        if (!world.menu.has(id)) throw new Error(`Cannot find menu item with id ${id}`);
        Object.assign(world.menu.get(id)!, change);
      },
      create: (entry: { id: string; documentUrlPatterns?: string[] }) => void world.menu.set(entry.id, entry),
      onClicked: eventOf('menu'),
    },
    omnibox: {
      // Chromium parses the description, and has it once it resolves.
      setDefaultSuggestion: async ({ description }: { description: string }) => {
        await new Promise((resolve) => setTimeout(resolve));
        world.hint = description;
      },
      ...Object.fromEntries(['onInputStarted', 'onInputChanged', 'onInputEntered'].map((name) => [name, eventOf(name)])),
    },
    windows: { getLastFocused: async () => ({ id: 1 }) },
    declarativeNetRequest: { getSessionRules: async () => [], updateSessionRules: async () => undefined },
    // As in Firefox, which has no such event.
    tabs: {
      connect,
      onReplaced: undefined,
      query: async (query: { url?: string[] }) =>
        query.url
          ? world.openTabs.filter((tab) => query.url!.some((pattern) => tab.url.startsWith(pattern.slice(0, -1))))
          : (askTabs as (query: object) => Promise<unknown[]>).call(fakeBrowser.tabs, query),
      sendMessage: async (tab: number, { chips, reading }: { chips?: ChipsReply; reading?: Reading }) => {
        if (chips) world.told.push({ tab, chips });
        if (reading) world.readings.push({ tab, reading });
      },
    },
    commands: { getAll: async () => [{ name: '_execute_action', shortcut: 'Ctrl+Shift+Y' }] },
    sidePanel: {
      open: async ({ tabId, windowId }: { tabId?: number; windowId?: number }) => {
        if (!world.opensPanel) throw new Error('not in the turn of a click');
        if (tabId !== undefined) world.panelIn = tabId;
        if (windowId !== undefined) world.panelOf = windowId;
      },
    },
    scripting: {
      executeScript: async ({ target }: { target: { tabId: number } }) => void world.entered.push(target.tabId),
      getRegisteredContentScripts: async () => world.scripts,
      registerContentScripts: async (scripts: typeof world.scripts) => void world.scripts.push(...scripts),
      unregisterContentScripts: async ({ ids }: { ids: string[] }) =>
        void (world.scripts = world.scripts.filter(({ id }) => !ids.includes(id))),
    },
  };
  for (const area of [fakeBrowser.storage.managed, fakeBrowser.storage.local])
    Object.assign(area, { setAccessLevel: async () => undefined });
  for (const [api, functions] of Object.entries(given)) Object.assign(fakeBrowser[api as 'runtime'], functions);
}

/** What the fake browser answers about its own tabs. */
const askTabs = fakeBrowser.tabs.query;

type Heard = (...values: never[]) => unknown;

/** The events of the browser that the fake one lacks, by name. */
const lacking = new Map<string, Set<Heard>>();

/** The browser tells the worker of something. */
export async function happen(name: string, ...values: unknown[]): Promise<void> {
  await Promise.all([...(lacking.get(name) ?? [])].map((heard) => heard(...(values as never[]))));
}

/** The same for an event that the fake browser has. */
export async function happenTo(event: object): Promise<void> {
  await (event as { trigger(...values: unknown[]): Promise<unknown> }).trigger({}, 'managed');
}

function eventOf(name: string) {
  const heard = new Set<Heard>();
  lacking.set(name, heard);
  return { addListener: (one: Heard) => void heard.add(ofThisLife(one)), removeAllListeners: () => heard.clear() };
}

async function opened(): Promise<void> {
  world.optionsOpened++;
}

function listened() {
  const { runtime, alarms, tabs, storage, notifications } = fakeBrowser;
  return [
    runtime.onMessage,
    runtime.onStartup,
    runtime.onInstalled,
    alarms.onAlarm,
    tabs.onRemoved,
    tabs.onUpdated,
    notifications.onClicked,
    notifications.onButtonClicked,
    notifications.onClosed,
    storage.onChanged,
    storage.managed.onChanged,
  ];
}

/** What a panel would say that the person has seen where this change is made: what is shown, with what is on its way. */
export async function seenFor(ref: CustomerRef, change: Intent): Promise<Base | null> {
  const now = await state();
  const known = now[`customer:${refKey(ref)}`]?.customer;
  if (!known) return change.kind === 'follow-up' ? null : { kind: 'unseen' };
  const all = Object.entries(now).flatMap(([key, value]) => (key.startsWith('edit:') ? [value as Edit] : []));
  const waiting = all.filter((edit) => refKey(edit.ref) === refKey(ref) && !isStuck(edit)).sort((a, b) => a.madeAt - b.madeAt);
  return beforeOf(
    waiting.reduce((shown, edit) => applyChange(shown, edit.change), known),
    change,
  );
}
