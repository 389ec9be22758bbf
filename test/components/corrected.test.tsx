// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { able, card, edit, found, person } from '../gallery/views';
import { showPanel } from './show';

const change = {
  kind: 'follow-up' as const,
  followUp: { text: '约了周六', at: '2026-05-20T10:00:00Z', kind: null, remindAt: null, stage: null },
};
const corrected = (unsure: boolean) =>
  edit(change, { state: { kind: 'rejected', problem: { kind: 'done-before', ...(unsure && { unsure: true as const }) } } });

async function show(unsure: boolean) {
  const waiting = corrected(unsure);
  const outbox = [{ edit: waiting, customer: '张伟' }];
  const { actions } = showPanel(person([card(found(), { connection: able, edits: [waiting] })]), { connections: [able], outbox });
  const list = await screen.findByRole('list', { name: 'Follow-ups' });
  await within(list).findByText('约了周六');
  return { actions, list, waiting };
}

test('a follow-up whose first version was written asks whether it is to be written, too', async () => {
  const { actions, list, waiting } = await show(false);
  await within(list).findByText(/was written already/);
  expect(within(list).queryByRole('button', { name: 'Retry' })).toBeNull();
  fireEvent.click(within(list).getByRole('button', { name: 'Write this one, too' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(waiting.id);
  fireEvent.click(within(list).getByRole('button', { name: 'Leave the first' }));
  expect(actions.discard).toHaveBeenCalledExactlyOnceWith(waiting.id);
});

test('where nothing tells whether the CRM has it, nothing is said to be there', async () => {
  const { actions, list, waiting } = await show(true);
  await within(list).findByText(/may have this already/);
  expect(within(list).queryByRole('button', { name: 'Leave the first' })).toBeNull();
  fireEvent.click(within(list).getByRole('button', { name: 'Discard' }));
  expect(actions.discard).toHaveBeenCalledExactlyOnceWith(waiting.id);
});

test('the outbox asks the same', async () => {
  const { actions, waiting } = await show(false);
  fireEvent.click(screen.getByRole('button', { name: /not accepted/ }));
  const outbox = await screen.findByRole('region', { name: 'Outbox' });
  fireEvent.click(within(outbox).getByRole('button', { name: 'Write this one, too' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(waiting.id);
});
