// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { panelActions } from '../gallery/actions';
import { NOW, customer } from '../gallery/people';
import { able, card, found, person, sales } from '../gallery/views';
import { reminders } from '../gallery/work';
import { showPanel } from './show';

const view = person([card(found(), { connection: able })]);
const click = (name: string | RegExp) => act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-reminder]')].map((row) => row.dataset['reminder']);
const said = () => [...document.querySelectorAll('[aria-live=polite]')].map((node) => node.textContent).join('');

async function open(more: Parameters<typeof showPanel>[1] = {}) {
  const shown = showPanel(view, { connections: [able], reminders, ...more });
  await click(/reminders? today$/);
  await screen.findByRole('region', { name: 'Today' });
  return shown;
}

test('the head counts what is due by the end of the day and leads to the list of all', async () => {
  await open();
  expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual(['Overdue1', 'Today1', 'Tomorrow1']);
  expect(rows()).toEqual(['r2', 'r1', 'r3']);
  expect(document.querySelector('[data-reminder=r1]')!.textContent).toContain('Was due today');
  expect(document.querySelector('[data-reminder=r3]')!.textContent).not.toContain('Was due');
});

test('without any the head says nothing, and the menu leads to an empty list', async () => {
  showPanel(view, { connections: [able] });
  expect(screen.queryByRole('button', { name: /reminders? today$/ })).toBeNull();
  await click('More');
  await act(async () => void fireEvent.click(screen.getByRole('menuitem', { name: 'Today' })));
  expect(await screen.findByText(/^No reminders\./)).toBeDefined();
});

test('the list stays while chats are opened, and while Kebian is locked nothing of it is there', async () => {
  const { update } = await open();
  update({ view: person([card(found({ customer: customer({ id: 'c-9', name: '李雷' }) }), { connection: able })]) });
  expect(rows()).toHaveLength(3);
  update({ view: { kind: 'locked' } });
  expect(rows()).toEqual([]);
  expect(screen.queryByRole('button', { name: /reminders? today$/ })).toBeNull();
});

test('one that is done says so and hands the focus to the next', async () => {
  const { actions } = await open();
  await click('Done: 陈雨');
  expect(actions.reminderDone).toHaveBeenCalledExactlyOnceWith('r2');
  expect(said()).toBe('Done: 陈雨');
  expect(document.activeElement!.closest('[data-reminder]')!.getAttribute('data-reminder')).toBe('r1');
});

test('one is put off with one press, or to any later time', async () => {
  const { actions } = await open();
  await click('Remind later: 张伟');
  await click('In 1 hour');
  expect(actions.remindLater).toHaveBeenCalledExactlyOnceWith('r1', Math.ceil((NOW + 3_600_000) / 60_000) * 60_000);
  await click('Remind later: 张伟');
  const other = screen.getByLabelText('Another time');
  fireEvent.input(other, { target: { value: '2020-01-01T09:00' } });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Set' }).disabled).toBe(true);
  fireEvent.input(other, { target: { value: '2027-01-01T09:00' } });
  await act(async () => void fireEvent.submit(other.closest('form')!));
  expect(actions.remindLater).toHaveBeenLastCalledWith('r1', new Date(2027, 0, 1, 9).getTime());
});

test('a row opens the customer, who can be worked on, and leads to the chat where that is open', async () => {
  const go = vi.fn();
  const chatWith = vi.fn(async ({ id }: { id: string }) => (id === 'c-2' ? go : null));
  const shown = () => ({ customer: customer({ id: 'c-2', name: '陈雨' }), freshness: 'fresh' as const, fetchedAt: NOW });
  const { actions } = await open({ shown, actions: { ...panelActions, chatWith, openCustomer: vi.fn(panelActions.openCustomer) } });
  const row = within(document.querySelector<HTMLElement>('[data-reminder=r2]')!);
  fireEvent.click(await row.findByRole('button', { name: 'Go to the chat with 陈雨' }));
  expect(go).toHaveBeenCalledOnce();
  expect(screen.queryByRole('button', { name: 'Go to the chat with 张伟' })).toBeNull();
  fireEvent.click(row.getByRole('button', { expanded: false, name: /^陈雨/ }));
  await waitFor(() => expect(actions.openCustomer).toHaveBeenCalledWith({ connection: 'main', id: 'c-2' }));
  expect(await row.findByRole('textbox', { name: 'Remark' })).toBeDefined();
});

