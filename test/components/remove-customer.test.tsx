// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Counts } from '../../lib/model/former';
import { customer } from '../gallery/people';
import { able, card, found, person } from '../gallery/views';
import { showPanel } from './show';

const COUNTS: Counts = { edits: 2, links: 1, reminders: 1, followUps: 0, beside: 0, customers: 0 };
const NONE: Counts = { edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 };

async function begin(more = {}) {
  const { actions } = showPanel(person([card(found(more), { connection: able })]), { connections: [able] });
  vi.mocked(actions.countAbout).mockResolvedValue(COUNTS);
  return {
    actions,
    open: async () => {
      fireEvent.click(await screen.findByRole('button', { name: 'Delete customer' }));
      fireEvent.input(await screen.findByLabelText(/to confirm/), { target: { value: '张伟' } });
    },
  };
}

const dialog = () => screen.getByRole('alertdialog', { name: 'Delete customer' });
const yes = () => within(dialog()).getByRole('button', { name: 'Delete' }) as HTMLButtonElement;
const asks = (text: string) => waitFor(() => expect(dialog().textContent).toContain(text));
const press = () => act(async () => void fireEvent.click(yes()));

test('the question before a customer is deleted counts what goes along that no CRM has', async () => {
  const { actions, open } = await begin();
  await open();
  await asks('2 unsent edits, 1 link, 1 reminder');
  await press();
  expect(actions.removeCustomer).toHaveBeenCalledExactlyOnceWith({ connection: 'main', id: 'c-1' }, COUNTS);
});

test.each([
  ['a CRM', able, 'for everybody', 'on this computer'],
  ['the local book', { ...able, provider: 'local' }, 'on this computer', 'for everybody'],
])('the question says where a customer of %s goes', async (_name, connection, says, never) => {
  showPanel(person([card(found(), { connection })]), { connections: [connection] });
  fireEvent.click(await screen.findByRole('button', { name: 'Delete customer' }));
  await asks(says);
  expect(dialog().textContent).not.toContain(never);
});

test('nothing is said of what would go where there is nothing', async () => {
  const { actions, open } = await begin();
  vi.mocked(actions.countAbout).mockResolvedValue(NONE);
  await open();
  await waitFor(() => expect(yes().disabled).toBe(false));
  expect(dialog().textContent).not.toMatch(/goes with them|could not be counted|Counting/);
});

test('a customer cannot be deleted before everything is counted', async () => {
  const { actions, open } = await begin();
  const counting = Promise.withResolvers<Counts>();
  vi.mocked(actions.countAbout).mockReturnValue(counting.promise);
  await open();
  await asks('Counting');
  expect(yes().disabled).toBe(true);
  counting.resolve(NONE);
  await waitFor(() => expect(yes().disabled).toBe(false));
});

test('the question is asked again with new numbers where there is more by now, and what was typed stays', async () => {
  const { actions, open } = await begin();
  vi.mocked(actions.removeCustomer).mockResolvedValueOnce({ kind: 'counted-otherwise' });
  await open();
  await asks('2 unsent edits');
  vi.mocked(actions.countAbout).mockResolvedValue({ ...COUNTS, edits: 3 });
  await press();
  await asks('3 unsent edits');
  await asks('more by now');
  await press();
  expect(actions.removeCustomer).toHaveBeenLastCalledWith({ connection: 'main', id: 'c-1' }, { ...COUNTS, edits: 3 });
});

test('where nothing can be counted it is said why, and nothing can be deleted until it is counted', async () => {
  const { actions, open } = await begin();
  vi.mocked(actions.countAbout).mockResolvedValueOnce({ kind: 'unexpected', where: 'panel' });
  await open();
  await asks('could not be counted');
  expect(yes().disabled).toBe(true);
  fireEvent.click(within(dialog()).getByRole('button', { name: 'Retry' }));
  await asks('2 unsent edits');
});

test('a name that holds a sign of no width is typed as it is seen', async () => {
  const { actions, open } = await begin({ customer: customer({ name: '张\u200b伟\u2060' }) });
  await open();
  await waitFor(() => expect(yes().disabled).toBe(false));
  await press();
  expect(actions.removeCustomer).toHaveBeenCalledOnce();
});
