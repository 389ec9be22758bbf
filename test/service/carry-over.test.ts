import { beforeEach, describe, expect, test } from 'vitest';
import type { Carried, ToCarry } from '../../lib/model/book/carry-over';
import type { Change } from '../../lib/model/edit';
import { openDatabase } from '../../lib/service/storage/database';
import { ask, contactOf, restartWorker, withWorker } from './worker';

withWorker();

const from = 'book';
let to = '';
const wei = contactOf('张伟', { avatar: '7' });

beforeEach(async () => {
  await ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
  // The only product that takes new customers is a book: a second one stands for a CRM.
  to = await ask('saveConnection', { id: null, provider: 'local', name: 'CRM', values: {} });
});

const idle = async () => {
  // What a stopped worker was sending is left alone for three seconds.
  await expect.poll(async () => (await (await openDatabase()).getAll('edits')).length, { timeout: 20_000 }).toBe(0);
};

async function add(connection: string, name: string, phone: string | null, contact = false): Promise<string> {
  const customer = { name, nickname: null, company: '华盛', phones: phone ? [phone] : [], remark: '邻居介绍' };
  const { id } = await ask('addCustomer', { key: `${connection}-${name}`, contact: contact ? wei : null, connection, customer });
  return id;
}

async function edit(connection: string, id: string, ...changes: Change[]): Promise<void> {
  for (const change of changes) await ask('submit', { edit: crypto.randomUUID(), ref: { connection, id }, change, base: null });
  await idle();
}

const carry = (...customers: Partial<ToCarry>[]) =>
  ask('carryOver', { from, to, customers: customers.map((one) => ({ id: '', into: null, despite: [], ...one })) });
const everybody = async (connection: string) => (await ask('search', { connection, query: {}, page: null })).items;
const tag = (name: string) => ({ id: '', name, group: null, color: null });

async function whole(): Promise<string> {
  const id = await add(from, '张伟', '13800001111', true);
  await edit(
    from,
    id,
    { kind: 'add-tag', tag: tag('VIP') },
    { kind: 'field', field: 'stage', value: 'stage-2' },
    { kind: 'field', field: 'wechat', value: 'zw88' },
  );
  const followUp = { text: '约了看样', at: '2026-03-10T08:00:00Z', kind: 'kind-2', remindAt: null, stage: null };
  await ask('submit', { edit: 'f1', ref: { connection: from, id }, change: { kind: 'follow-up', followUp }, base: null });
  await idle();
  return id;
}

describe('a customer of the book who is taken into a CRM', () => {
  test('comes with everything that the CRM takes, once, and the links follow', async () => {
    const id = await whole();
    const [carried] = await carry({ id });
    expect(carried).toMatchObject({ id, kind: 'carried', left: 0 });
    await idle();
    const [there, ...others] = await everybody(to);
    expect(others).toEqual([]);
    expect(there).toMatchObject({ name: '张伟', company: '华盛', remark: '邻居介绍', stage: { id: 'stage-2' }, tags: [{ name: 'VIP' }] });
    expect(there!.fields.find((field) => field.id === 'wechat')?.value).toBe('zw88');
    const noted = await ask('followUps', { ref: { connection: to, id: there!.id }, page: null });
    expect(noted.items).toMatchObject([{ text: '约了看样', kind: { id: 'kind-2' } }]);
    const links = (await (await openDatabase()).getAll('links')).map(({ connection, customer }) => [connection, customer]);
    expect(links.sort()).toEqual(
      [
        [from, id],
        [to, there!.id],
      ].sort(),
    );
  });

  test('is there once although it is asked for twice, and by another worker', async () => {
    const id = await whole();
    await carry({ id });
    restartWorker();
    expect(await carry({ id })).toMatchObject([{ kind: 'carried' }]);
    await ask('hello', null);
    await idle();
    const all = await everybody(to);
    expect(all).toHaveLength(1);
    expect((await ask('followUps', { ref: { connection: to, id: all[0]!.id }, page: null })).items).toHaveLength(1);
  });

  test('is asked about where one with the same number is there: nobody is added before the person has decided', async () => {
    const id = await whole();
    const known = await add(to, '张总', '138 0000 1111');
    const [asked] = (await carry({ id })) as [Extract<Carried, { kind: 'alike' }>];
    expect(asked).toMatchObject({ kind: 'alike', name: '张伟', alike: [{ ref: { id: known }, by: 'phone' }] });
    expect(await everybody(to)).toHaveLength(1);
    expect(await carry({ id, into: known })).toMatchObject([{ kind: 'carried', as: { id: known } }]);
    await idle();
    const [there, ...others] = await everybody(to);
    expect([there!.name, there!.tags.map(({ name }) => name), others]).toEqual(['张总', ['VIP'], []]);
  });

  test('is one more where the person says so', async () => {
    const id = await whole();
    const known = await add(to, '张总', '13800001111');
    await carry({ id, despite: [known] });
    expect((await everybody(to)).map(({ name }) => name).sort()).toEqual(['张伟', '张总'].sort());
  });

  test('leaves a value alone that the CRM has already, and keeps its own beside that customer', async () => {
    const id = await whole();
    const known = await add(to, '张总', '13800001111');
    await edit(to, known, { kind: 'field', field: 'wechat', value: 'other' });
    expect(await carry({ id, into: known })).toMatchObject([{ kind: 'carried', left: 1 }]);
    await idle();
    const [there] = await everybody(to);
    expect(there!.fields.find((field) => field.id === 'wechat')?.value).toBe('other');
    expect(await (await openDatabase()).getAll('beside')).toMatchObject([
      { connection: to, customer: known, note: expect.stringMatching(/^\S.*: zw88$/) },
    ]);
  });
});
