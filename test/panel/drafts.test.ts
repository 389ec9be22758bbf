import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { FormDraft } from '../../lib/model/draft';
import { createDrafts } from '../../lib/panel/drafts';
import { follow } from '../../lib/panel/follow';
import { createPanelStore } from '../../lib/panel/store';
import { OWN_PAGE, send, state, withWorker } from '../service/worker';

withWorker();

const page = new EventTarget();
beforeEach(async () => {
  vi.stubGlobal('document', Object.assign(page, { hidden: true, visibilityState: 'visible' }));
  Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, OWN_PAGE) });
  const { id: windowId } = (await fakeBrowser.windows.create({ focused: true }))!;
  await fakeBrowser.tabs.create({ active: true, windowId: windowId! });
});

const NAME = { form: 'follow-up', of: 'book/1', connection: 'book' } as const;
const draft = (text: string): FormDraft => ({ connection: 'book', typed: { text }, start: { text: '' }, once: 'o' });
const kept = async () => (await state())['draft:follow-up book/1'];

async function open() {
  const store = createPanelStore();
  const drafts = createDrafts(store);
  await follow(store);
  return { store, drafts };
}

test('a page that is loaded again, or another one, shows what was half typed', async () => {
  const { drafts } = await open();
  drafts.write(NAME, draft('寄'));
  drafts.write(NAME, draft('寄了样'));
  expect(drafts.read(NAME)).toEqual(draft('寄了样'));
  await drafts.handOver();
  const again = await open();
  expect(again.drafts.read(NAME)).toEqual(draft('寄了样'));
});

test('the worker hears of it a moment after it was typed, and at once when it was sent or given up', async () => {
  const { drafts } = await open();
  drafts.write(NAME, draft('寄'));
  await vi.waitFor(async () => expect(await kept()).toEqual(draft('寄')), { timeout: 3_000 });
  drafts.write(NAME, null);
  expect(drafts.read(NAME)).toBeNull();
  await vi.waitFor(async () => expect(await kept()).toBeUndefined());
});

test('a page that goes hands over what it has not told yet', async () => {
  const { drafts } = await open();
  drafts.write(NAME, draft('寄'));
  Object.assign(document, { visibilityState: 'hidden' });
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(async () => expect(await kept()).toEqual(draft('寄')), { timeout: 250 });
});

test('what comes down late does not take the place of newer words', async () => {
  const { store, drafts } = await open();
  drafts.write(NAME, draft('寄了样'));
  store.setState({ drafts: new Map([['follow-up book/1', draft('寄')]]) });
  expect(drafts.read(NAME)).toEqual(draft('寄了样'));
});
