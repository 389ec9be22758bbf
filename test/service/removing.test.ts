import { describe, expect, test, vi } from 'vitest';
import { contactKey } from '../../lib/model/contact';
import type { CustomerRef } from '../../lib/model/customer';
import type { Counts } from '../../lib/model/former';
import { openDatabase } from '../../lib/service/storage/database';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, restartWorker, show, state, until, world } from './worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const tag = (name: string) => ({ id: name, name, group: null, color: null });
const NOTHING: Counts = { edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 };
const ALL: Counts = { edits: 2, links: 1, reminders: 1, followUps: 0, beside: 0, customers: 0 };

interface Place {
  find(): Promise<CustomerRef>;
  /** Whether the record is there. */
  has(ref: CustomerRef): Promise<boolean>;
  /** A worker deletes the record, and is stopped before it does anything else. */
  begin(ref: CustomerRef): Promise<void>;
}

const atCrm: Place = {
  find: async () => {
    await show(zhangWei);
    const { findings } = (await state())[`answer:${contactKey(zhangWei)}`]!;
    return findings[0]!.candidates[0]!.ref;
  },
  has: async () => desk().rows('zhang-wei').length === 1,
  begin: async (ref) => {
    const there = globalThis.fetch;
    const dying = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...asked) => {
      const answer = await there(...asked);
      const path = String(asked[0] instanceof Request ? asked[0].url : asked[0]);
      return path.includes('/customer/delete') ? new Promise(() => undefined) : answer;
    });
    void ask('removeCustomer', { ref, loses: ALL }).catch(() => undefined);
    await vi.waitFor(() => expect(desk().rows('zhang-wei')).toEqual([]));
    dying.mockRestore();
  },
};

const inBook: Place = {
  find: async () => {
    const connection = await ask('saveConnection', { id: null, provider: 'local', name: '', values: {} });
    const customer = { name: '张伟', nickname: null, company: null, phones: [], remark: null };
    return ask('addCustomer', { key: 'k1', contact: null, connection, customer });
  },
  has: async ({ connection, id }) => (await (await openDatabase()).get('bookCustomers', [connection, id])) !== undefined,
  begin: async ({ connection, id }) => (await openDatabase()).delete('bookCustomers', [connection, id]),
};

/** Two edits wait for the customer, a contact is linked to them, and there is a reminder of them. */
async function keep(ref: CustomerRef): Promise<CustomerRef> {
  await ask('choose', { contact: zhangWei, refs: [ref] });
  const database = await openDatabase();
  // As an edit waits that the CRM has not answered to: the local book takes what it is sent at once.
  const times = { madeAt: 1, attempts: 3, notBefore: Date.now() + 600_000, state: { kind: 'queued' as const } };
  await database.put('edits', { id: 'e1', ref, change: { kind: 'add-tag', tag: tag('等报价') }, base: null, ...times });
  await database.put('edits', { id: 'e2', ref, change: { kind: 'remark', text: '周五回电' }, base: null, ...times, madeAt: 2 });
  const reminder = { id: 'e0', ref, customer: '张伟', text: '回访', at: Date.now() + 3_600_000, notified: false };
  await database.put('memory', { connection: '', key: 'e0', value: JSON.stringify(reminder) });
  await ask('hello', null);
  return ref;
}

const all = () => ask('countKept', { connection: null });
const about = async (of: CustomerRef) =>
  Object.entries(await state()).flatMap(([key, value]) => {
    const { ref = value } = value as { ref?: CustomerRef };
    return /^(edit|reminder|pin|sure):/.test(key) && (ref as CustomerRef).id === of.id ? [key] : [];
  });

