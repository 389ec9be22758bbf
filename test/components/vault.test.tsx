// @vitest-environment happy-dom
import { act, fireEvent, render, renderHook, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Closed } from '../../components/closed';
import { LiveRegion, useAnnounce } from '../../components/live';
import { useProblems } from '../../components/options/use-problems';
import type { Problem } from '../../lib/model/problem';
import type { VaultView } from '../../lib/model/vault';
import { TextsProvider } from '../../components/texts';
import { optionsActions, panelActions } from '../gallery/actions';
import { main } from '../gallery/views';
import { showOptions, showPanel } from './show';

const click = (name: string, within_: { getByRole: typeof screen.getByRole } = screen) =>
  act(async () => void fireEvent.click(within_.getByRole('button', { name })));
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });

test('a passphrase is set only when it is long enough and was typed the same twice', async () => {
  const actions = showOptions([main]);
  await click('Set a passphrase');
  type('New passphrase', 'short');
  await click('Set a passphrase');
  expect(screen.getByText('Type at least 8 characters')).toBeDefined();
  type('New passphrase', 'long enough');
  type('New passphrase again', 'long enouhg');
  await click('Set a passphrase');
  expect(screen.getByText('The two are not the same')).toBeDefined();
  expect(actions.setPassphrase).not.toHaveBeenCalled();
  type('New passphrase again', 'long enough');
  await click('Set a passphrase');
  expect(actions.setPassphrase).toHaveBeenCalledExactlyOnceWith('long enough', 15);
  await vi.waitFor(() => expect(screen.queryByLabelText('New passphrase')).toBeNull());
});

test('while it is open it can be locked, changed with the present passphrase, and told when to lock by itself', async () => {
  const actions = showOptions([main], {}, { vault: { kind: 'open', lockAfter: 15 } });
  await click('Lock now');
  expect(actions.lock).toHaveBeenCalledOnce();
  fireEvent.change(screen.getByDisplayValue('15 minutes'), { target: { value: '5' } });
  expect(actions.setLockAfter).toHaveBeenCalledExactlyOnceWith(5);
  await click('Change passphrase');
  type('Present passphrase', 'not the one');
  type('New passphrase', 'another long one');
  type('New passphrase again', 'another long one');
  await click('Change passphrase');
  expect(await screen.findByText('This is not the passphrase.')).toBeDefined();
});

test('while it is locked the page shows no connection and no export, but the way in and the way to begin anew', async () => {
  const actions = showOptions([], {}, { vault: { kind: 'locked' } });
  expect(screen.queryByRole('button', { name: 'Export settings' })).toBeNull();
  expect(screen.queryByText('Where do you want to start?')).toBeNull();
  type('Passphrase', 'a guess');
  await click('Unlock');
  expect(actions.unlock).toHaveBeenCalledExactlyOnceWith('a guess');
  expect(screen.getByText('This is not the passphrase.')).toBeDefined();
  expect(screen.getByText(/Nobody can bring it back/)).toBeDefined();
});

test('everything is deleted only after the word was typed', async () => {
  const actions = showOptions([main]);
  await click('Wipe now');
  const question = within(screen.getByRole('alertdialog'));
  await click('Delete everything', question);
  expect(actions.wipe).not.toHaveBeenCalled();
  type('Type “wipe” to go on', 'Wipe ');
  await click('Delete everything', question);
  expect(actions.wipe).toHaveBeenCalledOnce();
});

test('what has gone wrong with what is kept is told, and a report can be copied', async () => {
  const storage = { setAside: [{ table: 'links', why: 'seal' as const, at: 0 }], fullAt: 0, policyFaults: [] };
  const actions = showOptions([main], {}, { storage });
  expect(screen.getByText(/1 record could not be understood/)).toBeDefined();
  expect(screen.getByText(/The disk was full/)).toBeDefined();
  await click('Copy report');
  expect(actions.copy).toHaveBeenCalledExactlyOnceWith('{ "kebian": "0.1.0" }');
});

