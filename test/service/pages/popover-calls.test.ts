import { describe, expect, test } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import { refKey, type CustomerRef } from '../../../lib/model/customer';
import type { PopoverAbout } from '../../../lib/model/view';
import { holdToOwn } from '../../../lib/service/pages/popover';
import { CARDS, type PopoverCall } from '../../../lib/wire/cards';
import type { Ask, CallName } from '../../../lib/wire/protocol';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { exampleOf } from '../../support/schemas';
import { withCrms } from '../connected';
import { chatPage, contactOf, OWN_PAGE, popover, send, show, state, world } from '../worker';

withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const lily = contactOf(shownName(personByKey('lily')));
const FORBIDDEN = { problem: { kind: 'forbidden' } };

/** Two chats with a popover each: of `own`, in whose frame is asked, and of `other`. */
interface Chats {
  own: CustomerRef;
  other: CustomerRef;
  key: string;
  otherKey: string;
}

const tag = { id: '81100608', name: '老客', group: null, color: null };
const submitted = (ref: CustomerRef): Ask<'submit'> => ({ edit: 'e', ref, change: { kind: 'add-tag', tag }, base: null });
const half = (ref: CustomerRef): Ask<'keepDraft'> => ({
  name: { form: 'remark', of: refKey(ref), connection: ref.connection },
  draft: { connection: ref.connection, typed: { text: 'a' }, start: { text: '' }, once: 'o' },
});
const ofEdit = { own: () => ({ edit: 'mine' }), others: () => [{ edit: 'theirs' }, { edit: 'nobody’s' }] };
const ofConnection = {
  own: ({ own }: Chats) => ({ connection: own.connection }),
  others: () => [{ connection: 'book' }, { connection: 'another' }],
};

/** For each call that a popover may make: what it asks of its own, and what of others. The compiler wants both of a new one. */
const TRIED: { [K in PopoverCall]: { own: (chats: Chats) => Ask<K>; others: (chats: Chats) => Ask<K>[] } } = {
  popover: { own: ({ key }) => key, others: ({ otherKey }) => [otherKey, 'guessed', ''] },
  takeNumber: { own: () => 'search', others: () => [] },
  tags: ofConnection,
  followUpKinds: ofConnection,
  keepDraft: {
    own: ({ own }) => half(own),
    others: ({ own, other }) => [half(other), { ...half(own), name: { ...half(own).name, form: 'details' } }],
  },
  submit: {
    own: ({ own }) => submitted(own),
    others: ({ own, other }) => [
      submitted(other),
      submitted({ ...own, id: '1' }),
      submitted({ ...own, connection: 'book' }),
      { ...submitted(own), change: { kind: 'details', details: { name: '别人' } } },
      { ...submitted(own), change: { kind: 'field', field: 'xfield1', value: 'x' } },
    ],
  },
  retry: ofEdit,
  discard: ofEdit,
  undo: ofEdit,
  resolve: {
    own: () => ({ edit: 'mine', change: { kind: 'remark', text: 'x' } }),
    others: () => [
      { edit: 'theirs', change: { kind: 'remark', text: 'x' } },
      { edit: 'mine', change: { kind: 'personal-name', text: 'x' } },
    ],
  },
};
const CALLS = Object.keys(TRIED) as PopoverCall[];

const refOf = async (contact: typeof lily) => (await state())[`answer:${contactKey(contact)}`]!.findings[0]!.candidates[0]!.ref;

async function opened(tab: number, frame: string, about: PopoverAbout): Promise<string> {
  const reply = (await send({ call: 'openPopover', ask: about }, chatPage(tab))) as { answer: string };
  await send({ call: 'popover', ask: reply.answer }, popover(frame, tab));
  return reply.answer;
}

/** The chat of Zhang Wei with a popover in `frame-1`, that of Lily with one in `frame-2`, and an edit of each that waits. */
async function chats(about: PopoverAbout): Promise<Chats> {
  await show(zhangWei);
  await show(lily, 8);
  const [own, other] = [await refOf(zhangWei), await refOf(lily)];
  world.online = false;
  const waiting = (edit: string, ref: CustomerRef) => ({ edit, ref, change: { kind: 'remark', text: 'x' }, base: { kind: 'unseen' } });
  await send({ call: 'submit', ask: waiting('mine', own) }, OWN_PAGE);
  await send({ call: 'submit', ask: waiting('theirs', other) }, OWN_PAGE);
  return { own, other, key: await opened(7, 'frame-1', about), otherKey: await opened(8, 'frame-2', about) };
}

const NUMBER: PopoverAbout = { kind: 'phone', phone: '13600004444' };
const frame = (frame: string) => ({ kind: 'popover', tab: 7, frame }) as const;
/** Whether the card's own statement lets the frame in: what a handler looks at besides does not count. */
const isHeld = (call: PopoverCall, ask: unknown, from = 'frame-1') =>
  holdToOwn(frame(from), CARDS[call].byPopover!(ask as never)).then(
    () => false,
    () => true,
  );

describe.each(CALLS)('a popover that asks for %s', (call) => {
  test('is answered for its own customer', async () => {
    const own = TRIED[call].own(await chats(NUMBER));
    expect(await isHeld(call, own)).toBe(false);
    expect(await send({ call, ask: own }, popover('frame-1'))).toHaveProperty('answer');
  });

  test('is refused for anybody else, and nothing has changed then', async () => {
    const all = await chats(NUMBER);
    const before = await state();
    for (const ask of TRIED[call].others(all)) {
      expect(await isHeld(call, ask), JSON.stringify(ask)).toBe(true);
      expect(await send({ call, ask }, popover('frame-1'))).toEqual(FORBIDDEN);
    }
    expect(await state()).toEqual(before);
  });

  test('is refused in a frame that was not let in, whatever it asks', async () => {
    const all = await chats(NUMBER);
    const before = await state();
    for (const ask of [TRIED[call].own(all), ...TRIED[call].others(all)]) {
      expect(await isHeld(call, ask, 'frame-9'), JSON.stringify(ask)).toBe(true);
      expect(await send({ call, ask }, popover('frame-9'))).toEqual(FORBIDDEN);
    }
    expect(await state()).toEqual(before);
  });
});

test('a popover about a customer takes no number', async () => {
  await chats({ kind: 'customer' });
  expect(await isHeld('takeNumber', 'search')).toBe(true);
});

test('no other call is answered to a popover, let in or not', async () => {
  await chats(NUMBER);
  const others = (Object.keys(CARDS) as CallName[]).filter((call) => !(CALLS as string[]).includes(call));
  for (const call of others)
    for (const from of ['frame-1', 'frame-9'])
      expect(await send({ call, ask: exampleOf(CARDS[call].ask()) }, popover(from)), call).toBeUndefined();
});
