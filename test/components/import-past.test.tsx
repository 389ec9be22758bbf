// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALL_ALLOWED } from '../../lib/model/rules';
import { press, show } from './show-import';

beforeEach(() => void (location.hash = '#import'));
afterEach(() => void (location.hash = ''));

describe('an import of before', () => {
  test('is taken back after a question, and says who stays', async () => {
    const actions = show();
    await press('Undo the import of 通讯录.vcf');
    await press('Undo the import');
    expect(await screen.findByText('Undone: 298 deleted, 4 as before')).toBeTruthy();
    expect(screen.getByText('1 was changed since and stays: 王芳')).toBeTruthy();
    expect(actions.undo.mock.calls[0]!.slice(0, 2)).toEqual(['book', '2']);
  });

  test('says which of its fields go with it and which stay', async () => {
    const fields = { removed: ['预算'], kept: ['户型'] };
    show({ undo: async () => ({ kind: 'done', value: { left: 0, removed: 2, restored: 0, kept: [], fields } }) });
    await press('Undo the import of 通讯录.vcf');
    await press('Undo the import');
    expect(await screen.findByText(/nobody uses are removed: 预算\.$/)).toBeTruthy();
    expect(screen.getByText(/^Fields that came with it and are used, or were changed since, stay: 户型\./)).toBeTruthy();
  });

  test('says how far its undo is, and can be stopped there', async () => {
    const steps: (() => void)[] = [];
    const sums = [
      { left: 2, removed: 500, restored: 0, kept: [] },
      { left: 1, removed: 1_000, restored: 3, kept: [] },
    ];
    const actions = show({
      undo: async (_connection, _run, onStep, signal) => {
        for (const sum of sums) {
          await new Promise<void>((resolve) => steps.push(resolve));
          if (signal.aborted) return { kind: 'done', value: sum };
          onStep(sum);
        }
        return { kind: 'done', value: { left: 0, removed: 1_300, restored: 3, kept: [] } };
      },
    });
    await press('Undo the import of 通讯录.vcf');
    await press('Undo the import');
    await waitFor(() => expect(steps).toHaveLength(1));
    steps[0]!();
    const bar = await screen.findByRole<HTMLProgressElement>('progressbar', { name: 'Undoing: 500 customers so far' });
    expect([bar.value, bar.max]).toEqual([1, 3]);
    await press('Stop');
    steps[1]!();
    expect(await screen.findByText('Stopped: 1000 deleted, 3 as before. The others are still there; the undo can go on.')).toBeTruthy();
    expect(actions.imports).toHaveBeenCalledTimes(2);
  });

  test('that was not undone to the end is undone on with one press', async () => {
    const run = { run: '7', at: 0, state: 'undoing' as const, parts: 1, added: 9, merged: 0, gone: 0 };
    const about = { file: 'a.csv', digest: '', rows: 9, reading: {}, headerRow: null, targets: [], damaged: 'as-is' as const };
    const decisions = { all: 'skip' as const, each: {}, prefers: 'book' as const };
    const actions = show({ imports: async () => ({ kind: 'done', value: [{ ...run, about: { ...about, decisions } }] }) });
    await press('Go on undoing the import of a.csv');
    await screen.findByText(/^Undone: 298 deleted/);
    expect(actions.undo.mock.calls[0]!.slice(0, 2)).toEqual(['book', '7']);
  });

  test('does not go on with another file', async () => {
    const actions = show({ digest: async () => ({ kind: 'done', value: 'another' }) });
    await screen.findByRole('button', { name: 'Choose the same file to go on: 老系统客户.csv' });
    const box = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')].at(-1)!;
    Object.defineProperty(box, 'files', { value: [new File(['x'], 'b.csv')], configurable: true });
    fireEvent.change(box);
    expect(await screen.findByText('That is not the same file (老系统客户.csv).')).toBeTruthy();
    expect(actions.write).not.toHaveBeenCalled();
  });
});

describe('what goes out', () => {
  test('is everybody in one press, with the headings of the language', async () => {
    const actions = show();
    await press('Export Excel');
    expect(await screen.findByText('312 customers exported')).toBeTruthy();
    expect(actions.exportRows.mock.calls[0]![0]).toMatchObject({
      connection: 'book',
      ids: null,
      format: 'xlsx',
      headings: { phone: 'Phone' },
    });
  });

  test('is nothing where the administrator does not allow it', async () => {
    show({}, { ...ALL_ALLOWED, export: false });
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Export CSV' })).disabled).toBe(true);
    expect(screen.getByText('Your administrator does not allow exports.')).toBeTruthy();
  });
});