test('a connection that is set by policy can be allowed, and not be edited', async () => {
  const refused = { ...main, problem: { kind: 'not-permitted' as const, origin: 'https://crm.example.com' } };
  const actions = showOptions([refused], {}, { managed: true });
  expect(screen.queryByRole('button', { name: 'Edit 探马' })).toBeNull();
  await click('Allow access');
  expect(actions.allow).toHaveBeenCalledExactlyOnceWith(refused);
});

test('a connection whose right was taken back is allowed again from where that is said', async () => {
  const refused = { ...main, problem: { kind: 'not-permitted' as const, origin: 'https://crm.example.com' } };
  const actions = showOptions([refused]);
  expect(screen.queryByRole('button', { name: 'Open settings' })).toBeNull();
  await click('Allow access');
  expect(actions.allow).toHaveBeenCalledExactlyOnceWith(refused);
});

test('a locked panel shows nothing but the way in', async () => {
  const { actions } = showPanel({ kind: 'locked' });
  expect(screen.queryByRole('button', { name: 'Search' })).toBeNull();
  expect(screen.queryByRole('contentinfo')).toBeNull();
  fireEvent.keyDown(document.body, { key: '/' });
  expect(screen.queryByRole('combobox')).toBeNull();
  type('Passphrase', 'a guess');
  await click('Unlock');
  expect(actions.unlock).toHaveBeenCalledExactlyOnceWith('a guess');
});

test.each([
  [{ kind: 'not-moved', later: false }, /did not open its storage: nothing is lost or changed/],
  [{ kind: 'storage-full' }, /Make room on the disk, then try again/],
] satisfies [Problem, RegExp][])('the page says what has kept a passphrase from being set: %o', async (problem, text) => {
  showOptions([main], { setPassphrase: async () => problem });
  await click('Set a passphrase');
  type('New passphrase', 'long enough');
  type('New passphrase again', 'long enough');
  await click('Set a passphrase');
  expect(screen.getAllByRole('alert').some((alert) => text.test(alert.textContent!))).toBe(true);
});

test('what has kept everything from being deleted is said while the storage is closed, and is gone with the next try', async () => {
  const answers: (Problem | null)[] = [{ kind: 'not-wiped' }, null];
  showOptions([], { wipe: async () => answers.shift()! }, { vault: { kind: 'broken' } });
  const wipe = async () => {
    type('Type “wipe” to go on', 'wipe');
    await click('Delete everything', within(screen.getByRole('alertdialog')));
  };
  await click('Wipe now');
  await wipe();
  const said = () => screen.queryAllByText(/The browser did not delete what Kebian keeps/);
  // On the page, and in the question, which is still there.
  await vi.waitFor(() => expect(said().length).toBe(2));
  await wipe();
  await vi.waitFor(() => expect(said()).toEqual([]));
});

test('a move that is tried again by itself is no longer told as unfinished once the storage is open', async () => {
  const actions = { ...optionsActions, removePassphrase: async () => ({ kind: 'not-moved', later: true }) as const };
  const shown = renderHook((vault: VaultView) => useProblems(vault, actions), { initialProps: { kind: 'broken' } as VaultView });
  await act(async () => void (await shown.result.current.told.removePassphrase('a passphrase')));
  expect(shown.result.current.failed).toEqual({ kind: 'not-moved', later: true });
  shown.rerender({ kind: 'none' });
  expect(shown.result.current.failed).toBeNull();
});

test('a lock takes what was last said to a screen reader with it: it may name a customer', async () => {
  const Said = () => {
    const announce = useAnnounce();
    return <button type="button" onClick={() => announce('Merged into “林小满”')} children="Merge" />;
  };
  const page = (locked: boolean) => (
    <TextsProvider language="en">
      <LiveRegion>{locked ? <Closed vault={{ kind: 'locked' }} actions={panelActions} /> : <Said />}</LiveRegion>
    </TextsProvider>
  );
  const { container, rerender } = render(page(false));
  await click('Merge');
  expect(container.textContent).toContain('林小满');
  rerender(page(true));
  await screen.findByRole('heading', { name: 'Kebian is locked' });
  expect(container.textContent).not.toContain('林小满');
});
