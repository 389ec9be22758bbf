import { beforeEach, describe, expect, test } from 'vitest';
import { contactKey, type ChatState, type Contact } from '../../lib/model/contact';
import type { Edit } from '../../lib/model/edit';
import type { PanelView } from '../../lib/model/view';
import { createPanelStore, hearChat, openContact, takeState, type PanelStore } from '../../lib/panel/store';
import { lastMadeOf, namedConnections, outboxOf, recentsOf, viewOf } from '../../lib/panel/view';
import { item, type Finding } from '../../lib/wire/items';
import { NOW, customer } from '../gallery/people';
import { book, contact, edit, main, sales } from '../gallery/views';

let store: PanelStore;
const TAB = 7;
const zhang = contact();
const wei = customer();
const ref = { connection: 'main', id: wei.id };

beforeEach(() => {
  store = createPanelStore();
  store.setState({ started: true, tab: TAB });
  takeState(store, { connections: [main] });
});

const view = () => viewOf(store.getState());
const open = (state: ChatState, tab = TAB) => takeState(store, item(`chat:${tab}`, { state, site: 'wechat-web', window: 1 }));
const openChat = (who: Contact = zhang) => open({ kind: 'chat', contact: who });
const know = (one = wei, freshness: 'fresh' | 'stale' | 'offline' = 'fresh') =>
  takeState(store, item(`customer:${one.connection}/${one.id}`, { customer: one, freshness, fetchedAt: NOW }));
const make = (one: Edit) => takeState(store, item(`edit:${one.id}`, one));

function answer(findings: Partial<Finding>[], who: Contact = zhang): void {
  const whole = findings.map((finding): Finding => {
    return { connection: 'main', progress: 'done', decision: 'none', candidates: [], problem: null, ...finding };
  });
  takeState(store, item(`answer:${contactKey(who)}`, { contact: who, at: NOW, findings: whole }));
}

function body(place = 0) {
  const now = view();
  return now.kind === 'person' ? now.cards[place]!.body : null;
}

