// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { viewActions } from '../gallery/customers-states';
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
  expect(screen.getAllByText(/^Same /).map((one) => one.textContent)).toEqual(['Same number', 'Same name and company']);
  fireEvent.click(screen.getAllByRole('button', { name: 'Not the same person' })[0]!);
  expect(await screen.findByText('1 set may be one person')).toBeDefined();
  expect(setApart).toHaveBeenCalledExactlyOnceWith('book', ['b-3', 'b-t']);
});

test('of more than two, two are chosen', async () => {
  await shown();
  await screen.findByText('2 sets may be one person each');
  const three = screen.getAllByRole('listitem').find((item) => within(item).queryAllByRole('checkbox').length === 3)!;
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

test('what is in the way of a merge is said, and nothing that was chosen is lost', async () => {
  location.hash = '#duplicates/book/b-3/b-t';
  await shown({ kind: 'not-found' });
  await screen.findByRole('group', { name: 'Company' });
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Merge' })));
  expect(await screen.findByText(/no longer has this customer/)).toBeDefined();
  expect(screen.getByRole('group', { name: 'Company' })).toBeDefined();
});
