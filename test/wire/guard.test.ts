import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { StampedState } from '../../lib/model/contact';
import type { Base, Change } from '../../lib/model/edit';
import { createTelling } from '../../lib/wire/chat-ports';
import { hearChats } from '../../lib/wire/hear-chats';
import { chatPage, contactOf, OWN_PAGE, popover, saidOfAnybody, send, withWorker, world } from '../service/worker';

withWorker();

const chat = { kind: 'chat', contact: contactOf('张伟') };
const changed = { call: 'chatChanged', ask: chat };
const hello = { call: 'hello', ask: null };

describe('the worker answers', () => {
  test('the top frame of a chat page, which may say what it shows and open the panel', async () => {
    expect(await send(changed, chatPage())).toMatchObject({ answer: { chips: { kind: 'none' } } });
    const opening = send({ call: 'openPanel', ask: null }, chatPage());
    // The browser only opens it in the turn of the click.
    expect(world.panelIn).toBe(7);
    expect(await opening).toEqual({ answer: { open: true } });
  });

  test('a chat page whose click the browser counts no more, with the keys that open the panel', async () => {
    world.opensPanel = false;
    expect(await send({ call: 'openPanel', ask: null }, chatPage())).toEqual({ answer: { open: false, keys: 'Ctrl+Shift+Y' } });
  });

  test('its own pages, with or without a tab', async () => {
    expect(await send(hello, OWN_PAGE)).toEqual({ answer: null });
    expect(await send(hello, { ...OWN_PAGE, frameId: 0, tab: { id: 1, windowId: 1 } })).toEqual({ answer: null });
  });
});

test.each<[Change, Base]>([
  [
    { kind: 'remark', text: 'short' },
    { kind: 'remark', text: 'x'.repeat(50_000) },
  ],
  [
    { kind: 'personal-name', text: 'short' },
    { kind: 'personal-name', text: 'x'.repeat(900) },
  ],
  [
    { kind: 'field', field: 'f', value: 'short' },
    { kind: 'field', field: 'f', value: 'x'.repeat(30_000) },
  ],
  [
    { kind: 'details', details: { name: 'short' } },
    { kind: 'details', details: { name: 'x'.repeat(900), company: 'x'.repeat(300), phones: Array.from({ length: 30 }, () => '1') } },
  ],
])('what a CRM has may be longer than what is written in its place: %#', async (change, base) => {
  const answer = await send({ call: 'submit', ask: { edit: 'e', ref: { connection: 'gone', id: 'x' }, change, base } }, OWN_PAGE);
  expect(answer).toEqual({ answer: 'e' });
});