describe('the panel shows', () => {
  test('that it starts until it knows its tab', () => {
    store.setState({ started: false });
    expect(view()).toEqual({ kind: 'starting' });
    store.setState({ started: true, tab: null });
    expect(view()).toEqual({ kind: 'starting' });
  });

  test('that the chat page loads again, though it has heard more from the page before', () => {
    const stamp = { page: 1, number: 1, login: 0 };
    hearChat(store, { kind: 'chat', contact: zhang, stamp }, TAB, 1);
    open({ kind: 'starting' });
    expect(view()).toEqual({ kind: 'loading' });
    open({ kind: 'none', why: 'nothing-open' });
    expect(view()).toEqual({ kind: 'nothing-open' });
  });

  test('that one has to sign in again, beside a customer who was found before; no other standing trouble of the connection', () => {
    openChat();
    know();
    answer([{ decision: 'sure', candidates: [{ ref, reasons: ['name'] }] }]);
    const stands = (problem: typeof main.problem) => {
      takeState(store, { connections: [{ ...main, problem }] });
      const now = view();
      return now.kind === 'person' && now.cards[0]!.problem;
    };
    expect(stands({ kind: 'signed-out', elsewhere: false })).toEqual({ kind: 'signed-out', elsewhere: false });
    expect(stands({ kind: 'not-signed-in', why: 'closed' })).toEqual({ kind: 'not-signed-in', why: 'closed' });
    expect(stands({ kind: 'offline' })).toBeNull();
    expect(stands(null)).toBeNull();
  });

  test('whom the CRM knows while the storage cannot be opened, never as certain; else only that it cannot', () => {
    openChat();
    know();
    answer([{ decision: 'sure', candidates: [{ ref, reasons: ['name'] }] }]);
    takeState(store, { vault: { kind: 'broken', asks: true } });
    expect(body()).toMatchObject({ kind: 'found', certainty: 'likely' });
    const [named] = namedConnections(store.getState(), 'en');
    expect(named).toMatchObject({ problem: { kind: 'storage-broken' }, can: { addCustomer: false } });
    open({ kind: 'none', why: 'nothing-open' });
    expect(view()).toEqual({ kind: 'broken' });
    openChat();
    takeState(store, { vault: { kind: 'broken' } });
    expect(view()).toEqual({ kind: 'broken' });
  });

  test('that the tab is no chat page', () => {
    expect(view()).toEqual({ kind: 'no-chat-page' });
  });

  test.each<[ChatState, PanelView]>([
    [{ kind: 'none', why: 'signed-out' }, { kind: 'signed-out' }],
    [{ kind: 'none', why: 'nothing-open' }, { kind: 'nothing-open' }],
    [{ kind: 'none', why: 'elsewhere' }, { kind: 'elsewhere' }],
    [{ kind: 'none', why: 'reading' }, { kind: 'reading' }],
    [{ kind: 'starting' }, { kind: 'loading' }],
    [{ kind: 'switching' }, { kind: 'switching' }],
    [
      { kind: 'unreadable', missing: ['#x'] },
      { kind: 'unreadable', missing: ['#x'] },
    ],
  ])('what the page is: %j', (state, shown) => {
    open(state);
    expect(view()).toEqual(shown);
  });

  test.each(['room', 'service'] as const)('that a %s has no customer', (kind) => {
    openChat({ ...zhang, kind });
    expect(view()).toEqual({ kind, contact: { ...zhang, kind } });
  });

  test('that it looks up, before anything is heard and while the CRM is asked', () => {
    openChat();
    expect(body()).toEqual({ kind: 'looking-up' });
    answer([{ progress: 'looking-up' }]);
    expect(body()).toEqual({ kind: 'looking-up' });
  });

  test('that looking up has failed, with what stands in the way', () => {
    openChat();
    answer([{ progress: 'failed', problem: { kind: 'forbidden' } }]);
    expect(view()).toMatchObject({ cards: [{ body: { kind: 'failed' }, problem: { kind: 'forbidden' } }] });
  });

  test.each(['sure', 'likely'] as const)('a customer who is %s, with the reasons', (decision) => {
    openChat();
    know();
    answer([{ decision, candidates: [{ ref, reasons: ['phone'] }] }]);
    expect(body()).toEqual({ kind: 'found', certainty: decision, reasons: ['phone'], customer: wei, freshness: 'fresh', fetchedAt: NOW });
  });

  test('that it looks up while the first candidate’s record is missing, whoever comes next', () => {
    openChat();
    know();
    const gone = { ref: { connection: 'main', id: 'gone' }, reasons: ['phone' as const] };
    for (const decision of ['sure', 'likely'] as const) {
      answer([{ decision, candidates: [gone, { ref, reasons: [] }] }]);
      expect(body()).toEqual({ kind: 'looking-up' });
    }
  });

  test.each(['stale', 'offline'] as const)('a customer who is %s', (freshness) => {
    openChat();
    know(wei, freshness);
    answer([{ decision: 'sure', candidates: [{ ref, reasons: [] }], problem: { kind: 'offline' } }]);
    expect(view()).toMatchObject({ cards: [{ body: { kind: 'found', freshness }, problem: { kind: 'offline' } }] });
  });

  test('several, best first, and nobody who is not known', () => {
    openChat();
    const other = customer({ id: 'c-2' });
    know();
    know(other);
    const candidates = ['c-2', 'c-1', 'c-3'].map((id) => ({ ref: { connection: 'main', id }, reasons: [] }));
    answer([{ decision: 'several', candidates }]);
    expect(body()).toMatchObject({ kind: 'several', candidates: [{ customer: other }, { customer: wei }] });
  });

  test('further records of the one who is put forward, and of the candidates whose they are', () => {
    openChat();
    const again = customer({ id: 'c-2' });
    know();
    know(again);
    const candidates = [
      { ref, reasons: [] },
      { ref: { connection: 'main', id: 'c-2' }, reasons: [], sameAs: 'c-1' },
    ];
    answer([{ decision: 'likely', candidates }]);
    expect(body()).toMatchObject({ kind: 'found', further: [again] });
    answer([{ decision: 'several', candidates }]);
    expect(body()).toMatchObject({ kind: 'several', candidates: [{ customer: wei }, { customer: again, sameAs: 'c-1' }] });
  });

  test('that it still looks up when the customer is not there yet', () => {
    openChat();
    answer([{ decision: 'sure', candidates: [{ ref, reasons: [] }] }]);
    expect(body()).toEqual({ kind: 'looking-up' });
  });

  test('that nobody knows the person, at the connection that can add them', () => {
    takeState(store, { connections: [sales, book] });
    openChat();
    answer([{ connection: 'sales' }, { connection: 'book' }]);
    expect(view()).toMatchObject({ cards: [{ connection: { id: 'book' }, body: { kind: 'none' } }] });
  });

  test('that nobody knows the person, in one card that names every connection', () => {
    const desk = { ...book, id: 'desk' };
    takeState(store, { connections: [sales, book, desk] });
    openChat();
    answer([{ connection: 'sales' }, { connection: 'book' }, { connection: 'desk' }]);
    expect(view()).toMatchObject({
      cards: [{ connection: { id: 'book' }, body: { kind: 'none', others: [{ id: 'sales' }, { id: 'desk' }] } }],
    });
  });

  test('a connection that can add the person beside one that has several, and not beside one who is put forward', () => {
    takeState(store, { connections: [main, sales, book] });
    openChat();
    know();
    for (const [decision, cards] of [
      ['several', ['main', 'book']],
      ['likely', ['main']],
    ] as const) {
      answer([{ decision, candidates: [{ ref, reasons: [] }] }, { connection: 'sales' }, { connection: 'book' }]);
      const now = view();
      expect(now.kind === 'person' && now.cards.map(({ connection }) => connection.id)).toEqual(cards);
    }
  });

  test('what the person has said last of this contact, and of nobody else', () => {
    const said = { contact: contactKey(zhang), what: 'refused' as const, count: 1, at: NOW, before: '{}' };
    takeState(store, { decided: said });
    openChat();
    expect(view()).toMatchObject({ said: { what: 'refused' } });
    openChat({ ...zhang, id: '@other' });
    expect(view()).not.toHaveProperty('said');
  });

  test('only the connections that have something to tell, in the person’s order', () => {
    takeState(store, { connections: [sales, main, book] });
    openChat();
    know();
    answer([
      { connection: 'sales' },
      { connection: 'book', problem: { kind: 'storage-full' } },
      { connection: 'main', decision: 'sure', candidates: [{ ref, reasons: [] }] },
    ]);
    expect(view()).toMatchObject({ cards: [{ connection: { id: 'main' } }, { connection: { id: 'book' } }] });
  });

  test('no card when nothing is connected', () => {
    takeState(store, { connections: [] });
    openChat();
    expect(view()).toEqual({ kind: 'person', contact: zhang, cards: [] });
  });

  test('never the customer of another contact, be it one with the same name', () => {
    know();
    answer([{ decision: 'sure', candidates: [{ ref, reasons: [] }] }]);
    openChat({ ...zhang, id: '@other' });
    expect(body()).toEqual({ kind: 'looking-up' });
    openChat({ ...zhang, name: '张伟 13900002222' });
    expect(body()).toEqual({ kind: 'looking-up' });
    openChat();
    expect(body()).toMatchObject({ kind: 'found' });
  });
});

