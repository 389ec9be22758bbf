import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Customer } from '../../../lib/model/customer';
import type { ManyChange } from '../../../lib/model/many/many-calls';
import type { MergeChoice } from '../../../lib/model/many/merge';
import { createSameGroups } from '../../../lib/model/many/same-keys';
import type { RowPart } from '../../../lib/model/table/row';
import { openDatabase } from '../../../lib/service/storage/database';
import { ask, contactOf, restartWorker, show, state, until, withWorker } from '../worker';

withWorker();

const BOOK = 'book';
const tag = (name: string) => ({ id: '', name, group: null, color: null });
const vip: ManyChange = { kind: 'add-tag', tag: tag('VIP') };
let ids: string[] = [];

beforeEach(async () => {
  await ask('saveConnection', { id: BOOK, provider: 'local', name: '', values: {} });
  ids = [];
  for (const [at, name] of ['张伟', '王芳', '李磊', '陈晨'].entries()) {
    const customer = { name, nickname: null, company: '青禾设计', phones: [`1380000${1_000 + at}`], remark: null };
    ids.push((await ask('addCustomer', { key: `k${at}`, contact: null, connection: BOOK, customer })).id);
  }
});

const one = (id: string): Promise<Customer> => ask('customer', { connection: BOOK, id });
const tagsOf = async (id: string) => (await one(id)).tags.map(({ name }) => name);
const names = async () =>
  ((await ask('rows', { connection: BOOK, after: null })) satisfies RowPart).rows.map(({ name }) => name).toSorted();
/** The book takes what it is sent at once, in a turn of its own. */
const settled = () => until((now) => Object.keys(now).every((key) => !key.startsWith('edit:')));
const linked = async () => (await (await openDatabase()).getAll('links')).map(({ customer }) => customer);
const step = (run: string, of: string[], part = 0) => ({ connection: BOOK, run, part, ids: of });

describe('a change of many', () => {
  test('is made of each of them in one step, and tells who is not there any more', async () => {
    expect(await ask('changeMany', { ...step('r1', [...ids, 'nobody']), change: vip })).toEqual({ changed: 4, gone: 1 });
    for (const id of ids) expect(await tagsOf(id)).toEqual(['VIP']);
    expect((await ask('tags', { connection: BOOK })).flatMap(({ tags }) => tags.map(({ name }) => name))).toEqual(['VIP']);
  });

  test('adds one tag, however its letters are written, to a book that has it; the first writing stays', async () => {
    await ask('changeMany', { ...step('r0', [ids[0]!]), change: vip });
    await ask('changeMany', { ...step('r1', ids), change: { kind: 'add-tag', tag: tag('ｖｉｐ') } });
    expect(await Promise.all(ids.map(tagsOf))).toEqual([['VIP'], ['VIP'], ['VIP'], ['VIP']]);
    await ask('changeMany', { ...step('r2', ids), change: { kind: 'remove-tag', tag: tag('vip') } });
    expect(await Promise.all(ids.map(tagsOf))).toEqual([[], [], [], []]);
    expect((await ask('tags', { connection: BOOK })).flatMap(({ tags }) => tags.map(({ name }) => name))).toEqual(['VIP']);
  });

  test('asked for twice, with a worker that was stopped in between, it is made once and is taken back as it was', async () => {
    await ask('changeMany', { ...step('r0', [ids[0]!]), change: vip });
    await ask('changeMany', { ...step('r1', ids), change: vip });
    restartWorker();
    expect(await ask('changeMany', { ...step('r1', ids), change: vip })).toEqual({ changed: 3, gone: 0 });
    await ask('undoMany', { connection: BOOK, run: 'r1', part: 0 });
    await ask('undoMany', { connection: BOOK, run: 'r1', part: 0 });
    expect(await Promise.all(ids.map(tagsOf))).toEqual([['VIP'], [], [], []]);
  });

  test('moves the stage, and taken back leaves alone who was moved on since', async () => {
    const stages = (await ask('fields', { connection: BOOK })).find(({ isStage }) => isStage)!;
    const [first, second] = stages.options;
    const to = (value: string): ManyChange => ({ kind: 'field', field: stages.id, value });
    await ask('changeMany', { ...step('r1', ids.slice(0, 2)), change: to(first!.id) });
    await ask('changeMany', { ...step('r2', ids.slice(0, 1)), change: to(second!.id) });
    await ask('undoMany', { connection: BOOK, run: 'r1', part: 0 });
    expect((await Promise.all(ids.slice(0, 2).map(one))).map(({ stage }) => stage?.id ?? null)).toEqual([second!.id, null]);
    await expect(ask('changeMany', { ...step('r3', ids), change: to('no such stage') })).rejects.toMatchObject({
      problem: { kind: 'not-supported' },
    });
  });

  test('is shown at once where one of them is shown', async () => {
    await ask('openCustomer', { connection: BOOK, id: ids[0]! });
    await ask('changeMany', { ...step('r1', ids), change: vip });
    expect((await state())[`customer:${BOOK}/${ids[0]!}`]!.customer.tags.map(({ name }) => name)).toEqual(['VIP']);
  });
});

