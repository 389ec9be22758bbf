// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
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

/** What was chosen last is compared before it can be restored. */
async function restoring(): Promise<void> {
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Restore' }).disabled).toBe(false));
  await click('Restore');
}

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

test('a backup that was made in another tab is shown when the person comes back', async () => {
  const made = { at: Date.now() - 60_000, counts: { customers: 12 } };
  let view: Partial<BackupsView> = { last: null, old: true, customers: 12 };
  await show({}, { now: async () => ({ ...(await backupActions(view).now()) }) as BackupsView });
  expect(await screen.findByText(/^Never backed up\./)).toBeDefined();
  view = { last: made as BackupsView['last'], old: false, customers: 12 };
  fireEvent(window, new Event('focus'));
  await waitFor(() => expect(screen.queryByText(/^Never backed up\./)).toBeNull());
});

test('what a restore would delete stands on its button before it is pressed', async () => {
  const apply = vi.fn<BackupActions['apply']>(async () => ({ kind: 'done', restore: { ...restore, phase: 'done' } }));
  await show({ restore }, { apply });
  await screen.findByRole('row', { name: /^Customers/ });
  fireEvent.click(screen.getByRole('radio', { name: /^Replace/ }));
  await click(await screen.findByRole('button', { name: 'Replace and delete 6' }).then((button) => button.textContent));
  expect(apply.mock.calls[0]?.[1]).toMatchObject({ way: 'replace' });
});

test('names of the schema that both sides have given to different parts are said, with what becomes of them', async () => {
  await show({ restore }, {});
  expect(await screen.findByText(/called “VIP” on the two sides\. Both stay, and one of them becomes “VIP \(2\)”/)).toBeTruthy();
});

test('of what differs any part can be chosen otherwise than the rest, told by its field’s label and by what has become of the record', async () => {
  const apply = vi.fn<BackupActions['apply']>(async () => ({ kind: 'done', restore: { ...restore, phase: 'done' } }));
  await show({ restore }, { apply });
  const sides = async (name: string) => within(await screen.findByRole('group', { name })).getAllByRole<HTMLInputElement>('radio');
  const press = (radio: HTMLInputElement) => act(async () => void fireEvent.click(radio));
  const [here, there] = await sides('王芳: 收货地址');
  expect([here!.checked, there!.checked]).toEqual([false, true]);
  await press(here!);
  expect((await sides('王芳: Company'))[1]!.checked).toBe(true);
  expect(screen.getByRole('group', { name: '王芳: Phone' }).textContent).toContain('138 **** 8000');
  expect(screen.getByRole('group', { name: '李磊: Customers' }).textContent).toMatch(/Keep: changed here since.*Delete, as the backup did/);
  expect(screen.getByRole('group', { name: 'Åsa O’Brien: Customers' }).textContent).toMatch(/Leave deleted.*Bring back/);
  await press((await sides('李磊: Customers'))[0]!);
  await restoring();
  const at = (key: string, place: string) => JSON.stringify(['customers', key, place]);
  expect(apply.mock.calls[0]?.[1]).toMatchObject({ prefer: 'there', each: { [at('1', 'fields.f7')]: 'here', [at('4', '')]: 'here' } });
});

test('a choice for all of one customer is made with one press, and one for everything takes the others back', async () => {
  const apply = vi.fn<BackupActions['apply']>(async () => ({ kind: 'done', restore: { ...restore, phase: 'done' } }));
  await show({ restore }, { apply });
  await screen.findByRole('group', { name: '王芳: Company' });
  await click('All as here');
  const chosen = () => screen.getAllByRole<HTMLInputElement>('radio').filter(({ checked, name }) => checked && name !== 'way');
  expect(chosen().map((one) => one.closest('label')!.textContent.slice(0, 4))).toEqual(['Here', 'Here', 'Here', 'Here', 'Dele', 'Brin']);
  fireEvent.change(screen.getByLabelText('Where both have another value'), { target: { value: 'here' } });
  await screen.findByRole('group', { name: '王芳: Company' });
  await restoring();
  expect(apply.mock.calls[0]?.[1]).toMatchObject({ prefer: 'here' });
  expect(apply.mock.calls[0]?.[1].each).toBeUndefined();
});

