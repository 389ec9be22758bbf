// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Problem } from '../../lib/model/problem';
import type { PanelView } from '../../lib/model/view';
import { panelActions } from '../gallery/actions';
import { NOW, customer, tag } from '../gallery/people';
import { panelStates } from '../gallery/panel-states';
import { book, card, connection, contact, edit, found, main, person, sales } from '../gallery/views';
import { showPanel } from './show';

const view = person([card(found())]);
const press = (key: string, target: Element = document.body) => fireEvent.keyDown(target, { key });
const said = () => [...document.querySelectorAll('[aria-live=polite]')].map((node) => node.textContent).join('');

test('the heading is the customer, and the strip says how they were matched and what the chat calls them', () => {
  showPanel(view);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('张伟');
  expect(screen.getByText('Matched by phone')).toBeDefined();
  expect(screen.getByText('张伟 13800001111')).toBeDefined();
});

test.each<[string, string]>([
  ['no-chat-page', 'No chat page is open'],
  ['signed-out-page', 'WeChat web is not signed in'],
  ['nothing-open', 'No chat is open'],
  ['elsewhere', 'You are in the contact list'],
  ['unreadable', 'Kebian cannot read this chat page'],
  ['room', 'A group chat has no customer'],
  ['service', 'One of WeChat’s own accounts'],
  ['nothing-connected', 'Nothing is connected yet'],
])('the state "%s" says "%s" and shows no customer', (state, text) => {
  showPanel(panelStates[state]!.view);
  expect(screen.getByRole('heading', { name: text })).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Remark' })).toBeNull();
});

test('while switching nothing of the last customer is left', () => {
  const { update } = showPanel(view);
  update({ view: { kind: 'switching' } satisfies PanelView });
  expect(document.body.textContent).not.toContain('张伟');
});

test('it says how fresh the record is', () => {
  const { update } = showPanel(view);
  expect(screen.getByText('Updated 2 min ago')).toBeDefined();
  update({ view: person([card(found({ freshness: 'offline' }))]) });
  expect(screen.getByText('Offline · 2 min ago')).toBeDefined();
});

test('every connection has its own card, and the first one leads', () => {
  showPanel(person([card(found()), card(found({ customer: customer({ connection: 'sales' }) }), { connection: sales })]), {
    connections: [main, sales],
  });
  expect(within(screen.getByRole('region', { name: '探马' })).getByText('Main CRM')).toBeDefined();
  expect(within(screen.getByRole('region', { name: '励销' })).queryByText('Main CRM')).toBeNull();
});

test('with the local book alone a quiet line leads to connecting a CRM', () => {
  const { actions } = showPanel(person([card(found(), { connection: book })]), { connections: [book] });
  fireEvent.click(screen.getByRole('button', { name: 'Connect a CRM' }));
  expect(actions.openOptions).toHaveBeenCalledOnce();
});

test('another sign-in that ended the session is said, and signing in again is asked for by hand', () => {
  const problem = { kind: 'signed-out', elsewhere: true } as const;
  const { actions } = showPanel(person([card({ kind: 'failed' }, { problem })]));
  expect(screen.getByText('Another sign-in ended this session.')).toBeDefined();
  expect(actions.signInAgain).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Sign in again' }));
  expect(actions.signInAgain).toHaveBeenCalledExactlyOnceWith('main');
});

test('single keys lead to the remark, the tags and the search, and Esc leaves each', async () => {
  showPanel(view);
  press('r');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Remark' }));
  press('Escape', screen.getByRole('textbox', { name: 'Remark' }));
  expect(document.activeElement).toBe(document.body);
  press('t');
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Add tag' }));
  press('Escape', screen.getByRole('combobox', { name: 'Add tag' }));
  press('Escape', document.activeElement!);
  press('/');
  const box = await screen.findByRole('searchbox', { name: 'Search' });
  expect(document.activeElement).toBe(box);
  press('Escape');
  expect(screen.queryByRole('searchbox')).toBeNull();
});

test('closing the search gives the focus back to where it was', async () => {
  showPanel(view);
  const opener = screen.getByRole('button', { name: 'Search' });
  opener.focus();
  fireEvent.click(opener);
  fireEvent.click(await screen.findByRole('button', { name: 'Back' }));
  expect(document.activeElement).toBe(opener);
});

