// @vitest-environment happy-dom
import { fireEvent, render, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Popover } from '../../components/popover/popover';
import { TextsProvider } from '../../components/texts';
import type { Edit } from '../../lib/model/edit';
import type { Card, PopoverAbout } from '../../lib/model/view';
import { popoverTexts } from '../../locales/popover';
import { panelStates } from '../gallery/panel-states';
import { panelActions } from '../gallery/actions';
import { NOW } from '../gallery/people';
import { book, card, contact, edit, found, main, person } from '../gallery/views';
import { showOptions, showPanel } from './show';

const button = (name: RegExp | string) => screen.queryByRole('button', { name });

test.each(['broken-likely', 'broken-several'])(
  'the panel in the state "%s" says why, has a way on, and takes no decision',
  async (state) => {
    const { view, connections } = panelStates[state]!;
    const { actions } = showPanel(view, { connections: connections!, broken: true });
    expect(await screen.findByText(/cannot open its storage. Who the CRM knows by this name is shown/)).toBeTruthy();
    for (const name of ['Yes', 'No', 'This is the right customer', 'Add']) expect(button(name)).toBeNull();
    fireEvent.click(screen.getAllByRole('button', { name: 'Retry' })[0]!);
    expect(actions.tryStorage).toHaveBeenCalledOnce();
    fireEvent.click(screen.getAllByRole('button', { name: /settings/i })[0]!);
  },
);

test('the same cards can be decided where the storage is open', () => {
  const { view } = panelStates['several']!;
  showPanel(view);
  expect(screen.getAllByRole('button', { name: 'This is the right customer' }).length).toBe(2);
});

test('the panel after a loss leads to the settings', async () => {
  const { actions } = showPanel(panelStates['lost']!.view, { lost: true });
  const [open] = await screen.findAllByRole('button', { name: 'Open settings' });
  fireEvent.click(open!);
  expect(actions.openOptions).toHaveBeenCalledOnce();
});

test('edits that wait for a decision lead to the settings, once for each reason, and are not sent again by hand', async () => {
  const { view, outbox } = panelStates['held-back']!;
  const tried = outbox!.map((item) => ({ ...item, edit: { ...item.edit, attempts: 3 } }));
  const { actions } = showPanel(view, { outbox: tried });
  fireEvent.click(screen.getByRole('button', { name: /4/ }));
  const ways = await screen.findAllByRole('button', { name: 'Open settings' });
  expect(screen.getAllByRole('listitem').length).toBeGreaterThanOrEqual(4);
  expect(ways.length).toBe(3);
  expect(button('Retry')).toBeNull();
  fireEvent.click(ways[0]!);
  expect(actions.openOptions).toHaveBeenCalledOnce();
});

