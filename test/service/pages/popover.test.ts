import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Change, Intent } from '../../../lib/model/edit';
import type { PopoverAbout, PopoverView } from '../../../lib/model/view';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { chatPage, contactOf, OWN_PAGE, popover, send, show, state, until, world } from '../worker';

withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const lily = contactOf(shownName(personByKey('lily')));
const CUSTOMER: PopoverAbout = { kind: 'customer' };

async function keyFor(about = CUSTOMER, tab = 7): Promise<string | null> {
  const reply = await send({ call: 'openPopover', ask: about }, chatPage(tab));
  return (reply as { answer: string | null }).answer;
}

async function claim(key: string | null, from: object): Promise<unknown> {
  return send({ call: 'popover', ask: key ?? 'none' }, from);
}

async function refOf(contact = zhangWei): Promise<CustomerRef> {
  return (await state())[`answer:${contactKey(contact)}`]!.findings[0]!.candidates[0]!.ref;
}

function submit(from: object, ref: CustomerRef, change: Intent, edit = 'e1') {
  const base: Change | null = change.kind === 'remark' ? { kind: 'remark', text: personByKey('zhang-wei').record!.note } : null;
  return send({ call: 'submit', ask: { edit, ref, change, base } }, from);
}

const REMARK: Intent = { kind: 'remark', text: '周五回电' };
const FORBIDDEN = { problem: { kind: 'forbidden' } };

describe('the frame of a popover', () => {
  test('is told whom it is for by the worker, with the key that the chat page was given', async () => {
    await show(zhangWei);
    const key = await keyFor();
    const reply = (await claim(key, popover('frame-1'))) as { answer: PopoverView };
    expect(reply.answer).toEqual({ tab: 7, contact: zhangWei, about: CUSTOMER, owners: [] });
  });

  test('is the first one that has come with the key, and stays it however often it asks', async () => {
    await show(zhangWei);
    const key = await keyFor();
    await claim(key, popover('frame-1'));
    expect(await claim(key, popover('frame-1'))).toHaveProperty('answer');
    expect(await claim(key, popover('frame-2'))).toEqual(FORBIDDEN);
    expect(await submit(popover('frame-2'), await refOf(), REMARK)).toEqual(FORBIDDEN);
  });

  test('is nobody with a wrong key, with a key of another tab', async () => {
    await show(zhangWei);
    await show(lily, 8);
    const [key, other] = [await keyFor(), await keyFor(CUSTOMER, 8)];
    expect(await claim('guessed', popover('frame-1'))).toEqual(FORBIDDEN);
    expect(await claim(other, popover('frame-1'))).toEqual(FORBIDDEN);
    expect(await claim(key, popover('frame-1'))).toHaveProperty('answer');
  });

  test('hands over what was typed last for its contact when a newer popover was asked for, and is nobody after the next', async () => {
    await show(zhangWei);
    await claim(await keyFor(), popover('frame-1'));
    await show(lily);
    const key = await keyFor();
    expect(await submit(popover('frame-1'), await refOf(lily), REMARK)).toEqual(FORBIDDEN);
    expect(await submit(popover('frame-1'), await refOf(), REMARK)).toHaveProperty('answer');
    await claim(key, popover('frame-2'));
    expect(await submit(popover('frame-1'), await refOf(), REMARK, 'e2')).toHaveProperty('answer');
    await claim(await keyFor(), popover('frame-3'));
    expect(await submit(popover('frame-1'), await refOf(), REMARK, 'e3')).toEqual(FORBIDDEN);
  });

  test.each<[string, () => Promise<unknown>]>([
    [
      'loads anew',
      () => fakeBrowser.tabs.onUpdated.trigger(7, { status: 'loading' } as never, { url: 'https://wx.qq.com/', windowId: 1 } as never),
    ],
    ['is closed', () => fakeBrowser.tabs.onRemoved.trigger(7, {} as never)],
  ])(
    'hands over what was typed last when the browser has told first that the page %s, for a moment, and lets nobody in',
    async (_what, goes) => {
      await show(zhangWei);
      const key = await keyFor();
      await claim(key, popover('frame-1'));
      const ref = await refOf();
      await goes();
      await until((now) => now['chat:7']?.state.kind !== 'chat' && now['popover:7']?.key !== key);
      expect(await submit(popover('frame-1'), ref, REMARK)).toHaveProperty('answer');
      expect(await claim(key, popover('frame-1'))).toEqual(FORBIDDEN);
      expect(await claim(key, popover('frame-2'))).toEqual(FORBIDDEN);
      await until((now) => now['popover:7'] === undefined);
      expect(await submit(popover('frame-1'), ref, REMARK, 'e2')).toEqual(FORBIDDEN);
    },
  );

  test('is nobody as a page of its own, in a page that is no chat page, and for a chat page that says it is one', async () => {
    await show(zhangWei);
    const key = await keyFor();
    const elsewhere = { tab: { id: 7, windowId: 1, url: 'https://evil.example.com/' } };
    expect(await claim(key, popover('top', 7, { frameId: 0 }))).toBeUndefined();
    expect(await claim(key, popover('frame-1', 7, elsewhere))).toBeUndefined();
    expect(await claim(key, chatPage())).toBeUndefined();
    expect(await claim(key, OWN_PAGE)).toBeUndefined();
  });

  test('there is none where no chat with a person is open', async () => {
    expect(await keyFor()).toBeNull();
    await show(contactOf('产品群', { id: '@@room', kind: 'room' }));
    expect(await keyFor()).toBeNull();
    expect(await keyFor({ kind: 'phone', phone: '13600004444' })).toEqual(expect.any(String));
  });
});

