// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { rowsOf } from '../../lib/model/table/row';
import { viewActions } from '../gallery/customers-states';
import { customer } from '../gallery/people';
import { book } from '../gallery/views';
import { showCustomers } from './show';

beforeEach(() => {
  location.hash = '#duplicates';
});

const went = () => act(async () => void window.dispatchEvent(new Event('hashchange')));

async function shown(answer: null | { kind: 'not-found' } = null) {
  const actions = await viewActions.duplicates();
  const merge = vi.fn(async () => answer);
  const undoMerge = vi.fn(async () => null);
  const setApart = vi.fn(async () => null);
  showCustomers({ viewActions: { ...viewActions, duplicates: async () => ({ ...actions, merge, undoMerge, setApart }) } });
  return { merge, undoMerge, setApart };
}

test('who may be one person is listed with the reason, and whoever is not leaves the list', async () => {
  const { setApart } = await shown();
  expect(await screen.findByText('2 sets may be one person each')).toBeDefined();
  expect((await screen.findAllByText(/^Same /)).map((one) => one.textContent)).toEqual(['Same number', 'Same name and company']);
  fireEvent.click(screen.getAllByRole('button', { name: 'Not the same person' })[0]!);
  expect(await screen.findByText('1 set may be one person')).toBeDefined();
  expect(setApart).toHaveBeenCalledExactlyOnceWith('book', ['b-3', 'b-t']);
});

test('of more than two, two are chosen', async () => {
  await shown();
  await screen.findByText('2 sets may be one person each');
  const three = (await screen.findAllByRole('listitem')).find((item) => within(item).queryAllByRole('checkbox').length === 3)!;
  const compare = within(three).getByRole<HTMLButtonElement>('button', { name: 'Compare and merge' });
  fireEvent.click(within(three).getAllByRole('checkbox')[0]!);
  expect(compare.disabled).toBe(true);
  fireEvent.click(within(three).getAllByRole('checkbox')[2]!);
  fireEvent.click(compare);
  expect(location.hash).toBe('#duplicates/book/b-11/b-12');
});

test('two versions stand side by side; what differs is chosen, nothing is lost at first, and the merge is undone', async () => {
  location.hash = '#duplicates/book/b-3/b-t';
  const { merge, undoMerge } = await shown();
  const company = await screen.findByRole('group', { name: 'Company' });
  expect(within(company).getByRole<HTMLInputElement>('radio', { name: '杭州华盛科技有限公司' }).checked).toBe(true);
  const remark = screen.getByRole('group', { name: 'Remark' });
  expect(within(remark).getByRole<HTMLInputElement>('radio', { name: 'Keep both' }).checked).toBe(true);
  fireEvent.click(within(remark).getByRole('radio', { name: /微信上加的/ }));
  expect(screen.queryByRole('group', { name: 'Name' })).toBeNull();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Merge' })));
  await went();
  expect(merge).toHaveBeenCalledExactlyOnceWith(
    'book',
    expect.any(String),
    'b-3',
    'b-t',
    expect.objectContaining({ company: 'from', nickname: 'into', remark: 'from', phones: 'both', tags: 'both' }),
  );
  expect(location.hash).toBe('#duplicates');
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Undo' })));
  expect(undoMerge).toHaveBeenCalledOnce();
  expect(screen.queryByText(/^Merged into/)).toBeNull();
});

test('of several merges each can be undone, the last one first', async () => {
  location.hash = '#duplicates/book/b-3/b-t';
  const { undoMerge } = await shown();
  const merge = async () => {
    const button = await screen.findByRole('button', { name: 'Merge' });
    await act(async () => void fireEvent.click(button));
    await went();
  };
  await merge();
  expect(screen.queryByText(/^The merge before it/)).toBeNull();
  location.hash = '#duplicates/book/b-11/b-12';
  await merge();
  expect(await screen.findByText('The merge before it can be undone after that')).toBeDefined();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Undo' })));
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Undo' })));
  const runs = (undoMerge.mock.calls as unknown[][]).map(([, run]) => run);
  expect([runs.length, new Set(runs).size]).toEqual([2, 2]);
  expect(screen.queryByText(/^Merged into/)).toBeNull();
});