test('the settings page says why, and can try again or begin anew', async () => {
  const actions = showOptions([], {}, { vault: { kind: 'broken' } });
  expect(screen.getByRole('heading', { name: 'Kebian cannot open its storage' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(actions.tryStorage).toHaveBeenCalledOnce();
  expect(screen.queryByText('Everything that is kept here is in order.')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Wipe now' }));
  expect(await screen.findByText(/could not be counted/)).toBeTruthy();
});

test('the settings page locks while the storage cannot be opened, where there is a key to give up, and offers nothing else of the passphrase', () => {
  const actions = showOptions([], {}, { vault: { kind: 'broken', lock: 'open' } });
  fireEvent.click(screen.getByRole('button', { name: 'Lock now' }));
  expect(actions.lock).toHaveBeenCalledOnce();
  for (const name of ['Change passphrase', 'Remove passphrase']) expect(button(name)).toBeNull();
  for (const lock of [undefined, 'shut'] as const) {
    showOptions([], {}, { vault: { kind: 'broken', ...(lock && { lock }) } });
    expect(screen.getAllByRole('button', { name: 'Lock now' }).length).toBe(1);
  }
});

test('the settings page does not call in order what was lost', () => {
  showOptions([], {}, { storage: { setAside: [], fullAt: null, policyFaults: [], lostAt: NOW } });
  expect(screen.queryByText('Everything that is kept here is in order.')).toBeNull();
  expect(screen.getByText(/threw away what was kept here/)).toBeTruthy();
});

test.each<[string, PopoverAbout, Card | null]>([
  ['of the customer', { kind: 'customer' }, card(found())],
  ['of a number', { kind: 'phone', phone: '13800001111' }, null],
])('the popover %s says why, and has nothing to edit', (_, about, shown) => {
  const popover = (broken: boolean) => (
    <TextsProvider language="en">
      <Popover
        view={{ tab: 1, contact: contact(), about, owners: [] }}
        card={shown}
        last={null}
        texts={popoverTexts.en}
        broken={broken}
        actions={{ ...panelActions, copy: vi.fn(async () => undefined), openPanel: vi.fn(async () => undefined) }}
        matches={() => false}
        free
        now={() => NOW}
        onClose={vi.fn()}
      />
    </TextsProvider>
  );
  const { rerender } = render(popover(true));
  expect(screen.getByText(popoverTexts.en.storage)).toBeTruthy();
  expect(screen.queryAllByRole('textbox')).toEqual([]);
  rerender(popover(false));
  expect(screen.queryByText(popoverTexts.en.storage)).toBeNull();
  expect(main.can.changes).toContain('remark');
});

test('the outbox says that nothing can be done about the edits while the storage cannot be opened', async () => {
  const states: Edit['state'][] = [
    { kind: 'queued', problem: { kind: 'offline' } },
    { kind: 'rejected', problem: { kind: 'forbidden' } },
    { kind: 'conflict', theirs: { kind: 'remark', text: '别人的' } },
    { kind: 'rejected', problem: { kind: 'done-before' } },
  ];
  const written = { text: '约了周六', at: '2026-05-20T10:00:00Z', kind: null, remindAt: null, stage: null };
  const outbox = states.map((state, at) => {
    const change: Edit['change'] = at === 3 ? { kind: 'follow-up', followUp: written } : { kind: 'remark', text: `新的 ${at}` };
    return { customer: '张伟', edit: edit(change, { id: `e${at}`, attempts: 2, state }) };
  });
  const { view, connections } = panelStates['broken-likely']!;
  const { actions, update } = showPanel(view, { connections: connections!, broken: true, outbox });
  fireEvent.click(screen.getByRole('button', { name: /not accepted/ }));
  const shown = within(await screen.findByRole('region', { name: 'Outbox' }));
  expect(shown.getByText(/these edits are kept, and none can be tried again/)).toBeTruthy();
  expect(shown.getAllByRole('button').map((one) => one.getAttribute('aria-label') ?? one.textContent)).toEqual(['Close', 'Retry']);
  fireEvent.click(shown.getByRole('button', { name: 'Retry' }));
  expect([actions.tryStorage, actions.retry].map((one) => vi.mocked(one).mock.calls.length)).toEqual([1, 0]);
  update({ broken: false });
  expect(shown.getAllByRole('button', { name: 'Discard' }).length).toBeGreaterThan(0);
});

test('a customer who is gone can be looked for again while the storage cannot be opened, and nothing else', async () => {
  const refused = edit({ kind: 'remark', text: '新' }, { state: { kind: 'rejected', problem: { kind: 'not-found' } } });
  const gone = found({ certainty: 'likely', reasons: ['linked'], freshness: 'gone' });
  const unopened = { ...main, problem: { kind: 'storage-broken' as const } };
  showPanel(person([card(gone, { connection: unopened, problem: { kind: 'not-found' }, edits: [refused] })]), {
    connections: [unopened, { ...book, problem: { kind: 'storage-broken' } }],
    broken: true,
  });
  expect(await screen.findByRole('button', { name: 'Look again' })).toBeTruthy();
  for (const name of [/^Keep in/, 'Unlink and look for another', 'Do not show', 'Discard', 'Delete customer'])
    expect(button(name)).toBeNull();
});

test('the list of reminders says that none can be marked as done while the storage cannot be opened', async () => {
  const { view, connections } = panelStates['broken-likely']!;
  const reminder = { id: 'r', ref: { connection: 'main', id: 'c-1' }, customer: '张伟', text: '回电', at: NOW - 60_000, notified: true };
  const { actions } = showPanel(view, { connections: connections!, broken: true, reminders: [reminder] });
  fireEvent.click(screen.getByRole('button', { name: '1 reminder today' }));
  const list = within(await screen.findByRole('region', { name: 'Today' }));
  expect(list.getByText(/the reminders are kept, and none can be marked as done/)).toBeTruthy();
  expect(list.queryByRole('button', { name: /^Done/ })).toBeNull();
  fireEvent.click(list.getByRole('button', { name: 'Retry' }));
  expect(actions.tryStorage).toHaveBeenCalled();
});
