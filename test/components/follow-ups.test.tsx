// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { inOrder } from '../../components/follow-ups/order';
import type { FormerName } from '../../lib/model/reminder';
import { panelActions } from '../gallery/actions';
import { NOW, customer, fields, stageField } from '../gallery/people';
import { able, card, connection, edit, found, main, person } from '../gallery/views';
import { followUps, reminders } from '../gallery/work';
import { click } from './controls';
import { showPanel } from './show';

const ref = { connection: 'main', id: 'c-1' };
const view = person([card(found({ customer: customer({ fields: [stageField, ...fields] }) }), { connection: able })]);
const lines = async () => {
  const list = await screen.findByRole('list', { name: 'Follow-ups' });
  await within(list).findByText('电话沟通交期，对方接受 15 天');
  return within(list).getAllByRole('listitem');
};
const text = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'What happened' });
const openForm = () => act(async () => void fireEvent.keyDown(document.body, { key: 'f' }));

test('the timeline has what is still to be done first, and marks what the CRM wrote itself', async () => {
  showPanel(view, { connections: [able] });
  const [first, second, third] = await lines();
  expect(first!.textContent).toContain('发报价单');
  expect(first!.textContent).toContain('reminder by 李磊');
  expect(second!.textContent).toContain('李磊');
  expect(third!.textContent).toContain('automatic record');
});

test('hostile text in a follow-up is shown as text', async () => {
  showPanel(view, { connections: [able] });
  await lines();
  await click('Show 1 more');
  expect(screen.getByText(/<img src=x onerror=alert\(1\)>/)).toBeDefined();
  expect(document.querySelector('ol img')).toBeNull();
});

test('the key F opens the form, and what was written goes into the outbox with kind and reminder, the stage as an edit of its own', async () => {
  const { actions } = showPanel(view, { connections: [able] });
  await openForm();
  fireEvent.input(await text(), { target: { value: ' 寄了样品 ' } });
  fireEvent.change(await screen.findByLabelText(/^Kind/), { target: { value: '2' } });
  fireEvent.input(screen.getByLabelText(/^Remind me/), { target: { value: '2026-05-21T09:00' } });
  const form = screen.getByRole('form', { name: 'Add follow-up' });
  fireEvent.change(within(form).getByLabelText(/^Stage/), { target: { value: '4' } });
  await click('Save');
  const followUp = {
    text: '寄了样品',
    at: new Date(NOW).toISOString(),
    kind: '2',
    remindAt: new Date('2026-05-21T09:00').toISOString(),
    stage: null,
  };
  const moved = (value: unknown) => ({ kind: 'field', field: stageField.id, value });
  await waitFor(() => expect(actions.submit).toHaveBeenCalledTimes(2));
  expect(actions.submit).toHaveBeenCalledWith(ref, { kind: 'follow-up', followUp }, undefined, expect.any(String));
  // Over what the person saw: where a colleague has moved it meanwhile, they are asked.
  expect(actions.submit).toHaveBeenLastCalledWith(ref, moved('4'), moved(stageField.value), expect.any(String));
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
});

test('nothing is sent without a text', async () => {
  const { actions } = showPanel(view, { connections: [able] });
  await openForm();
  await text();
  await click('Save');
  expect(actions.submit).not.toHaveBeenCalled();
});

test('what is half written is still there after another tab was looked at, and for that customer alone', async () => {
  const { update } = showPanel(view, { connections: [able] });
  await openForm();
  fireEvent.input(await text(), { target: { value: '写到一半' } });
  update({ view: { kind: 'no-chat-page' } });
  expect(screen.queryByDisplayValue('写到一半')).toBeNull();
  update({ view: person([card(found({ customer: customer({ id: 'c-2' }) }), { connection: able })]) });
  expect(screen.queryByRole('form')).toBeNull();
  update({ view });
  expect((await text()).value).toBe('写到一半');
});

