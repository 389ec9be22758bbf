// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Problem } from '../../lib/model/problem';
import type { DraftShelf } from '../../components/drafts';
import { draftKey, type FormDraft } from '../../lib/model/draft';
import { LIMITS } from '../../lib/model/limits';
import type { Reason } from '../../lib/model/match';
import { customer } from '../gallery/people';
import { book, card, edit, found, main, person } from '../gallery/views';
import { showPanel } from './show';

const waiting = edit({ kind: 'remark', text: '周五前要报价' }, { state: { kind: 'rejected', problem: { kind: 'not-found' } } });

function show(reasons: Reason[], more = {}) {
  const gone = card(found({ reasons, freshness: 'gone' }), { problem: { kind: 'not-found' }, ...more });
  return showPanel(person([gone]), { connections: [main, book] });
}

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

test('a customer who is gone is told as gone in strip and card, and nothing of them can be changed', async () => {
  show(['linked']);
  await screen.findByText(/探马 does not have this customer any more/);
  expect(within(screen.getByRole('banner')).getByText('No longer in the CRM')).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Remark' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Remove tag/ })).toBeNull();
});

test.each<[Reason, string, 'unlink' | 'refuse']>([
  ['linked', 'Unlink and look for another', 'unlink'],
  ['phone', 'Do not show', 'refuse'],
])('who was known by %s can be looked for again and given up', async (reason, name, what) => {
  const { actions } = show([reason]);
  await press('Look again');
  expect(actions.lookUpAgain).toHaveBeenCalledExactlyOnceWith('main');
  await press(name);
  expect(actions[what]).toHaveBeenCalledOnce();
});

test('the last known record is kept in the local book, with its mark and what was not written', async () => {
  const { actions } = show(['phone'], { edits: [waiting] });
  await press('Keep in 本地客户簿');
  const [connection, draft] = vi.mocked(actions.addCustomer).mock.calls[0]!;
  expect(connection).toBe('book');
  expect(draft).toMatchObject({ name: '张伟', company: '深圳华盛科技有限公司', phones: ['13800001111'] });
  expect(draft.remark).toMatch(/^\(No longer in 探马; as known on .*2026\)\n华盛采购负责人.*\nTags 高意向.*VIP\n.*周五前要报价$/s);
  await screen.findByText('Kept in 本地客户簿.');
  expect(screen.queryByRole('button', { name: 'Keep in 本地客户簿' })).toBeNull();
});

test('a record that is too long for a note loses the end of its remark, nothing that was typed, and says how much', async () => {
  const long = customer({ remark: '注'.repeat(LIMITS.text) });
  const gone = card(found({ reasons: ['phone'], freshness: 'gone', customer: long }), { problem: { kind: 'not-found' }, edits: [waiting] });
  const { actions } = showPanel(person([gone]), { connections: [main, book] });
  await press('Keep in 本地客户簿');
  const { remark } = vi.mocked(actions.addCustomer).mock.calls[0]![1];
  expect(remark).toHaveLength(LIMITS.text);
  expect(remark).toMatch(/周五前要报价$/);
  const lost = LIMITS.text - remark!.match(/注+/)![0].length;
  await screen.findByText(`Kept in 本地客户簿. It is too long for one note: ${lost} characters are not in it.`);
});

test('what stands in the way of keeping them is said, and it can be tried again', async () => {
  const { actions } = show(['phone']);
  vi.mocked(actions.addCustomer).mockResolvedValueOnce({ kind: 'storage-full' } satisfies Problem);
  await press('Keep in 本地客户簿');
  await screen.findByRole('status', { name: '' });
  await press('Keep in 本地客户簿');
  await screen.findByText('Kept in 本地客户簿.');
  const keys = vi.mocked(actions.addCustomer).mock.calls.map(([, , once]) => once);
  expect(new Set(keys).size).toBe(1);
});

test('what was still to be written stands there, to be tried again or given up', async () => {
  const { actions } = show(['linked'], { edits: [waiting] });
  const list = within(await screen.findByRole('region', { name: 'Changes that were not written' }));
  expect(list.getByText(/周五前要报价/)).toBeDefined();
  fireEvent.click(list.getByRole('button', { name: 'Retry' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(waiting.id);
  fireEvent.click(list.getByRole('button', { name: 'Discard' }));
  expect(actions.discard).toHaveBeenCalledExactlyOnceWith(waiting.id);
});

test('details that were not written stand there with what was typed', async () => {
  const phones = edit(
    { kind: 'details', details: { phones: ['13611112222'] } },
    { state: { kind: 'rejected', problem: { kind: 'not-found' } } },
  );
  show(['linked'], { edits: [phones] });
  const list = within(await screen.findByRole('region', { name: 'Changes that were not written' }));
  expect(list.getByText(/13611112222/)).toBeDefined();
});

test('what was half typed when they went stays in sight, to be copied, kept in the local book or given up', async () => {
  const kept = new Map<string, FormDraft>([
    ['follow-up main/c-1', { connection: 'main', typed: { text: '约了周五看样品' }, start: { text: '' }, once: 'f1' }],
    [
      'details main/c-1',
      { connection: 'main', typed: { name: '张伟', company: '华盛' }, start: { name: '张伟', company: '' }, once: 'f2' },
    ],
    ['tag main/c-1', { connection: 'main', typed: { tag: '' }, start: { tag: '' }, once: 'f3' }],
  ]);
  const drafts: DraftShelf = {
    read: (name) => kept.get(draftKey(name)) ?? null,
    write: (name, draft) => void (draft ? kept.set(draftKey(name), draft) : kept.delete(draftKey(name))),
  };
  const gone = card(found({ reasons: ['linked'], freshness: 'gone' }), { problem: { kind: 'not-found' } });
  const { actions } = showPanel(person([gone]), { connections: [main, book], drafts });
  const list = within(await screen.findByRole('region', { name: 'Half typed, not sent' }));
  expect(list.getAllByRole('listitem').map((one) => one.firstElementChild!.textContent)).toEqual(['约了周五看样品', '华盛']);
  fireEvent.click(list.getAllByRole('button', { name: 'Copy' })[0]!);
  expect(actions.copy).toHaveBeenCalledExactlyOnceWith('约了周五看样品');
  await press('Keep in 本地客户簿');
  expect(vi.mocked(actions.addCustomer).mock.calls[0]![1].remark).toMatch(/约了周五看样品\n华盛$/);
  fireEvent.click(list.getAllByRole('button', { name: 'Discard' })[0]!);
  await waitFor(() => expect(list.queryByText('约了周五看样品')).toBeNull());
  expect(kept.has('follow-up main/c-1')).toBe(false);
});