test('single keys are left alone while something is typed, and with Ctrl', () => {
  showPanel(view);
  press('/', screen.getByRole('textbox', { name: 'Remark' }));
  fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
  expect(screen.queryByRole('searchbox')).toBeNull();
});

test('a customer who was searched for can be worked on, and the chat linked to them by a button that says so', async () => {
  const { actions } = showPanel(view);
  press('/');
  fireEvent.input(await screen.findByRole('searchbox'), { target: { value: '王思雨' } });
  fireEvent.click(await screen.findByRole('button', { name: /王思雨/ }));
  expect(screen.getByText('王思雨').tagName).toBe('MARK');
  expect(actions.openCustomer).toHaveBeenCalledExactlyOnceWith({ connection: 'main', id: 's2' });
  const remark = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Remark' });
  fireEvent.input(remark, { target: { value: '周三回电' } });
  fireEvent.blur(remark);
  expect(vi.mocked(actions.submit).mock.calls.map(([ref, change]) => [ref, change])).toEqual([
    [
      { connection: 'main', id: 's2' },
      { kind: 'remark', text: '周三回电' },
    ],
  ]);
  expect(screen.queryByRole('button', { name: 'Not this customer' })).toBeNull();
  expect(actions.choose).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Link the chat “张伟 13800001111” to 王思雨' }));
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([{ connection: 'main', id: 's2' }]);
  expect(screen.queryByRole('searchbox')).toBeNull();
});

test('without an open chat a customer who was found can be worked on, and nobody is linked', async () => {
  showPanel({ kind: 'nothing-open' });
  press('/');
  fireEvent.input(await screen.findByRole('searchbox'), { target: { value: '王思雨' } });
  fireEvent.click(await screen.findByRole('button', { name: /王思雨/ }));
  expect(await screen.findByText('138 **** 1111')).toBeDefined();
  expect(screen.getByRole('textbox', { name: 'Remark' })).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Link the chat/ })).toBeNull();
});

test('Esc leaves what is typed into, not the search', async () => {
  showPanel(view);
  press('/');
  fireEvent.input(await screen.findByRole('searchbox'), { target: { value: '王思雨' } });
  fireEvent.click(await screen.findByRole('button', { name: /王思雨/ }));
  const remark = await screen.findByRole('textbox', { name: 'Remark' });
  remark.focus();
  press('Escape', remark);
  expect(document.activeElement).not.toBe(remark);
  expect(screen.getByRole('searchbox')).toBeDefined();
});

test('the search closes when another chat is opened, so that nobody is chosen for the wrong contact', async () => {
  const { update } = showPanel(view);
  press('/');
  await screen.findByRole('searchbox');
  update({ view: person([card(found())], contact({ id: '@other', name: '王芳' })) });
  expect(screen.queryByRole('searchbox')).toBeNull();
});

test.each([
  ['a group that nobody has named', { kind: 'room', contact: contact({ name: '', kind: 'room' }) }, 'Unnamed group'],
  ['a contact whose name cannot be read', { kind: 'person', contact: contact({ name: '' }), cards: [] }, 'Contact without a name'],
] as const)('%s has a heading all the same', (_, view, heading) => {
  showPanel(view as never);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(heading);
});

test('a refused search says why and can be repeated', async () => {
  const { actions } = showPanel(view);
  vi.mocked(actions.search).mockRejectedValueOnce(new Error('boom'));
  press('/');
  fireEvent.input(await screen.findByRole('searchbox'), { target: { value: '王思雨' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Search the CRM' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Retry' }));
  await vi.waitFor(() => expect(screen.getAllByRole('button', { name: /王思雨/ })).toHaveLength(2));
});

test('changing the customer starts with the name of the chat and can unlink', async () => {
  const { actions } = showPanel(person([card(found({ reasons: ['linked'] }))]));
  fireEvent.click(screen.getByRole('button', { name: 'Change customer' }));
  expect((await screen.findByRole<HTMLInputElement>('searchbox')).value).toBe('张伟');
  fireEvent.click(screen.getByRole('button', { name: 'Unlink' }));
  expect(actions.unlink).toHaveBeenCalledExactlyOnceWith('main');
});

