// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { QuickReply } from '../../lib/model/reply';
import { panelActions } from '../gallery/actions';
import { viewActions } from '../gallery/customers-states';
import { customer } from '../gallery/people';
import { able, card, found, person } from '../gallery/views';
import { replies } from '../gallery/work';
import { showCustomers, showPanel } from './show';

const sure = customer({ name: '张伟', company: '华盛科技', owner: { id: 'u1', name: '李磊' } });
const view = person([card(found({ customer: sure }), { connection: able })]);
const q = () => act(async () => void fireEvent.keyDown(document.body, { key: 'q' }));
const box = () => screen.findByRole<HTMLInputElement>('searchbox', { name: /^Search title/ });
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-reply]')];
const type = async (text: string) => fireEvent.input(await box(), { target: { value: text } });

test('the key Q opens them, filled in for the customer, and Enter copies the first one', async () => {
  const { actions } = showPanel(view, { connections: [able] });
  await q();
  await waitFor(async () => expect(document.activeElement).toBe(await box()));
  expect(screen.getByText(/^Filled in for 张伟/)).toBeDefined();
  fireEvent.keyDown(await box(), { key: 'Enter' });
  expect(actions.copy).toHaveBeenCalledExactlyOnceWith('张伟您好，很高兴认识您！我是李磊。');
  expect(rows()[0]!.textContent).toContain('Copied');
});

test('they are found by any reading of title, group and text', async () => {
  showPanel(view, { connections: [able] });
  await q();
  await type('bjsh');
  expect(rows().map((row) => row.textContent)).toEqual([expect.stringContaining('报价稍后')]);
  await type('问候');
  expect(rows()).toHaveLength(2);
  await type('zzzz');
  expect(rows()).toHaveLength(0);
  expect(screen.getByText('Nothing found for “zzzz”')).toBeDefined();
});

test('what is not known is asked for, and nothing is copied before', async () => {
  const { actions } = showPanel(view, { connections: [able] });
  await q();
  await type('报价稍后');
  fireEvent.keyDown(await box(), { key: 'Enter' });
  expect(actions.copy).not.toHaveBeenCalled();
  const time = await screen.findByLabelText('时间');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Copy' }).disabled).toBe(true);
  fireEvent.input(time, { target: { value: '五点' } });
  await act(async () => void fireEvent.submit(time.closest('form')!));
  expect(actions.copy).toHaveBeenCalledExactlyOnceWith('张伟您好，报价今天五点前发给您，请转告华盛科技的同事。');
});

test('of a guess only the name that the chat shows is filled in', async () => {
  const guess = person([card(found({ customer: sure, certainty: 'likely' }), { connection: able })]);
  const { actions } = showPanel(guess, { connections: [able] });
  await q();
  await type('报价稍后');
  fireEvent.keyDown(await box(), { key: 'Enter' });
  expect(await screen.findByLabelText('公司')).toBeDefined();
  expect(actions.copy).not.toHaveBeenCalled();
  expect(rows()[0]!.textContent).not.toContain('华盛科技');
});

test('they stay open over another chat, and then speak of that one', async () => {
  const { actions, update } = showPanel(view, { connections: [able] });
  await q();
  await box();
  update({
    view: person([
      card(found({ customer: customer({ id: 'c-2', name: '陈雨', owner: { id: 'u2', name: '王敏' } }) }), { connection: able }),
    ]),
  });
  expect(screen.getByText(/^Filled in for 陈雨/)).toBeDefined();
  fireEvent.keyDown(await box(), { key: 'Enter' });
  expect(actions.copy).toHaveBeenCalledExactlyOnceWith('陈雨您好，很高兴认识您！我是王敏。');
});

test('the arrow keys walk through them, and q in a box is a letter', async () => {
  showPanel(view, { connections: [able] });
  await q();
  fireEvent.keyDown(await box(), { key: 'ArrowDown' });
  expect(document.activeElement).toBe(rows()[0]);
  fireEvent.keyDown(rows()[0]!, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(rows()[1]);
  fireEvent.keyDown(rows()[1]!, { key: 'ArrowUp' });
  fireEvent.keyDown(rows()[0]!, { key: 'ArrowUp' });
  expect(document.activeElement).toBe(await box());
  cleanup();
  showPanel(view, { connections: [able] });
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Remark' }), { key: 'q' });
  expect(screen.queryByRole('region', { name: 'Quick replies' })).toBeNull();
});

test('replies that cannot be read say why, and are asked for again', async () => {
  const loadReplies = vi.fn(() => Promise.reject(new Error('x')));
  showPanel(view, { connections: [able], actions: { ...panelActions, loadReplies } });
  await q();
  fireEvent.click(await screen.findByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(loadReplies).toHaveBeenCalledTimes(2));
});

/** The page's view over replies that are kept as the worker keeps them. */
function managed(start: QuickReply[]) {
  let kept = start;
  const save = vi.fn(async (put: QuickReply[], remove: string[]) => {
    const ids = [...remove, ...put.map(({ id }) => id)];
    kept = [...kept.filter(({ id }) => !ids.includes(id)), ...put];
    return null;
  });
  location.hash = '#replies';
  showCustomers({ viewActions: { ...viewActions, replies: async () => ({ load: async () => kept, save }) } });
  return { save, kept: () => kept };
}
const press = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name });
  await act(async () => void fireEvent.click(button));
};

beforeEach(() => void (location.hash = ''));

test('one is written on the page, with what is known put in at the place of writing', async () => {
  const { kept } = managed([]);
  await screen.findByRole('button', { name: 'Add a quick reply' });
  await press('Add a quick reply');
  const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text' });
  await press('Save');
  expect(screen.getByText('Write the text')).toBeDefined();
  fireEvent.input(text, { target: { value: '您好' } });
  text.selectionStart = text.selectionEnd = 0;
  await press('name');
  expect(text.value).toBe('{name}您好');
  fireEvent.input(screen.getByLabelText(/^Group/), { target: { value: ' 问候 ' } });
  await press('Save');
  expect(await screen.findByRole('heading', { name: '问候' })).toBeDefined();
  expect(kept()).toMatchObject([{ group: '问候', title: '', text: '{name}您好' }]);
});

test('one is moved, changed, deleted, and brought back', async () => {
  const { kept } = managed(replies);
  const group = within(await screen.findByRole('region', { name: '问候' }));
  await act(async () => void fireEvent.click(group.getByRole('button', { name: 'Move 新客户 down' })));
  expect(
    kept()
      .toSorted((a, b) => a.order - b.order)
      .map(({ id }) => id),
  ).toEqual(['q3', 'q2', 'q1', 'q4']);
  await press('Edit 报价稍后');
  fireEvent.input(screen.getByRole('textbox', { name: 'Text' }), { target: { value: '改了' } });
  await press('Save');
  await press('Delete 报价稍后');
  await screen.findAllByText('Deleted “报价稍后”');
  expect(kept().map(({ id }) => id)).not.toContain('q2');
  await press('Undo');
  await screen.findByRole('button', { name: 'Delete 报价稍后' });
  expect(kept().find(({ id }) => id === 'q2')).toMatchObject({ text: '改了' });
});

test('examples are there to begin with, where there are none', async () => {
  const { kept } = managed([]);
  await screen.findByRole('button', { name: 'Add three examples' });
  await press('Add three examples');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Add three examples' })).toBeNull());
  expect(kept()).toHaveLength(3);
});
