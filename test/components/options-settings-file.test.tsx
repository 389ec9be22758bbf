// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { optionsStates } from '../gallery/options-states';
import { main } from '../gallery/views';
import { button, click } from './controls';
import { showOptions } from './show';

test('a settings file with faults shows each with its path, and cannot be imported', async () => {
  const actions = showOptions([main], optionsStates['options-import-faults']!.actions);
  await choose('{"format":"kebian-settings"}');
  expect(actions.readSettings).toHaveBeenCalledExactlyOnceWith('{"format":"kebian-settings"}');
  const alert = await screen.findByRole('alert');
  expect(
    within(alert)
      .getAllByRole('listitem')
      .map((line) => line.textContent),
  ).toEqual([
    'connections[0].provider · expected "tanma" | "lixiao" | "local", found "salesforce"',
    'connections[1].baseUrl · expected URL, found "crm"',
    'privacy.keepCustomersFor · expected "0d" | "1d" | "7d" | "30d", found "forever"',
  ]);
  expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
});

test('a part of a settings file that is missing, and a file of another kind, are said in words of people', async () => {
  const faults = [
    { path: '', expected: 'JSON', found: 'text' },
    { path: 'connections[0].id', expected: 'string', found: 'undefined' },
  ];
  showOptions([main], { readSettings: async () => ({ kind: 'broken', faults }) });
  await choose('姓名,手机');
  expect(
    within(await screen.findByRole('alert'))
      .getAllByRole('listitem')
      .map((line) => line.textContent),
  ).toEqual(['(the whole file) · is no settings file of Kebian', 'connections[0].id · is missing: string belongs there']);
});

test('a settings file that cannot be checked says why, and the next one is', async () => {
  const answers = [{ kind: 'too-long' as const, what: 'text' as const, length: 5_000_001, most: 5_000_000 }];
  const { readSettings } = optionsStates['options-import']!.actions!;
  showOptions([main], { readSettings: async (text) => answers.pop() ?? readSettings!(text) });
  await choose('{}');
  await screen.findByText(/^Text too long: 5000001 characters, at most 5000000/);
  await choose('{}');
  await screen.findByRole('region', { name: 'This will be imported' });
  expect(screen.queryByText(/too long/)).toBeNull();
});

test('a good settings file says what it brings, and is imported after a second word', async () => {
  const actions = showOptions([main], optionsStates['options-import']!.actions);
  await choose('{}');
  const summary = await screen.findByRole('region', { name: 'This will be imported' });
  expect(within(summary).getByText('to be filled in afterwards: userToken')).toBeDefined();
  expect(actions.importSettings).not.toHaveBeenCalled();
  await click('Import');
  expect(actions.importSettings).toHaveBeenCalledExactlyOnceWith('{}');
  expect(screen.getByText('Settings imported')).toBeDefined();
});

test('what a settings file has wrong is said before the rest of it is imported', async () => {
  const { readSettings } = optionsStates['options-import']!.actions!;
  const leftOut = [{ path: 'sites[0].read.name[1]', expected: 'selector', found: 'number' }];
  showOptions([main], { readSettings: async (text) => ({ ...(await readSettings!(text)), leftOut }) as never });
  await choose('{}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Left out, with what cannot be without it:sites\[0\]\.read\.name\[1\]/);
  expect(button('Import')).toBeDefined();
});

test('secrets are exported only when they were asked for', async () => {
  const actions = showOptions([main]);
  await click('Export settings');
  expect(actions.exportSettings).toHaveBeenLastCalledWith(false, false);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Include keys and passwords' }));
  expect(screen.getByText(/Whoever has the file can sign in/)).toBeDefined();
  await click('Export settings');
  expect(actions.exportSettings).toHaveBeenLastCalledWith(true, false);
});

async function choose(text: string) {
  const box = screen.getByLabelText('Choose a settings file');
  await act(async () => void fireEvent.change(box, { target: { files: [new File([text], 'kebian.json')] } }));
}

test('the settings file says that customers are not in it, and leads to their backup', async () => {
  const actions = showOptions([main]);
  expect(screen.getByText(/Customers are not in this file/)).toBeDefined();
  await click('Back up customers…');
  expect(actions.showCustomers).toHaveBeenCalledExactlyOnceWith('backup');
});
