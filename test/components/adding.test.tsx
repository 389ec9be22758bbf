// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Alike } from '../../lib/model/alike';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import { panelActions } from '../gallery/actions';
import { book, card, contact, person } from '../gallery/views';
import { button } from './controls';
import { showPanel } from './show';

const absent = person([card({ kind: 'none' }, { connection: book })], contact({ name: '王小姐 13900002222' }));
const ANOTHER = 'This is another person with the same number';

/** Opens the form for somebody whose number 王芳 has. */
function open(more: Parameters<typeof showPanel>[1] = {}) {
  const shown = showPanel(absent, { connections: [{ ...book, name: 'My customers' }], ...more });
  fireEvent.click(button('Add'));
  return shown;
}

const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: RegExp, value: string) => fireEvent.input(box(name), { target: { value } });
const send = () => act(async () => void fireEvent.submit(screen.getByRole('form')));

test('that the number is there already is said while typing, with the other record and its number masked', async () => {
  open();
  expect(await screen.findByText('王芳')).toBeDefined();
  expect(screen.getByRole('list').textContent).toContain('启明医药有限公司 · 139 **** 2222');
  expect(document.body.textContent).not.toContain('139-0000-2222');
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
  await waitFor(() => expect(said()).toContainEqual(expect.stringMatching(/already has this number: 王芳$/)));
});

test('the number is shown where the person does not want numbers masked', async () => {
  open({ preferences: { ...DEFAULT_PREFERENCES, maskPhones: false } });
  expect(await screen.findByText(/\+86 139 0000 2222/)).toBeDefined();
});

test('the record that is there is taken instead with one press, and nothing is added', async () => {
  const { actions } = open();
  await screen.findByText('王芳');
  fireEvent.click(button('This is the right customer'));
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([{ connection: 'book', id: 's9' }]);
  expect(actions.addCustomer).not.toHaveBeenCalled();
});

test('a number that is there is only added again when that was said, and for these records alone', async () => {
  const { actions } = open();
  const another = await screen.findByRole<HTMLInputElement>('checkbox', { name: ANOTHER });
  vi.mocked(actions.addCustomer).mockResolvedValueOnce({ kind: 'already-there', by: 'phone' });
  await send();
  expect(vi.mocked(actions.addCustomer).mock.calls.at(-1)?.[3]).toEqual([]);
  expect(await screen.findByText(/^Not added: a customer with this number is there already/)).toBeDefined();
  expect(box(/^Name/).value).toBe('王小姐');
  fireEvent.click(another);
  expect(button('Add all the same')).toBeDefined();
  await send();
  expect(vi.mocked(actions.addCustomer).mock.calls.at(-1)?.[3]).toEqual(['s9']);
});

test('what was said of one record is not said of another who comes to have the number', async () => {
  const wang: Alike = { ref: { connection: 'book', id: 's9' }, name: '王芳', company: null, phone: '13900002222', by: 'phone' };
  const li: Alike = { ...wang, ref: { connection: 'book', id: 's10' }, name: '李娜' };
  const alike = vi.fn(panelActions.alike).mockResolvedValueOnce([wang]).mockResolvedValue([wang, li]);
  const { actions } = open({ actions: { ...panelActions, alike, addCustomer: vi.fn(panelActions.addCustomer) } });
  fireEvent.click(await screen.findByRole('checkbox', { name: ANOTHER }));
  vi.mocked(actions.addCustomer).mockResolvedValueOnce({ kind: 'already-there', by: 'phone' });
  await send();
  expect(await screen.findByText('李娜')).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: ANOTHER }).checked).toBe(false);
  expect(button('Add')).toBeDefined();
});

test('of one name and company two may be added: the button says that it is all the same', async () => {
  const { actions } = open();
  await screen.findByText('王芳');
  type(/^Phone/, '');
  type(/^Name/, '路人乙');
  await screen.findByText(/already has this name and company/);
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(button('Add all the same')).toBeDefined();
  await send();
  expect(vi.mocked(actions.addCustomer).mock.calls.at(-1)?.[3]).toEqual(['s9']);
});

