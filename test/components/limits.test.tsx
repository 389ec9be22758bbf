// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../lib/model/limits';
import { panelActions } from '../gallery/actions';
import { customer } from '../gallery/people';
import { able, book, card, found, main, person } from '../gallery/views';
import { showOptions, showPanel } from './show';

async function press(role: 'button' | 'menuitem', name: string | RegExp): Promise<void> {
  const target = await screen.findByRole(role, { name });
  await act(async () => void fireEvent.click(target));
}

const boxOf = (label: string | RegExp) => screen.findByLabelText<HTMLInputElement>(label, { selector: 'input, textarea' });

/** Pastes three characters more than are taken: nothing is cut off, and what is too much is said; gone once it is shorter. */
async function takes(label: string | RegExp, most: number): Promise<void> {
  const box = await boxOf(label);
  expect(box.hasAttribute('maxlength')).toBe(false);
  const paste = (value: string) => act(async () => void fireEvent.input(box, { target: { value } }));
  await paste('长'.repeat(most + 3));
  expect((await boxOf(label)).value).toBe('长'.repeat(most + 3));
  expect(screen.getByText(new RegExp(`^Too long by 3: ${most + 3} characters of at most ${most}\\.`))).toBeDefined();
  await paste('长'.repeat(most));
  expect(screen.queryByText(/^Too long by/)).toBeNull();
}

const open = (view = person([card(found(), { connection: able })])) => showPanel(view, { connections: [able] });

test('the boxes of a card cut nothing off, and say what is too much', async () => {
  open();
  await takes('Remark', LIMITS.text);
  await takes('Add tag', LIMITS.short);
});

test('a follow-up cuts nothing off', async () => {
  open();
  await press('button', 'Add follow-up');
  await takes('What happened', LIMITS.followUp);
});

test('the search takes as much as the worker does, and its filters cut nothing off', async () => {
  open();
  await press('button', 'Search');
  expect((await screen.findByRole('searchbox')).getAttribute('maxlength')).toBe(String(LIMITS.short));
  await press('button', 'Filters');
  await takes(/^Phone/, LIMITS.short);
});

test('a new customer cuts nothing off', async () => {
  showPanel(person([card({ kind: 'none' }, { connection: book })]), { connections: [book] });
  await press('button', 'Add');
  await takes(/^Name/, LIMITS.short);
  await takes(/^Company/, LIMITS.short);
  await takes(/^Remark/, LIMITS.text);
});

test('the number of a caller is not cut off', async () => {
  open();
  await press('button', 'More');
  await press('menuitem', 'Calls');
  await takes('Phone number', LIMITS.short);
});

test('the name of a connection and a passphrase are not cut off', async () => {
  const actions = showOptions([main]);
  await press('button', 'Rename 探马');
  const box = await boxOf(/探马/);
  fireEvent.input(box, { target: { value: '长'.repeat(LIMITS.short + 1) } });
  await act(async () => void fireEvent.submit(box.form!));
  expect(actions.rename).not.toHaveBeenCalled();
  await takes(/探马/, LIMITS.short);
  await press('button', 'Set a passphrase');
  await takes('New passphrase', LIMITS.passphrase);
});

describe('a text that saves itself', () => {
  const long = '长'.repeat(LIMITS.text + 1);
  const showCard = (submit = vi.fn(async () => null)) => ({
    submit,
    ...showPanel(person([card(found())]), { actions: { ...panelActions, submit } }),
  });

  test('is not sent while it is too long, is there again after another chat, and is saved once it is shorter', async () => {
    const { submit, update } = showCard();
    const type = async (value: string) => {
      const box = await boxOf('Remark');
      await act(async () => void fireEvent.input(box, { target: { value } }));
      await act(async () => void fireEvent.blur(box));
    };
    await type(long);
    expect(submit).not.toHaveBeenCalled();
    update({ view: { kind: 'nothing-open' } });
    update({ view: person([card(found())]) });
    expect((await boxOf('Remark')).value).toBe(long);
    expect(screen.getByText(/^Too long by 1:/)).toBeDefined();
    await type(long.slice(1));
    expect(submit).toHaveBeenCalledExactlyOnceWith(expect.anything(), { kind: 'remark', text: long.slice(1) });
    expect(screen.queryByText(/^Too long by/)).toBeNull();
  });

  test('can be given up where it is too long', async () => {
    const { submit } = showCard();
    const box = await boxOf('Remark');
    const before = box.value;
    await act(async () => void fireEvent.input(box, { target: { value: long } }));
    await act(async () => void fireEvent.blur(box));
    await press('button', 'Discard');
    expect(box.value).toBe(before);
    expect(submit).not.toHaveBeenCalled();
  });

  test('that the CRM has longer than may be written stands there whole, and is saved once it was made shorter', async () => {
    const submit = vi.fn(async () => null);
    showPanel(person([card(found({ customer: customer({ remark: long }) }))]), { actions: { ...panelActions, submit } });
    const box = await boxOf('Remark');
    expect(box.value).toBe(long);
    expect(screen.queryByText(/^Too long by/)).toBeNull();
    await act(async () => void fireEvent.input(box, { target: { value: `${long}长` } }));
    await act(async () => void fireEvent.blur(box));
    expect(screen.getByText(/^Too long by 2:/)).toBeDefined();
    await act(async () => void fireEvent.input(box, { target: { value: '短' } }));
    await act(async () => void fireEvent.blur(box));
    expect(submit).toHaveBeenCalledExactlyOnceWith(expect.anything(), { kind: 'remark', text: '短' });
  });
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
