import { expect, test } from 'vitest';
import { bareCustomer, type Customer } from '../../../lib/model/customer';
import { Columns } from '../../../lib/model/table/columns';
import { filtered, NO_FILTER, sorted, type Sorting } from '../../../lib/model/table/order';
import { rowsOf } from '../../../lib/model/table/row';

const chinese = new Intl.Collator('zh-CN', { numeric: true });
const atOnce = () => null;

function columnsOf(customers: Partial<Customer>[]): Columns {
  const columns = new Columns();
  columns.put(
    rowsOf(
      customers.map((one, at) => ({ ...bareCustomer({ connection: 'book', id: `c${at}` }), ...one })),
      null,
    ),
  );
  return columns;
}

async function namesBy(columns: Columns, sorting: Sorting, breathe: () => Promise<void> | null = atOnce): Promise<string[]> {
  const slots = await sorted(columns, filtered(columns, NO_FILTER), sorting, chinese, breathe);
  return Array.from(slots, (slot) => columns.line(slot).name);
}

test('names are in the order of their sounds, and who has none comes last either way', async () => {
  const columns = columnsOf(['张伟', '', '王芳', '李磊', '王芳'].map((name) => ({ name })));
  expect(await namesBy(columns, { by: 'name', descending: false })).toEqual(['李磊', '王芳', '王芳', '张伟', '']);
  expect(await namesBy(columns, { by: 'name', descending: true })).toEqual(['张伟', '王芳', '王芳', '李磊', '']);
});

test('ten thousand names are in the order in which the language itself puts them, with pauses in between', async () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `客户${(at * 7_919) % 10_000}`);
  let pauses = 0;
  const pause = () => (pauses++ % 7 === 0 ? Promise.resolve() : null);
  expect(await namesBy(columnsOf(names.map((name) => ({ name }))), { by: 'name', descending: false }, pause)).toEqual(
    names.toSorted(chinese.compare),
  );
  expect(pauses).toBeGreaterThan(100);
});

test('times are sorted as moments, whatever their zone', async () => {
  const columns = columnsOf([
    { name: 'late', updatedAt: '2026-05-01T10:00:00Z' },
    { name: 'early', updatedAt: '2026-05-01T17:00:00+08:00' },
    { name: 'never' },
  ]);
  expect(await namesBy(columns, { by: 'updatedAt', descending: true })).toEqual(['late', 'early', 'never']);
});

test('who was contacted too long ago, or never, is found; and who has no stage or no tag', () => {
  const stage = { id: 's1', name: '意向' };
  const tag = { id: 't', name: 'VIP', group: null, color: null };
  const columns = columnsOf([
    { name: 'a', lastFollowUpAt: '2026-01-01T00:00:00Z', stage },
    { name: 'b', tags: [tag] },
    { name: 'c', lastFollowUpAt: '2026-05-01T00:00:00Z', stage, tags: [tag] },
  ]);
  const found = (filter: Partial<typeof NO_FILTER>) =>
    Array.from(filtered(columns, { ...NO_FILTER, ...filter }), (slot) => columns.line(slot).name).join('');
  expect(found({ quietSince: Date.parse('2026-04-01T00:00:00Z') })).toBe('ab');
  expect(found({ stage: '' })).toBe('b');
  expect(found({ stage: 's1' })).toBe('ac');
  expect(found({ stage: 'another' })).toBe('');
  expect(found({ tag: '' })).toBe('a');
  expect(found({ tag: 'VIP', stage: 's1' })).toBe('c');
  expect(found({ found: ['c2', 'nobody', 'c0'] })).toBe('ca');
});

test('tags that only differ in case and width are one where they are one in the book, and several where a CRM has several', () => {
  const tagged = (name: string) => ({ name, tags: [{ id: name, name, group: null, color: null }] });
  const columns = columnsOf([tagged('VIP'), tagged('vip'), tagged('ＶＩＰ'), tagged('VIP2')]);
  const found = (folds: boolean) => Array.from(filtered(columns, { ...NO_FILTER, tag: 'vip', folds }), (slot) => columns.line(slot).name);
  expect(found(true)).toEqual(['VIP', 'vip', 'ＶＩＰ']);
  expect(found(false)).toEqual(['vip']);
});

test('a line that is put again is the same one, and the place of one that has gone is used again', () => {
  const columns = columnsOf([{ name: 'a' }, { name: 'b' }]);
  columns.put(rowsOf([{ ...bareCustomer({ connection: 'book', id: 'c0' }), name: 'A' }], null));
  expect([columns.size, columns.line(columns.slotOf('c0')!).name]).toEqual([2, 'A']);
  const slot = columns.slotOf('c1');
  columns.keepOnly(new Set(['c0']));
  columns.put(rowsOf([{ ...bareCustomer({ connection: 'book', id: 'new' }), name: 'n' }], null));
  expect(columns.slotOf('new')).toBe(slot);
});