test('a follow-up on its way stands in the timeline, and a refused one can be sent again', async () => {
  const change = {
    kind: 'follow-up' as const,
    followUp: { text: '刚写的', at: '2026-05-20T14:00:00+08:00', kind: null, remindAt: null, stage: null },
  };
  const refused = edit(change, { state: { kind: 'rejected', problem: { kind: 'forbidden' } } });
  const { actions } = showPanel(person([card(found(), { connection: able, edits: [refused] })]), { connections: [able] });
  const line = screen.getByText('刚写的').closest('li')!;
  expect(line.textContent).toContain('Not accepted');
  fireEvent.click(within(line).getByRole('button', { name: 'Retry' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(refused.id);
});

test('the timeline is read anew once the CRM has taken a follow-up', async () => {
  const change = {
    kind: 'follow-up' as const,
    followUp: { text: '刚写的', at: '2026-05-20T14:00:00+08:00', kind: null, remindAt: null, stage: null },
  };
  const { actions, update } = showPanel(person([card(found(), { connection: able, edits: [edit(change)] })]), { connections: [able] });
  await lines();
  expect(actions.followUps).toHaveBeenCalledExactlyOnceWith(ref, null, false);
  update({ view: person([card(found(), { connection: able })]) });
  await waitFor(() => expect(actions.followUps).toHaveBeenLastCalledWith(ref, null, true));
});

test('a chat that is only passed by costs no call', async () => {
  vi.useFakeTimers();
  const { actions, unmount } = showPanel(view, { connections: [able] });
  await vi.advanceTimersByTimeAsync(300);
  unmount();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(actions.followUps).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test('a timeline that is known is there at once, and nobody is asked', async () => {
  vi.useFakeTimers();
  const known = { items: followUps, next: null, total: null };
  const asked = vi.fn(panelActions.followUps);
  showPanel(view, { connections: [able], actions: { ...panelActions, followUps: asked, knownFollowUps: () => known } });
  expect(within(screen.getByRole('list', { name: 'Follow-ups' })).getByText('电话沟通交期，对方接受 15 天')).toBeDefined();
  await act(async () => void (await vi.advanceTimersByTimeAsync(2_000)));
  expect(asked).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test('a place is only held for a timeline that lets one wait', async () => {
  vi.useFakeTimers();
  const slow = { ...panelActions, followUps: () => new Promise<never>(() => undefined) };
  showPanel(view, { connections: [able], actions: slow });
  const held = () => screen.getByRole('group', { name: 'Follow-ups' }).querySelector('[aria-hidden] > .skeleton')!.parentElement!;
  await act(async () => void (await vi.advanceTimersByTimeAsync(450)));
  expect(held().classList).toContain('invisible');
  await act(async () => void (await vi.advanceTimersByTimeAsync(100)));
  expect(held().classList).not.toContain('invisible');
  vi.useRealTimers();
});

test('where the CRM has no follow-ups there is no place for them, and where none can be added no button', async () => {
  showPanel(person([card(found())]));
  expect(screen.queryByRole('group', { name: 'Follow-ups' })).toBeNull();
  const reading = connection({ can: { ...main.can, followUps: true } });
  showPanel(person([card(found(), { connection: reading })]), { connections: [reading] });
  await lines();
  expect(screen.queryByRole('button', { name: 'Add follow-up' })).toBeNull();
});

test('the stage is a choice, and not among the fields a second time', () => {
  const { actions } = showPanel(view, { connections: [able] });
  fireEvent.change(screen.getByLabelText('Stage'), { target: { value: '5' } });
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'field', field: 'status', value: '5' });
  expect(screen.queryByText('销售阶段')).toBeNull();
});

test.each<[string, FormerName, string]>([
  ['its name', { name: '上海团队', product: main.providerName }, 'Of “上海团队”, which is not connected any longer'],
  ['its product', { name: '', product: main.providerName }, 'Of “Tanma SCRM”, which is not connected any longer'],
  ['neither', { name: '', product: null }, 'Of a connection that was removed'],
])('a reminder of a connection that is there no longer says so by %s', async (_, former, text) => {
  showPanel(view, { connections: [able], reminders: [{ ...reminders[0]!, former }] });
  await click('1 reminder today');
  expect(await screen.findByText(text)).toBeDefined();
});

test('a card that waits for its turn says how long', () => {
  const waiting = connection({ waitingUntil: NOW + 8_000 });
  showPanel(person([card({ kind: 'looking-up' }, { connection: waiting })]), { connections: [waiting] });
  expect(screen.getByText('Waiting 8 seconds for our turn')).toBeDefined();
});

test('open reminders come in the order in which they are due, whatever the order in which they came', () => {
  const at = (id: string, remindAt: string | null) => ({ ...followUps[0]!, id, remindAt });
  const day = 86_400_000;
  const later = new Date(NOW + 2 * day).toISOString();
  const soon = new Date(NOW + day).toISOString();
  const past = new Date(NOW - 3 * day).toISOString();
  expect(inOrder([at('past', past), at('later', later), at('none', null), at('soon', soon)], NOW).map(({ id }) => id)).toEqual([
    'soon',
    'later',
    'past',
    'none',
  ]);
});

test('a timeline that cannot be read says why, and can be asked for again', async () => {
  const failing = { ...panelActions, followUps: vi.fn(() => Promise.reject(new Error('x'))) };
  showPanel(view, { connections: [able], actions: failing });
  const place = screen.getByRole('group', { name: 'Follow-ups' });
  fireEvent.click(await within(place).findByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(failing.followUps).toHaveBeenCalledTimes(2));
});
