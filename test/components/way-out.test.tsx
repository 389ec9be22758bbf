// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import type { PanelView } from '../../lib/model/view';
import { customer, NOW } from '../gallery/people';
import { book, card, connection, contact, found, main, person, sales } from '../gallery/views';
import { showPanel } from './show';

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const candidates = ['c-1', 'c-2'].map((id) => ({ customer: customer({ id, name: '王芳' }), reasons: [] }));
const desk = connection({ id: 'desk', name: '聊天后台' });

test.each([[['linked' as const]], [['name' as const]]])('a customer beyond doubt by %j can be given up', (reasons) => {
  const { actions } = showPanel(person([card(found({ reasons }))]));
  press('Not this customer');
  expect(actions.refuse).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ connection: 'main', id: 'c-1' })]);
});

test('unlinking is offered only where there is a link', async () => {
  for (const reasons of [['linked' as const], ['name' as const]]) {
    const { actions, unmount } = showPanel(person([card(found({ reasons }))]));
    press('Change customer');
    await screen.findByRole('searchbox');
    expect(screen.queryAllByRole('button', { name: 'Unlink' })).toHaveLength(reasons.includes('linked' as never) ? 1 : 0);
    press('Not this customer');
    expect(actions.refuse).toHaveBeenCalledOnce();
    unmount();
  }
});

test('of several customers it may be none, and who is not there can be added to another connection meanwhile', async () => {
  const view = person([card({ kind: 'several', candidates }), card({ kind: 'none' }, { connection: book })], contact({ name: '王芳' }));
  const { actions } = showPanel(view, { connections: [main, book] });
  fireEvent.click(await screen.findByRole('button', { name: 'None of these' }));
  expect(actions.refuse).toHaveBeenCalledExactlyOnceWith(candidates.map((one) => one.customer));
  expect(within(screen.getByRole('region', { name: book.name })).getByRole('button', { name: 'Add' })).toBeDefined();
});

test('several undecided connections ask one question: a person as each knows them, chosen in all at once', async () => {
  const of = (connection: string, id: string, end: string) => ({
    customer: customer({ connection, id, name: '王芳', phones: [{ label: null, number: `1360000${end}`, hidden: false }] }),
    reasons: [],
  });
  const [one, other] = [
    [of('main', '1', '2222'), of('book', '1', '3333')],
    [of('book', '2', '2222'), of('main', '2', '3333')],
  ];
  const cards = [
    card({ kind: 'several', candidates: [one![0]!, other![1]!] }),
    card({ kind: 'several', candidates: [one![1]!, other![0]!] }, { connection: book }),
  ];
  const { actions } = showPanel(person(cards, contact({ name: '王芳' })), { connections: [main, book] });
  const [first] = await screen.findAllByRole('button', { name: 'This is the right customer' });
  expect(screen.getAllByRole('region')).toHaveLength(1);
  expect(screen.getAllByRole('button', { name: 'This is the right customer' })).toHaveLength(2);
  fireEvent.click(first!);
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([one![0]!.customer, other![0]!.customer]);
  press('None of these');
  expect(vi.mocked(actions.refuse).mock.calls[0]![0]).toHaveLength(4);
});

test('people of the home region are one person in any writing of their number', async () => {
  const of = (connection: string, number: string) => ({
    customer: customer({ connection, id: connection, name: '王芳', phones: [{ label: null, number, hidden: false }] }),
    reasons: [],
  });
  const [one, other] = [of('main', '0912-345-678'), of('book', '+886 912 345 678')];
  const several = [card({ kind: 'several', candidates: [one] }), card({ kind: 'several', candidates: [other] }, { connection: book })];
  const preferences = { ...DEFAULT_PREFERENCES, home: 'TW' as const };
  const { actions, update } = showPanel(person(several, contact({ name: '王芳' })), { connections: [main, book], preferences });
  fireEvent.click(await screen.findByRole('button', { name: 'This is the right customer' }));
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([one.customer, other.customer]);
  const guess = (customer: typeof one.customer) => ({
    ...found({ certainty: 'likely' as const, reasons: ['nickname' as const] }),
    customer,
  });
  update({ view: person([card(guess(one.customer)), card(guess(other.customer), { connection: book })], contact({ name: '晴天' })) });
  fireEvent.click(await screen.findByRole('button', { name: 'Yes' }));
  expect(vi.mocked(actions.choose).mock.lastCall![0]).toHaveLength(2);
});

