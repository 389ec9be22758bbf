import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { item, type ContactAnswer, type StateChange } from '../../lib/wire/items';
import { writeState } from '../../lib/service/session/items';
import { openLines, tellState } from '../../lib/service/session/tell';
import { watchState } from '../../lib/wire/state';

const KEY = 'answer:somebody';
const answer = (at: number) => item(KEY, { at } as ContactAnswer);

let heard: StateChange[];
/** What is on its way over the line, and what the browser is about to tell of changes. */
let messages: unknown[];
let changes: (() => void)[];
let pages = 0;
let addListener: typeof fakeBrowser.storage.session.onChanged.addListener | null = null;

/** The page's end of the line. */
let line: { onmessage?: (message: { data: unknown }) => void };

beforeEach(async () => {
  fakeBrowser.reset();
  [heard, messages, changes, line] = [[], [], [], {}];
  const page = Object.assign(new EventTarget(), { startMessages: () => undefined });
  const opened = (data: string, ports: unknown[]) => void page.dispatchEvent(Object.assign(new Event('message'), { data, ports }));
  vi.stubGlobal('navigator', { serviceWorker: page });
  vi.stubGlobal('clients', { matchAll: async () => [{ id: String(++pages), postMessage: opened }] });
  const ends = { port1: { postMessage: (message: unknown) => void messages.push(message) }, port2: line };
  vi.stubGlobal('MessageChannel', function () {
    return ends;
  });
  const { onChanged } = fakeBrowser.storage.session;
  const listen = addListener ?? (addListener = onChanged.addListener);
  onChanged.addListener = (listener) => listen((change) => void changes.push(() => listener(change)));
  watchState((change) => heard.push(change));
  await openLines();
});

afterEach(() => void vi.unstubAllGlobals());

const deliver = () => line.onmessage?.({ data: messages[0] });

const seen = () => heard.map((change) => change[KEY]?.at).filter((at) => at !== undefined);

test('what is told is heard before the browser tells of the change, and once', async () => {
  await tellState(answer(1));
  deliver();
  expect(seen()).toEqual([1]);
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([1]);
});

test('what the browser still has to tell of an older state does not take the place of what was told', async () => {
  await writeState(answer(1));
  await tellState(answer(2));
  deliver();
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([2]);
});

test('what is written after it is heard', async () => {
  await tellState(answer(1));
  await writeState(answer(2));
  deliver();
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([1, 2]);
});

test('a message that comes late says nothing any more', async () => {
  await tellState(answer(1));
  await writeState(answer(2));
  changes.forEach((tell) => tell());
  deliver();
  expect(seen()).toEqual([1, 2]);
});

test('a page without a line hears of the change', async () => {
  await tellState(answer(1));
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([1]);
});

test('a page has one line, however often it says that it is there', async () => {
  const id = 'the same';
  const opened: unknown[] = [];
  vi.stubGlobal('clients', { matchAll: async () => [{ id, postMessage: (_: string, ports: unknown[]) => void opened.push(...ports) }] });
  await openLines();
  await openLines();
  expect(opened.length).toBe(1);
});

test('after the clock was put back what is written is heard, also where a worker was stopped between telling and writing', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  await tellState(answer(1));
  deliver();
  changes.splice(0).forEach((tell) => tell());
  // Told, and never written.
  messages.splice(0);
  await tellState(answer(2));
  deliver();
  changes.splice(0);
  vi.useRealTimers();
  vi.resetModules();
  const next = await import('../../lib/service/session/tell');
  await next.tellState(answer(3));
  changes.splice(0).forEach((tell) => tell());
  await next.tellState(answer(4));
  changes.splice(0).forEach((tell) => tell());
  expect(seen()).toEqual([1, 2, 4]);
});
