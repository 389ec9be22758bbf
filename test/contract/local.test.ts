import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bareCustomer, type Customer } from '../../lib/model/customer';
import type { Tag } from '../../lib/model/tag';
import type { Book } from '../../lib/providers/book';
import { people, personByKey, shownName } from '../sandbox/people.ts';
import { newBook } from '../support/book';
import { connect, going } from './connect';
import { hintsOf, providerContract } from './provider.contract';
import { listed } from './listing';
import { problemOf } from './problem';
import type { Ability } from './subject';
import { faultsOf } from './whole';

let book: Book;
let indexed = true;
beforeEach(async () => {
  const at = '2026-03-01T08:00:00.000Z';
  const customers = people.flatMap(({ nickname, record }): Customer[] => {
    if (!record) return [];
    const { name, company, phone, note, tags } = record;
    const phones = phone ? [{ label: null, number: phone, hidden: false }] : [];
    const known = bareCustomer({ connection: 'c1', id: crypto.randomUUID() });
    return [{ ...known, name, nickname, company, phones, remark: note, tags: tags.map(tag), createdAt: at, updatedAt: at }];
  });
  book = await newBook({ indexed, customers });
});

const ABILITIES: Ability[] = [
  ...(['edits', 'add', 'alike', 'list', 'remove', 'export', 'followUps', 'addFollowUp', 'hasFollowUp', 'followUpKinds'] as const),
];