describe('a deletion of many', () => {
  const zhang = contactOf('张伟');

  test('counts what goes along, deletes no more than was counted, and can be taken back with all of it', async () => {
    await ask('choose', { contact: zhang, refs: [{ connection: BOOK, id: ids[0]! }] });
    const followUp = { text: '来电', at: '2026-05-01T10:00:00.000Z', kind: null, remindAt: '2099-01-01T00:00:00.000Z', stage: null };
    await ask('submit', { edit: 'f1', ref: { connection: BOOK, id: ids[0]! }, change: { kind: 'follow-up', followUp }, base: null });
    await settled();
    const counted = await ask('countMany', { connection: BOOK, ids: ids.slice(0, 2) });
    expect(counted).toEqual({ edits: 0, links: 1, reminders: 1, followUps: 1, beside: 0, customers: 2 });
    for (const fewer of [{ links: 0 }, { followUps: 0 }]) {
      await expect(ask('removeMany', { ...step('r1', ids.slice(0, 2)), loses: { ...counted, ...fewer } })).rejects.toMatchObject({
        problem: { kind: 'counted-otherwise' },
      });
    }
    expect(await names()).toHaveLength(4);
    await ask('removeMany', { ...step('r1', ids.slice(0, 2)), loses: counted });
    restartWorker();
    expect(await ask('removeMany', { ...step('r1', ids.slice(0, 2)), loses: counted })).toEqual({ changed: 2, gone: 0 });
    expect(await names()).toEqual(['李磊', '陈晨']);
    expect(await ask('countKept', { connection: BOOK })).toMatchObject({ reminders: 0, followUps: 0, customers: 2 });
    expect(await linked()).toEqual([null]);
    await ask('undoMany', { connection: BOOK, run: 'r1', part: 0 });
    expect(await names()).toEqual(['张伟', '李磊', '王芳', '陈晨'].toSorted());
    expect(await ask('countKept', { connection: BOOK })).toMatchObject({ reminders: 1, followUps: 1, customers: 4 });
    expect(await linked()).toEqual([ids[0]]);
    const { items } = await ask('followUps', { ref: { connection: BOOK, id: ids[0]! }, page: null });
    expect(items.map(({ text }) => text)).toEqual(['来电']);
  });
});