test('older backups are told with when they were made and where they lie, and any can be looked at', async () => {
  const takeUp = vi.fn<BackupActions['takeUp']>(async () => ({ kind: 'taken', restore }));
  await show({ place: webdav }, { takeUp });
  fireEvent.click(screen.getByText('Older backups (3)'));
  expect(screen.getByText('kebian-backup-2026-02-28-0902.kebian')).toBeDefined();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^See what differs from the backup of .*28/ })));
  expect(takeUp).toHaveBeenCalledExactlyOnceWith(null, 'kebian-backup-2026-02-28-0902.kebian');
});

test('the passphrase of a sealed older backup is asked for, and sent with a press of Enter', async () => {
  const fault = { kind: 'file', fault: 'needs-passphrase', address: webdav.name } as const;
  const takeUp = vi.fn<BackupActions['takeUp']>(async (typed) => (typed ? { kind: 'taken', restore } : { kind: 'fault', fault }));
  await show({ place: webdav }, { takeUp });
  fireEvent.click(screen.getByText('Older backups (3)'));
  await act(async () => void fireEvent.click(screen.getAllByRole('button', { name: /^See what differs from/ })[2]!));
  const box = screen.getByLabelText('Passphrase of “kebian-backup-2026-02-26-2330.kebian”');
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.input(box, { target: { value: 'north window' } });
  await act(async () => void fireEvent.submit(box.closest('form')!));
  expect(takeUp).toHaveBeenLastCalledWith('north window', 'kebian-backup-2026-02-26-2330.kebian');
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
  [405, 'does not speak WebDAV'],
  [412, 'Another computer has just changed'],
  [413, 'is larger than'],
  [423, 'is locked by another program'],
  [429, 'has had too many requests'],
  [507, 'has no space left'],
  [502, 'has failed (502)'],
])('a place that answered %i is told in a sentence with its address', async (status, sentence) => {
  await show({ place: { ...webdav, fault: { kind: 'status', status, address: webdav.name } } });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(sentence);
  expect(alert.textContent).toContain(webdav.name);
});

test('while it restores, the progress has the focus and so stays in view; then what is to be done next has it', async () => {
  const done = { ...restore, phase: 'done' as const };
  let view: BackupsView | null = null;
  const end = Promise.withResolvers<void>();
  const apply = vi.fn<BackupActions['apply']>(async (_, __, ___, progressed) => {
    progressed({ ...restore, phase: 'applying', done: 12, steps: 210 });
    await end.promise;
    view = { ...(await backupActions({ restore: done }).now()) } as BackupsView;
    return { kind: 'done', restore: done };
  });
  const first = backupActions({ restore });
  await show({ restore }, { apply, now: async () => view ?? first.now() });
  await restoring();
  const bar = screen.getByRole('progressbar', { name: 'Restoring: 12 of 210' });
  expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['12', '210']);
  expect(document.activeElement?.contains(bar)).toBe(true);
  await act(async () => end.resolve());
  const next = await screen.findByRole('button', { name: 'Undo this restore' });
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  expect(document.activeElement!.contains(next)).toBe(true);
});

test('two parts of the schema that end with the same name are both told, also after another choice', async () => {
  const two = ['tag', 'field'].map((from) => ({ from, to: 'VIP (2)' }));
  const record = { kind: 'schema' as const, key: '6', name: '', what: 'changed' as const, differences: [], renamed: two };
  const compare: BackupActions['compare'] = async (...asked) => {
    const compared = await backupActions({}).compare(...asked);
    if (compared.kind !== 'compared') return compared;
    const renamed = asked[1].settings ? two : two.toReversed();
    return { ...compared, examples: [...compared.examples.filter(({ kind }) => kind !== 'schema'), { ...record, renamed }] };
  };
  await show({ restore }, { compare });
  const told = () => screen.queryAllByText(/called “(tag|field)”/).map((line) => /called “(\w+)”/.exec(line.textContent)![1]);
  await waitFor(() => expect(told()).toEqual(['tag', 'field']));
  fireEvent.click(screen.getByRole('checkbox', { name: /settings/i }));
  await waitFor(() => expect(told()).toEqual(['field', 'tag']));
});
