// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { ProblemError } from '../../lib/model/problem';
import { ALL_ALLOWED } from '../../lib/model/rules';
import { Columns } from '../../lib/model/table/columns';
import { rowsOf, type RowPart } from '../../lib/model/table/row';
import { customersProps, customersStates, many, viewActions } from '../gallery/customers-states';
import { stageField } from '../gallery/people';
import { book, main } from '../gallery/views';
import { showCustomers } from './show';

beforeEach(() => {
  location.hash = '#all';
});

const grid = () => screen.findByRole('grid', { name: 'All customers' });
const rows = () => screen.getAllByRole('row').slice(1);
const names = () => rows().map((row) => within(row).getAllByRole('gridcell')[1]!.querySelector(':scope > span')!.textContent);
const counted = async (text: string) => waitFor(() => expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain(text));
const key = async (target: HTMLElement, name: string, more = {}) => act(async () => void fireEvent.keyDown(target, { key: name, ...more }));

test('all customers of the book are there, and only the lines that can be seen are in the document', async () => {
  showCustomers();
  const table = await grid();
  await counted('301 customers');
  expect(table.getAttribute('aria-rowcount')).toBe('302');
  expect(rows().length).toBeLessThan(60);
  await waitFor(() => expect(names()[0]).toBe('Åsa O’Brien'));
});

test('scrolled past all that was visible, only visible lines are drawn, and those beyond once it comes to rest', async () => {
  showCustomers();
  const table = await grid();
  await counted('301 customers');
  const resting = rows().length;
  table.scrollTop = 6_000;
  fireEvent.scroll(table);
  expect(rows().map((row) => row.getAttribute('aria-rowindex'))).toContain(String(Math.ceil(6_000 / 44) + 2));
  expect(rows().length).toBeLessThan(resting);
  await waitFor(() => expect(rows().length).toBeGreaterThan(resting));
});

test('numbers are masked as in the panel', async () => {
  showCustomers();
  await grid();
  await counted('301 customers');
  expect(screen.queryByText(/1\d{2} \d{4} \d{4}/)).toBeNull();
  expect(screen.getAllByText(/1\d{2} \*{4} \d{4}/).length).toBeGreaterThan(3);
});

test('a press on a column sorts by it, and once more the other way; what is empty comes last', async () => {
  showCustomers();
  await grid();
  await counted('301 customers');
  fireEvent.click(screen.getByRole('button', { name: 'Company' }));
  const head = screen.getByRole('columnheader', { name: 'Company' });
  expect(head.getAttribute('aria-sort')).toBe('ascending');
  const companies = () => rows().map((row) => within(row).getAllByRole('gridcell')[2]!.textContent);
  await waitFor(() => expect(companies()[0]).toBe('成都安信建材有限公司'));
  fireEvent.click(screen.getByRole('button', { name: 'Company' }));
  await waitFor(() => expect(companies()[0]).toMatch(/^深圳/));
  expect(companies()).not.toContain('');
});

test('the lists narrow what is shown, by stage, tag, and time without contact', async () => {
  showCustomers();
  await grid();
  await counted('301 customers');
  const choose = (list: string, option: string) => {
    const box = screen.getByLabelText<HTMLSelectElement>(list);
    const value = [...box.options].find(({ text }) => text === option)!.value;
    fireEvent.change(box, { target: { value } });
  };
  choose('Tag', 'VIP');
  const vip = many.filter(({ tags }) => tags.some(({ name }) => name === 'VIP'));
  await counted(`${vip.length + 1} of 301Clear`);
  choose('Stage', '(no stage)');
  const without = vip.filter(({ stage }) => stage === null);
  await counted(`${without.length} of 301Clear`);
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  await counted('301 customers');
});

test('the list of tags names one that is written in several ways once, and finds all who have it', async () => {
  const tagged = (name: string, at: number): Customer => ({ ...many[at]!, tags: [{ id: name, name, group: null, color: null }] });
  const some = ['VIP', 'vip', 'ＶＩＰ', '老客户'].map(tagged);
  const all = await viewActions.all();
  const columns = new Columns();
  showCustomers({
    viewActions: { ...viewActions, all: async () => ({ ...all, columns: () => columns, rows: async () => rowsOf(some, null) }) },
  });
  await grid();
  await counted('4 customers');
  const box = screen.getByLabelText<HTMLSelectElement>('Tag');
  expect([...box.options].map(({ text }) => text)).toEqual(['Any', 'VIP', '老客户', '(no tag)']);
  fireEvent.change(box, { target: { value: [...box.options].find(({ text }) => text === 'VIP')!.value } });
  await counted('3 of 4Clear');
});