test('a reminder that was pressed elsewhere is open at once, and has the focus', async () => {
  const { actions } = showPanel(view, { connections: [able], reminders, wanted: { kind: 'today', reminder: 'r3', at: 5 } });
  await screen.findByRole('region', { name: 'Today' });
  expect(actions.takeWanted).toHaveBeenCalledExactlyOnceWith(5);
  const row = document.querySelector<HTMLElement>('[data-reminder=r3]')!;
  await waitFor(() => expect(row.contains(document.activeElement)).toBe(true));
  expect(within(row).getByRole('button', { expanded: true })).toBeDefined();
});

test('of several connections each row says which', async () => {
  await open({ connections: [able, sales], reminders: [{ ...reminders[0]!, ref: { connection: 'sales', id: 'c-1' } }] });
  expect(document.querySelector('[data-reminder=r1]')!.textContent).toContain('励销');
});

test('a follow-up gets its reminder with one press', async () => {
  const { actions } = showPanel(view, { connections: [able] });
  await act(async () => void fireEvent.keyDown(document.body, { key: 'f' }));
  fireEvent.input(await screen.findByRole('textbox', { name: 'What happened' }), { target: { value: '回电' } });
  await click(/^Tomorrow/);
  await click('Save');
  const tomorrow = new Date(NOW);
  const at = new Date(tomorrow.getFullYear(), tomorrow.getMonth(), tomorrow.getDate() + 1, 9).toISOString();
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(
    expect.anything(),
    expect.objectContaining({ followUp: expect.objectContaining({ remindAt: at }) as unknown }),
    undefined,
    expect.anything(),
  );
});

test('an old backup is said quietly under the list, and leads to a new one', async () => {
  const showCustomers = vi.fn<(view: string) => void>();
  await open({ actions: { ...panelActions, showCustomers, oldBackup: async () => NOW - 20 * 86_400_000 } });
  expect(await screen.findByText(/^Last backup: /)).toBeDefined();
  await click('Back up');
  expect(showCustomers).toHaveBeenCalledExactlyOnceWith('backup');
});

test('a backup that was made in another tab ends the line about it when the person comes back', async () => {
  let last: number | null | undefined = null;
  await open({ actions: { ...panelActions, oldBackup: async () => last } });
  expect(await screen.findByText('The book was never backed up.')).toBeDefined();
  last = undefined;
  fireEvent(window, new Event('focus'));
  await waitFor(() => expect(screen.queryByText('The book was never backed up.')).toBeNull());
});

test('of a backup that is not old nothing is said', async () => {
  await open();
  expect(screen.queryByText(/backup/i)).toBeNull();
});

describe('a time of one press', () => {
  const hour = 3_600_000;
  async function picked(button: string | RegExp, opened: number, pressed: number): Promise<string> {
    let time = opened;
    const { actions } = showPanel(view, { connections: [able], now: () => time });
    await act(async () => void fireEvent.keyDown(document.body, { key: 'f' }));
    fireEvent.input(await screen.findByRole('textbox', { name: 'What happened' }), { target: { value: '回电' } });
    time = pressed;
    await click(button);
    await click('Save');
    const [, change] = vi.mocked(actions.submit).mock.calls[0]!;
    return (change as unknown as { followUp: { remindAt: string } }).followUp.remindAt;
  }
  afterEach(() => vi.unstubAllEnvs());

  test('is that moment where clocks are put back and show an hour twice', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    const first = Date.parse('2026-11-01T05:15:00Z');
    expect(await picked('In 1 hour', first, first)).toBe(new Date(first + hour).toISOString());
  });

  test('is the day that was shown where it is pressed just after midnight', async () => {
    const night = new Date(2026, 4, 20, 23, 59, 40).getTime();
    expect(await picked(/^Tomorrow/, night, night + 25_000)).toBe(new Date(2026, 4, 21, 9).toISOString());
  });

  test('is counted from the press where the computer has slept since it was drawn', async () => {
    const [evening, morning] = [new Date(2026, 4, 20, 18), new Date(2026, 4, 21, 8, 30)].map(Number) as [number, number];
    expect(await picked(/^Tomorrow/, evening, morning)).toBe(new Date(2026, 4, 22, 9).toISOString());
  });

  test('is tomorrow where Monday was drawn on Saturday and is pressed on Sunday', async () => {
    const [saturday, sunday] = [new Date(2026, 4, 23, 18), new Date(2026, 4, 24, 8)].map(Number) as [number, number];
    expect(await picked(/^Mon, /, saturday, sunday)).toBe(new Date(2026, 4, 25, 9).toISOString());
  });
});
