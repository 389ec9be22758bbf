// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PanelActions } from '../../components/panel/actions';
import { customer, fields } from '../gallery/people';
import { able, card, edit, found, main, person } from '../gallery/views';
import { showOptions, showPanel } from './show';

/** A key as each kind of browser and input method sends it when it is the input method's. */
const WAYS = {
  'while a word is composed': (box: Element, key: string) => fireEvent.keyDown(box, { key, isComposing: true, keyCode: 229 }),
  'by its key code alone': (box: Element, key: string) => fireEvent.keyDown(box, { key, keyCode: 229 }),
  'after the word has ended, as Safari does': (box: Element, key: string) => {
    fireEvent.compositionEnd(box);
    return fireEvent.keyDown(box, { key });
  },
};
const ways = Object.entries(WAYS);

interface Form {
  /** Shows it with something typed, and gives back where the keys go and whether the key has had its effect. */
  open(): Promise<{ box: Element; acted: () => boolean }>;
  key: 'Enter' | 'Escape' | 'ArrowDown';
  modifiers?: object;
}

const press = async (name: string | RegExp, role: 'button' | 'menuitem' = 'button') => {
  const target = await screen.findByRole(role, { name });
  await act(async () => void fireEvent.click(target));
};
const type = async (label: string | RegExp, text: string, selector = '*'): Promise<Element> => {
  const box = await screen.findByLabelText(label, { selector });
  await act(async () => void fireEvent.input(box, { target: { value: text } }));
  return box;
};
const known = () => showPanel(person([card(found({ customer: customer({ fields }) }), { connection: able })]), { connections: [able] });
/** Once the list of tags is there: the boxes of the card have options of their own from the start. */
const tagOptions = async () => within(await screen.findByRole('listbox')).findAllByRole('option');
const gone = (role: string, name: string | RegExp) => () => screen.queryByRole(role, { name }) === null;
const called = (action: PanelActions[keyof PanelActions]) => () => vi.mocked(action as () => void).mock.calls.length > 0;