describe('edits', () => {
  beforeEach(() => {
    openChat();
    know();
    answer([{ decision: 'sure', candidates: [{ ref, reasons: [] }] }]);
  });

  test('are shown as if the CRM had them, in the order in which they were made', () => {
    make(edit({ kind: 'remark', text: '后' }, { id: 'b', madeAt: 2 }));
    make(edit({ kind: 'remark', text: '先' }, { id: 'a', madeAt: 1 }));
    make(edit({ kind: 'remark', text: '别人的' }, { id: 'c', madeAt: 3, ref: { connection: 'main', id: 'c-9' } }));
    expect(view()).toMatchObject({ cards: [{ body: { customer: { remark: '后' } }, edits: [{ id: 'a' }, { id: 'b' }] }] });
  });

  test('that were refused are not shown as if they were so', () => {
    make(edit({ kind: 'remark', text: '不行' }, { id: 'a', state: { kind: 'rejected', problem: { kind: 'forbidden' } } }));
    expect(view()).toMatchObject({ cards: [{ body: { customer: { remark: wei.remark } }, edits: [{ id: 'a' }] }] });
  });

  test('of everybody stand in the outbox, oldest first, until they are gone', () => {
    make(edit({ kind: 'remark', text: 'x' }, { id: 'b', madeAt: 2 }));
    make(edit({ kind: 'remark', text: 'y' }, { id: 'a', madeAt: 1, ref: { connection: 'main', id: 'c-9' } }));
    expect(outboxOf(store.getState()).map(({ edit: { id }, customer: name }) => [id, name])).toEqual([
      ['a', null],
      ['b', '张伟'],
    ]);
    takeState(store, item('edit:a', undefined));
    expect(outboxOf(store.getState())).toHaveLength(1);
  });

  test('that were taken back while they were sent are not offered to be taken back once more', () => {
    const base = { kind: 'remark', text: '写错了' } as const;
    const carried = (carries: string[]) => edit({ kind: 'remark', text: wei.remark! }, { id: 'a', base, attempts: 1, carries });
    make(carried(['undo a']));
    expect(lastMadeOf(store.getState())).toBeNull();
    make(carried(['undo a', 'b']));
    expect(lastMadeOf(store.getState())?.edit.id).toBe('a');
  });
});

