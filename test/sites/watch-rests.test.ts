// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ChatState } from '../../lib/model/contact';
import type { Site } from '../../lib/sites/site';
import { watch } from '../../lib/sites/watch';

let shown: ChatState;
let told: ChatState[];
let stop: AbortController;

const site: Site = {
  id: 'invented',
  matches: [],
  idIn: () => null,
  watched: ['data-username'],
  read: () => shown,
  rows: () => [],
  messages: () => [],
  anchors: () => ({ title: null, bar: null }),
};

function chat(id: string, name = id): ChatState {
  return { kind: 'chat', contact: { site: 'invented', id, name, kind: 'person', avatar: null } };
}

/** The page shows something else, and its document changes. */
async function page(state: ChatState): Promise<void> {
  shown = state;
  document.body.append(document.createElement('p'));
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  stop = new AbortController();
  shown = chat('a');
  watch(site, document, stop.signal, { changed: (state) => void told.push(state), looked: () => undefined });
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

it('tells a chat that was clicked at once, and the same chat only once', async () => {
  await page(chat('b'));
  await page(chat('b'));
  expect(told).toEqual([chat('a'), chat('b')]);
});

it('tells a renamed contact and a namesake', async () => {
  await page(chat('a', 'new name'));
  await page(chat('b', 'new name'));
  expect(told).toHaveLength(3);
});

it('says at once that the page is switching, and tells only the chat in which the arrow keys come to rest', async () => {
  for (const id of ['b', 'c', 'd']) {
    await page({ kind: 'switching' });
    await page(chat(id));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(told).toEqual([chat('a'), { kind: 'switching' }]);
  await vi.advanceTimersByTimeAsync(200);
  expect(told.at(-1)).toEqual(chat('d'));
  expect(told).toHaveLength(3);
});

it('says within three seconds that a page is not understood, however much goes on in it', async () => {
  const missed: ChatState = { kind: 'unreadable', missing: ['#list'] };
  for (let passed = 0; passed < 3_000; passed += 500) {
    await page(missed);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(told.at(-1)).toEqual(missed);
});

it('tells nothing after it was stopped', async () => {
  stop.abort();
  await page(chat('b'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([chat('a')]);
});
