// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { LocalHit } from '../../lib/model/search/local-hit';
import { panelActions } from '../gallery/actions';
import { customer } from '../gallery/people';
import { card, found, main, person } from '../gallery/views';
import { showPanel } from './show';

const hits: LocalHit[] = Array.from({ length: 300 }, (_, at) => ({
  ref: { connection: 'main', id: `h${at}` },
  name: `王${at}`,
  company: null,
  remark: null,
  nickname: null,
  phones: [],
  tags: [],
  owner: null,
}));

test('every line of a local search has its height, and the list that of all its lines', async () => {
  showPanel(person([card(found())]), { actions: { ...panelActions, searchLocal: async () => ({ hits, next: null }) } });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const box = await screen.findByRole('searchbox');
  await act(async () => void fireEvent.input(box, { target: { value: '王' } }));
  const line = await vi.waitUntil(() => document.querySelector('li[aria-posinset="1"]'));
  const list = line.parentElement!;
  expect(line.querySelector<HTMLElement>('[data-result]')!.style.height).toBe('51px');
  expect(list.children.length).toBeLessThan(hits.length);
  expect(list.children.length * 52 + parseInt(list.style.paddingTop) + parseInt(list.style.paddingBottom)).toBe(300 * 52);
});

test('the line of a customer who was found by a word far behind in the remark begins shortly before it', async () => {
  const remark = `${'还要再想一想，'.repeat(40)}已寄样品两箱`;
  const answer = { hits: [{ ...hits[0]!, remark }], next: null };
  showPanel(person([card(found())]), { actions: { ...panelActions, searchLocal: async () => answer } });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const box = await screen.findByRole('searchbox');
  await act(async () => void fireEvent.input(box, { target: { value: 'yangpin' } }));
  const line = await vi.waitUntil(() => document.querySelector('li[aria-posinset="1"]'));
  expect(line.textContent).toContain('…想一想，已寄样品两箱');
  expect(line.querySelector('mark')!.textContent).toBe('样品');
});

test('a key brings the lines that can be seen; the others follow a pause without keys, each once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const searchLocal = vi.fn(async (_query: string, from: number, to = from + 100) => ({
      hits: hits.slice(from, to),
      next: to < 60 ? to : null,
    }));
    showPanel(person([card(found())]), { actions: { ...panelActions, searchLocal } });
    fireEvent.click(screen.getByRole('button', { name: 'Search' }));
    const scroller = document.querySelector('main')!;
    Object.defineProperty(scroller, 'clientHeight', { value: 600, configurable: true });
    const pass = (time: number) => act(async () => void (await vi.advanceTimersByTimeAsync(time)));
    const type = async (value: string) => {
      await act(async () => void fireEvent.input(screen.getByRole('searchbox'), { target: { value } }));
      await pass(1);
    };
    const counted = () => document.querySelector('li[aria-posinset]')?.getAttribute('aria-setsize');
    await type('王');
    expect(counted()).toBe('24');
    await pass(100);
    await type('王1');
    await pass(100);
    expect(searchLocal.mock.calls.filter(([, from]) => from > 0)).toEqual([]);
    expect(counted()).toBe('24');
    await pass(100);
    expect(counted()).toBe('40');
    expect(searchLocal.mock.calls.filter(([, from]) => from > 0)).toEqual([['王1', 24, 40]]);
    Object.defineProperty(scroller, 'clientHeight', { value: 5_000 });
    await act(async () => void fireEvent.scroll(scroller));
    await pass(1_000);
    expect(counted()).toBe('140');
  } finally {
    vi.useRealTimers();
  }
});

test('who was not found is looked for again when a copy has more customers', async () => {
  let answer: LocalHit[] = [];
  const searchLocal = vi.fn(async () => ({ hits: answer, next: null }));
  const copy = { connection: 'main', count: 0, filling: true, limited: false, renewedAt: null, problem: null };
  const view = person([card(found())]);
  const { update } = showPanel(view, { actions: { ...panelActions, searchLocal }, directories: [copy] });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  await act(async () => void fireEvent.input(screen.getByRole('searchbox'), { target: { value: '王0' } }));
  await vi.waitUntil(() => document.querySelector('[data-found="王0"]'));
  expect(document.querySelector('li[aria-posinset="1"]')).toBeNull();
  answer = hits.slice(0, 1);
  update({ directories: [{ ...copy, count: 300, filling: false, renewedAt: 5 }] });
  await vi.waitUntil(() => document.querySelector('li[aria-posinset="1"]'));
  const before = searchLocal.mock.calls.length;
  update({ directories: [{ ...copy, count: 301, renewedAt: 6 }] });
  await act(async () => undefined);
  expect(searchLocal.mock.calls.length).toBe(before);
});

