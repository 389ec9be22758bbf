// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { LIMITS } from '../../lib/model/limits';
import { panelActions } from '../gallery/actions';
import { able, book, card, found, main, person } from '../gallery/views';
import { showOptions, showPanel } from './show';

async function press(role: 'button' | 'menuitem', name: string | RegExp): Promise<void> {
  const target = await screen.findByRole(role, { name });
  await act(async () => void fireEvent.click(target));
}

/** What a box takes at most, by its label. */
async function most(label: string | RegExp): Promise<number> {
  return Number((await screen.findByLabelText(label, { selector: 'input, textarea' })).getAttribute('maxlength'));
}

const open = (view = person([card(found(), { connection: able })])) => showPanel(view, { connections: [able] });

test('the boxes of a card take as much as the worker does', async () => {
  open();
  expect(await most('Remark')).toBe(LIMITS.text);
  expect(await most('Add tag')).toBe(LIMITS.short);
});

test('a follow-up takes as much as the worker does', async () => {
  open();
  await press('button', 'Add follow-up');
  expect(await most('What happened')).toBe(LIMITS.followUp);
});

test('the search and its filters take as much as the worker does', async () => {
  open();
  await press('button', 'Search');
  expect((await screen.findByRole('searchbox')).getAttribute('maxlength')).toBe(String(LIMITS.short));
  await press('button', 'Filters');
  expect(await most(/^Phone/)).toBe(LIMITS.short);
});

test('a new customer takes as much as the worker does', async () => {
  showPanel(person([card({ kind: 'none' }, { connection: book })]), { connections: [book] });
  await press('button', 'Add');
  expect(await most(/^Name/)).toBe(LIMITS.short);
  expect(await most(/^Company/)).toBe(LIMITS.short);
  expect(await most(/^Remark/)).toBe(LIMITS.text);
});

test('the number of a caller takes as much as the worker does', async () => {
  open();
  await press('button', 'More');
  await press('menuitem', 'Calls');
  expect(await most('Phone number')).toBe(LIMITS.short);
});

test('the name of a connection and a passphrase take as much as the worker does', async () => {
  showOptions([main]);
  await press('button', 'Rename 探马');
  expect(await most(/探马/)).toBe(LIMITS.short);
  await press('button', 'Set a passphrase');
  expect(await most('New passphrase')).toBe(LIMITS.passphrase);
});

test('what the worker refuses as too long is said with how long it is and may be, and can be mended', async () => {
  const problem = { kind: 'too-long', what: 'remark', length: 20_001, most: 20_000 } as const;
  showPanel(person([card(found())]), { actions: { ...panelActions, submit: () => Promise.resolve(problem) } });
  const box = await screen.findByLabelText<HTMLTextAreaElement>('Remark', { selector: 'textarea' });
  fireEvent.input(box, { target: { value: 'typed' } });
  await act(async () => void fireEvent.blur(box));
  expect(await screen.findByText(/Remark too long: 20001 characters, at most 20000/)).toBeDefined();
  expect(box.value).toBe('typed');
});