describe('what a chat page says', () => {
  const chen = contact({ id: '@chen', name: '陈雨' });
  const chat = (who: Contact): ChatState => ({ kind: 'chat', contact: who });

  test('is shown at once', () => {
    hearChat(store, chat(zhang), TAB, 1);
    expect(openContact(store.getState())).toEqual(zhang);
  });

  test('is not taken back by what the worker writes down later', () => {
    hearChat(store, chat(zhang), TAB, 1);
    hearChat(store, chat(chen), TAB, 1);
    openChat(zhang);
    expect(openContact(store.getState())).toEqual(chen);
    openChat(chen);
    expect(openContact(store.getState())).toEqual(chen);
  });

  test('is over when the tab goes elsewhere, and what is written down after that counts', () => {
    hearChat(store, chat(zhang), TAB, 1);
    takeState(store, item(`chat:${TAB}`, undefined));
    expect(view()).toEqual({ kind: 'no-chat-page' });
    openChat(chen);
    expect(openContact(store.getState())).toEqual(chen);
  });

  test('in another tab does not concern this one', () => {
    openChat(zhang);
    hearChat(store, chat(chen), TAB + 1, 1);
    expect(openContact(store.getState())).toEqual(zhang);
  });
});

test('a connection without a name of its own goes by its product’s', () => {
  expect(
    namedConnections({ connections: [{ ...main, name: '' }, sales], waiting: new Map(), vault: null }, 'en').map(({ name }) => name),
  ).toEqual(['Tanma SCRM', '励销']);
});

test('state of a kind that this version does not know is left alone', () => {
  takeState(store, { 'directory:main': 1, constructor: 2, '__proto__:x': 3, 'chat:7': undefined } as never);
  expect(view()).toEqual({ kind: 'no-chat-page' });
});

test('a recent contact is listed with the customer and the company', () => {
  know(customer({ name: '王芳', company: '启明医药' }));
  answer([{ decision: 'sure', candidates: [{ ref, reasons: ['name'] }] }]);
  takeState(store, { recents: [zhang, contact({ id: '@other', name: '李雷' })] });
  expect(recentsOf(store.getState())).toEqual([
    { key: contactKey(zhang), name: zhang.name, customer: '王芳', ref, company: '启明医药' },
    { key: expect.any(String), name: '李雷', customer: null },
  ]);
});