const FORMS: Record<string, Form> = {
  'adding a tag': {
    key: 'Enter',
    async open() {
      const { actions } = known();
      fireEvent.click(screen.getByRole('combobox', { name: 'Add tag' }));
      await tagOptions();
      return { box: await type('Add tag', 'zhang'), acted: called(actions.submit) };
    },
  },
  'moving through the tags': {
    key: 'ArrowDown',
    async open() {
      known();
      const box = screen.getByRole('combobox', { name: 'Add tag' });
      fireEvent.click(box);
      await tagOptions();
      return { box, acted: () => box.getAttribute('aria-activedescendant') !== null };
    },
  },
  'giving up a tag': {
    key: 'Escape',
    async open() {
      known();
      const box = screen.getByRole('combobox', { name: 'Add tag' });
      fireEvent.click(box);
      return { box, acted: () => box.getAttribute('aria-expanded') === 'false' };
    },
  },
  'deleting a customer': {
    key: 'Enter',
    async open() {
      const { actions } = known();
      await press('Delete customer');
      return { box: await type(/to confirm/, '张伟'), acted: called(actions.removeCustomer) };
    },
  },
  'not deleting a customer': {
    key: 'Escape',
    async open() {
      known();
      await press('Delete customer');
      return { box: await type(/to confirm/, '张'), acted: gone('alertdialog', 'Delete customer') };
    },
  },
  'a follow-up': {
    key: 'Escape',
    async open() {
      known();
      await press('Add follow-up');
      return { box: await type('What happened', '寄了'), acted: gone('form', 'Add follow-up') };
    },
  },
  'sending a follow-up': {
    key: 'Enter',
    modifiers: { ctrlKey: true },
    async open() {
      const { actions } = known();
      await press('Add follow-up');
      return { box: await type('What happened', '寄了'), acted: called(actions.submit) };
    },
  },
  'a new customer': {
    key: 'Escape',
    async open() {
      showPanel(person([card({ kind: 'none' })]));
      await press('Add');
      return { box: await type(/^Name/, '张'), acted: gone('form', /./) };
    },
  },
  details: {
    key: 'Escape',
    async open() {
      known();
      await press('Edit details');
      return { box: await type(/^Name/, '张'), acted: gone('form', 'Edit details') };
    },
  },
  'a field': {
    key: 'Enter',
    async open() {
      const { actions } = known();
      await press(/^Show all/);
      return { box: await type('微信号', 'dawei'), acted: called(actions.submit) };
    },
  },
  'giving up a field': {
    key: 'Escape',
    async open() {
      known();
      await press(/^Show all/);
      const box = await type('微信号', 'dawei');
      return { box, acted: () => (box as HTMLInputElement).value !== 'dawei' };
    },
  },
  'asking the CRMs': {
    key: 'Enter',
    async open() {
      const { actions } = known();
      await press('Search');
      await screen.findByRole('searchbox');
      return { box: await type(/^Search$/, 'zhang', 'input[type=search]'), acted: called(actions.search) };
    },
  },
  'leaving the search': {
    key: 'Escape',
    async open() {
      known();
      await press('Search');
      const box = await screen.findByRole('searchbox');
      return { box, acted: () => screen.queryByRole('searchbox') === null };
    },
  },
  'a task': {
    key: 'Escape',
    async open() {
      known();
      await press('More');
      await press('Tasks', 'menuitem');
      await press('Add task');
      const form = await screen.findByRole('form', { name: 'Add task' });
      return { box: within(form).getByLabelText('Name'), acted: gone('form', 'Add task') };
    },
  },
  'two texts into one': {
    key: 'Escape',
    async open() {
      const state = { kind: 'conflict', theirs: { kind: 'remark', text: 'theirs' } } as const;
      const crossed = edit({ kind: 'remark', text: 'mine' }, { base: { kind: 'remark', text: 'before' }, state });
      showPanel(person([card(found(), { edits: [crossed] })]));
      await press(/both/i);
      return { box: await screen.findByRole('textbox', { name: 'Merged remark' }), acted: gone('textbox', 'Merged remark') };
    },
  },
  'renaming a connection': {
    key: 'Escape',
    async open() {
      showOptions([main]);
      await press('Rename 探马');
      return { box: await screen.findByDisplayValue('探马'), acted: () => screen.queryByDisplayValue('探马') === null };
    },
  },
  'removing a connection': {
    key: 'Escape',
    async open() {
      showOptions([main]);
      await press('Remove 探马');
      return { box: await screen.findByRole('alertdialog'), acted: () => screen.queryByRole('alertdialog') === null };
    },
  },
  'a passphrase': {
    key: 'Escape',
    async open() {
      showOptions([main]);
      await press('Set a passphrase');
      return { box: await type('New passphrase', 'long'), acted: () => screen.queryByLabelText('New passphrase') === null };
    },
  },
  'wiping everything': {
    key: 'Enter',
    async open() {
      const actions = showOptions([main]);
      await press('Wipe now');
      return { box: await type(/to go on/, 'wipe'), acted: () => vi.mocked(actions.wipe).mock.calls.length > 0 };
    },
  },
};

// A key that follows on another one in the same moment is not a person's.
beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

describe.each(Object.entries(FORMS))('%s', (_, { open, key, modifiers }) => {
  test.each(ways)('leaves a key to the input method: %s', async (_, send) => {
    const { box, acted } = await open();
    await act(async () => void send(box, key));
    expect(acted()).toBe(false);
    vi.advanceTimersByTime(100);
    await act(async () => void fireEvent.keyDown(box, { key, ...modifiers }));
    await vi.waitFor(() => expect(acted()).toBe(true));
  });
});

describe('a form', () => {
  test('is not sent by the Enter that ends a word after the word', async () => {
    known();
    await press('Edit details');
    const box = await type(/^Name/, '张伟明');
    fireEvent.compositionEnd(box);
    expect(fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })).toBe(false);
    expect(fireEvent.keyDown(box, { key: 'Enter' })).toBe(true);
  });

  test('hears the key right after the one that has ended the word, as Chromium sends them', async () => {
    const { actions } = known();
    fireEvent.click(screen.getByRole('combobox', { name: 'Add tag' }));
    await tagOptions();
    const box = await type('Add tag', '张');
    fireEvent.keyDown(box, { key: 'Process', keyCode: 229, isComposing: true });
    fireEvent.compositionEnd(box);
    fireEvent.keyUp(box, { key: ' ' });
    await act(async () => void fireEvent.keyDown(box, { key: 'Enter' }));
    expect(actions.submit).toHaveBeenCalledOnce();
  });
});
