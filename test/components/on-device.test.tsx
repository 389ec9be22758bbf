// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { BesideView } from '../../lib/model/beside';
import { customer, NOW, tag } from '../gallery/people';
import { able, book, card, connection, found, person } from '../gallery/views';
import { reminders } from '../gallery/work';
import { showPanel } from './show';

const reads = connection({ can: { ...able.can, changes: [], addFollowUp: false, newTags: false } });
const EMPTY: BesideView = { ref: { connection: 'main', id: 'c-1' }, at: NOW, note: null, tags: [], followUps: [] };
const FULL: BesideView = {
  ...EMPTY,
  note: '孩子明年高考',
  tags: [{ ...tag('老家长'), id: '' }],
  followUps: [{ id: 'f1', text: '约了回电', at: '2026-01-04T02:00:00.000Z', by: null, kind: null, remindAt: null, automatic: false }],
};

function open(beside: BesideView | undefined, to = reads) {
  const body = found({ customer: customer({ remark: null }), ...(beside && { beside }) });
  return showPanel(person([card(body, { connection: to })]), { connections: [to] });
}
const part = () => screen.findByRole('region', { name: 'On this device only' });
const press = (button: HTMLElement) => act(async () => void fireEvent.click(button));

test('what a CRM does not take can be written beside its customer, marked as what this browser alone has', async () => {
  const { actions } = open(EMPTY);
  const region = within(await part());
  expect(region.getByText(`Kept in this browser alone; ${reads.name} does not have it.`)).toBeDefined();
  await press(region.getByRole('button', { name: 'Note' }));
  const note = region.getByRole('textbox', { name: 'Note' });
  expect(document.activeElement).toBe(note);
  fireEvent.input(note, { target: { value: '爱喝茶' } });
  await act(async () => void fireEvent.blur(note));
  const ref = { connection: 'main', id: 'c-1' };
  expect(actions.changeBeside).toHaveBeenLastCalledWith(expect.objectContaining(ref), { kind: 'note', text: '爱喝茶' });
  await press(region.getByRole('button', { name: 'Add follow-up' }));
  fireEvent.input(await region.findByRole('textbox', { name: 'What happened' }), { target: { value: '回电' } });
  await act(async () => void fireEvent.submit(region.getByRole('form', { name: 'Add follow-up' })));
  expect(actions.changeBeside).toHaveBeenLastCalledWith(expect.objectContaining(ref), {
    kind: 'add-follow-up',
    followUp: { id: expect.any(String), text: '回电', at: new Date(NOW).toISOString(), remindAt: null },
  });
  expect(actions.submit).not.toHaveBeenCalled();
  await waitFor(() => expect(region.queryByRole('form')).toBeNull());
});

test('what is there is shown, changed and deleted, and the single keys lead to it', async () => {
  const { actions } = open(FULL);
  const region = within(await part());
  const note = region.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' });
  expect(note.value).toBe('孩子明年高考');
  fireEvent.keyDown(document.body, { key: 'r' });
  expect(document.activeElement).toBe(note);
  await press(region.getByRole('button', { name: /老家长/ }));
  expect(actions.changeBeside).toHaveBeenLastCalledWith(expect.anything(), { kind: 'remove-tag', tag: FULL.tags[0] });
  await press(region.getByRole('button', { name: 'Delete: 约了回电' }));
  expect(actions.changeBeside).toHaveBeenLastCalledWith(expect.anything(), { kind: 'remove-follow-up', id: 'f1' });
  expect(document.activeElement?.closest('[data-beside]')).not.toBeNull();
});

test('what could not be stored is said there', async () => {
  const { actions } = open(FULL);
  const region = within(await part());
  vi.mocked(actions.changeBeside).mockResolvedValue({ kind: 'storage-full' });
  await press(region.getByRole('button', { name: 'Delete: 约了回电' }));
  expect(await region.findByText(/disk|storage/i)).toBeDefined();
});

test('a CRM that takes everything shows what was left there once, and begins nothing; a book has no such part', async () => {
  const { unmount } = open(FULL, able);
  const region = within(await part());
  expect(region.queryByRole('button', { name: 'Add follow-up' })).toBeNull();
  expect(region.queryByRole('combobox')).toBeNull();
  unmount();
  const { actions, update } = open(EMPTY, able);
  await waitFor(() => expect(actions.openBeside).toHaveBeenCalled());
  expect(screen.queryByRole('region', { name: 'On this device only' })).toBeNull();
  update({ view: person([card(found({ beside: FULL }), { connection: book })]), connections: [book] });
  expect(screen.queryByRole('region', { name: 'On this device only' })).toBeNull();
});

test('a reminder of such a follow-up says in the list of the day where it stands', async () => {
  const [first, ...others] = reminders;
  showPanel(person([card(found(), { connection: able })]), {
    connections: [able],
    reminders: [{ ...first!, onDevice: true as const }, ...others],
  });
  await press(await screen.findByRole('button', { name: /reminders? today$/ }));
  await screen.findByRole('region', { name: 'Today' });
  expect(screen.getAllByText('On this device only')).toHaveLength(1);
});