test('one person who is in a CRM twice is one choice, and each of the records can be the one', async () => {
  const [first, second] = candidates;
  const twice = [first!, { ...second!, sameAs: 'c-1' }];
  const { actions } = showPanel(person([card({ kind: 'several', candidates: twice })]));
  expect(await screen.findByText('1 possible customer')).toBeDefined();
  fireEvent.click(screen.getByText('Also 1 further entry of the same person'));
  const [whole, one] = screen.getAllByRole('button', { name: 'This is the right customer' });
  fireEvent.click(one!);
  expect(actions.choose).toHaveBeenLastCalledWith([second!.customer]);
  fireEvent.click(whole!);
  expect(actions.choose).toHaveBeenLastCalledWith([first!.customer]);
  press('Not this customer');
  expect(actions.refuse).toHaveBeenCalledExactlyOnceWith(twice.map((each) => each.customer));
});

test('a likely customer who is in the CRM twice says so, and a No is said of both records', async () => {
  const further = [customer({ id: 'c-9', name: '王芳' }), customer({ id: 'c-8', name: '王芳' })];
  const { actions } = showPanel(person([card(found({ certainty: 'likely', further }))]));
  fireEvent.click(await screen.findByText('Also 2 further entries of the same person'));
  fireEvent.click(screen.getAllByRole('button', { name: 'This is the right customer' })[1]!);
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([further[1]]);
  press('No');
  expect(vi.mocked(actions.refuse).mock.calls[0]![0].map(({ id }) => id)).toEqual(['c-1', 'c-9', 'c-8']);
});

describe('a customer whom several connections guess', () => {
  const guess = (of: string, id: string, number: string, more = {}) => ({
    ...found({ certainty: 'likely', reasons: ['nickname'], ...more }),
    customer: customer({ connection: of, id, name: '林晴', phones: [{ label: null, number, hidden: false }] }),
  });
  const guessed = (numbers: readonly [string, string], more = {}) => [
    card(guess('main', '1', numbers[0])),
    card(guess('sales', '2', numbers[1], more), { connection: sales }),
  ];
  const refs = [
    { connection: 'main', id: '1' },
    { connection: 'sales', id: '2' },
  ];
  const shown = (cards: ReturnType<typeof guessed>) => showPanel(person(cards, contact({ name: '晴天' })), { connections: [main, sales] });

  test('by the same number is one question, whose answer holds for all', async () => {
    const { actions } = shown(guessed(['13100009999', '13100009999']));
    fireEvent.click(await screen.findByRole('button', { name: 'Yes' }));
    expect(actions.choose).toHaveBeenCalledExactlyOnceWith(refs);
    press('No');
    expect(actions.refuse).toHaveBeenCalledExactlyOnceWith(refs);
    expect(screen.getByText(/^One answer for .+: they show the same number\.$/)).toBeDefined();
    const other = within(screen.getByRole('region', { name: sales.name }));
    expect(other.getByText(`The same number as in ${main.name}: please answer there.`)).toBeDefined();
  });

  test.each([
    ['with other numbers', guessed(['13100009999', '13100008888'])],
    ['where something speaks against one', guessed(['13100009999', '13100009999'], { against: { connection: null, why: 'number' } })],
  ])('%s is asked about in each', async (_, cards) => {
    const { actions } = shown(cards);
    const first = within(screen.getByRole('region', { name: main.name }));
    fireEvent.click(await first.findByRole('button', { name: 'Yes' }));
    expect(actions.choose).toHaveBeenCalledExactlyOnceWith([refs[0]]);
    expect(screen.queryByText(/One answer for/)).toBeNull();
  });
});

test('one possible customer is asked about, not chosen among', async () => {
  const { actions } = showPanel(person([card({ kind: 'several', candidates: candidates.slice(0, 1) })]));
  await screen.findByText('1 possible customer');
  expect(screen.queryByText(/Choose who/)).toBeNull();
  expect(screen.getByText(/Say whether this chat/)).toBeDefined();
  press('Not this customer');
  expect(actions.refuse).toHaveBeenCalledOnce();
});

