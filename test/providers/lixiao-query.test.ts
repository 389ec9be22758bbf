import { expect, test } from 'vitest';
import { customerQuery, dayOf } from '../../lib/providers/lixiao/query';

test('every parameter of the documentation has its name', () => {
  const query = customerQuery({
    page: 2,
    perPage: 50,
    field: 'address.phone',
    text: '138 & 王=丽',
    tab: 'assist',
    departmentId: '700101',
    userId: '10334573',
    status: '1476046',
    category: '1476201',
    source: '1476301',
    productId: '660001',
    revisitedOn: '2019-01-03',
    days: { created_at: ['2019-01-01', '2019-02-01'], date_asset_1: ['2020-01-01', '2020-01-01'] },
    sort: 'created_at',
    order: 'desc',
  });
  expect([...new URLSearchParams(query)]).toEqual([
    ['page', '2'],
    ['per_page', '50'],
    ['custom_field_name', 'address.phone'],
    ['query', '138 & 王=丽'],
    ['tab_type', 'assist'],
    ['department_id', '700101'],
    ['user_id', '10334573'],
    ['status', '1476046'],
    ['category', '1476201'],
    ['source', '1476301'],
    ['product_id', '660001'],
    ['real_revisit_at', '2019-01-03'],
    ['sort', 'created_at'],
    ['order', 'desc'],
    ['created_at[]', '2019-01-01'],
    ['created_at[]', '2019-02-01'],
    ['date_asset_1[]', '2020-01-01'],
    ['date_asset_1[]', '2020-01-01'],
  ]);
});

test('what is not asked for is not sent', () => {
  expect(customerQuery({ page: 1, text: '', tab: null, sort: null })).toBe('page=1');
});

test('a day is the one that it is in China', () => {
  expect(dayOf('2026-03-01T17:00:00Z')).toBe('2026-03-02');
  expect(dayOf(Date.parse('2026-03-01T15:59:59Z'))).toBe('2026-03-01');
  expect(dayOf('soon')).toBe('');
});
