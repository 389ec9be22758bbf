import { expect, test, vi } from 'vitest';
import { mayBe, type Searchable } from '../../lib/providers/finding';

test('a book with nobody in it is not searched: a CRM beside it would wait for the tables of the search', async () => {
  const [ids, find] = [vi.fn(), vi.fn()];
  const book = { index: async () => ({ size: 0, ids, find }) } as Partial<Searchable> as Searchable;
  expect(await mayBe(book, { name: '张伟', phones: ['13800138000'] }, new AbortController().signal)).toEqual([]);
  expect(ids).not.toHaveBeenCalled();
  expect(find).not.toHaveBeenCalled();
});
