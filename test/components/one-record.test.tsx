// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { draftKey, type DraftName } from '../../lib/model/draft';
import { DEFAULT_PREFERENCES, type Preferences } from '../../lib/model/settings';
import type { Card } from '../../lib/model/view';
import { customer, fields, NOW, tag } from '../gallery/people';
import { book, card, connection, edit, found, main, person, sales } from '../gallery/views';
import { showPanel } from './show';

const lixiao = connection({ ...sales, can: main.can });
const HALF = { connection: 'sales', typed: { text: '老' }, start: { text: '' }, once: 'o' };
const phone = (number: string) => [{ label: null, number, hidden: false }];
const other = customer({
  connection: 'sales',
  id: 's-1',
  company: '华盛科技（南山）',
  remark: '要含税报价。',
  tags: [tag('老客户')],
  phones: [...phone('+86 138-0000-1111'), ...phone('0755-86660000')],
});
const first = card(found({ reasons: ['linked'] }));
const second = card(found({ customer: other }), { connection: lixiao });

function show(cards: Card[] = [first, second], preferences: Partial<Preferences> = {}) {
  return showPanel(person(cards), {
    connections: cards.map((one) => one.connection),
    preferences: { ...DEFAULT_PREFERENCES, ...preferences },
  });
}

const regions = () => screen.getAllByRole('region').map((region) => region.getAttribute('aria-labelledby') && nameOf(region));
const nameOf = (region: HTMLElement) => document.getElementById(region.getAttribute('aria-labelledby')!)?.textContent;
const crm = (name = lixiao.name) => screen.findByRole('region', { name });
const write = async (text: string) => {
  const box = screen.getAllByRole('textbox', { name: 'Remark' })[0]!;
  fireEvent.input(box, { target: { value: text } });
  fireEvent.blur(box);
};

describe('several CRMs that know one person', () => {
  test('are one record: what they agree on stands there once, what differs beside the name of its CRM', async () => {
    show();
    await crm();
    const record = screen.getByRole('region', { name: main.name });
    const line = (label: string) => within(record).getAllByText(label)[0]!.nextElementSibling!;
    await waitFor(() => expect(line('Company').textContent).toBe('深圳华盛科技有限公司励销华盛科技（南山）'));
    // One number in two writings is one number; the other CRM's fixed line is masked as all are.
    expect(line('Phone').textContent).toMatch(/^138 \*\*\*\* 1111ShowCopy励销[* \d]*0000ShowCopy$/);
    expect(line('Owner').textContent).not.toContain('励销');
    expect(screen.getAllByText('Owner')).toHaveLength(1);
    expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual([main.name]);
    expect(within(record).getByRole('heading', { level: 3, name: lixiao.name })).toBeDefined();
  });

  test('say a number once in the writings of the home region', async () => {
    const at = (number: string) => customer({ connection: 'sales', id: 's-1', phones: phone(number) });
    const cards = [
      card(found({ customer: customer({ phones: phone('0912345678') }) })),
      card(found({ customer: at('+886 912-345-678') }), { connection: lixiao }),
    ];
    show(cards, { home: 'TW' });
    await crm();
    const record = within(screen.getByRole('region', { name: main.name }));
    await waitFor(() => expect(record.getAllByRole('button', { name: 'Copy' })).toHaveLength(1));
  });

  test('show the remark and tags of the first, the others one step away', async () => {
    show();
    const group = within(await crm());
    expect(screen.getAllByRole('textbox', { name: 'Remark' })).toHaveLength(1);
    const more = group.getByRole('button', { expanded: false });
    expect(more.textContent).toContain('老客户 · 要含税报价。');
    fireEvent.click(more);
    expect(group.getByRole('textbox', { name: 'Remark' })).toHaveProperty('value', '要含税报价。');
    expect(group.getByText('Company')).toBeDefined();
  });

  test('that know the same differently say it once, with both their names', async () => {
    const third = card(found({ customer: { ...other, connection: 'book', id: 'b-1' } }), { connection: book });
    show([first, second, third]);
    await waitFor(() => expect(screen.getByText('Company').nextElementSibling!.textContent).toMatch(/励销.*本地客户簿华盛科技（南山）$/));
    expect(screen.getAllByText('华盛科技（南山）')).toHaveLength(1);
  });

  test.each<[DraftName['form'], string]>([
    ['tag', 'sales/s-1'],
    ['details', 'sales/s-1'],
    ['follow-up', 'sales/s-1'],
    ['remark', 'sales/s-1'],
    ['nickname', 'sales/s-1'],
    ['field', 'sales/s-1 budget'],
  ])('show again what was half typed in one that is folded: %s', async (form, of) => {
    const drafts = new Map([[draftKey({ form, of }), HALF]]);
    const shelf = { read: (name: DraftName) => drafts.get(draftKey(name)) ?? null, write: () => undefined };
    const budget = { ...fields[0]!, id: 'budget' };
    const typed = { ...second, body: { ...second.body, customer: { ...other, fields: [budget] } } } as Card;
    showPanel(person([first, typed]), { connections: [main, lixiao], drafts: shelf });
    expect(within(await crm()).getByRole('button', { expanded: true }).textContent).toBe('Show less');
  });

  test('are renewed one by one, and the trouble of one hides no other', async () => {
    const failed = card({ kind: 'failed' }, { connection: book, problem: { kind: 'offline' } });
    const { actions } = show([first, second, failed]);
    const broken = within(await crm(book.name));
    expect(broken.getByText(/offline|network/i)).toBeDefined();
    expect(regions()).toEqual([main.name, lixiao.name, book.name]);
    fireEvent.click(within(await crm()).getByRole('button', { name: 'Look up again in 励销' }));
    expect(actions.lookUpAgain).toHaveBeenCalledExactlyOnceWith('sales');
  });

  test('never fold away what one of them has refused', async () => {
    const refused = edit({ kind: 'remark', text: '新' }, { state: { kind: 'rejected', problem: { kind: 'forbidden' } } }, other);
    const { actions } = show([first, { ...second, edits: [refused] }]);
    fireEvent.click(await within(await crm()).findByRole('button', { name: 'Retry' }));
    expect(actions.retry).toHaveBeenCalledExactlyOnceWith(refused.id);
  });

  test.each<[string, Card[], Partial<Preferences>]>([
    ['where a card for each is wanted', [first, second], { cards: 'each' }],
    ['while one is only likely', [first, card(found({ certainty: 'likely', customer: other }), { connection: lixiao })], {}],
    [
      'while one seems to be another person',
      [first, card(found({ customer: other, against: { connection: 'main', why: 'number' } }), { connection: lixiao })],
      {},
    ],
    ['while one is undecided', [first, second, card({ kind: 'several', candidates: [] }, { connection: book })], {}],
    ['where only one knows them', [first, card({ kind: 'looking-up' }, { connection: lixiao })], {}],
  ])('are a card each %s', async (_, cards, preferences) => {
    show(cards, preferences);
    await waitFor(() => expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(cards.length));
  });

  test('keep what is half typed when another CRM answers', async () => {
    const { update } = show([first, card({ kind: 'looking-up' }, { connection: lixiao })]);
    const box = screen.getByRole('textbox', { name: 'Remark' });
    box.focus();
    fireEvent.input(box, { target: { value: '写到一半' } });
    update({ view: person([first, second]) });
    await crm();
    expect(document.activeElement).toBe(box);
    expect(box).toHaveProperty('value', '写到一半');
  });
});

