import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { item, writeState, type ContactAnswer, type StateChange } from '../../lib/wire/items';
import { tellState, watchState } from '../../lib/wire/watch-state';

const KEY = 'answer:somebody';
const answer = (at: number) => item(KEY, { at } as ContactAnswer);

let heard: StateChange[];
/** Messages on their way to the page, and what the browser is about to tell of changes. */
let messages: unknown[];
let changes: (() => void)[];
let addListener: typeof fakeBrowser.storage.session.onChanged.addListener | null = null;

beforeEach(() => {
  fakeBrowser.reset();
  [heard, messages, changes] = [[], [], []];
  const { onChanged } = fakeBrowser.storage.session;
  const listen = addListener ?? (addListener = onChanged.addListener);
  onChanged.addListener = (listener) => listen((change) => void changes.push(() => listener(change)));
  Object.assign(fakeBrowser.runtime, { sendMessage: async (message: unknown) => void messages.push(message) });
  watchState((change) => heard.push(change));
});

function deliver(message: unknown, sender: object = {}): void {
  const from = { id: fakeBrowser.runtime.id, ...sender };
  void fakeBrowser.runtime.onMessage.trigger(message, from as never, () => undefined);
}

const seen = () => heard.map((change) => change[KEY]?.at).filter((at) => at !== undefined);

test('what is told is heard before the browser tells of the change, and once', async () => {
  await tellState(answer(1));
  deliver(messages[0]);
  expect(seen()).toEqual([1]);
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([1]);
});

test('what the browser still has to tell of an older state does not take the place of what was told', async () => {
  await writeState(answer(1));
  await tellState(answer(2));
  deliver(messages[0]);
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([2]);
});

test('what is written after it is heard', async () => {
  await tellState(answer(1));
  await writeState(answer(2));
  deliver(messages[0]);
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([1, 2]);
});

test('a message that comes late says nothing any more', async () => {
  await tellState(answer(1));
  await writeState(answer(2));
  changes.forEach((tell) => tell());
  deliver(messages[0]);
  expect(seen()).toEqual([1, 2]);
});

test('a page that hears no message hears of the change', async () => {
  await tellState(answer(1));
  changes.forEach((tell) => tell());
  expect(seen()).toEqual([1]);
});

test('a chat page and another extension tell nothing', () => {
  const message = { state: answer(1), told: Date.now() };
  deliver(message, { tab: { id: 1 } });
  deliver(message, { id: 'another-extension' });
  expect(seen()).toEqual([]);
});
