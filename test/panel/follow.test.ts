import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createActions } from '../../lib/panel/actions';
import { contactKey } from '../../lib/model/contact';
import type { VaultView } from '../../lib/model/vault';
import { follow } from '../../lib/panel/follow';
import { createPanelStore, type PanelStore } from '../../lib/panel/store';
import { outboxOf, viewOf } from '../../lib/panel/view';
import { item, type Finding } from '../../lib/wire/items';
import { ask, chatPage, contactOf, OWN_PAGE, send, show, withWorker } from '../service/worker';

withWorker();

let store: PanelStore;
let tab: number;
const sendMessage = fakeBrowser.runtime.sendMessage;
beforeEach(async () => {
  // A page that nobody looks at has no frames to wait for.
  vi.stubGlobal('document', { hidden: true });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, OWN_PAGE) });
  const { id: windowId } = (await fakeBrowser.windows.create({ focused: true }))!;
  tab = (await fakeBrowser.tabs.create({ active: true, windowId: windowId! })).id!;
  store = createPanelStore();
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(fakeBrowser.runtime, { sendMessage });
});

const view = () => viewOf(store.getState());
const found = (name: string) => vi.waitFor(() => expect(view()).toMatchObject({ cards: [{ body: { customer: { name } } }] }));
/** The chat page tells that this chat is open; the panel hears it, whatever the worker answers. */
const hear = (name: string) =>
  void fakeBrowser.runtime.onMessage.trigger(
    { call: 'chatChanged', ask: { kind: 'chat', contact: contactOf(name) } },
    chatPage(tab) as never,
    (() => undefined) as never,
  );
const nobody = { nickname: null, company: null, phones: [], remark: null };

test('a panel that opens shows what was known before it, in the tab before it', async () => {
  await show(contactOf('李雷'), tab);
  await follow(store);
  expect(view()).toMatchObject({ kind: 'person', contact: { name: '李雷' }, cards: [{ body: { kind: 'none' } }] });
});

test('a panel that opens after the browser has started asks the worker for what nobody has written yet', async () => {
  await follow(store);
  await vi.waitFor(() => expect(store.getState().connections).toMatchObject([{ id: 'book' }]));
});

test('what happens while the panel opens is not lost behind what it has read', async () => {
  await show(contactOf('李雷'), tab);
  const get = fakeBrowser.storage.session.get.bind(fakeBrowser.storage.session);
  const reading = vi.spyOn(fakeBrowser.storage.session, 'get').mockImplementationOnce(async (keys) => {
    const read = await get(keys as never);
    await fakeBrowser.storage.session.set({ [`chat:${tab}`]: { state: { kind: 'switching' }, window: 1 } });
    return read;
  });
  await follow(store);
  reading.mockRestore();
  expect(view()).toEqual({ kind: 'switching' });
});

test.each([{ kind: 'locked' }, { kind: 'broken', lock: 'shut' }] satisfies VaultView[])(
  'a page loads again when what was open is locked, with the database or without it: %o',
  async (locked) => {
    const reload = vi.fn();
    vi.stubGlobal('location', { reload });
    await follow(store);
    for (const view of [{ kind: 'none' }, { kind: 'open', lockAfter: 5 }, { kind: 'broken', lock: 'open' }] satisfies VaultView[]) {
      await fakeBrowser.storage.session.set({ vault: view });
      expect(reload).not.toHaveBeenCalled();
    }
    await fakeBrowser.storage.session.set({ vault: locked });
    expect(reload).toHaveBeenCalledOnce();
  },
);

test('a customer is added, edited and shown, and the edit can be taken back while it waits', async () => {
  await follow(store);
  await show(contactOf('韩梅梅'), tab);
  const actions = createActions(store);
  expect(await actions.addCustomer('book', { name: '韩梅梅', ...nobody })).toBeNull();
  await found('韩梅梅');
  const { connection, id } = store.getState().customers.values().next().value!.customer;
  expect(await actions.submit({ connection, id }, { kind: 'remark', text: '老同学' })).toBeNull();
  await vi.waitFor(() => expect(view()).toMatchObject({ cards: [{ body: { customer: { remark: '老同学' } }, edits: [] }] }));
  expect(outboxOf(store.getState())).toEqual([]);
  await send(
    { call: 'submit', ask: { edit: 'gone', ref: { connection: 'away', id }, change: { kind: 'remark', text: 'x' }, base: null } },
    OWN_PAGE,
  );
  await vi.waitFor(() => expect(outboxOf(store.getState())).toMatchObject([{ edit: { state: { problem: { kind: 'held-back' } } } }]));
  expect(await actions.undo('gone')).toBeNull();
  await vi.waitFor(() => expect(outboxOf(store.getState())).toEqual([]));
});

test('two panels show the same, and each the tab before it', async () => {
  const other = createPanelStore();
  await Promise.all([follow(store), follow(other)]);
  other.setState({ tab: tab + 1 });
  await Promise.all([show(contactOf('李雷'), tab), show(contactOf('韩梅梅'), tab + 1)]);
  expect(view()).toMatchObject({ contact: { name: '李雷' } });
  expect(viewOf(other.getState())).toMatchObject({ contact: { name: '韩梅梅' } });
  await ask('renameConnection', { connection: 'book', name: '我的' });
  for (const one of [store, other]) expect(one.getState().connections).toMatchObject([{ name: '我的' }]);
});

test('what is wrong with a call comes back as a Problem', async () => {
  await follow(store);
  const actions = createActions(store);
  expect(await actions.addCustomer('away', { name: 'x', ...nobody })).toEqual({ kind: 'not-connected' });
  await expect(actions.search('away', { text: 'x' }, null)).rejects.toMatchObject({ problem: { kind: 'not-connected' } });
  const long = await actions.addCustomer('book', { name: 'x'.repeat(201), ...nobody });
  expect(long).toEqual({ kind: 'too-long', what: 'name', length: 201, most: 200 });
});