test('what is typed is searched for by the worker, and / leads to the box', async () => {
  showCustomers();
  const table = await grid();
  await counted('301 customers');
  await key(table, '/');
  const box = screen.getByRole('searchbox', { name: 'Search' });
  expect(document.activeElement).toBe(box);
  fireEvent.input(box, { target: { value: '欧阳' } });
  await counted(`${many.filter(({ name, company }) => `${name} ${company}`.includes('欧阳')).length} of 301Clear`);
});

test('arrows move, Space chooses, Shift chooses what lies between, Ctrl+A all, Esc none', async () => {
  showCustomers();
  const table = await grid();
  await counted('301 customers');
  table.focus();
  const chosen = () => rows().filter((row) => row.getAttribute('aria-selected') === 'true').length;
  await key(table, 'ArrowDown');
  expect(document.getElementById(table.getAttribute('aria-activedescendant')!)!.getAttribute('aria-rowindex')).toBe('3');
  await key(table, ' ');
  expect(chosen()).toBe(1);
  await key(table, 'ArrowDown', { shiftKey: true });
  await key(table, 'ArrowDown', { shiftKey: true });
  expect(chosen()).toBe(3);
  await key(table, 'a', { ctrlKey: true });
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Choose all 301' }).checked).toBe(true);
  await key(table, 'Escape');
  expect(chosen()).toBe(0);
});

test('a line opens its customer beside the table, to be worked on as in the panel; Esc closes it and returns to the table', async () => {
  const { actions } = showCustomers();
  const table = await grid();
  await counted('301 customers');
  table.focus();
  await key(table, 'ArrowDown');
  const line = document.getElementById(table.getAttribute('aria-activedescendant')!)!;
  const name = within(line).getAllByRole('gridcell')[1]!.querySelector(':scope > span')!.textContent;
  await key(table, 'Enter');
  await act(async () => void window.dispatchEvent(new Event('hashchange')));
  const aside = await screen.findByRole('complementary', { name: `Customer ${name}` });
  expect(location.hash).toMatch(/^#all\/book\/b-/);
  expect(actions.openCustomer).toHaveBeenCalledExactlyOnceWith({ connection: 'book', id: location.hash.split('/').at(-1) });
  fireEvent.input(await within(aside).findByRole('textbox', { name: 'Remark' }), { target: { value: 'to call' } });
  expect(within(aside).getByRole('combobox', { name: 'Add tag' })).toBeDefined();
  expect(within(aside).queryByRole('button', { name: 'Not this customer' })).toBeNull();
  await key(within(aside).getByRole('heading', { level: 2 }), 'Escape');
  await act(async () => void window.dispatchEvent(new Event('hashchange')));
  expect(screen.queryByRole('complementary')).toBeNull();
  expect(document.activeElement).toBe(table);
});

/** A table whose rows can be changed as if it were done in the panel. */
async function changeable() {
  const all = await viewActions.all();
  const gone = new Set<string>();
  const come: Customer[] = [];
  const here = (part: RowPart, more: Customer[]): RowPart => ({
    ...part,
    rows: [...part.rows.filter(({ id }) => !gone.has(id)), ...rowsOf(more, null).rows],
  });
  const changed: typeof all = {
    ...all,
    rows: async (connection, after) => here(await all.rows(connection, after), after === null ? come : []),
    rowsOf: async (connection, ids) => here(await all.rowsOf(connection, ids), []),
  };
  return { gone, come, views: { ...viewActions, all: async () => changed } };
}

test('who is deleted beside the table is no longer in it, and the table has the focus again', async () => {
  const { gone, views } = await changeable();
  location.hash = `#all/book/${many[0]!.id}`;
  const connections = [{ ...book, can: { ...book.can, remove: true } }];
  const { actions } = showCustomers({ viewActions: views, connections });
  vi.mocked(actions.removeCustomer).mockImplementation(async ({ id }) => {
    gone.add(id);
    return null;
  });
  const table = await grid();
  await counted('301 customers');
  const aside = await screen.findByRole('complementary', { name: `Customer ${many[0]!.name}` });
  fireEvent.click(within(aside).getByRole('button', { name: 'Delete customer' }));
  fireEvent.input(await within(aside).findByLabelText(/Type the customer/), { target: { value: many[0]!.name } });
  const yes = within(aside).getByRole<HTMLButtonElement>('button', { name: 'Delete' });
  await waitFor(() => expect(yes.disabled).toBe(false));
  await act(async () => void fireEvent.click(yes));
  await act(async () => void window.dispatchEvent(new Event('hashchange')));
  await counted('300 customers');
  expect(screen.queryByRole('complementary')).toBeNull();
  expect(document.activeElement).toBe(table);
});

test('who was deleted elsewhere leaves the table when opened, and that is said without speaking of a CRM', async () => {
  const { gone, views } = await changeable();
  gone.add(many[0]!.id);
  const { actions } = showCustomers({ viewActions: views });
  vi.mocked(actions.openCustomer).mockRejectedValue(new ProblemError({ kind: 'not-found' }));
  await grid();
  await counted('300 customers');
  gone.add(many[1]!.id);
  location.hash = `#all/book/${many[1]!.id}`;
  await act(async () => void window.dispatchEvent(new Event('hashchange')));
  expect(await screen.findByText('This customer is no longer there.')).toBeDefined();
  await counted('299 customers');
});

test('is read again when the person comes back to it: who was added or deleted in the panel meanwhile is so here as well', async () => {
  const { gone, come, views } = await changeable();
  showCustomers({ viewActions: views });
  await grid();
  await counted('301 customers');
  gone.add(many[0]!.id).add(many[1]!.id);
  come.push({ ...many[0]!, id: 'new', name: '新来的', tags: [], stage: null });
  await act(async () => void window.dispatchEvent(new Event('focus')));
  await counted('300 customers');
});

test('the address names whose customers are shown, so that they are there again after a lock and in another tab', async () => {
  const whose = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'From' });
  showCustomers();
  await grid();
  expect(whose().value).toBe('book');
  await waitFor(() => expect(location.hash).toBe('#all/book'));
  fireEvent.change(whose(), { target: { value: 'main' } });
  await waitFor(() => expect(location.hash).toBe('#all/main'));
  cleanup();
  showCustomers();
  await grid();
  expect(whose().value).toBe('main');
  // The link of the view does not lead back to the first.
  location.hash = '#all';
  await waitFor(() => expect(location.hash).toBe('#all/main'));
  expect(whose().value).toBe('main');
});

