import { describe, expect, test } from 'vitest';
import type { SchemaChange } from '../../../lib/model/book/schema-change';
import { openDatabase } from '../../../lib/service/storage/database';
import { ask, restartWorker, withWorker } from '../worker';

withWorker();

const connection = 'book';
const change = (one: SchemaChange) => ask('changeSchema', { connection, change: one });
const tag = (name: string, group: string | null = null) => ({ id: name, name, group, color: null });

async function add(name: string, tags: string[] = []) {
  const customer = { name, nickname: null, company: null, phones: [], remark: null };
  const ref = await ask('addCustomer', { key: name, contact: null, connection, customer });
  for (const one of tags) await submit(ref.id, { kind: 'add-tag', tag: { ...tag(one), id: '' } });
  return ref.id;
}

async function submit(id: string, what: Parameters<typeof ask<'submit'>>[1]['change']) {
  await ask('submit', { edit: crypto.randomUUID(), ref: { connection, id }, change: what, base: null });
  await expect.poll(async () => (await (await openDatabase()).getAll('edits')).length).toBe(0);
}

const get = async (id: string) => (await ask('search', { connection, query: { id }, page: null })).items[0]!;
const namesOf = async (id: string) => (await get(id)).tags.map(({ name }) => name);
const pending = async () => (await ask('bookSchema', { connection })).pending ?? [];
const foundLocally = async (query: string) => (await ask('searchLocal', { query, from: 0 })).hits.map(({ name }) => name);

describe('the tags of a book', () => {
  test('have another name for everybody, and are found by it', async () => {
    const id = await add('张伟', ['老客']);
    await change({ kind: 'tag', tag: { ...tag('老客'), name: '老客户' } });
    expect(await namesOf(id)).toEqual(['老客户']);
    await expect.poll(pending).toEqual([]);
    await expect.poll(() => foundLocally('老客户')).toEqual(['张伟']);
  });

  test('become one where one gets the name of another, and nobody has it twice', async () => {
    const [one, both] = [await add('张伟', ['意向高']), await add('李娜', ['意向高', '高意向'])];
    await change({ kind: 'tag', tag: { ...tag('意向高'), name: '高意向' } });
    expect([await namesOf(one), await namesOf(both)]).toEqual([['高意向'], ['高意向']]);
    await expect.poll(pending).toEqual([]);
    const kept = await (await openDatabase()).getAll('bookCustomers');
    expect(kept.map(({ tags }) => tags)).toEqual([['高意向'], ['高意向']]);
  });

  test('are one however the letters of a name are written, and keep the first writing', async () => {
    const [first, second] = [await add('张伟', ['VIP']), await add('李娜', ['vip', 'ＶＩＰ'])];
    expect([await namesOf(first), await namesOf(second)]).toEqual([['VIP'], ['VIP']]);
    await submit(second, { kind: 'remove-tag', tag: { ...tag('Vip'), id: '' } });
    expect(await namesOf(second)).toEqual([]);
    await submit(second, { kind: 'add-tag', tag: { ...tag('老客'), id: '' } });
    await change({ kind: 'tag', tag: { ...tag('老客'), name: 'ｖｉｐ' } });
    expect(await namesOf(second)).toEqual(['VIP']);
    // One is written in another way by its own renaming.
    await change({ kind: 'tag', tag: { ...tag('VIP'), name: 'Vip' } });
    expect([await namesOf(first), await namesOf(second)]).toEqual([['Vip'], ['Vip']]);
  });

  test('go from everybody, as many as were counted, and a new one of the same name is nobody’s', async () => {
    const id = await add('张伟', ['旧', '留']);
    expect(await ask('countUses', { connection, of: { kind: 'tag', tag: '旧' } })).toBe(1);
    await change({ kind: 'remove-tag', tag: '旧', into: null });
    await change({ kind: 'tag', tag: { ...tag('旧'), id: '' } });
    expect(await namesOf(id)).toEqual(['留']);
    await expect.poll(pending).toEqual([]);
    expect(await namesOf(id)).toEqual(['留']);
    expect((await ask('tags', { connection })).flatMap(({ tags }) => tags.map(({ name }) => name))).toEqual(['留', '旧']);
  });

  test('go although the worker is stopped in the middle', async () => {
    const id = await add('张伟', ['旧']);
    await change({ kind: 'remove-tag', tag: '旧', into: null });
    restartWorker();
    expect(await namesOf(id)).toEqual([]);
    await ask('hello', null);
    await expect.poll(pending).toEqual([]);
    expect((await (await openDatabase()).getAll('bookCustomers')).map(({ tags }) => tags)).toEqual([[]]);
  });

  test('stand under headings that have a colour and another name', async () => {
    const id = await add('张伟', ['北京']);
    await change({ kind: 'groups', groups: [{ name: '地区', color: '#1f6feb', was: null }] });
    await change({ kind: 'tag', tag: tag('北京', '地区') });
    await change({ kind: 'groups', groups: [{ name: '城市', color: '#1f6feb', was: '地区' }] });
    expect((await get(id)).tags).toEqual([{ ...tag('北京', '城市'), color: '#1f6feb' }]);
    await change({ kind: 'groups', groups: [] });
    expect((await get(id)).tags).toEqual([tag('北京')]);
  });
});

