import { describe, expect, test } from 'vitest';
import type { CustomerQuery } from '../../lib/model/query';
import type { Seen } from '../contract/answering';
import { connect, fixture, going, paths } from '../contract/connect';
import { listed, partsOf } from '../contract/listing';
import { problemOf } from '../contract/problem';

const PAGE = '/wechat_api/customer/customerPage';
const DOWNLOAD = '/wechat_api/customer/downLoad';

function connection(origin: string, more: Record<string, string> = {}) {
  return connect('wechat-console', { baseUrl: origin, tagNumbers: '高意向=42906、老客=81100608', ...more });
}

function row(customerId: number, more: object = {}) {
  return { customerId, customerName: `客户${customerId}`, lastUpdateTime: 1565164517924, ...more };
}

function queryOf({ url }: Seen): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://here').searchParams);
}

/** Answers the page that is asked for, of these rows, never more than `most` at once. */
function pagesOf(rows: object[], most: number, counts = true) {
  return (request: Seen) => {
    const { pageNo = '1' } = queryOf(request);
    const data = rows.slice((Number(pageNo) - 1) * most, Number(pageNo) * most);
    return { code: 200, data, pageNo: Number(pageNo), ...(counts && { count: rows.length }) };
  };
}

describe('a search', () => {
  test.each<[string, CustomerQuery | string, Record<string, string>]>([
    ['a text alone is a name', ' 王丽 ', { customerName: '王丽' }],
    ['a text of digits is a phone number', '138 0000 0000', { customerPhone: '138 0000 0000' }],
    [
      'each filter has its own parameter',
      { name: '王', phone: '138', remark: '老客' },
      { customerName: '王', customerPhone: '138', remarks: '老客' },
    ],
    ['a text beside a filter of the other kind', { text: '13800000000', name: '王' }, { customerName: '王', customerPhone: '13800000000' }],
    ['tags go by their numbers', { tags: ['42906', '81100608'] }, { tagIds: '42906,81100608' }],
    [
      'a range of time is written in China time',
      { dated: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T23:59:59+08:00' } },
      { beginTime: '2026-03-01 08:00:00', endTime: '2026-03-02 23:59:59' },
    ],
    ['an open end stays empty', { dated: { from: null, to: '2026-03-02T23:59:59+08:00' } }, { endTime: '2026-03-02 23:59:59' }],
    ['what is empty asks for nothing', { name: '', tags: [], dated: { from: null, to: null } }, {}],
  ])('%s', async (_name, query, expected) => {
    const { origin, seen } = await paths({ [PAGE]: fixture('wechat-console/customer-page-empty') });
    expect(await connection(origin).search(query, null, going())).toEqual({ items: [], next: null, total: 0 });
    const nothing = { customerName: '', customerPhone: '', tagIds: '', beginTime: '', endTime: '', remarks: '' };
    expect(queryOf(seen[0]!)).toEqual({ ...nothing, limit: '20', pageNo: '1', ...expected });
  });

  test.each<[CustomerQuery, string]>([
    [{ stage: '1' }, 'stage'],
    [{ created: { from: '2026-03-01T00:00:00Z', to: null } }, 'created'],
    [{ text: '王丽', name: '王' }, 'name'],
    [{ text: '13800000000', phone: '138' }, 'phone'],
    [{ tags: ['高意向', '没有编号'] }, 'tags'],
  ])('%j is not supported, and nothing is asked', async (query, ability) => {
    const { origin, seen } = await paths({});
    expect(await problemOf(connection(origin).search(query, null, going()))).toEqual({ kind: 'not-supported', ability });
    expect(seen).toEqual([]);
  });

  test('a time that is none is named as such', async () => {
    const { origin } = await paths({});
    const query = { dated: { from: 'gestern', to: null } };
    expect(await problemOf(connection(origin).search(query, null, going()))).toMatchObject({
      kind: 'not-understood',
      expected: 'ISO 8601',
    });
  });

  test('tags can be a filter only where the settings say their numbers', async () => {
    const { origin } = await paths({});
    const without = connection(origin, { tagNumbers: '高意向' });
    expect([connection(origin), without].map(({ can }) => can.filters?.includes('tags'))).toEqual([true, false]);
    expect([connection(origin), without].map(({ friendsWithTag }) => Boolean(friendsWithTag))).toEqual([true, false]);
  });

  test('a tag whose number is known has it as its id, everywhere', async () => {
    const { origin } = await paths({ [PAGE]: { code: 200, data: [row(1, { tags: '老客,VIP' })], pageNo: 1, count: 1 } });
    const { items } = await connection(origin).search('', null, going());
    const tags = [
      { id: '81100608', name: '老客', group: null, color: null },
      { id: 'VIP', name: 'VIP', group: null, color: null },
    ];
    expect(items[0]!.tags).toEqual(tags);
    expect(await connection(origin).tags(going())).toEqual([
      { name: null, tags: [{ id: '42906', name: '高意向', group: null, color: null }, ...tags] },
    ]);
  });
});

describe('everybody', () => {
  const rows = Array.from({ length: 7 }, (_, at) => row(at + 1));

  test.each([
    ['by its count', 3, true],
    ['by a page that is not full, where there is no count', 100, false],
  ])('is listed to the end, known %s', async (_name, most, counts) => {
    const { origin } = await paths({ [PAGE]: pagesOf(rows, most, counts) });
    expect((await listed(connection(origin))).map(({ id }) => id)).toEqual(rows.map(({ customerId }) => String(customerId)));
  });

  test('is listed on from every part, by its cursor', async () => {
    const { origin } = await paths({ [PAGE]: pagesOf(rows, 3) });
    const parts = await partsOf(connection(origin));
    expect(parts.map(({ cursor }) => cursor)).toEqual(['2 3', '3 6', null]);
    expect(await partsOf(connection(origin), null, '2 3')).toEqual(parts.slice(1));
    expect(await partsOf(connection(origin), null, 'of somebody else')).toEqual(parts);
  });

  test('is left out when nothing has changed since, and kept when the console does not say', async () => {
    const mixed = [row(1), row(2, { lastUpdateTime: '2026-03-01 08:00:00' }), row(3, { lastUpdateTime: null })];
    const { origin } = await paths({ [PAGE]: pagesOf(mixed, 100) });
    expect((await listed(connection(origin), '2026-03-01T00:00:00Z')).map(({ id }) => id)).toEqual(['2', '3']);
  });
});

describe('an export', () => {
  test('nobody, in the words of downLoad', async () => {
    const { origin, seen } = await paths({ [DOWNLOAD]: fixture('wechat-console/download-empty') });
    const query = { name: '王', phone: '138', remark: '老客', tags: ['42906'], dated: { from: '2026-03-01T00:00:00Z', to: null } };
    expect((await Array.fromAsync(connection(origin).export!(query, going()))).flat()).toEqual([]);
    expect(seen.map(queryOf)).toEqual([
      {
        customerName: '王',
        customerPhone: '138',
        tagIds: '42906',
        beginTime: '2026-03-01 08:00:00',
        endTime: '',
        remarkName: '老客',
        wechatUserId: '',
        limit: '100',
        pageNo: '1',
      },
    ]);
  });

  test('everybody, part by part', async () => {
    const rows = Array.from({ length: 5 }, (_, at) => row(at + 1));
    const { origin } = await paths({ [DOWNLOAD]: pagesOf(rows, 2) });
    const parts = await Array.fromAsync(connection(origin).export!({}, going()));
    expect(parts.map((part) => part.map(({ name }) => name))).toEqual([['客户1', '客户2'], ['客户3', '客户4'], ['客户5']]);
  });
});