test('a connection that comes before the one whose customers are shown takes nothing from the table', async () => {
  const { update } = showCustomers({ connections: [book] });
  await grid();
  await counted('301 customers');
  fireEvent.click(within(rows()[0]!).getByRole('checkbox'));
  await screen.findByText('1 chosen');
  update({ connections: [main, book] });
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'From' }).value).toBe('book');
  screen.getByText('1 chosen');
});

test('what the search says of a text that is too long describes the box and is no part of its name', async () => {
  showCustomers();
  await grid();
  const box = screen.getByRole('searchbox', { name: 'Search' });
  await act(async () => void fireEvent.input(box, { target: { value: '长'.repeat(300) } }));
  const note = screen.getByText('Only the first 200 of 300 characters are searched for.');
  expect(screen.getByRole('searchbox', { name: 'Search' })).toBe(box);
  expect(box.getAttribute('aria-describedby')).toBe(note.id);
});

/** The actions of the table, each remembering how it was called. */
function spiedAll() {
  const actions = viewActions
    .all()
    .then(
      (all) => Object.fromEntries(Object.entries(all).map(([name, act_]) => [name, vi.fn(act_ as () => unknown)])) as unknown as typeof all,
    );
  return { actions, viewActions: { ...viewActions, all: () => actions } };
}

/** Chooses the first lines of the table. */
async function choose(count: number): Promise<void> {
  const table = await grid();
  await counted('301 customers');
  table.focus();
  await key(table, ' ');
  for (let at = 1; at < count; at++) await key(table, 'ArrowDown', { shiftKey: true });
}

test('who is chosen loses a tag or moves to a stage at once, is counted, and can be given it back', async () => {
  const all = spiedAll();
  showCustomers({ viewActions: all.viewActions });
  await choose(3);
  const bar = screen.getByRole('group', { name: 'With those chosen' });
  expect(within(bar).getByText('3 chosen')).toBeDefined();
  const stages = within(bar).getByRole('combobox', { name: 'Move to stage…' });
  fireEvent.change(stages, { target: { value: (stages as HTMLSelectElement).options[1]!.value } });
  expect((await all.actions).changeMany).not.toHaveBeenCalled();
  await act(async () => void fireEvent.click(within(bar).getByRole('button', { name: 'Move' })));
  const { changeMany, undoMany } = await all.actions;
  expect(vi.mocked(changeMany).mock.calls[0]!.slice(0, 3)).toEqual([
    'book',
    [expect.stringMatching(/^b-/), expect.stringMatching(/^b-/), expect.stringMatching(/^b-/)],
    { kind: 'field', field: stageField.id, value: stageField.options[0]!.id },
  ]);
  const undo = await screen.findByRole('button', { name: 'Undo' });
  await act(async () => void fireEvent.click(undo));
  expect(undoMany).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});