describe('the fields of a book', () => {
  test('that are removed take their values along, as many as were counted; the others stay', async () => {
    const id = await add('张伟');
    const { fields } = await ask('bookSchema', { connection });
    await submit(id, { kind: 'field', field: 'wechat', value: 'zw88' });
    await submit(id, { kind: 'field', field: 'source', value: '转介绍' });
    expect(await ask('countUses', { connection, of: { kind: 'field', field: 'wechat' } })).toBe(1);
    await change({ kind: 'fields', fields: fields.filter((field) => field.id !== 'wechat') });
    await expect.poll(pending).toEqual([]);
    await change({ kind: 'fields', fields });
    const values = (await get(id)).fields.map((field) => [field.id, field.value]);
    expect(Object.fromEntries(values)).toMatchObject({ wechat: null, source: '转介绍' });
    expect((await get(id)).source).toBe('转介绍');
  });

  test('can be changed and shortened however many choices an import has brought', async () => {
    const { fields } = await ask('bookSchema', { connection });
    const many = Array.from({ length: 1_500 }, (_, at) => ({ id: `o${at}`, name: `阶段 ${at}` }));
    const withMany = fields.map((field) => (field.id === 'stage' ? { ...field, options: many } : field));
    await change({ kind: 'fields', fields: withMany });
    await change({ kind: 'fields', fields: withMany.map((field) => ({ ...field, options: field.options.slice(0, 1_400) })) });
    // A hundred steps, each a transaction.
    await expect.poll(pending, { timeout: 30_000 }).toEqual([]);
    const stages = (await ask('bookSchema', { connection })).fields.find(({ id }) => id === 'stage')!.options;
    expect(stages.length).toBe(1_400);
  }, 40_000);

  test('lose an option, and the stage with it, from whoever has it', async () => {
    const [id, other] = [await add('张伟'), await add('李娜')];
    const { fields } = await ask('bookSchema', { connection });
    await submit(id, { kind: 'field', field: 'stage', value: 'stage-1' });
    await submit(other, { kind: 'field', field: 'stage', value: 'stage-2' });
    expect(await ask('countUses', { connection, of: { kind: 'option', field: 'stage', option: 'stage-1' } })).toBe(1);
    const without = fields.map((field) => ({ ...field, options: field.options.filter((option) => option.id !== 'stage-1') }));
    await change({ kind: 'fields', fields: without });
    expect([(await get(id)).stage, (await get(other)).stage?.id]).toEqual([null, 'stage-2']);
    await expect.poll(pending).toEqual([]);
    expect([(await get(id)).stage, (await get(other)).stage?.id]).toEqual([null, 'stage-2']);
  });
});
