// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { ProblemError } from '../../lib/model/problem';
import { answering, answers, panelActions } from '../gallery/actions';
import { able, card, found, person } from '../gallery/views';
import { showPanel } from './show';

async function click(name: string): Promise<void> {
  const button = await screen.findByRole('button', { name });
  await act(async () => void fireEvent.click(button));
}

test('what could not be loaded to narrow a search by is loaded when asked for again', async () => {
  const stopped = () => Promise.reject(new ProblemError({ kind: 'unexpected', where: 'bus' }));
  const sortings = vi.fn(answers.sortings).mockImplementationOnce(stopped);
  showPanel(person([card(found())]), { connections: [able], actions: { ...panelActions, ...answering({ sortings }) } });
  await click('Search');
  await click('Filters');
  await screen.findByText(/Something unexpected/);
  expect(screen.queryByLabelText('Order by')).toBeNull();
  await click('Retry');
  expect((await screen.findByLabelText<HTMLSelectElement>('Order by')).options.length).toBe(3);
  expect(screen.queryByText(/Something unexpected/)).toBeNull();
});