describe.each<[string, Place]>([
  ['of a CRM', atCrm],
  ['of the local book', inBook],
])('a customer %s who is to be deleted', (_, { find, has, begin }) => {
  test('is counted with everything that goes along', async () => {
    const ref = await keep(await find());
    expect(await ask('countAbout', { ref })).toEqual(ALL);
    expect(await ask('countAbout', { ref: { ...ref, id: 'somebody else' } })).toEqual(NOTHING);
  });

  test('stays with all of it while there is more than the person was told', async () => {
    const ref = await keep(await find());
    const before = [await all(), await about(ref)];
    await expect(ask('removeCustomer', { ref, loses: { ...ALL, edits: 1 } })).rejects.toMatchObject({
      problem: { kind: 'counted-otherwise' },
    });
    expect([await all(), await about(ref)]).toEqual(before);
    expect(await has(ref)).toBe(true);
  });

  test('goes with as much as was counted, and takes nothing of anybody else along', async () => {
    const ref = await keep(await find());
    const other = { ...ref, id: 'somebody else' };
    await ask('choose', { contact: contactOf('李娜'), refs: [other] });
    const database = await openDatabase();
    const [edit] = await database.getAll('edits');
    await database.put('edits', { ...edit!, id: 'e9', ref: other });
    await ask('removeCustomer', { ref, loses: ALL });
    expect(await all()).toMatchObject({ edits: 1, reminders: 0, followUps: 0, beside: 0, customers: 0 });
    expect(await ask('countAbout', { ref })).toEqual(NOTHING);
    expect(await ask('countAbout', { ref: other })).toEqual({ ...NOTHING, edits: 1, links: 1 });
  });

  test('is deleted as a whole, although the worker was stopped after the record was gone', async () => {
    const ref = await keep(await find());
    await begin(ref);
    restartWorker();
    await ask('removeCustomer', { ref, loses: ALL });
    expect([await has(ref), await ask('countAbout', { ref }), await about(ref)]).toEqual([false, NOTHING, []]);
  });
});

test('what is made for a customer while the CRM deletes them is not counted, and stays in sight', async () => {
  const ref = await keep(await atCrm.find());
  desk().fault({ kind: 'latency', ms: [300, 300], seed: 1 });
  const removing = ask('removeCustomer', { ref, loses: ALL });
  await vi.waitFor(() => expect(desk().requests.some(({ path }) => path.includes('/customer/delete'))).toBe(true));
  world.online = false;
  // One is new, one is typed over what was counted.
  await ask('submit', { edit: 'e3', ref, change: { kind: 'add-tag', tag: tag('老客户') }, base: null });
  await ask('submit', { edit: 'e4', ref, change: { kind: 'remark', text: '周六再说' }, base: { kind: 'remark', text: '周五回电' } });
  await ask('choose', { contact: contactOf('张伟（上海）'), refs: [ref] });
  await removing;
  const left = await (await openDatabase()).getAll('edits');
  expect(left.map(({ change }) => change)).toEqual([
    { kind: 'remark', text: '周六再说' },
    { kind: 'add-tag', tag: tag('老客户') },
  ]);
  expect(await ask('countAbout', { ref })).toEqual({ ...NOTHING, edits: 2, links: 1 });
  world.online = true;
  desk().fault(null);
  await ask('networkBack', null);
  await until((now) => [now['edit:e2'], now['edit:e3']].every((edit) => edit?.state.kind === 'rejected'));
});

test('the follow-ups of a customer of the book are counted, and go with them', async () => {
  const ref = await inBook.find();
  for (const [edit, text] of [
    ['f1', '来电'],
    ['f2', '报价'],
  ] as const) {
    const followUp = { text, at: '2026-05-01T10:00:00.000Z', kind: null, remindAt: null, stage: null };
    await ask('submit', { edit, ref, change: { kind: 'follow-up', followUp }, base: null });
    await until((now) => !now[`edit:${edit}`]);
  }
  const counted = await ask('countAbout', { ref });
  expect(counted).toEqual({ ...NOTHING, followUps: 2 });
  expect(await all()).toMatchObject({ customers: 1, followUps: 2 });
  await expect(ask('removeCustomer', { ref, loses: { ...counted, followUps: 1 } })).rejects.toMatchObject({
    problem: { kind: 'counted-otherwise' },
  });
  await ask('removeCustomer', { ref, loses: counted });
  expect(await all()).toEqual(NOTHING);
});