describe('two customers who are one', () => {
  const STAYS: MergeChoice = {
    ...{ name: 'into', company: 'into', nickname: 'into', source: 'into', stage: 'into' },
    ...{ remark: 'both', phones: 'both', tags: 'both', fields: {} },
  };
  const contact = contactOf('芳芳');

  async function prepared(): Promise<[into: string, from: string]> {
    const [into, from] = [ids[0]!, ids[1]!];
    const ref = { connection: BOOK, id: from };
    await ask('choose', { contact, refs: [ref] });
    await ask('changeMany', { ...step('t1', [into]), change: vip });
    await ask('changeMany', { ...step('t2', [from]), change: { kind: 'add-tag', tag: tag('老客') } });
    await ask('submit', { edit: 'e1', ref, change: { kind: 'remark', text: '下周来' }, base: { kind: 'remark', text: '' } });
    const followUp = { text: '来电', at: '2026-05-01T10:00:00.000Z', kind: null, remindAt: '2099-01-01T00:00:00.000Z', stage: null };
    await ask('submit', { edit: 'f1', ref, change: { kind: 'follow-up', followUp }, base: null });
    await settled();
    return [into, from];
  }
  const followUpsOf = async (id: string) =>
    (await ask('followUps', { ref: { connection: BOOK, id }, page: null })).items.map(({ text }) => text);
  const remindedOf = async () => (await state())['reminder:f1']!.customer;
  const reminded = async () =>
    Object.entries(await state()).flatMap(([key, value]) => (key.startsWith('reminder:') ? (value as { ref: { id: string } }).ref.id : []));

  test('are put together as chosen, with links, follow-ups and reminders, and are two again when it is taken back', async () => {
    const [into, from] = await prepared();
    const before = await Promise.all([one(into), one(from)]);
    await ask('merge', { connection: BOOK, run: 'm1', into, from, choice: { ...STAYS, name: 'from' } });
    expect(await one(into)).toMatchObject({ id: into, name: '王芳', remark: '下周来', company: '青禾设计' });
    expect((await one(into)).phones.map(({ number }) => number)).toEqual(['13800001000', '13800001001']);
    expect(await tagsOf(into)).toEqual(['VIP', '老客']);
    await expect(one(from)).rejects.toMatchObject({ problem: { kind: 'not-found' } });
    expect([await followUpsOf(into), await linked(), await reminded()]).toEqual([['来电'], [into], [into]]);
    expect(await remindedOf()).toBe('王芳');
    expect((await show(contact)).chips).toMatchObject({ kind: 'found', sure: true });

    await ask('undoMerge', { connection: BOOK, run: 'm1' });
    const after = await Promise.all([one(into), one(from)]);
    const plain = ({ updatedAt: _, ...rest }: Customer) => rest;
    expect(after.map(plain)).toEqual(before.map(plain));
    expect([await followUpsOf(into), await followUpsOf(from), await linked(), await reminded()]).toEqual([[], ['来电'], [from], [from]]);
  });

  test('have their reminders under the name that the kept one has, and a notification leads there', async () => {
    const [into, from] = await prepared();
    expect(await remindedOf()).toBe('王芳');
    await ask('merge', { connection: BOOK, run: 'm1', into, from, choice: STAYS });
    expect((await state())['reminder:f1']).toMatchObject({ customer: '张伟', ref: { connection: BOOK, id: into } });
    restartWorker();
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2099-01-02'));
    const told = vi.spyOn(fakeBrowser.notifications, 'create');
    await ask('hello', null);
    await until((now) => now['reminder:f1']?.notified === true);
    expect(told).toHaveBeenCalledExactlyOnceWith('reminder:f1', expect.objectContaining({ title: '张伟' }));
    vi.restoreAllMocks();
    await ask('undoMerge', { connection: BOOK, run: 'm1' });
    expect((await state())['reminder:f1']).toMatchObject({ customer: '王芳', ref: { connection: BOOK, id: from } });
  });

  test('asked for again after the worker was stopped, it is done once; what was changed since stays when it is taken back', async () => {
    const [into, from] = await prepared();
    await ask('merge', { connection: BOOK, run: 'm1', into, from, choice: STAYS });
    restartWorker();
    await ask('merge', { connection: BOOK, run: 'm1', into, from, choice: STAYS });
    expect(await followUpsOf(into)).toEqual(['来电']);
    await ask('submit', {
      edit: 'e2',
      ref: { connection: BOOK, id: into },
      change: { kind: 'personal-name', text: '小张' },
      base: { kind: 'personal-name', text: '' },
    });
    await settled();
    await ask('undoMerge', { connection: BOOK, run: 'm1' });
    await ask('undoMerge', { connection: BOOK, run: 'm1' });
    expect(await one(into)).toMatchObject({ name: '张伟', nickname: '小张', remark: null });
    expect(await one(from)).toMatchObject({ name: '王芳', remark: '下周来' });
    expect(await names()).toHaveLength(4);
  });

  test('and a third are three again when both merges are taken back, the last one first', async () => {
    const [a, b, c] = [ids[0]!, ids[1]!, ids[2]!];
    const plain = ({ updatedAt: _, ...rest }: Customer) => rest;
    const before = await Promise.all([a, b, c].map(one));
    await ask('merge', { connection: BOOK, run: 'm1', into: a, from: b, choice: { ...STAYS, name: 'from' } });
    await ask('merge', { connection: BOOK, run: 'm2', into: a, from: c, choice: STAYS });
    expect((await one(a)).phones).toHaveLength(3);
    await ask('undoMerge', { connection: BOOK, run: 'm2' });
    expect((await one(a)).phones).toHaveLength(2);
    await ask('undoMerge', { connection: BOOK, run: 'm1' });
    expect((await Promise.all([a, b, c].map(one))).map(plain)).toEqual(before.map(plain));
  });

  test('are found by their number in any writing, their WeChat id, or name and company; a name alone is none', async () => {
    const added = async (key: string, name: string, company: string | null, phones: string[]) => {
      const despite = ids;
      return (
        await ask('addCustomer', {
          key,
          contact: null,
          connection: BOOK,
          customer: { name, nickname: null, company, phones, remark: null },
          despite,
        })
      ).id;
    };
    const number = await added('a', '小张', null, ['+86 138-0000-1000']);
    const named = await added('b', '王 芳', '青禾设计', []);
    await added('c', '李磊', null, []);
    await ask('changeMany', { ...step('w', [ids[2]!]), change: { kind: 'field', field: 'wechat', value: 'Li_Lei' } });
    await ask('changeMany', { ...step('v', [ids[3]!]), change: { kind: 'field', field: 'wechat', value: 'li_lei ' } });
    const groups = createSameGroups();
    groups.take((await ask('sameKeys', { connection: BOOK, after: null })).customers);
    const found = groups.groups().map(({ by, ids: of }) => [by, of.toSorted()]);
    expect(found).toEqual([
      ['phone', [ids[0]!, number].toSorted()],
      ['wechat', [ids[2]!, ids[3]!].toSorted()],
      ['named', [ids[1]!, named].toSorted()],
    ]);
  });
});