describe.each([
  ['local', true],
  ['local, while its index is being made', false],
])('%s', (_, isIndexed) => {
  beforeAll(() => void (indexed = isIndexed));

  providerContract(ABILITIES, () => ({
    connect: (world) => connect('local', {}, { book, ...world }),
    rows: async (person) => {
      const { nickname } = personByKey(person);
      const all = (await everybodyIn(book)).filter((customer) => customer.nickname === nickname || customer.nickname === '伟哥');
      return all.map(({ id, name, company, remark, phones, tags, stage }) => ({
        id,
        name,
        nickname,
        phones: phones.map(({ number }) => number),
        company,
        stage: stage?.name ?? null,
        remark,
        note: remark,
        tags: tags.map((one) => one.name),
      }));
    },
    server: null,
    changes: [
      { kind: 'remark', text: '新备注' },
      { kind: 'add-tag', tag: tag('从未见过的标签') },
      { kind: 'remove-tag', tag: tag('深圳') },
      { kind: 'details', details: { name: '张伟伟', company: '华盛', phones: ['13811112222', '075512345678'] } },
      { kind: 'field', field: 'wechat', value: 'zhangwei_88' },
      { kind: 'field', field: 'stage', value: 'stage-2' },
      { kind: 'field', field: 'source', value: '老客户介绍' },
      { kind: 'personal-name', text: '伟哥' },
    ],
    queries: async () => [
      { query: { id: await idOf('lily') }, finds: 'lily', misses: 'zhang-wei' },
      { query: { name: '陈雨' }, finds: 'chen-yu', misses: 'lily' },
      { query: { phone: '+86 136-0000-4444' }, finds: 'lily', misses: 'chen-yu' },
      { query: { remark: '补货' }, finds: 'chen-yu', misses: 'lily' },
      { query: { created: { from: '2026-01-01T00:00:00Z', to: null } }, finds: 'lily' },
      { query: { created: { from: null, to: '2026-01-01T00:00:00Z' } }, misses: 'lily' },
      { query: { stage: 'stage-1', fields: [{ field: 'wechat', is: 'filled', values: [] }] }, misses: 'lily' },
      { query: { tags: ['VIP', '复购'], name: '雨' }, finds: 'chen-yu', misses: 'zhang-wei' },
    ],
  }));

  test('finds people by nickname, remark and a decorated name', async () => {
    const connection = connect('local', {}, { book });
    const [lily] = (await connection.find(hintsOf('lily'), going())).customers;
    const { id } = await connection.apply({ kind: 'remark', text: '莉莉姐 启明' }, lily!, going());
    for (const name of ['Lily', 'lily ', 'Ｌｉｌｙ（启明）', '莉莉姐', '13600004444']) {
      const found = (await connection.find({ name, phones: [] }, going())).customers;
      expect(found.map((customer) => customer.id)).toContain(id);
    }
  });

  test('compares as the local copies do: by script, by readings, without separators', async () => {
    const connection = connect('local', {}, { book });
    const add = (name: string, company: string | null = null) =>
      connection.add!({ name, nickname: '', company, phones: [], remark: null }, crypto.randomUUID(), going());
    const zhang = await add('張偉', '华盛科技有限公司');
    const chenguang = await add('重庆辰光');
    const yuchi = await add('尉迟明');
    for (const text of ['张伟', '張偉', 'zhangwei', 'zw', 'zhangw', 'huasheng 张', '华盛 科技']) {
      const { items } = await connection.search(text, null, going());
      expect(
        items.map(({ id }) => id),
        text,
      ).toContain(zhang.id);
    }
    const named = await connection.search({ name: 'cqcg' }, null, going());
    expect(named.items.map(({ id }) => id)).toEqual([chenguang.id]);
    for (const name of ['张伟', '張 伟', 'Zhang Wei', '华盛张总', '张伟·华盛']) {
      expect(
        (await connection.find({ name, phones: [] }, going())).customers.map(({ id }) => id),
        name,
      ).toContain(zhang.id);
    }
    expect((await connection.find({ name: 'Yuchi Ming', phones: [] }, going())).customers.map(({ id }) => id)).toEqual([yuchi.id]);
    expect((await connection.find({ name: '🌻', phones: [] }, going())).customers).toEqual([]);
  });

  test('a new customer has what was typed in, an id of its own and a date', async () => {
    const now = () => Date.parse('2026-03-01T08:00:00Z');
    const connection = connect('local', {}, { book, now });
    const customer = await connection.add!(
      { name: '新人', nickname: '', company: null, phones: ['138 0000 0000'], remark: null },
      crypto.randomUUID(),
      going(),
    );
    expect(faultsOf([customer])).toEqual([]);
    expect(customer).toMatchObject({
      name: '新人',
      nickname: null,
      createdAt: '2026-03-01T08:00:00.000Z',
      phones: [{ number: '138 0000 0000' }],
    });
    expect(await connection.get(customer, going())).toEqual(customer);
    expect((await connection.find({ name: '谁', phones: ['+86 138-0000-0000'] }, going())).customers).toEqual([customer]);
    await connection.remove!(customer, going());
    expect(await problemOf(connection.get(customer, going()))).toEqual({ kind: 'not-found' });
  });

  test('tags are those of the schema, by group and in its colour, whether somebody has them or not; a new one has its name for an id', async () => {
    const own = await newBook({ indexed });
    const connection = connect('local', {}, { book: own });
    const added = { name: 'a', nickname: null, company: null, phones: [], remark: null };
    const customer = await connection.add!(added, crypto.randomUUID(), going());
    await own.write({
      schema: (schema) => ({
        ...schema,
        groups: [{ name: '客户', color: '#1f6feb' }],
        tags: [
          { ...tag('旧'), group: '客户' },
          { id: '7', name: '没人用', group: '客户', color: '#d1242f' },
        ],
      }),
    });
    await connection.apply({ kind: 'add-tag', tag: { ...tag('新'), id: '' } }, customer, going());
    const known = await connection.apply({ kind: 'add-tag', tag: { ...tag('旧'), id: '' } }, customer, going());
    const old = { ...tag('旧'), group: '客户', color: '#1f6feb' };
    expect(known.tags).toEqual([tag('新'), old]);
    expect(await connection.tags(going())).toEqual([
      { name: '客户', tags: [old, { id: '7', name: '没人用', group: '客户', color: '#d1242f' }] },
      { name: null, tags: [tag('新')] },
    ]);
  });

  test('what a field and a tag are called is in the schema alone: a new name is at once on everybody', async () => {
    const connection = connect('local', {}, { book });
    const [lily] = (await connection.find(hintsOf('lily'), going())).customers;
    await connection.apply({ kind: 'field', field: 'wechat', value: 'lily_wx' }, lily!, going());
    await connection.apply({ kind: 'add-tag', tag: tag('老友') }, lily!, going());
    await book.write({
      schema: (schema) => ({
        ...schema,
        fields: schema.fields.map((field) => (field.id === 'wechat' ? { ...field, label: 'WeChat' } : field)),
        tags: schema.tags.map((one) => (one.id === '老友' ? { ...one, name: '老朋友' } : one)),
      }),
    });
    const now = await connection.get(lily!, going());
    expect(now.fields.find(({ id }) => id === 'wechat')).toMatchObject({ label: 'WeChat', value: 'lily_wx' });
    expect(now.tags.map(({ name }) => name)).toContain('老朋友');
  });

  test.each([
    ['birthday', '不知道', 'date'],
    ['birthday', '2026-02-30', 'date'],
    ['stage', 'stage-99', 'option'],
    ['wechat', ['a'], 'text'],
    ['budget', '很多', 'number'],
  ])('the field %s does not take %j, and nothing is written', async (field, value, wants) => {
    await book.write({
      schema: (schema) => ({ ...schema, fields: [...schema.fields, { id: 'budget', label: '预算', type: 'number', options: [] }] }),
    });
    const connection = connect('local', {}, { book });
    const [lily] = (await connection.find(hintsOf('lily'), going())).customers;
    expect(await problemOf(connection.apply({ kind: 'field', field, value }, lily!, going()))).toEqual({ kind: 'unfit', wants });
    expect(await connection.get(lily!, going())).toEqual(lily);
    const good = { birthday: '1990-05-04', stage: 'stage-1', wechat: 'a', budget: '12.50' }[field]!;
    await connection.apply({ kind: 'field', field, value: good }, lily!, going());
    expect((await connection.get(lily!, going())).fields.find(({ id }) => id === field)?.value).toBe(good);
  });

  test('a field that the schema does not have is refused', async () => {
    const connection = connect('local', {}, { book });
    const [lily] = (await connection.find(hintsOf('lily'), going())).customers;
    const refused = connection.apply({ kind: 'field', field: 'nothing', value: 'a' }, lily!, going());
    expect(await problemOf(refused)).toMatchObject({ kind: 'not-supported' });
  });

  test('lists everybody, or those who changed since', async () => {
    const connection = connect('local', {}, { book });
    expect(await listed(connection)).toHaveLength((await everybodyIn(book)).length);
    expect(await listed(connection, '2999-01-01T00:00:00Z')).toEqual([]);
  });

  test('only what really changes a customer changes its date', async () => {
    let now = Date.parse('2026-03-01T08:00:00Z');
    const connection = connect('local', {}, { book, now: () => (now += 1_000) });
    const [before] = (await connection.find(hintsOf('lily'), going())).customers;
    const once = await connection.apply({ kind: 'remark', text: 'neu' }, before!, going());
    expect(once.updatedAt).toBe('2026-03-01T08:00:01.000Z');
    expect(await connection.apply({ kind: 'remark', text: 'neu' }, once, going())).toEqual(once);
  });

  test('an emptied remark is no remark', async () => {
    const connection = connect('local', {}, { book });
    const [customer] = (await connection.find({ name: shownName(personByKey('chen-yu')), phones: [] }, going())).customers;
    expect((await connection.apply({ kind: 'remark', text: '' }, customer!, going())).remark).toBeNull();
  });
});

function everybodyIn(one: Book): Promise<Customer[]> {
  return one.part(null, 1_000);
}

async function idOf(person: string): Promise<string> {
  const { nickname } = personByKey(person);
  return (await everybodyIn(book)).find((customer) => customer.nickname === nickname)!.id;
}

function tag(name: string): Tag {
  return { id: name, name, group: null, color: null };
}
