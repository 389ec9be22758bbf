// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { panelActions } from '../gallery/actions';
import { customer, tag } from '../gallery/people';
import { card, connection, found, main, person } from '../gallery/views';
import { showPanel } from './show';

const ref = { connection: 'main', id: 'c-1' };
const view = person([card(found())]);
const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Add tag' });
const key = (name: string) => fireEvent.keyDown(box(), { key: name });
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent;

async function open(query = '') {
  fireEvent.click(box());
  await waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(0));
  if (query) fireEvent.input(box(), { target: { value: query } });
}

test('tags stand in a list, each with its own button to remove it', () => {
  const { actions } = showPanel(view);
  expect(within(screen.getByRole('list', { name: 'Tags' })).getAllByRole('listitem')).toHaveLength(4);
  fireEvent.click(screen.getByRole('button', { name: 'Remove tag VIP' }));
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'remove-tag', tag: customer().tags[3] });
});

test('the list offers the tags of the CRM in their groups, without those that are there already', async () => {
  showPanel(view);
  await open();
  expect(
    within(screen.getByRole('group', { name: '意向' }))
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toEqual(['中意向', '低意向']);
  expect(screen.queryByRole('option', { name: 'VIP' })).toBeNull();
});

test('arrows move through the list and around its ends, Enter adds the tag', async () => {
  const { actions } = showPanel(view);
  await open();
  key('ArrowDown');
  expect(active()).toBe('中意向');
  key('ArrowUp');
  expect(active()).toBe('复购');
  key('ArrowDown');
  key('ArrowDown');
  key('Enter');
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'add-tag', tag: tag('低意向', '意向', '#9ca3af') });
  expect(box().getAttribute('aria-expanded')).toBe('false');
});

test('typing narrows the list, and Enter takes the first that is left', async () => {
  const { actions } = showPanel(view);
  await open('样');
  expect(active()).toBe('已寄样');
  key('Enter');
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'add-tag', tag: tag('已寄样') });
  expect(box().value).toBe('');
});

test('Enter inside an input method is left to it', async () => {
  const { actions } = showPanel(view);
  await open('样');
  fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
  expect(actions.submit).not.toHaveBeenCalled();
});

test('Escape closes the list and then clears what was typed', async () => {
  showPanel(view);
  await open('样');
  key('Escape');
  expect(screen.queryByRole('option')).toBeNull();
  expect(box().value).toBe('样');
  key('Escape');
  expect(box().value).toBe('');
});

test('a name that no tag has can be created where the CRM allows it', async () => {
  const { actions } = showPanel(view);
  await open('展会客户');
  key('Enter');
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, {
    kind: 'add-tag',
    tag: { id: '', name: '展会客户', group: null, color: null },
  });
});

test('a new name is not offered where the CRM does not allow it', async () => {
  const fixed = connection({ can: { ...main.can, changes: ['add-tag'], addCustomer: false, newTags: false, readOnlyReason: null } });
  showPanel(person([card(found(), { connection: fixed })]));
  await open('展会客户');
  expect(screen.queryByRole('option')).toBeNull();
  expect(screen.getByText('Nothing found for “展会客户”')).toBeDefined();
});

test('how tags answer to what is typed comes from outside', async () => {
  const matches = vi.fn((_tag: unknown, query: string) => query === 'yjy');
  showPanel(view, { matches });
  await open('yjy');
  expect(screen.getByRole('option', { name: '已寄样' })).toBeDefined();
});

test('Enter that comes before the tags have been loaded is not lost', async () => {
  const { actions } = showPanel(view);
  fireEvent.input(box(), { target: { value: '低意' } });
  key('Enter');
  await waitFor(() => expect(actions.submit).toHaveBeenCalledTimes(1));
  expect(actions.submit).toHaveBeenCalledWith(ref, { kind: 'add-tag', tag: tag('低意向', '意向', '#9ca3af') });
});

test.each([
  ['V I P', 'VIP', 'spaces'],
  ['ＶＩＰ', 'VIP', 'full or half width'],
  ['vip', 'VIP', 'upper or lower case'],
  ['v.i.p', 'VIP', 'the way it is written'],
])(
  '%s is the tag %s that the customer has; another one is made only by who insists, and reads that they differ in %s',
  async (typed, tag, difference) => {
    const { actions } = showPanel(view);
    await open(typed);
    const question = await screen.findByRole('option', { name: new RegExp(`“${tag}” is there already.*only in ${difference}`) });
    expect(screen.queryByRole('option', { name: `Create tag “${typed}”` })).toBeNull();
    fireEvent.click(question);
    expect(actions.submit).not.toHaveBeenCalled();
    fireEvent.click(await screen.findByRole('option', { name: `Create tag “${typed}”` }));
    expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, {
      kind: 'add-tag',
      tag: { id: '', name: typed, group: null, color: null },
    });
  },
);

test.each(['中 意向', '中\u3000意向', '中-意向', '中意嚮'])('%s is offered as the tag 中意向, first of all', async (typed) => {
  const { actions } = showPanel(view);
  await open(typed);
  expect(active()).toBe('中意向');
  key('Enter');
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'add-tag', tag: expect.objectContaining({ name: '中意向' }) });
});

test('who insisted on one name is asked again for the next', async () => {
  const { actions } = showPanel(view);
  await open('V I P');
  fireEvent.click(await screen.findByRole('option', { name: /is there already/ }));
  fireEvent.input(box(), { target: { value: 'V-I-P' } });
  expect(await screen.findByRole('option', { name: /is there already/ })).toBeDefined();
  expect(actions.submit).not.toHaveBeenCalled();
});

test('of thousands of tags some are drawn, those around the active one too, and the rest is counted', async () => {
  const groups = [{ name: '客户', tags: Array.from({ length: 3_000 }, (_, at) => tag(`标签${at}`, '客户')) }];
  const submit = vi.fn(panelActions.submit);
  showPanel(view, { actions: { ...panelActions, loadTags: async () => groups, submit } });
  await open();
  expect(screen.getAllByRole('option').length).toBeLessThan(200);
  expect(screen.getByText('2850 more. Type to narrow them down.')).not.toBeNull();
  key('ArrowUp');
  expect(active()).toBe('标签2999');
  expect(document.getElementById(box().getAttribute('aria-activedescendant')!)!.getAttribute('aria-posinset')).toBe('3000');
  key('ArrowUp');
  expect(active()).toBe('标签2998');
  fireEvent.input(box(), { target: { value: '标签2345' } });
  expect(screen.queryByText(/more\. Type/)).toBeNull();
  key('Enter');
  expect(submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'add-tag', tag: groups[0]!.tags[2345] });
});