test('while the list of a book is made the search says so, with how many it has', async () => {
  const search = async () => ({ items: [], next: null, total: 0, incomplete: true as const });
  const book = { connection: 'book', count: 12_000, filling: true, limited: false, renewedAt: null, problem: null };
  const connections = [main, { ...main, id: 'book', name: 'Book', provider: 'local' }];
  showPanel(person([card(found())]), { actions: { ...panelActions, search }, connections, directories: [book] });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const box = await screen.findByRole('searchbox');
  expect(await screen.findByText('Book: 12,000 customers in the list so far, which is still being made')).toBeTruthy();
  await act(async () => void fireEvent.input(box, { target: { value: '王' } }));
  fireEvent.keyDown(box, { key: 'Enter' });
  expect((await screen.findAllByText('The list is still being made: there may be more in a moment.')).length).toBeGreaterThan(0);
  expect(screen.queryByText('Nothing found')).toBeNull();
});

test('a search that met a list still being made is asked again by itself, until the list is whole', async () => {
  const late = customer({ id: 'late', name: '王晚' });
  const answers = [[], [late]];
  const search = vi.fn(async () => {
    const items = answers.shift()!;
    return { items, next: null, total: items.length, ...(answers.length > 0 && { incomplete: true as const }) };
  });
  showPanel(person([card(found())]), { actions: { ...panelActions, search } });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const box = await screen.findByRole('searchbox');
  await act(async () => void fireEvent.input(box, { target: { value: '王' } }));
  fireEvent.keyDown(box, { key: 'Enter' });
  await vi.waitUntil(() => document.body.textContent.includes('王晚'), 5_000);
  expect(screen.queryByText('The list is still being made: there may be more in a moment.')).toBeNull();
  expect(search).toHaveBeenCalledTimes(2);
});

test('it is asked again from the beginning, where those who are listed by then may belong', async () => {
  const early = customer({ id: 'early', name: '王早' });
  const late = customer({ id: 'late', name: '王晚' });
  const search = vi.fn(async (_connection: string, _query: unknown, _page: string | null) =>
    search.mock.calls.length < 3
      ? { items: [early], next: '50', total: 60, incomplete: true as const }
      : { items: [late, early], next: null, total: 2 },
  );
  showPanel(person([card(found())]), { actions: { ...panelActions, search } });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const box = await screen.findByRole('searchbox');
  await act(async () => void fireEvent.input(box, { target: { value: '王' } }));
  fireEvent.keyDown(box, { key: 'Enter' });
  await vi.waitUntil(() => /王晚.*王早/s.test(document.body.textContent), 5_000);
  expect(search.mock.calls.map(([, , page]) => page)).toEqual([null, null, null]);
});

test('a recent contact whose customer is known opens in place; for another the search begins', async () => {
  const known = { key: 'k0', name: '芳姐', customer: '王芳', ref: { connection: 'main', id: 'c-9' } };
  const { actions } = showPanel(person([card(found())]), { recents: [known, { key: 'k1', name: '路人', customer: null }] });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const line = await screen.findByRole('button', { name: /芳姐/ });
  await act(async () => void fireEvent.click(line));
  expect(line.getAttribute('aria-expanded')).toBe('true');
  await vi.waitFor(() => expect(actions.openCustomer).toHaveBeenCalledWith(known.ref));
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: '路人' })));
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('路人');
});

test('two recent contacts of one name are told apart by the company, and a hit on this device is marked', async () => {
  const recents = ['启明医药', '云帆软件'].map((company, at) => ({ key: `k${at}`, name: '王芳', customer: '王芳', company }));
  const answer = { hits: [{ ...hits[0]!, beside: '孩子明年高考' }, hits[1]!], next: null };
  showPanel(person([card(found())]), { recents, actions: { ...panelActions, searchLocal: async () => answer } });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  const box = await screen.findByRole('searchbox');
  expect(screen.getAllByRole('button', { name: /^王芳/ }).map(({ textContent }) => textContent)).toEqual([
    '王芳 · 启明医药',
    '王芳 · 云帆软件',
  ]);
  await act(async () => void fireEvent.input(box, { target: { value: 'gaokao' } }));
  const lines = await vi.waitUntil(() => {
    const there = [...document.querySelectorAll('li[aria-posinset]')];
    return there.length === 2 && there;
  });
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('On this device only'),
    expect.not.stringContaining('device'),
  ]);
  expect(lines[0]!.textContent).toContain('孩子明年高考');
});
