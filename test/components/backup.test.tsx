// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { BackupActions } from '../../components/customers/backup/actions';
import type { BackupsView } from '../../lib/model/backup/place';
import { backupActions, restore, webdav } from '../gallery/backup';
import { showCustomers } from './show';

beforeEach(() => {
  location.hash = '#backup';
});

async function show(view: Partial<BackupsView> = {}, more: Partial<BackupActions> = {}): Promise<BackupActions> {
  const actions = backupActions(view, more);
  showCustomers({ viewActions: { backup: async () => actions } as never });
  await screen.findByRole('heading', { name: 'Back up now' });
  return actions;
}

const click = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string, text: string) => fireEvent.input(screen.getByLabelText(label), { target: { value: text } });

test('a backup is not made with a passphrase that is short, or was typed otherwise the second time', async () => {
  const make = vi.fn<BackupActions['make']>(async () => null);
  await show({ place: webdav }, { make });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Seal it with a passphrase' }));
  type('Passphrase', 'short');
  await click('Download backup');
  expect(screen.getByText('At least 8 characters')).toBeDefined();
  type('Passphrase', 'north window');
  type('The same again', 'north windov');
  await click('Download backup');
  expect(screen.getByText('The two are not the same')).toBeDefined();
  expect(make).not.toHaveBeenCalled();
  type('The same again', 'north window');
  await click('Download backup');
  expect(make.mock.calls[0]?.[0]).toEqual({ passphrase: 'north window', secrets: false });
});

test('what a restore would delete stands on its button before it is pressed', async () => {
  const apply = vi.fn<BackupActions['apply']>(async () => ({ kind: 'done', restore: { ...restore, phase: 'done' } }));
  await show({ restore }, { apply });
  await screen.findByRole('row', { name: /^Customers/ });
  fireEvent.click(screen.getByRole('radio', { name: /^Replace/ }));
  await click(await screen.findByRole('button', { name: 'Replace and delete 6' }).then((button) => button.textContent));
  expect(apply.mock.calls[0]?.[1]).toMatchObject({ way: 'replace' });
});

test('another computer’s backup is written over only after a second word', async () => {
  const backUpNow = vi.fn<BackupActions['backUpNow']>(async () => ({ kind: 'written' }));
  await show({ place: { ...webdav, theirs: { id: 'x', madeAt: restore.madeAt } } }, { backUpNow });
  await click('Overwrite with this computer’s');
  expect(backUpNow).not.toHaveBeenCalled();
  const question = screen.getByRole('alertdialog');
  await act(async () => void fireEvent.click(within(question).getByRole('button', { name: 'Overwrite with this computer’s' })));
  expect(backUpNow).toHaveBeenCalledExactlyOnceWith(true);
});

test.each([
  [401, 'does not accept this user name and password'],
  [403, 'does not allow writing there'],
  [404, 'was not found'],
  [409, 'The folder above'],
  [412, 'Another computer has just changed'],
  [423, 'is locked by another program'],
  [507, 'has no space left'],
  [502, 'has failed (502)'],
])('a place that answered %i is told in a sentence with its address', async (status, sentence) => {
  await show({ place: { ...webdav, fault: { kind: 'status', status, address: webdav.name } } });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(sentence);
  expect(alert.textContent).toContain(webdav.name);
});