test('a deletion says what goes along, and waits until the person has typed how many they are', async () => {
  const all = spiedAll();
  showCustomers({ viewActions: all.viewActions });
  await choose(2);
  fireEvent.click(screen.getByRole('button', { name: 'Delete…' }));
  const question = screen.getByRole('alertdialog', { name: 'Delete 2 customers?' });
  expect(await within(question).findByText('Deleted as well: 3 links, 1 reminder')).toBeDefined();
  const yes = () => within(question).getByRole<HTMLButtonElement>('button', { name: 'Delete' });
  expect(yes().disabled).toBe(true);
  fireEvent.input(within(question).getByRole('textbox'), { target: { value: '2' } });
  await act(async () => void fireEvent.click(yes()));
  expect((await all.actions).removeMany).toHaveBeenCalledOnce();
});

test('of a CRM no more are changed at once than it can bear, each by an edit with what was shown before, and none is deleted', async () => {
  const all = spiedAll();
  showCustomers({
    viewActions: all.viewActions,
    connections: [{ ...main, id: 'book', name: 'CRM' }],
    directories: customersProps.directories,
  });
  const table = await grid();
  await counted('301 customers');
  table.focus();
  await key(table, 'a', { ctrlKey: true });
  expect(screen.getByText(/At most 200 customers/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Delete…' })).toBeNull();
  await key(table, 'Escape');
  await key(table, ' ');
  const bar = screen.getByRole('group', { name: 'With those chosen' });
  const tags = within(bar).getByRole<HTMLSelectElement>('combobox', { name: 'Remove tag…' });
  fireEvent.change(tags, { target: { value: '0' } });
  await act(async () => void fireEvent.click(within(bar).getByRole('button', { name: 'Remove' })));
  const { editMany } = await all.actions;
  expect(vi.mocked(editMany).mock.calls[0]!.slice(1, 3)).toEqual([
    [{ id: 'b-a', before: { kind: 'add-tag', tag: expect.objectContaining({ name: 'VIP' }) } }],
    { kind: 'remove-tag', tag: expect.objectContaining({ name: 'VIP' }) },
  ]);
});

test('who is chosen is given to the person as a file, and nobody where the administrator does not allow it', async () => {
  const all = spiedAll();
  showCustomers({ viewActions: all.viewActions });
  await choose(2);
  fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  const csv = await screen.findByRole('button', { name: /CSV/ });
  await act(async () => void fireEvent.click(csv));
  const [wanted] = vi.mocked((await all.actions).exportRows).mock.calls[0]!;
  expect(wanted).toMatchObject({ connection: 'book', format: 'csv', ids: [expect.stringMatching(/^b-/), expect.stringMatching(/^b-/)] });
  cleanup();
  showCustomers({ managed: { connections: [], preferences: [], rules: { ...ALL_ALLOWED, export: false } } });
  await choose(1);
  fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: /CSV/ })).disabled).toBe(true);
});

test('a book without customers says how they get there, and leads to the import', async () => {
  showCustomers({ viewActions: { ...viewActions, ...customersStates['customers-all-empty']!.viewActions } });
  await screen.findByText('No customers yet');
  for (const role of ['grid', 'searchbox']) expect(screen.queryByRole(role)).toBeNull();
  expect(screen.queryByText('0 customers')).toBeNull();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Import customers' })));
  expect(location.hash).toBe('#import');
});

test('without a connection it is said what to do, and the settings are a press away', async () => {
  const { actions } = showCustomers({ connections: [] });
  await screen.findByText(/^Connect a CRM, or use the local book/);
  fireEvent.click(screen.getByRole('button', { name: 'Open the settings' }));
  expect(actions.openOptions).toHaveBeenCalledOnce();
});

test('a search that finds nobody says so where the customers were', async () => {
  showCustomers();
  await screen.findAllByRole('row');
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'nobody is called so' } });
  await screen.findByText('No customer fits.');
});
