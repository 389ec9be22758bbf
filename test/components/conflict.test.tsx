// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import type { Change, Edit } from '../../lib/model/edit';
import { customer, fields, NOW, stageField } from '../gallery/people';
import { card, edit, found, person } from '../gallery/views';
import { button } from './controls';
import { showPanel } from './show';

const remark = (text: string): Change => ({ kind: 'remark', text });
const crossed = edit(remark('周五前要报价'), {
  id: 'x',
  base: remark('要报价'),
  state: { kind: 'conflict', theirs: remark('周二前要报价') },
});
const viewWith = (...edits: Edit[]) => person([card(found({ customer: customer({ remark: '周二前要报价' }) }), { edits })]);
const shown = () => screen.findByRole('group', { name: /Somebody else changed this too \(Remark\)/ });

describe('a remark that somebody else has changed too', () => {
  test('shows both texts, what was there before, and what is different', async () => {
    showPanel(viewWith(crossed));
    const box = await shown();
    expect(within(box).getByRole('group', { name: 'In the CRM' }).textContent).toContain('周二前要报价');
    expect(within(box).getByRole('group', { name: 'Yours' }).textContent).toContain('周五前要报价');
    expect(box.textContent).toContain('Before: 要报价');
    expect([...box.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['二', '五']);
  });

  test('is read out once', async () => {
    const before = edit(remark('周五前要报价'), { id: 'x' });
    const { update } = showPanel(viewWith(before), { outbox: [{ edit: before, customer: '张伟' }] });
    update({ view: viewWith(crossed), outbox: [{ edit: crossed, customer: '张伟' }] });
    const said = screen.getAllByRole('status').at(-1)!;
    await waitFor(() => expect(said.textContent).toBe('Somebody else changed 张伟 too. Please choose which one stays.'));
  });

  test('is given up, written, or written together, and the focus goes to the remark', async () => {
    const { actions } = showPanel(viewWith(crossed));
    await shown();
    fireEvent.click(button('Keep theirs'));
    expect(actions.discard).toHaveBeenCalledExactlyOnceWith(crossed.id);
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Remark' }));
    fireEvent.click(button('Write mine'));
    expect(actions.resolve).toHaveBeenLastCalledWith(crossed.id, remark('周五前要报价'));
    fireEvent.click(button('Merge both…'));
    const merged = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Merged remark' });
    expect(document.activeElement).toBe(merged);
    expect(merged.value).toBe('周二前要报价\n周五前要报价');
    fireEvent.input(merged, { target: { value: '周二报价，周五开会' } });
    fireEvent.click(button('Write merged text'));
    expect(actions.resolve).toHaveBeenLastCalledWith(crossed.id, remark('周二报价，周五开会'));
  });

  test('Esc leaves the merging and nothing is written', async () => {
    const { actions } = showPanel(viewWith(crossed));
    await shown();
    fireEvent.click(button('Merge both…'));
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Merged remark' }), { key: 'Escape' });
    expect(screen.queryByRole('textbox', { name: 'Merged remark' })).toBeNull();
    expect(actions.resolve).not.toHaveBeenCalled();
  });

  test('stands in the outbox too, for customers whose chat is not open', async () => {
    const { actions } = showPanel(person([card(found())]), { outbox: [{ edit: crossed, customer: '李雷' }] });
    fireEvent.click(button('1 to decide'));
    await shown();
    fireEvent.click(button('Write mine'));
    expect(actions.resolve).toHaveBeenCalledExactlyOnceWith(crossed.id, remark('周五前要报价'));
  });
});

test('a stage that somebody else has moved is shown by the names of the stages', async () => {
  const [first, second] = stageField.options;
  const change: Change = { kind: 'field', field: stageField.id, value: first!.id };
  const theirs: Change = { kind: 'field', field: stageField.id, value: second!.id };
  const moved = edit(change, { state: { kind: 'conflict', theirs } });
  showPanel(person([card(found({ customer: customer({ fields: [stageField, ...fields] }) }), { edits: [moved] })]));
  const box = await screen.findByRole('group', { name: /\(Stage\)/ });
  expect(within(box).getByRole('group', { name: 'In the CRM' }).textContent).toContain(second!.name);
  expect(within(box).getByRole('group', { name: 'Yours' }).textContent).toContain(first!.name);
});

describe('the change that was made last', () => {
  const made = edit(remark('新'), { base: remark('旧'), madeAt: NOW - 2_000, attempts: 1 });
  const view = person([card(found())]);

  test('can be taken back after it was saved, with a key too, and does not take the focus', async () => {
    const { actions } = showPanel(view, { lastMade: { edit: made, customer: '张伟', accepted: true, also: [] } });
    const strip = await screen.findByRole('group', { name: 'Last change' });
    expect(strip.contains(document.activeElement)).toBe(false);
    fireEvent.click(within(strip).getByRole('button', { name: 'Undo' }));
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(vi.mocked(actions.undo).mock.calls).toEqual([[made.id], [made.id]]);
  });

  test('is offered for ten seconds, and longer only while somebody is about to press it', async () => {
    let now = NOW;
    const late = { ...made, madeAt: NOW - 9_950 };
    showPanel(view, { lastMade: { edit: late, customer: null, accepted: true, also: [] }, now: () => now });
    const undo = await screen.findByRole('button', { name: 'Undo' });
    undo.focus();
    now = NOW + 60_000;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(screen.getByRole('button', { name: 'Undo' })).toBe(undo);
    undo.blur();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  });

  test('says so where it is a follow-up that was written: nothing can take that back', async () => {
    const followUp = { text: 'met', at: '2026-01-01T00:00:00Z', kind: null, remindAt: null, stage: null };
    const written = edit({ kind: 'follow-up', followUp }, { madeAt: NOW - 1_000 });
    showPanel(view, { lastMade: { edit: written, customer: null, accepted: true, also: [] } });
    expect(await screen.findByText('Written already; it cannot be undone')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  test('is told together with the key when it was saved', async () => {
    const { update } = showPanel(view, {
      outbox: [{ edit: made, customer: null }],
      lastMade: { edit: made, customer: null, accepted: false, also: [] },
    });
    update({ outbox: [], lastMade: { edit: made, customer: null, accepted: true, also: [] } });
    await waitFor(() => expect(screen.getAllByRole('status').at(-1)!.textContent).toBe('Saved. Press U to undo.'));
  });
});