test('the footer counts what is waiting and opens the list of it', async () => {
  const fresh = edit({ kind: 'remark', text: 'x' }, { id: 'fresh', madeAt: NOW - 5000, attempts: 0 });
  const old = edit({ kind: 'add-tag', tag: tag('VIP') }, { id: 'old' });
  const outbox = [fresh, old].map((item) => ({ edit: item, customer: '张伟' }));
  const { actions } = showPanel(view, { outbox });
  fireEvent.click(screen.getByRole('button', { name: '2 waiting' }));
  expect(within(await screen.findByRole('region', { name: 'Outbox' })).getAllByRole('listitem')).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(actions.undo).toHaveBeenCalledExactlyOnceWith(fresh.id);
});

test('a change that cannot be taken back says why where its button stood, and is not read out as taken back', async () => {
  const made = edit({ kind: 'remark', text: 'x' }, { madeAt: NOW - 3000, base: { kind: 'remark', text: 'y' } });
  const actions = { ...panelActions, undo: async () => ({ kind: 'held-back', why: 'account' }) as const };
  showPanel(view, { lastMade: { edit: made, customer: '张伟', accepted: true, also: [], field: null }, actions });
  fireEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  expect(await screen.findByText(/This connection is now another CRM, company or account/)).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
  await waitFor(() => expect(said()).toContain('another CRM'));
  expect(said()).not.toContain('Undone');
});

test('the footer names the connection that has a problem', () => {
  showPanel(view, { connections: [main, connection({ id: 'b', name: '励销', problem: { kind: 'offline' } })] });
  expect(screen.getByText('励销 has a problem')).toBeDefined();
});

test.each<[Problem, string]>([
  [{ kind: 'unreachable', origin: 'https://crm.example' }, '励销 has a problem'],
  [{ kind: 'server-error', status: 503 }, '励销 has a problem'],
  [{ kind: 'timed-out', seconds: 15 }, '励销 has a problem'],
  [{ kind: 'not-understood', path: 'data', expected: 'Array' }, '励销 has a problem'],
  [{ kind: 'not-found' }, '2 of 2 connections work'],
])('the footer says of a connection what a card that is shown says: %j', (problem, sentence) => {
  const other = connection({ id: 'b', name: '励销' });
  const cards = [card(found()), card({ kind: 'failed' }, { connection: other, problem })];
  showPanel(person(cards), { connections: [main, other] });
  expect(within(screen.getByRole('contentinfo')).getByText(sentence)).toBeDefined();
});

test('a new contact, a saved edit and a refused one are read out', async () => {
  const sent = edit({ kind: 'remark', text: 'x' });
  const { update } = showPanel(view, { outbox: [{ edit: sent, customer: null }] });
  await waitFor(() => expect(said()).toBe('张伟: Matched by phone'));
  update({ outbox: [] });
  await waitFor(() => expect(said()).toBe('Saved'));
  const refused = { ...sent, state: { kind: 'rejected', problem: { kind: 'forbidden' } } } as const;
  update({ outbox: [{ edit: refused, customer: null }] });
  await waitFor(() => expect(said()).toBe('Not accepted: This account is not allowed to do that in the CRM.'));
});

test('an edit that was taken back is not read out as saved', async () => {
  const sent = edit({ kind: 'remark', text: 'x' }, { madeAt: NOW, base: { kind: 'remark', text: '' } });
  const { update } = showPanel(view, { outbox: [{ edit: sent, customer: null }] });
  fireEvent.click(screen.getByRole('button', { name: '1 waiting' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  update({ outbox: [] });
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(said()).toBe('Undone');
});

test('behind another tab the customer stays, and one button leads to the chat', async () => {
  const { actions, update } = showPanel(view, { behind: true });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('张伟');
  await screen.findByText('The chat is in another tab.');
  fireEvent.click(screen.getByRole('button', { name: 'Go to the chat page' }));
  expect(actions.openChatPage).toHaveBeenCalledOnce();
  update({ behind: false });
  expect(screen.queryByText('The chat is in another tab.')).toBeNull();
  update({ behind: true, view: { kind: 'locked' } });
  expect(screen.queryByText('The chat is in another tab.')).toBeNull();
});
