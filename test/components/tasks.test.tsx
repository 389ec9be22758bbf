// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Problem } from '../../lib/model/problem';
import { answering, answers, panelActions } from '../gallery/actions';
import { able, card, found, person } from '../gallery/views';
import { showPanel } from './show';

const UNSURE =
  'It is not known whether it was added. If you press again, Kebian looks first: nothing is added and nobody is asked for friendship twice.';

async function press(role: 'button' | 'menuitem', name: string): Promise<void> {
  const target = await screen.findByRole(role, { name });
  await act(async () => void fireEvent.click(target));
}

/** Adds a task whose call ends so; `lists` are the questions for the colleagues who have tasks. */
async function add(problem: Problem | null) {
  const lists = vi.fn(answers.taskPeople);
  const actions = { ...panelActions, ...answering({ taskPeople: lists }), order: () => Promise.resolve(problem) };
  showPanel(person([card(found(), { connection: able })]), { connections: [able], actions });
  await press('button', 'More');
  await press('menuitem', 'Tasks');
  await press('button', 'Add task');
  const form = await screen.findByRole('form', { name: 'Add task' });
  for (const name of ['Name', 'Phone', 'Place']) fireEvent.input(within(form).getByRole('textbox', { name }), { target: { value: '1' } });
  const before = lists.mock.calls.length;
  await act(async () => void fireEvent.submit(form));
  return { form, asked: () => lists.mock.calls.length - before };
}

test('a task of which nobody knows whether it was added is said to be so, and the lists are loaded again to be looked at', async () => {
  const { form, asked } = await add({ kind: 'timed-out', seconds: 15 });
  expect(within(form).getByText(UNSURE)).toBeDefined();
  await vi.waitFor(() => expect(asked()).toBe(1));
});

test('a task that the CRM has refused was not added', async () => {
  const { form, asked } = await add({ kind: 'refused', message: '姓名太长' });
  expect(within(form).queryByText(UNSURE)).toBeNull();
  expect(within(form).getByText(/姓名太长/)).toBeDefined();
  expect(asked()).toBe(0);
});