test('where all have nobody, every connection is named, and each that can adds the contact', async () => {
  const body = { kind: 'none' as const, others: [sales, desk] };
  const { actions } = showPanel(person([card(body, { connection: book })], contact({ name: '路人甲' })), {
    connections: [sales, book, desk],
  });
  expect(screen.getByText(/^Nobody for “路人甲” in 本地客户簿.*励销.*聊天后台\.$/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Add to 励销' })).toBeNull();
  press('Add to 聊天后台');
  await screen.findByRole('form');
  press('Add');
  expect(actions.addCustomer).toHaveBeenCalledExactlyOnceWith('desk', expect.anything(), expect.anything(), []);
});

test('what was said last can be taken back, for two minutes', () => {
  const said = { contact: '', what: 'refused' as const, count: 2, at: NOW - 1_000 };
  const view = (at: number): PanelView => ({ kind: 'person', contact: contact(), cards: [card({ kind: 'none' })], said: { ...said, at } });
  const { actions, update } = showPanel(view(said.at));
  expect(screen.getByText('Remembered: none of these.')).toBeDefined();
  press('Undo');
  expect(actions.takeBack).toHaveBeenCalledOnce();
  update({ view: view(NOW - 120_000) });
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('while the first connection is undecided, the strip says so and not who another one takes the contact for', () => {
  const second = card(found({ customer: customer({ id: 'b', name: '王芳芳' }), reasons: ['name'] }), { connection: book });
  showPanel(person([card({ kind: 'several', candidates }), second], contact({ name: '王芳' })));
  const strip = screen.getByRole('banner');
  expect(within(strip).getByRole('heading', { name: '王芳' })).toBeDefined();
  expect(within(strip).queryByText(/Matched/)).toBeNull();
});

describe('two cards that seem to be two people', () => {
  const other = customer({ connection: 'sales', id: 's-1', name: '王芳', phones: [{ label: null, number: '13700004444', hidden: false }] });
  const cards = (certainty: 'sure' | 'likely') => [
    card(found()),
    card(found({ certainty, reasons: ['linked'], customer: other, against: { connection: 'main', why: 'name' } }), { connection: sales }),
  ];

  test.each(['sure', 'likely'] as const)('ask one question in the second (%s), with two answers', async (certainty) => {
    const { actions } = showPanel(person(cards(certainty)), { connections: [main, sales] });
    const second = within(await screen.findByRole('region', { name: sales.name }));
    const note = await second.findByRole('status');
    expect(note.textContent).toMatch(/“王芳” here, “张伟” in 探马: these may be two people/);
    expect(second.queryByText('Is this right?')).toBeNull();
    expect(within(screen.getByRole('banner')).getByText('Maybe two people')).toBeDefined();
    fireEvent.click(second.getByRole('button', { name: 'These are two people' }));
    expect(actions.refuse).toHaveBeenCalledExactlyOnceWith([other]);
    fireEvent.click(second.getByRole('button', { name: 'The same person' }));
    expect(actions.choose).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ id: 'c-1' }), other], true);
  });

  test('ask nothing while the other card shows nobody to compare with', async () => {
    showPanel(person([card({ kind: 'looking-up' }), cards('likely')[1]!]), { connections: [main, sales] });
    await screen.findByText('Is this right?');
    expect(screen.queryByRole('button', { name: 'The same person' })).toBeNull();
  });
});

test('a link that the number in the chat contradicts says so, and can be given up or kept', async () => {
  const { actions } = showPanel(person([card(found({ reasons: ['linked'], against: { connection: null, why: 'number' } }))]));
  expect((await screen.findByText(/may be the wrong link/)).textContent).toContain('张伟');
  press('Keep the link');
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ id: 'c-1' })], true);
  press('Unlink');
  expect(actions.unlink).toHaveBeenCalledExactlyOnceWith('main');
});

test('who was refused beside another leaves a way to choose somebody else', async () => {
  const said = { contact: 'x', what: 'refused' as const, count: 1, at: NOW };
  showPanel({ kind: 'person', contact: contact(), cards: [card(found())], said }, { connections: [main, sales] });
  press('Choose another');
  expect(await screen.findByRole('searchbox')).toBeDefined();
});