describe('a popover', () => {
  async function opened(about = CUSTOMER): Promise<object> {
    await show(zhangWei);
    const from = popover('frame-1');
    await claim(await keyFor(about), from);
    return from;
  }

  test('changes remark, tags and follow-ups of its own customer, and takes its edits back', async () => {
    const from = await opened();
    const ref = await refOf();
    const tag = { id: '81100608', name: '老客', group: null, color: null };
    for (const [place, change] of [REMARK, { kind: 'add-tag', tag } as const, { kind: 'remove-tag', tag } as const].entries()) {
      // Adding a tag and removing it may undo each other before either is sent: then no edit carries them.
      expect(await submit(from, ref, change, `e${place}`)).toHaveProperty('answer');
    }
    expect(await send({ call: 'undo', ask: { edit: 'e0' } }, from)).toEqual({ answer: null });
    expect(await send({ call: 'tags', ask: { connection: ref.connection } }, from)).toHaveProperty('answer');
  });

  test('changes nobody else, and nothing else', async () => {
    const from = await opened();
    await show(lily, 8);
    const own = await refOf();
    expect(await submit(from, await refOf(lily), REMARK)).toEqual(FORBIDDEN);
    expect(await submit(from, { ...own, id: '1' }, REMARK)).toEqual(FORBIDDEN);
    expect(await submit(from, own, { kind: 'details', details: { name: '别人' } })).toEqual(FORBIDDEN);
    expect(await submit(from, own, { kind: 'personal-name', text: '别人' })).toEqual(FORBIDDEN);
    expect(await send({ call: 'tags', ask: { connection: 'another' } }, from)).toEqual(FORBIDDEN);
  });

  test('takes nobody else’s edit back', async () => {
    const from = await opened();
    await show(lily, 8);
    // Without a network the edit stays where it can be given up.
    world.online = false;
    await submit(OWN_PAGE, await refOf(lily), REMARK, 'panel');
    expect(await send({ call: 'discard', ask: { edit: 'panel' } }, from)).toEqual(FORBIDDEN);
    expect((await state())['edit:panel']).toBeDefined();
  });

  test('stays with its customer when the chat has moved on: what was typed for one is never written to another', async () => {
    const from = await opened();
    await show(lily);
    expect(await submit(from, await refOf(lily), REMARK)).toEqual(FORBIDDEN);
    expect(await submit(from, await refOf(), REMARK)).toEqual({ answer: expect.any(String) });
  });

  test('gets no answer to any other call', async () => {
    const from = await opened();
    for (const [call, ask] of [
      ['hello', null],
      ['customer', await refOf()],
      ['searchLocal', { query: '张', from: 0 }],
      ['exportSettings', { secrets: true, links: true }],
      ['choose', { contact: zhangWei, refs: [await refOf()] }],
      ['chatChanged', { kind: 'chat', contact: lily }],
      ['openPopover', CUSTOMER],
    ] as const) {
      expect(await send({ call, ask }, from), call).toBeUndefined();
    }
  });
});

describe('the card of a number', () => {
  test('says who has it, from what is known here', async () => {
    await show(lily, 8);
    await show(zhangWei);
    const key = await keyFor({ kind: 'phone', phone: '13600004444' });
    const { answer } = (await claim(key, popover('frame-1'))) as { answer: PopoverView };
    expect(answer.owners).toMatchObject([{ name: 'Lily', company: '启明医药有限公司', ref: await refOf(lily) }]);
  });

  test('has its own number searched for in the panel, or offered there for the record of the chat’s customer, and nothing else', async () => {
    await show(zhangWei);
    const from = popover('frame-1');
    await claim(await keyFor({ kind: 'phone', phone: '13600004444' }), from);
    await send({ call: 'takeNumber', ask: 'search' }, from);
    expect((await state())['wanted:1']).toMatchObject({ kind: 'search', text: '13600004444' });
    expect(await send({ call: 'takeNumber', ask: 'search' }, OWN_PAGE)).toBeUndefined();
    await send({ call: 'takeNumber', ask: 'record' }, from);
    expect((await state())['wanted:1']).toMatchObject({ kind: 'excerpt', text: '13600004444', of: contactKey(zhangWei) });
  });

  test('is not given out for what is no number', async () => {
    await show(zhangWei);
    expect(await send({ call: 'openPopover', ask: { kind: 'phone', phone: '张伟' } }, chatPage())).toBeUndefined();
  });
});