test('of whom a person has said that they are not one is remembered, in whatever order they are named', async () => {
  await ask('setApart', { connection: BOOK, ids: [ids[1]!, ids[0]!] });
  await ask('setApart', { connection: BOOK, ids: [ids[0]!, ids[1]!] });
  restartWorker();
  expect(await ask('apart', { connection: BOOK })).toEqual([[ids[0], ids[1]]]);
});

describe.each([0, 1, 2, 3, 4, 6, 8, 11, 15, 20])('a worker that is stopped after %i turns of it', (turns) => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const followUp = { text: '来电', at: '2026-05-01T10:00:00.000Z', kind: null, remindAt: null, stage: null };

  /** Begins it, stops the worker in the middle, and asks the next one for the same, as the page does. */
  async function stopped(act: () => Promise<unknown>): Promise<void> {
    void act().catch(() => undefined);
    for (let at = 0; at < turns; at++) await turn();
    restartWorker();
    await act();
  }

  test('has made one of two, with everything once', async () => {
    const [into, from] = [ids[0]!, ids[1]!];
    const ref = { connection: BOOK, id: from };
    await ask('choose', { contact: contactOf('芳芳'), refs: [ref] });
    await ask('submit', { edit: 'f1', ref, change: { kind: 'follow-up', followUp }, base: null });
    await settled();
    const choice: MergeChoice = {
      ...{ name: 'into', company: 'into', nickname: 'into', source: 'into', stage: 'into' },
      ...{ remark: 'both', phones: 'both', tags: 'both', fields: {} },
    };
    await stopped(() => ask('merge', { connection: BOOK, run: 'm1', into, from, choice }));
    expect(await names()).toEqual(['张伟', '李磊', '陈晨']);
    expect((await one(into)).phones.map(({ number }) => number)).toEqual(['13800001000', '13800001001']);
    const { items } = await ask('followUps', { ref: { connection: BOOK, id: into }, page: null });
    expect([items.map(({ text }) => text), await linked()]).toEqual([['来电'], [into]]);
    await stopped(() => ask('undoMerge', { connection: BOOK, run: 'm1' }));
    expect(await names()).toHaveLength(4);
    expect([(await one(into)).phones, await linked()]).toMatchObject([[{ number: '13800001000' }], [from]]);
    const back = await ask('followUps', { ref, page: null });
    expect(back.items.map(({ text }) => text)).toEqual(['来电']);
    expect((await ask('followUps', { ref: { connection: BOOK, id: into }, page: null })).items).toEqual([]);
  });

  test('has deleted who was chosen, and has brought them back, with everything once', async () => {
    await ask('choose', { contact: contactOf('芳芳'), refs: [{ connection: BOOK, id: ids[1]! }] });
    const loses = await ask('countMany', { connection: BOOK, ids });
    await stopped(() => ask('removeMany', { ...step('r1', ids), loses }));
    expect([await names(), await linked()]).toEqual([[], [null]]);
    await stopped(() => ask('undoMany', { connection: BOOK, run: 'r1', part: 0 }));
    expect([await names(), await linked()]).toEqual([['张伟', '李磊', '王芳', '陈晨'].toSorted(), [ids[1]]]);
  });
});
