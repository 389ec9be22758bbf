import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Change } from '../../lib/model/edit';
import { answering } from '../contract/answering';
import { connect, going } from '../contract/connect';
import { problemOf } from '../contract/problem';

/** The console's own list, which no call shows. */
const LIST: Record<string, string> = { VIP: '2801001', 老客: '2801000', 售后: '2801002', 深圳: '2801003', 新朋友: '2801004' };
const KNOWN = 'VIP=2801001, 老客=2801000, 新朋友=2801004';

type Way = 'names' | 'numbers';

/** A console that keeps one customer with tags and shows them as names or as numbers; `bound` to a chat contact or not. */
async function desk(way: Way, start: string[], { bound = true, settings = KNOWN, forgets = false } = {}) {
  const list = new Map(Object.entries(LIST));
  const tags = new Set(start);
  let next = 2_801_005;
  const numberOf = (name: string) => list.get(name) ?? list.set(name, String(next++)).get(name)!;
  const nameOf = (token: string) => [...list].find(([name, number]) => token === number || token === name)?.[0] ?? token;
  const seen: string[] = [];
  const { origin } = await answering((request) => {
    const url = new URL(request.url, 'http://desk');
    if (request.method === 'GET') {
      seen.push(url.searchParams.get('tagIds') ?? '');
      const shown = [...tags].map((name) => (way === 'names' ? name : numberOf(name))).join(',');
      const row = { ...PERSON, tags: shown, wechatContactId: bound ? 77 : 0 };
      return { body: url.pathname.endsWith('getCustomer') ? { code: 200, data: row } : { code: 200, data: [row], pageNo: 1, count: 1 } };
    }
    const form = new URLSearchParams(request.body);
    if (forgets) return { body: { code: 200 } };
    if (url.pathname.endsWith('batchAddCustomer')) {
      const asked = JSON.parse(form.get('tags')!) as { id: string; name: string }[];
      asked.forEach(({ id, name }) => tags.add(id ? nameOf(id) : name));
    } else {
      tags.clear();
      const tokens = form.get('tags')!.split(/[,，]/).filter(Boolean);
      tokens.forEach((token) => tags.add(way === 'numbers' ? nameOf(token) : token));
    }
    return { body: { code: 200, msg: '保存成功!' } };
  });
  const connection = connect('wechat-console', { baseUrl: `${origin}/`, tagNumbers: settings });
  const load = async (): Promise<Customer> => (await connection.search({}, null, going())).items[0]!;
  return { connection, tags, seen, load };
}

const PERSON = { customerId: 5, customerName: '王丽', customerPhone: '', remarks: '', nickName: '', isStar: '', xfield1: '' };
const named = (name: string, id = '') => ({ id, name, group: null, color: null });
const add = (name: string, id = ''): Change => ({ kind: 'add-tag', tag: named(name, id) });
const remove = (name: string, id = ''): Change => ({ kind: 'remove-tag', tag: named(name, id) });

describe.each<Way>(['names', 'numbers'])('a console that shows tags as %s', (way) => {
  test('has those of which the settings say both under their names, with their numbers', async () => {
    const { load } = await desk(way, ['VIP', '老客']);
    expect((await load()).tags).toEqual([named('VIP', '2801001'), named('老客', '2801000')]);
  });

  test.each([true, false])('is given a tag with a known number, which holds then (bound to a contact: %s)', async (bound) => {
    const { connection, tags, load } = await desk(way, ['VIP'], { bound });
    expect((await connection.apply(add('老客', '2801000'), await load(), going())).tags.map(({ name }) => name)).toEqual(['VIP', '老客']);
    expect([...tags]).toEqual(['VIP', '老客']);
  });

  test('is given a tag whose number it makes, without a word of somebody else', async () => {
    const { connection, tags, load } = await desk(way, ['VIP']);
    await connection.apply(add('回头客'), await load(), going());
    await connection.apply([add('复购'), add('新朋友')], await load(), going());
    expect([...tags]).toEqual(['VIP', '回头客', '复购', '新朋友']);
  });

  test.each(['老客', '回头客'])('that says yes and does not add %s is told as that', async (name) => {
    const { connection, load } = await desk(way, ['VIP'], { forgets: true });
    expect(await problemOf(connection.apply(add(name), await load(), going()))).toEqual({ kind: 'kept', value: 'VIP' });
  });

  test('loses a tag, by whichever of name and number it is asked for', async () => {
    for (const change of [remove('VIP', '2801001'), remove('VIP', 'VIP'), remove('VIP')]) {
      const { connection, tags, load } = await desk(way, ['VIP', '老客']);
      await connection.apply(change, await load(), going());
      expect([...tags]).toEqual(['老客']);
    }
  });

  test('offers each tag once, and asks for each number once', async () => {
    const { connection, seen, load } = await desk(way, ['VIP', '老客']);
    await load();
    const [group] = await connection.tags(going());
    expect(group!.tags).toEqual([named('VIP', '2801001'), named('老客', '2801000'), named('新朋友', '2801004')]);
    await connection.search({ tags: ['VIP', '2801001', '老客'] }, null, going());
    expect(seen.at(-1)).toBe('2801001,2801000');
  });

  test('has after any changes the tags that were asked for, and every other one', async () => {
    const name = fc.constantFrom('VIP', '老客');
    const changes = fc.array(fc.tuple(fc.boolean(), name), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.subarray(['VIP', '老客', '售后', '深圳']), changes, fc.boolean(), async (start, asked, bound) => {
        const { connection, tags, load } = await desk(way, start, { bound });
        const wanted = new Set(start);
        for (const [adds, tag] of asked) {
          const known = await load();
          await connection.apply(adds ? add(tag, LIST[tag]) : remove(tag, LIST[tag]), known, going());
          if (adds) wanted.add(tag);
          else wanted.delete(tag);
        }
        expect(new Set(tags)).toEqual(wanted);
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

test('a number that the settings do not name is shown as it is, and is not offered as the name of a new tag', async () => {
  const { connection, load } = await desk('numbers', ['售后', 'VIP'], { settings: '' });
  expect((await load()).tags.map(({ name }) => name)).toEqual(['2801002', '2801001']);
  expect(await connection.tags(going())).toEqual([]);
});

test('a tag that is called by a number stays one where others have names', async () => {
  const { connection, load } = await desk('names', ['2024', '深圳']);
  await load();
  expect((await connection.tags(going()))[0]!.tags.map(({ name }) => name)).toContain('2024');
});

test('a tag, a name or a remark of digits alone that comes as a number of JSON is the text that it looks like', async () => {
  const row = { ...PERSON, customerName: 12345, tags: 2801001, remarks: 9007199254740000, nickName: 7, wechatContactId: 77 };
  const { origin } = await answering(() => ({ body: { code: 200, data: [row], pageNo: 1, count: 1 } }));
  const [customer] = (await connect('wechat-console', { baseUrl: `${origin}/`, tagNumbers: KNOWN }).search({}, null, going())).items;
  expect(customer).toMatchObject({ name: '12345', remark: '9007199254740000', nickname: '7', tags: [named('VIP', '2801001')] });
});