test('what is in the way of a merge is said, and nothing that was chosen is lost', async () => {
  location.hash = '#duplicates/book/b-3/b-t';
  await shown({ kind: 'not-found' });
  await screen.findByRole('group', { name: 'Company' });
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Merge' })));
  expect(await screen.findByText(/customer is no longer there/)).toBeDefined();
  expect(screen.getByRole('group', { name: 'Company' })).toBeDefined();
});

/** This number of pairs, each with one number. */
async function pairs(count: number, ...ofBooks: string[]) {
  const actions = await viewActions.duplicates();
  const ids = Array.from({ length: count }, (_, at) => [`${at}-a`, `${at}-b`]).flat();
  const sameKeys = vi.fn(async (connection: string) => {
    const there = ofBooks.includes(connection) ? ids : [];
    return { customers: there.map((id) => ({ id, phones: [Number.parseInt(id, 10) + 1], wechat: null, named: null })), next: null };
  });
  const rowsOf = vi.fn(async (_connection: string, wanted: string[]) =>
    rowsIn(wanted.map((id) => customer({ connection: 'book', id, name: `客户 ${id}` }))),
  );
  const whole = async (connection: string, id: string) => customer({ connection, id, name: id });
  return { sameKeys, rowsOf, duplicates: async () => ({ ...actions, sameKeys, rowsOf, customer: whole }) };
}
const rowsIn = (customers: Customer[]) => rowsOf(customers, null);

test('however many there are, all of them are reached page by page, and only those that are shown are read', async () => {
  const { rowsOf: read, duplicates } = await pairs(120, 'book');
  showCustomers({ viewActions: { ...viewActions, duplicates } });
  expect(await screen.findByText('Sets 1–50 of 120')).toBeDefined();
  const compared = () => screen.getAllByRole('button', { name: 'Compare and merge' }).length;
  await vi.waitFor(() => expect(compared()).toBe(50));
  expect(read.mock.calls.flatMap(([, ids]) => ids)).toHaveLength(100);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Previous' }).disabled).toBe(true);
  for (const said of ['Sets 51–100 of 120', 'Sets 101–120 of 120']) {
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Next' })));
    expect(screen.getByText(said)).toBeDefined();
  }
  await vi.waitFor(() => expect(compared()).toBe(20));
  expect(screen.getByRole('heading', { name: /客户 119-a.+客户 119-b/ })).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Next' }).disabled).toBe(true);
  expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Duplicates' }));
});

test('each book has its list, and the page stays at that book', async () => {
  const { sameKeys, duplicates } = await pairs(2, 'second');
  showCustomers({ connections: [book, { ...book, id: 'second', name: 'Shop' }], viewActions: { ...viewActions, duplicates } });
  expect(await screen.findByText('No duplicates')).toBeDefined();
  expect(screen.queryByText(/^0 sets/)).toBeNull();
  await act(async () => void fireEvent.change(screen.getByRole('combobox', { name: 'Book' }), { target: { value: 'second' } }));
  await went();
  expect(await screen.findByText('2 sets may be one person each')).toBeDefined();
  expect(sameKeys.mock.calls.map(([of]) => of)).toEqual(['book', 'second']);
  const [compare] = await screen.findAllByRole('button', { name: 'Compare and merge' });
  await act(async () => void fireEvent.click(compare!));
  expect(location.hash).toBe('#duplicates/second/0-a/0-b');
  await went();
  const back = await screen.findByRole('button', { name: 'Back' });
  await act(async () => void fireEvent.click(back));
  expect(location.hash).toBe('#duplicates/second');
});