test('another tab in the panel’s window is followed, one in another window is not', async () => {
  await follow(store);
  const { window } = store.getState();
  await fakeBrowser.tabs.onActivated.trigger({ tabId: 99, windowId: window! });
  expect(store.getState().tab).toBe(99);
  await fakeBrowser.tabs.onActivated.trigger({ tabId: 100, windowId: window! + 1 });
  expect(store.getState().tab).toBe(99);
});

test('behind another tab of the window the chat stays, also where another one is opened there, until its page goes', async () => {
  await show(contactOf('李雷'), tab);
  await follow(store);
  const { window } = store.getState();
  const to = (tabId: number) => fakeBrowser.tabs.onActivated.trigger({ tabId, windowId: window! });
  await to(99);
  expect(view()).toMatchObject({ contact: { name: '李雷' } });
  await show(contactOf('韩梅梅'), tab);
  expect(view()).toMatchObject({ contact: { name: '韩梅梅' } });
  // A second chat page: the one that was in front last counts.
  await show(contactOf('王芳'), 98);
  expect(view()).toMatchObject({ contact: { name: '韩梅梅' } });
  await to(98);
  await to(99);
  expect(view()).toMatchObject({ contact: { name: '王芳' } });
  for (const gone of [98, tab]) await fakeBrowser.tabs.onRemoved.trigger(gone, { windowId: window!, isWindowClosing: false });
  await vi.waitFor(() => expect(view()).toEqual({ kind: 'no-chat-page' }));
});

test('somebody whom nobody knows yet is shown in a moment, also where no answer comes; of several only the last', async () => {
  await follow(store);
  const writing = vi.spyOn(fakeBrowser.storage.session, 'set').mockReturnValue(new Promise(() => {}) as never);
  const names: string[] = [];
  store.subscribe((now) => {
    const shown = viewOf(now);
    if (shown.kind === 'person') names.push(shown.contact.name);
  });
  hear('李雷');
  hear('韩梅梅');
  await vi.waitFor(() =>
    expect(view()).toMatchObject({ kind: 'person', contact: { name: '韩梅梅' }, cards: [{ body: { kind: 'looking-up' } }] }),
  );
  expect(names).not.toContain('李雷');
  writing.mockRestore();
});

test('a customer does not stay while one unknown chat after the other is opened, however quickly', async () => {
  await follow(store);
  vi.useFakeTimers();
  const writing = vi.spyOn(fakeBrowser.storage.session, 'set').mockReturnValue(new Promise(() => {}) as never);
  const shownAfter: number[] = [];
  store.subscribe(() => shownAfter.push(Date.now() - began));
  const began = Date.now();
  for (let chat = 0; chat < 20; chat++) {
    hear(`路人${chat}`);
    await vi.advanceTimersByTimeAsync(25);
  }
  expect(shownAfter[0]).toBeLessThanOrEqual(40);
  expect(shownAfter.length).toBeGreaterThan(5);
  writing.mockRestore();
});

test('the first frame after the wait shows the new contact, also where the timer rings late', async () => {
  await follow(store);
  // Its clock stands still: the timer of the wait never rings.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  hear('韩梅梅');
  expect(frames).toHaveLength(1);
  const late = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 500);
  frames[0]!();
  late.mockRestore();
  expect(view()).toMatchObject({ kind: 'person', contact: { name: '韩梅梅' } });
});

test('frames are only asked for at the end of the wait, so that an answer before it is drawn at once', async () => {
  await follow(store);
  const frame = vi.fn();
  vi.stubGlobal('requestAnimationFrame', frame);
  const tasks: { task: () => void; delay: number; signal: AbortSignal }[] = [];
  const postTask = (task: () => void, options: { delay: number; signal: AbortSignal }) => {
    tasks.push({ task, ...options });
    return Promise.resolve();
  };
  vi.stubGlobal('scheduler', { postTask });
  hear('路人甲');
  await vi.waitFor(() => expect(tasks).toMatchObject([{ delay: 24, signal: { aborted: false } }]));
  expect(frame).not.toHaveBeenCalled();
  tasks[0]!.task();
  expect(frame).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(view()).toMatchObject({ kind: 'person', contact: { name: '路人甲' } }));
  expect(tasks[0]!.signal.aborted).toBe(true);
});

test('while an answer is waited for nothing is drawn, and that a CRM is being asked ends no wait', async () => {
  await follow(store);
  const contact = contactOf('李雷');
  const write = fakeBrowser.storage.session.set.bind(fakeBrowser.storage.session);
  const writing = vi.spyOn(fakeBrowser.storage.session, 'set').mockReturnValue(new Promise(() => {}) as never);
  const waits = vi.spyOn(globalThis, 'setTimeout').mockImplementation((() => 0) as never);
  hear(contact.name);
  const drawn = vi.fn();
  store.subscribe(drawn);
  const finding: Omit<Finding, 'progress'> = { connection: 'book', decision: 'none', candidates: [], problem: null };
  const answer = (progress: 'looking-up' | 'done') =>
    item(`answer:${contactKey(contact)}`, { contact, at: 1, findings: [{ ...finding, progress }] });
  await write({ recents: [contact] });
  await write(answer('looking-up'));
  expect(drawn).not.toHaveBeenCalled();
  await write(answer('done'));
  expect(view()).toMatchObject({ kind: 'person', contact: { name: '李雷' }, cards: [{ body: { kind: 'none' } }] });
  expect(store.getState().recents).toMatchObject([{ name: '李雷' }]);
  for (const mocked of [writing, waits]) mocked.mockRestore();
});