describe('a call of another shape', () => {
  const ref = { connection: 'book', id: 'x' };
  const long = 'x'.repeat(201);
  const remark = { kind: 'remark', text: 'a' };

  test.each<[string, unknown, object]>([
    ['hello', {}, { kind: 'malformed', where: 'hello' }],
    ['hello', undefined, { kind: 'malformed', where: 'hello' }],
    ['retry', { edit: 1 }, { kind: 'malformed', where: 'retry.edit' }],
    ['retry', { edit: long }, { kind: 'too-long', what: 'text', length: 201, most: 200 }],
    ['submit', { edit: 'e', ref, change: { kind: 'wipe' }, base: null }, { kind: 'malformed', where: 'submit.change.kind' }],
    ['choose', { contact: contactOf('张伟'), refs: [ref, { ...ref, id: null }] }, { kind: 'malformed', where: 'choose.refs[1].id' }],
    ['retry', { edit: 'e', more: 1 }, { kind: 'malformed', where: 'retry.more' }],
    ['nonsense', null, { kind: 'malformed', where: 'nonsense' }],
    ['__proto__', {}, { kind: 'malformed', where: '__proto__' }],
    ['constructor', undefined, { kind: 'malformed', where: 'constructor' }],
    ['', null, { kind: 'malformed', where: '' }],
    // Inside a union: the deepest part of the branch that fits best.
    ['exportBook', { connection: 'book', from: { ids: ['a', 5] } }, { kind: 'malformed', where: 'exportBook.from.ids[1]' }],
    ['exportBook', { connection: 'book', from: { after: 5 } }, { kind: 'malformed', where: 'exportBook.from.after' }],
    ['exportBook', { connection: 'book', from: 5 }, { kind: 'malformed', where: 'exportBook.from' }],
    [
      'submit',
      { edit: 'e', ref, change: { kind: 'field', field: 'f', value: ['a', 5] }, base: null },
      { kind: 'malformed', where: 'submit.change.value[1]' },
    ],
    ['submit', { edit: 'e', ref, change: remark, base: { kind: 'remark', text: 5 } }, { kind: 'malformed', where: 'submit.base.text' }],
    ['submit', { edit: 'e', ref, change: remark, base: { kind: 'wipe' } }, { kind: 'malformed', where: 'submit.base.kind' }],
    [
      'submit',
      { edit: 'e', ref, change: remark, base: { kind: 'field', field: 'f', value: ['a', {}] } },
      { kind: 'malformed', where: 'submit.base.value[1]' },
    ],
    [
      'submit',
      { edit: 'e', ref, change: remark, base: { kind: 'remark', text: 'x'.repeat(2_000_001) } },
      { kind: 'too-long', what: 'remark', length: 2_000_001, most: 2_000_000 },
    ],
    [
      'submit',
      { edit: 'e', ref, change: remark, base: { kind: 'details', details: { phones: ['x'.repeat(2_000_001)] } } },
      { kind: 'too-long', what: 'phone', length: 2_000_001, most: 2_000_000 },
    ],
    [
      'saveSite',
      { id: 'a', matches: ['https://a.example/*'], read: { id: [], name: ['h1'] } },
      { kind: 'malformed', where: 'saveSite.name' },
    ],
    [
      'submit',
      { edit: 'e', ref, change: { kind: 'remark', text: 'x'.repeat(20_001) }, base: null },
      { kind: 'too-long', what: 'remark', length: 20_001, most: 20_000 },
    ],
  ])('is not done, and its own page hears at once why: %s %j', async (call, ask, problem) => {
    expect(await send({ call, ask }, OWN_PAGE)).toEqual({ problem });
    for (const stranger of [chatPage(), chatPage(7, { frameId: 3 }), { id: 'another', url: OWN_PAGE.url }]) {
      expect(await send({ call, ask }, stranger)).toBeUndefined();
    }
  });

  test('that there is not is told to a popover, too, and a name of any length is cut', async () => {
    expect(await send({ call: 'nonsense', ask: null }, popover('frame-1'))).toEqual({ problem: { kind: 'malformed', where: 'nonsense' } });
    const reply = (await send({ call: 'x'.repeat(1_000_000), ask: null }, OWN_PAGE)) as { problem: { where: string } };
    expect(reply.problem.where.length).toBeLessThan(200);
  });

  test('of a chat page is not answered, also where it may make the call', async () => {
    expect(await send({ call: 'openPanel', ask: long }, chatPage())).toBeUndefined();
  });
});

describe('the worker does not answer', () => {
  test.each(['hello', 'exportSettings', 'submit', 'search', 'choose', 'importSettings'])('a chat page that asks for %s', async (call) => {
    expect(await send({ call, ask: null }, chatPage())).toBeUndefined();
    expect(await send({ call, ask: { secrets: true } }, chatPage())).toBeUndefined();
  });

  test.each<[string, object]>([
    ['a frame inside a chat page', chatPage(7, { frameId: 3 })],
    ['another page', chatPage(7, { url: 'https://wx.qq.com.evil.example/' })],
    ['a chat page without encryption', chatPage(7, { url: 'http://wx.qq.com/' })],
    ['another extension', { id: 'another', url: 'chrome-extension://another/page.html' }],
    ['another extension that names our address', { id: 'another', url: OWN_PAGE.url }],
    ['our own page in a frame of a web page', { ...OWN_PAGE, frameId: 4, tab: { id: 7, windowId: 1 } }],
    ['an address that begins like ours', { ...OWN_PAGE, url: OWN_PAGE.url.replace('test-extension-id', 'test-extension-id.evil') }],
    ['nobody', {}],
    ['an address that is none', chatPage(7, { url: 'nonsense' })],
    ['a page without a tab', chatPage(7, { tab: undefined })],
  ])('%s', async (_, sender) => {
    for (const message of [changed, hello]) expect(await send(message, sender)).toBeUndefined();
    expect(await saidOfAnybody()).toEqual({});
  });

  test.each<[unknown]>([[null], ['hello'], [{}], [{ call: ['hello'], ask: null }]])('a message that names no call: %j', async (message) => {
    expect(await send(message, OWN_PAGE)).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['an oversized name', { ...chat, contact: contactOf('x'.repeat(1_001)) }],
    ['a number for an id', { ...chat, contact: { ...chat.contact, id: 7 } }],
    ['an unknown kind', { kind: 'open' }],
    ['more than it should', { ...chat, secret: 1 }],
    ['endless complaints', { kind: 'unreadable', missing: Array.from({ length: 21 }, () => 'x') }],
  ])('a chat page with %s', async (_, ask) => {
    expect(await send({ call: 'chatChanged', ask }, chatPage())).toBeUndefined();
    expect(await saidOfAnybody()).toEqual({});
  });
});