describe('a remark or a tag', () => {
  test('goes to the first alone, unless the person wants all', async () => {
    const { actions } = show();
    fireEvent.change(await screen.findByRole('combobox', { name: 'Write tags and remark to' }), { target: { value: 'all' } });
    expect(actions.prefer).toHaveBeenCalledExactlyOnceWith({ writeTo: 'all' });
    await write('只写一个');
    expect(actions.submit).toHaveBeenCalledOnce();
    expect(actions.submitAlso).not.toHaveBeenCalled();
  });

  test('goes to all, and what one does not take or would lose is said before', async () => {
    const third = card(found({ customer: customer({ connection: 'book' }) }), {
      connection: { ...book, can: { ...book.can, changes: ['add-tag'] } },
    });
    const { actions } = show([first, second, third], { writeTo: 'all' });
    const choice = await screen.findByRole('combobox', { name: 'Write tags and remark to' });
    // What is saved as the page goes has no time to load it.
    expect(actions.loadSubmitAlso).toHaveBeenCalledOnce();
    const notes = document.getElementById(choice.getAttribute('aria-describedby')!)!;
    expect(notes.textContent).toContain('The remark in 励销 is “要含税报价。”: it will be replaced.');
    expect(notes.textContent).toContain('Cannot be written to 本地客户簿: Remark.');
    await write('写到全部');
    expect(actions.submit).toHaveBeenCalledOnce();
    expect(actions.submitAlso).toHaveBeenCalledExactlyOnceWith([other], { kind: 'remark', text: '写到全部' });
    fireEvent.click(screen.getAllByRole('button', { name: /^Remove tag/ })[0]!);
    expect(vi.mocked(actions.submitAlso).mock.calls[1]![0]).toEqual([other, third.body.kind === 'found' && third.body.customer]);
  });

  test('that could not be written down for one of them says so by its CRM', async () => {
    const submitAlso = () => Promise.resolve([{ connection: 'sales', problem: { kind: 'not-supported' as const, ability: 'new-tag' } }]);
    const { actions } = show([first, second], { writeTo: 'all' });
    vi.mocked(actions.submitAlso).mockImplementation(submitAlso);
    await screen.findByRole('combobox', { name: 'Write tags and remark to' });
    await write('VIP');
    expect((await screen.findByText(/^励销 · /)).textContent).toContain('This CRM cannot do that: Tag.');
  });

  test('is written from the first CRM that takes it, where the leading one takes nothing', async () => {
    const readOnly = card(found({ customer: customer({ connection: 'sales' }) }), { connection: sales });
    const { actions } = show([readOnly, first], { writeTo: 'all' });
    await crm(main.name);
    await write('新的');
    expect(vi.mocked(actions.submit).mock.calls[0]![0]).toMatchObject({ connection: 'main' });
    expect(screen.queryByRole('combobox', { name: 'Write tags and remark to' })).toBeNull();
  });

  test('that was written to all is taken back in all', async () => {
    const made = edit({ kind: 'remark', text: '新' }, { base: { kind: 'remark', text: '旧' } });
    const { actions } = showPanel(person([first, second]), {
      connections: [main, lixiao],
      lastMade: { edit: { ...made, madeAt: NOW }, customer: '张伟', accepted: true, also: ['b'] },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(vi.mocked(actions.undo).mock.calls).toEqual([[made.id], ['b']]);
  });
});
