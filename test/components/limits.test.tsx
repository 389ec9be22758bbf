// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { MOST_KEPT } from '../../lib/model/draft';
import { LIMITS } from '../../lib/model/limits';
import { LONGEST_REPLY } from '../../lib/model/reply';
import { CARDS } from '../../lib/wire/cards';
import { accepts } from '../../lib/wire/checks';
import type { CallName } from '../../lib/wire/protocol';
import { panelActions } from '../gallery/actions';
import { customer } from '../gallery/people';
import { able, book, card, found, main, person } from '../gallery/views';
import { actionsOf, insideOf } from '../support/schemas';
import { PRODUCT } from '../support/source-tree';
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

test('a text that is too long even to be kept until it is shorter says what to do before the page is closed', async () => {
  open();
  await press('button', 'Add follow-up');
  const box = await boxOf('What happened');
  const type = (value: string) => act(async () => void fireEvent.input(box, { target: { value } }));
  await type('长'.repeat(LIMITS.followUp + 1));
  expect(screen.queryByText(/too long to be kept/)).toBeNull();
  await type('长'.repeat(MOST_KEPT));
  expect(screen.getByText(/too long to be kept when this page is closed: shorten it first, or copy it elsewhere/)).toBeDefined();
});

test('the search cuts nothing off: of a text that is too long it looks for as much as the worker takes, and says so', async () => {
  const { actions } = open();
  await press('button', 'Search');
  const box = await screen.findByRole<HTMLInputElement>('searchbox');
  const long = '长'.repeat(LIMITS.short + 3);
  await act(async () => void fireEvent.input(box, { target: { value: long } }));
  expect(box.hasAttribute('maxlength')).toBe(false);
  expect(box.value).toBe(long);
  expect(screen.getByText('Only the first 200 of 203 characters are searched for.')).toBeDefined();
  await vi.waitFor(() => expect(actions.searchLocal).toHaveBeenLastCalledWith('长'.repeat(LIMITS.short), 0, 24));
  await act(async () => void fireEvent.input(box, { target: { value: '长' } }));
  expect(screen.queryByText(/^Only the first/)).toBeNull();
  await press('button', 'Filters');
  await takes(/^Phone/, LIMITS.short);
});

test('the numbers of a new customer are as many, and as long, as the worker takes; before that nothing is sent', async () => {
  const { actions } = showPanel(person([card({ kind: 'none' }, { connection: book })]), { connections: [book] });
  await press('button', 'Add');
  const box = await boxOf(/^Phone/);
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(13_800_000_000 + at)).join(', ');
  const type = (value: string) => act(async () => void fireEvent.input(box, { target: { value } }));
  const send = () => act(async () => void fireEvent.submit(box.form!));
  await type(numbers(LIMITS.phones + 1));
  expect(screen.getByText(/^Too many at once: 21, at most 20/)).toBeDefined();
  await send();
  await type('1'.repeat(LIMITS.short + 1));
  expect(screen.getByText(/^Phone number too long: 201 characters, at most 200/)).toBeDefined();
  await send();
  await type(numbers(LIMITS.phones));
  const name = await boxOf(/^Name/);
  await act(async () => void fireEvent.input(name, { target: { value: '长'.repeat(LIMITS.short + 1) } }));
  await send();
  expect(actions.addCustomer).not.toHaveBeenCalled();
  await act(async () => void fireEvent.input(name, { target: { value: '长' } }));
  await send();
  expect(actions.addCustomer).toHaveBeenCalledOnce();
  expect(accepts({ call: 'alike', ask: { connection: 'book', customer: vi.mocked(actions.addCustomer).mock.calls[0]![1] } })).toBe(true);
});

/** The limit that the guard has at this place of a call; of a text, where a list may stand there, too. */
function limitAt(call: CallName, place: string): number {
  const there = [...insideOf(CARDS[call].ask() as never)].filter((one) => one.place === place).map(({ schema }) => schema);
  const texts = there.filter(({ type }) => type === 'string');
  const found = (texts.length > 0 ? texts : there).flatMap(({ pipe }) => actionsOf(pipe)).filter(({ type }) => type === 'max_length');
  expect(found.length, `${call}${place}`).toBeGreaterThan(0);
  return Math.min(...found.map(({ requirement }) => Number(requirement)));
}

test.each<[CallName, string, number]>([
  ['search', '.query.text', LIMITS.short],
  ['search', '.query.phone', LIMITS.short],
  ['searchLocal', '.query', LIMITS.short],
  ['rowsFound', '.query', LIMITS.short],
  ['addCustomer', '.customer.name', LIMITS.short],
  ['addCustomer', '.customer.company', LIMITS.short],
  ['addCustomer', '.customer.nickname', LIMITS.short],
  ['addCustomer', '.customer.phones', LIMITS.phones],
  ['addCustomer', '.customer.phones[]', LIMITS.short],
  ['addCustomer', '.customer.remark', LIMITS.text],
  ['submit', '.change.text', LIMITS.short],
  ['submit', '.change.value', LIMITS.text],
  ['submit', '.change.tag.name', LIMITS.short],
  ['submit', '.change.details.name', LIMITS.short],
  ['submit', '.change.details.phones', LIMITS.phones],
  ['submit', '.change.followUp.text', LIMITS.followUp],
  ['findByPhone', '.phone', LIMITS.short],
  ['renameConnection', '.name', LIMITS.short],
  ['saveConnection', '.name', LIMITS.short],
  ['saveConnection', '.values{}', LIMITS.text],
  ['saveSite', '.name', LIMITS.short],
  ['setPassphrase', '.passphrase', LIMITS.passphrase],
  ['unlock', '.passphrase', LIMITS.passphrase],
  ['addTask', '.task.name', LIMITS.short],
  ['addTask', '.task.address', LIMITS.text],
  ['addTask', '.task.tags', LIMITS.text],
  ['tasksOf', '.filter.name', LIMITS.short],
  ['saveReplies', '.put[].group', LIMITS.short],
  ['saveReplies', '.put[].title', LIMITS.short],
  ['saveReplies', '.put[].text', LONGEST_REPLY],
  ['changeSchema', '.change.tag.name', LIMITS.short],
  ['setBackupPlace', '.user', LIMITS.short],
  ['setBackupPlace', '.passphrase', LIMITS.passphrase],
])('the guard takes at %s%s as much as the form does: %d', (call, place, most) => {
  expect(limitAt(call, place)).toBe(most);
});

test('no box cuts anything off, and each that is typed into is one that says what is too much', () => {
  const files = PRODUCT.sources.map(({ path }) => path).filter((path) => /^(?:components|entrypoints)\//.test(path));
  expect(files.filter((path) => /\bmaxLength=|maxlength/.test(PRODUCT.textOf(path)))).toEqual([]);
  const boxes = files.flatMap((path) =>
    [...PRODUCT.textOf(path).matchAll(/<(?:input|textarea)\b[^>]*?(?:\/>|>)/gs)].map(([box]) => ({ path, box })),
  );
  const typedInto = boxes.filter(({ box }) => !/type="(?:checkbox|radio|file|color)"/.test(box)).map(({ path }) => path);
  // The combobox says by itself what is too much for a tag; replies are searched in the page, and the word before a wipe is compared there.
  expect([...new Set(typedInto)].toSorted()).toEqual(
    [
      'components/field.tsx',
      'components/search-box.tsx',
      'components/customer/tag-combobox.tsx',
      'components/replies/replies-view.tsx',
      'components/options/wipe.tsx',
    ].toSorted(),
  );
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