test('names and ids that mean something to the language are texts like others', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', '<img src=x onerror=alert(1)>', '\n\n', "'; drop table", '\u202Etxt']) {
    const contact = contactOf(name, { id: name });
    expect(await send({ call: 'chatChanged', ask: { kind: 'chat', contact } }, chatPage())).toMatchObject({
      answer: { contact: `wechat-web\n${name}\n${name}`, chips: { kind: 'none' } },
    });
    expect(await send({ call: 'lookUpAgain', ask: { contact, connection: '__proto__' } }, OWN_PAGE)).toEqual({ answer: null });
  }
  expect(await send({ call: 'tags', ask: { connection: '__proto__' } }, OWN_PAGE)).toEqual({ problem: { kind: 'not-connected' } });
});

describe('an own page hears of a chat page', () => {
  const heard = vi.fn<(state: StampedState, tab: number, window: number) => void>();
  beforeEach(() => {
    heard.mockClear();
    hearChats(heard);
  });

  test('what the worker hears of it', async () => {
    await send(changed, chatPage(7));
    expect(heard.mock.calls).toEqual([[chat, 7, 1]]);
  });

  const told = (turn: number) => ({ ...chat, stamp: { page: 1, number: turn, login: 0 } }) as StampedState;
  const turns = () => heard.mock.calls.map(([{ stamp }]) => stamp?.number);

  test('and nothing that it told before, delivered late or twice', async () => {
    for (const turn of [1, 3, 2, 3, 4]) await send({ ...changed, ask: told(turn) }, chatPage(7));
    expect(turns()).toEqual([1, 3, 4]);
  });

  test('without the worker, once it has told something, and each state once', async () => {
    // The worker is still starting: no message is delivered.
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockReturnValue(new Promise(() => {}) as never);
    const page = new AbortController();
    const tell = createTelling(page.signal);
    void tell(told(1));
    await send({ ...changed, ask: told(1) }, chatPage(7));
    void tell(told(2));
    await vi.waitFor(() => expect(turns()).toEqual([1, 2]));
    await send({ ...changed, ask: told(2) }, chatPage(7));
    void tell({ ...told(3), kind: 'of another shape' } as never);
    await Promise.resolve();
    expect(turns()).toEqual([1, 2]);
    page.abort();
    void tell(told(4));
    await Promise.resolve();
    // The next document of that tab is heard by its messages again, and then by a port of its own.
    const next = createTelling(new AbortController().signal);
    await send({ ...changed, ask: { ...chat, stamp: { page: 2, number: 1, login: 0 } } }, chatPage(7));
    void next({ ...chat, stamp: { page: 2, number: 2, login: 0 } } as StampedState);
    await vi.waitFor(() => expect(turns()).toEqual([1, 2, 1, 2]));
    expect(heard).toHaveBeenLastCalledWith(expect.anything(), 7, 1);
  });

  test('and has no port into a page that may not tell it anything', async () => {
    const connect = vi.spyOn(fakeBrowser.tabs, 'connect');
    await send(changed, chatPage(7, { url: 'https://evil.example/' }));
    await send(changed, chatPage(7, { frameId: 2 }));
    expect(connect).not.toHaveBeenCalled();
  });

  test.each<[string, unknown, object]>([
    ['a state of another shape', { call: 'chatChanged', ask: { kind: 'chat', contact: { name: '张伟' } } }, chatPage()],
    ['a frame inside it', changed, chatPage(7, { frameId: 2 })],
    ['another page', changed, chatPage(7, { url: 'https://evil.example/' })],
    ['another extension', changed, chatPage(7, { id: 'another' })],
    ['one of our own pages', changed, { ...OWN_PAGE, frameId: 0, tab: { id: 7, windowId: 1 } }],
    ['another call', hello, chatPage()],
  ])('and not of %s', async (_, message, sender) => {
    await send(message, sender);
    expect(heard).not.toHaveBeenCalled();
  });
});