test('it is no longer said once the number is another one, and an answer that comes late says nothing', async () => {
  const late = Promise.withResolvers<Alike[]>();
  const alike = vi.fn(panelActions.alike);
  open({ actions: { ...panelActions, alike } });
  await screen.findByText('王芳');
  alike.mockReturnValueOnce(late.promise);
  type(/^Phone/, '+86 139 0000 2222');
  await waitFor(() => expect(alike).toHaveBeenCalledTimes(2));
  type(/^Phone/, '13900002223');
  await waitFor(() => expect(screen.queryByText('王芳')).toBeNull());
  await act(async () =>
    late.resolve(await panelActions.alike('book', { name: 'x', nickname: null, company: null, phones: ['13900002222'], remark: null })),
  );
  expect(screen.queryByText('王芳')).toBeNull();
});

test('where nothing can be asked, the form can still be sent', async () => {
  const alike = vi.fn(panelActions.alike).mockRejectedValue(new Error('gone'));
  const { actions } = open({ actions: { ...panelActions, alike, addCustomer: vi.fn(panelActions.addCustomer) } });
  await waitFor(() => expect(alike).toHaveBeenCalled());
  await send();
  expect(actions.addCustomer).toHaveBeenCalledOnce();
});

test('what is no number is said while it is typed and is not sent; what may be short is said and can be saved', async () => {
  const { actions } = open();
  await screen.findByText('王芳');
  type(/^Phone/, '不知道');
  expect(screen.getByText('“不知道” is no number: correct it, or leave the line empty')).toBeDefined();
  expect(box(/^Phone/).getAttribute('aria-invalid')).toBe('true');
  await send();
  expect(actions.addCustomer).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(box(/^Phone/));
  type(/^Phone/, '8001');
  expect(await screen.findByText(/^8001: this does not look like a whole number/)).toBeDefined();
  await send();
  expect(actions.addCustomer).toHaveBeenCalledOnce();
});

test('who has the same name is said quietly, also without that company or number, and can be taken instead', async () => {
  const hit = {
    ref: { connection: 'book', id: 's3' },
    name: '王 小姐',
    company: '青禾设计',
    remark: null,
    nickname: null,
    phones: ['13700001111'],
    tags: [],
    owner: null,
  };
  const other = { ...hit, ref: { connection: 'main', id: 'x' } };
  const longer = { ...hit, ref: { connection: 'book', id: 's4' }, name: '王小姐的妹妹' };
  const { actions } = open({
    actions: {
      ...panelActions,
      alike: async () => [],
      choose: vi.fn(),
      searchLocal: async () => ({ hits: [other, longer, hit], next: null }),
    },
  });
  expect(await screen.findByText('本地客户簿 has somebody of this name:')).toBeDefined();
  expect(screen.getByText('王 小姐')).toBeDefined();
  expect(screen.queryByText('王小姐的妹妹')).toBeNull();
  expect(button('Add')).toBeDefined();
  fireEvent.click(button('This is the right customer'));
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([hit.ref]);
});

test('the numbers in the messages of the chat are offered, masked like others, and taken with one press', async () => {
  const { actions } = open();
  const offered = within(await screen.findByRole('group', { name: 'In this chat' }));
  expect(offered.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['138 **** 5678', '**** 9999']);
  fireEvent.click(offered.getByRole('button', { name: 'Fill in 138 **** 5678' }));
  expect(box(/^Phone/).value).toBe('13900002222, 13812345678');
  expect(document.activeElement).toBe(box(/^Phone/));
  expect(offered.getAllByRole('button')).toHaveLength(1);
  type(/^Phone/, '0571-8888 9999');
  expect(screen.getAllByRole('button', { name: /^Fill in/ }).map(({ textContent }) => textContent)).toEqual(['138 **** 5678']);
  expect(actions.chatNumbers).toHaveBeenCalledOnce();
});

test('a chat without numbers, or one that cannot be read now, offers none', async () => {
  const chatNumbers = vi.fn(() => Promise.reject(new Error('the page is gone')));
  open({ actions: { ...panelActions, chatNumbers } });
  await waitFor(() => expect(chatNumbers).toHaveBeenCalled());
  expect(screen.queryByRole('group', { name: 'In this chat' })).toBeNull();
});
