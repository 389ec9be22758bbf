// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../lib/model/sheet/outcome';
import { importActions, ownFile } from '../gallery/import-actions';
import { press, show } from './show-import';

beforeEach(() => void (location.hash = '#import'));
afterEach(() => void (location.hash = ''));

async function choose(name = 'people.csv'): Promise<void> {
  await screen.findByRole('button', { name: 'Choose a file' });
  const box = document.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(box, 'files', { value: [new File(['x'], name)], configurable: true });
  fireEvent.change(box);
}

const pick = async (name: string, value: string) => fireEvent.change(await screen.findByRole('combobox', { name }), { target: { value } });
const fault = (found: Extract<Outcome<never>, { kind: 'file' }>['fault']) => async () => ({ kind: 'file' as const, fault: found });

describe('a file', () => {
  test('goes through its columns and what was found into the book, with what the person has chosen', async () => {
    const actions = show();
    await choose();
    await pick('“负责业务员” becomes', 'source');
    await press('Check all rows');
    expect(await screen.findByText('310 rows: 303 can be imported, 7 have a problem')).toBeTruthy();
    expect(screen.getByText('手机号码 has become 1.38E+10: the last digits are lost')).toBeTruthy();
    await pick('For all of them', 'merge');
    await pick('Row 9, 王芳', 'skip');
    await press('Import 302 customers');
    await screen.findByRole('heading', { name: 'Imported' });
    const [, about] = actions.begin.mock.calls[0]!;
    expect(about).toMatchObject({ file: 'people.csv', rows: 312, damaged: 'leave-out' });
    expect(about).toMatchObject({ decisions: { all: 'merge', each: { 9: 'skip' }, prefers: 'book' } });
    expect((about as { targets: unknown[] }).targets.at(-1)).toBe('source');
    expect(actions.write.mock.calls[0]![0]).toMatchObject({ connection: 'book', from: 0 });
  });

  test.each([
    [0.4, '0.4'],
    [null, null],
  ] as const)('that is being checked shows which part of it was read, where that is known: %j', async (share, shown) => {
    show({ check: (_, __, onRows) => (onRows(120, share), new Promise(() => undefined)) });
    await choose();
    await press('Check all rows');
    const bar = await screen.findByRole('progressbar', { name: /120/ });
    expect(bar.getAttribute('value')).toBe(shown);
  });

  test('that was checked before the book got other customers is checked again, and that is said before it is written', async () => {
    const { begin } = importActions();
    let began = 0;
    const actions = show({ begin: async (...asked) => (began++ === 0 ? { kind: 'done', value: null } : begin(...asked)) });
    await choose();
    await press('Check all rows');
    await press('Import 299 customers');
    expect(await screen.findByText(/^Your book has got or lost customers since this file was checked/)).toBeTruthy();
    expect(actions.check).toHaveBeenCalledTimes(2);
    expect(actions.write).not.toHaveBeenCalled();
    expect(actions.begin.mock.calls[0]![2]).toBe(301);
    await press('Import 299 customers');
    await screen.findByRole('heading', { name: 'Imported' });
    expect(screen.queryByText(/^Your book has got or lost/)).toBeNull();
  });

  test.each([
    [{ kind: 'other-kind', what: 'old-excel' }, /old workbook \(\.xls\)/],
    [{ kind: 'quote', row: 312, column: 4 }, 'The quotation mark in row 312, column 4 is not closed.'],
    [{ kind: 'merged', most: 200_000 }, /^This sheet has more than 200,?000 merged cells\./],
    [{ kind: 'unpacks', most: 400 }, /unpacks to more than 400 MB/],
    [{ kind: 'encoding', encoding: null, row: 7 }, /^Row 7 has text that cannot be read/],
    [{ kind: 'cut-off', row: 12, part: null }, 'The file is incomplete: it ends in row 12.'],
  ] as const)('that cannot be read says why and where, and another can be chosen: %j', async (found, sentence) => {
    show({ open: fault(found) });
    await choose();
    expect(within(await screen.findByRole('alert')).getByText(sentence)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeTruthy();
  });

  test('that may have two encodings is shown in both, and is read in the one that is chosen', async () => {
    const readings = [
      { encoding: 'gb18030', rows: [['砞ゅ', '0912345678']] },
      { encoding: 'big5', rows: [['陳大文', '0912345678']] },
    ];
    const { open } = importActions();
    const actions = show({
      open: async (file, reading, fields) => {
        const outcome = await open(file, reading, fields);
        if (outcome.kind !== 'done') return outcome;
        return { kind: 'done', value: { ...outcome.value, readings, encoding: reading.encoding ?? 'gb18030' } };
      },
    });
    await choose();
    const group = await screen.findByRole('group', { name: /which text encoding/ });
    expect(
      within(group)
        .getAllByRole<HTMLInputElement>('radio')
        .map(({ checked }) => checked),
    ).toEqual([true, false]);
    fireEvent.click(within(group).getByRole('radio', { name: /陳大文 · 0912345678/ }));
    await waitFor(() => expect(actions.open).toHaveBeenCalledTimes(2));
    expect(actions.open.mock.calls[1]![1]).toEqual({ encoding: 'big5' });
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: /陳大文/ })).checked).toBe(true);
  });

  test('with merged cells and birthdays without a year says how many there are, and what becomes of them', async () => {
    const { open, check } = importActions();
    show({
      open: async (...asked) => {
        const outcome = await open(...asked);
        return outcome.kind === 'done' ? { kind: 'done', value: { ...outcome.value, merged: 1 } } : outcome;
      },
      check: async (...asked) => {
        const outcome = await check(...asked);
        return outcome.kind === 'done' ? { kind: 'done', value: { ...outcome.value!, filled: 2, yearless: 3 } } : outcome;
      },
    });
    await choose();
    expect(await screen.findByText('1 merged cell covers several rows: each of these rows gets its value')).toBeTruthy();
    await press('Check all rows');
    expect(await screen.findByText('2 cells are filled from merged cells above them')).toBeTruthy();
    expect(screen.getByText('3 birthdays have no year: they stand in the remark as they were written')).toBeTruthy();
  });

  test('without a column of names takes the nicknames for them, and says so before and after it was read', async () => {
    const { open, check } = importActions();
    const actions = show({
      open: async (...asked) => {
        const outcome = await open(...asked);
        if (outcome.kind !== 'done') return outcome;
        const { targets } = outcome.value;
        return { kind: 'done', value: { ...outcome.value, targets: targets.map((one) => (one === 'name' ? 'nickname' : one)) } };
      },
      check: async (...asked) => {
        const outcome = await check(...asked);
        return outcome.kind === 'done' ? { kind: 'done', value: { ...outcome.value!, unnamed: 1 } } : outcome;
      },
    });
    await choose();
    expect(await screen.findByText('No column has names: the nickname becomes the name too.')).toBeTruthy();
    await press('Check all rows');
    expect(await screen.findByText('1 row has no name: its nickname, company or number becomes the name')).toBeTruthy();
    expect(actions.check).toHaveBeenCalled();
  });

  test('with hidden rows and columns says how many there are; each kind is left out where the person ticks it', async () => {
    const { open } = importActions();
    const actions = show({
      open: async (file, reading, fields) => {
        const outcome = await open(file, reading, fields);
        if (outcome.kind !== 'done') return outcome;
        const hidden = { rows: 38, columns: [2, 7], left: reading.shown ?? false };
        return { kind: 'done', value: { ...outcome.value, kind: 'xlsx', sheets: ['说明', '客户'], sheet: 1, passedOver: '说明', hidden } };
      },
    });
    await choose();
    expect(await screen.findByText(/^The first sheet, “说明”, does not look like a list of customers, so “客户” is open/)).toBeTruthy();
    // A column that is not imported anyway is not named.
    fireEvent.click(screen.getByRole('checkbox', { name: 'Leave out the hidden column: 微信' }));
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '“微信” becomes' }).value).toBe('');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Leave out the hidden column: 微信' }));
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '“微信” becomes' }).value).toBe('field:wechat');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Leave out the 38 rows that are hidden or filtered out' }));
    await waitFor(() => expect(actions.open).toHaveBeenCalledTimes(2));
    expect(actions.open.mock.calls[1]![1]).toEqual({ sheet: 1, layout: 'rows', shown: true });
    await press('Check all rows');
    await press('Import 299 customers');
    await screen.findByRole('heading', { name: 'Imported' });
    expect(actions.begin.mock.calls[0]![1]).toMatchObject({ reading: { sheet: 1, layout: 'rows', shown: true } });
  });

  test('whose field names stand before the values says so, and can be read row by row', async () => {
    const { open } = importActions();
    const actions = show({
      open: async (file, reading, fields) => {
        const outcome = await open(file, reading, fields);
        if (outcome.kind !== 'done') return outcome;
        return {
          kind: 'done',
          value: { ...outcome.value, layout: reading.layout ?? 'fields', targets: outcome.value.targets.map(() => null) },
        };
      },
    });
    await choose();
    expect(await screen.findByText(/^This table has the names of the fields before their values/)).toBeTruthy();
    await pick('How customers are arranged', 'rows');
    await waitFor(() => expect(screen.queryByText(/^This table has the names/)).toBeNull());
    expect(actions.open.mock.calls[1]![1]).toEqual({ encoding: 'gb18030', separator: ',', layout: 'rows' });
  });

  test('of another book says which fields are new; they are added unless the person leaves them out, and that is said', async () => {
    const actions = show({ open: async () => ({ kind: 'done', value: ownFile }) });
    await choose('book.json');
    const group = await screen.findByRole('group', { name: 'Fields of the file that your book does not have' });
    const boxes = within(group).getAllByRole<HTMLInputElement>('checkbox');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '“Name” becomes' }).value).toBe('name');
    expect(boxes.map(({ checked, labels }) => [checked, labels![0]!.textContent])).toEqual([
      [true, '预算（元） Number'],
      [true, '喜欢的户型和朝向 Several choices'],
    ]);
    fireEvent.click(boxes[0]!);
    await waitFor(() => expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '“预算（元）” becomes' }).value).toBe(''));
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '“喜欢的户型和朝向” becomes' }).value).toBe('field:rooms');
    await press('Check all rows');
    expect(await screen.findByText('One column is left out: 预算（元）')).toBeTruthy();
    expect((actions.check.mock.calls[0]![1] as { fields: { id: string }[] }).fields.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['wechat', 'rooms']),
    );
    await press(/^Import 299/);
    await screen.findByRole('heading', { name: 'Imported' });
    expect(actions.begin.mock.calls[0]![1]).toMatchObject({ adds: [{ id: 'rooms' }] });
  });

  test('needs to be told which column is the name, and a column of one kind is one', async () => {
    show();
    await choose();
    await pick('“客户姓名” becomes', '');
    expect(await screen.findByText('No column has names or nicknames: the company becomes the name too.')).toBeTruthy();
    await pick('“公司名称” becomes', '');
    expect(await screen.findByText('No column has names: the number becomes the name too.')).toBeTruthy();
    await pick('“手机号码” becomes', '');
    expect(await screen.findByText('Choose the column with the names, the nicknames, the companies or the numbers.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Check all rows' }).disabled).toBe(true);
    await pick('“公司名称” becomes', 'name');
    await pick('“客户姓名” becomes', 'name');
    await waitFor(() => expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '“公司名称” becomes' }).value).toBe(''));
  });

  test('whose choice of what becomes of damaged rows changes is checked once more', async () => {
    const actions = show();
    await choose();
    await press('Check all rows');
    await pick('Rows with a cell that is not right', 'without');
    await waitFor(() => expect(actions.check).toHaveBeenCalledTimes(2));
    expect(actions.check.mock.calls[1]![1]).toMatchObject({ damaged: 'without' });
  });

  test('that is stopped says so and goes on', async () => {
    const actions = show({
      write: async () => ({ kind: 'done', value: { added: 1, merged: 0, gone: 0, whole: false } }),
      imports: async () => ({ kind: 'done', value: [] }),
    });
    await choose();
    await press('Check all rows');
    await press(/^Import 299/);
    expect(await screen.findByText(/^Stopped at 0 of 310 rows/)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Import stopped' })).toBeTruthy();
    expect(actions.write).toHaveBeenCalledTimes(1);
  });
});

test('the heading says what has become of the import: imported, stopped, undone in part, undone', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const sum = { removed: 200, restored: 0, kept: [] };
  let left = 1;
  show({
    undo: async (_connection, _run, onStep) => {
      onStep({ ...sum, left: 2 });
      if (left === 1) await promise;
      return { kind: 'done', value: { ...sum, left: left-- } };
    },
  });
  await choose();
  await press('Check all rows');
  await press(/^Import 299/);
  await screen.findByRole('heading', { name: 'Imported' });
  await press('Undo this import');
  await screen.findByRole('heading', { name: 'Undoing the import' });
  resolve();
  await screen.findByRole('heading', { name: 'Import undone in part' });
  await press('Go on undoing');
  await screen.findByRole('heading', { name: 'Import undone' });
});
