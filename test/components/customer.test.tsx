// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import { NOW, bareCustomer, customer, fields, hostileCustomer } from '../gallery/people';
import { panelStates } from '../gallery/panel-states';
import { book, card, connection, contact, found, main, person, sales } from '../gallery/views';
import { button } from './controls';
import { showPanel } from './show';

const view = person([card(found())]);

test('a phone number is masked until it is asked for', () => {
  showPanel(view);
  expect(screen.getByText('138 **** 1111')).toBeDefined();
  expect(document.body.textContent).not.toContain('138 0000 1111');
  fireEvent.click(button('Show'));
  expect(screen.getByText('138 0000 1111')).toBeDefined();
});

test('a shown number is masked again for the next contact', () => {
  const { update } = showPanel(view);
  fireEvent.click(button('Show'));
  update({ view: person([card(found({ customer: customer({ id: 'c-2' }) }))], contact({ id: '@b' })) });
  expect(screen.getByText('138 **** 1111')).toBeDefined();
});

test('numbers are shown at once when the person does not want them masked', () => {
  showPanel(view, { preferences: { ...DEFAULT_PREFERENCES, maskPhones: false } });
  expect(screen.getByText('138 0000 1111')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Show' })).toBeNull();
});

test('Copy copies the whole number while it is masked', () => {
  const { actions } = showPanel(view);
  fireEvent.click(button('Copy'));
  expect(actions.copy).toHaveBeenCalledExactlyOnceWith('13800001111');
});

test('a number that the CRM hides says so and cannot be copied', () => {
  showPanel(person([card(found({ customer: customer({ phones: [{ label: null, number: '138****1111', hidden: true }] }) }))]));
  expect(screen.getByText('This number is hidden')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull();
});

test('a number that cannot be dialled as it is written is shown so, with a quiet mark that says why, masked or not', async () => {
  const numbers = ['+86+8613800000123', '138O0000123', '138 0000 01234', '+13800000123', '13800000123', '0571-88880000 转 412'];
  const phones = numbers.map((number) => ({ label: null, number, hidden: false }));
  const { update } = showPanel(person([card(found({ customer: customer({ phones }) }))]));
  await screen.findAllByRole('img', { name: /cannot be dialled/ });
  const marks = () => screen.getAllByRole('img', { name: /cannot be dialled as it is written$/ }).map((mark) => mark.title);
  const said = [
    /^The country code is there twice/,
    /^There are letters/,
    /^This number has too many digits or too few/,
    /^No country code/,
  ];
  expect(marks()).toEqual(said.map((text) => expect.stringMatching(text)));
  update({ preferences: { ...DEFAULT_PREFERENCES, maskPhones: false } });
  expect(screen.getByText('+86+8613800000123').parentElement!.textContent).toBe('+86+8613800000123Copy');
  expect(marks()).toHaveLength(4);
});

test('a number is read as one of the home region before it is marked', async () => {
  const shown = person([card(found({ customer: customer({ phones: [{ label: null, number: '1391234567', hidden: false }] }) }))]);
  const { update } = showPanel(shown, { preferences: { ...DEFAULT_PREFERENCES, home: 'CN' } });
  expect(await screen.findAllByRole('img', { name: /cannot be dialled/ })).toHaveLength(1);
  update({ preferences: { ...DEFAULT_PREFERENCES, home: 'MY' } });
  expect(screen.queryAllByRole('img', { name: /cannot be dialled/ })).toHaveLength(0);
});

test('several candidates tell each other apart, and the person chooses', async () => {
  const { actions } = showPanel(panelStates['several']!.view);
  expect(await screen.findByText('2 possible customers')).toBeDefined();
  expect(document.querySelector('main')!.textContent).toContain('南京云帆软件有限公司 · 王敏 · ends in 3333');
  fireEvent.click(screen.getAllByRole('button', { name: 'This is the right customer' })[1]!);
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ connection: 'main', id: 'f2' })]);
});

test('a likely customer is a question, and nothing can be changed before the answer', async () => {
  const { actions } = showPanel(panelStates['likely']!.view);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('章玮');
  expect(screen.queryByRole('textbox', { name: 'Remark' })).toBeNull();
  fireEvent.click(await screen.findByRole('button', { name: 'No' }));
  expect(actions.refuse).toHaveBeenCalledExactlyOnceWith([{ connection: 'main', id: 'c-1' }]);
  fireEvent.click(button('Yes'));
  expect(actions.choose).toHaveBeenCalledExactlyOnceWith([{ connection: 'main', id: 'c-1' }]);
});

test('somebody who is not in the CRM is added with the name and the number of the chat', async () => {
  const { actions } = showPanel(person([card({ kind: 'none' })], contact({ name: '路人甲 13812345678' })));
  fireEvent.click(button('Add'));
  await act(async () => void fireEvent.submit(screen.getByRole('form')));
  expect(actions.addCustomer).toHaveBeenCalledExactlyOnceWith(
    'main',
    {
      name: '路人甲',
      nickname: '路人甲 13812345678',
      company: null,
      phones: ['13812345678'],
      remark: null,
    },
    expect.any(String),
    [],
  );
});

test('what is in the way of adding is said, and what was typed stays', async () => {
  const { actions } = showPanel(person([card({ kind: 'none' })], contact({ name: '路人甲' })));
  vi.mocked(actions.addCustomer).mockResolvedValueOnce({ kind: 'refused', message: 'duplicate' });
  fireEvent.click(button('Add'));
  await act(async () => void fireEvent.submit(screen.getByRole('form')));
  expect(await screen.findByText('The CRM refused: duplicate')).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Name/ }).value).toBe('路人甲');
});

test('a read-only connection says why and offers no editing', () => {
  showPanel(person([card(found(), { connection: sales })]), { connections: [sales] });
  const why = screen.getByText('this account has no access to the editing interface.');
  expect(why.closest('details')!.open).toBe(false);
  expect(why.closest('details')!.querySelector('summary')!.textContent).toBe('Some of this can only be changed in 励销');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(screen.queryByRole('button', { name: /Remove tag/ })).toBeNull();
});

test('hostile text is text', () => {
  showPanel(person([card(found({ customer: hostileCustomer }))], contact({ name: hostileCustomer.name })));
  expect(document.querySelector('img, script, b')).toBeNull();
  expect(document.body.innerHTML).not.toContain('url(');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(hostileCustomer.name);
});

test('empty values say that they are empty', () => {
  showPanel(person([card(found({ customer: bareCustomer }))]));
  expect(screen.getAllByText('Not filled in')).toHaveLength(2);
});

test('a choice is saved when it is made, a text when it is left', () => {
  const { actions } = showPanel(person([card(found({ customer: customer({ fields }) }))], contact()));
  fireEvent.click(button('Show all 9'));
  const ref = { connection: 'main', id: 'c-1' };
  fireEvent.change(screen.getByRole('combobox', { name: '行业' }), { target: { value: 'i3' } });
  expect(actions.submit).toHaveBeenLastCalledWith(ref, { kind: 'field', field: 'industry', value: 'i3' });
  const wechat = screen.getByRole('textbox', { name: '微信号' });
  fireEvent.input(wechat, { target: { value: 'dawei88' } });
  expect(actions.submit).toHaveBeenCalledTimes(1);
  fireEvent.blur(wechat);
  expect(actions.submit).toHaveBeenLastCalledWith(ref, { kind: 'field', field: 'wechat', value: 'dawei88' });
});

test.each([
  ['１２３', 123],
  ['１２．５', 12.5],
  ['12。5', 12.5],
  ['－8', -8],
  ['00７', '007'],
  ['6222021234567890123', '6222021234567890123'],
  ['1,234', '1,234'],
])('a number that an input method has typed as %s is the number', (typed, value) => {
  const { actions } = showPanel(person([card(found({ customer: customer({ fields }) }))], contact()));
  fireEvent.click(button('Show all 9'));
  const box = screen.getByRole('textbox', { name: '预算（万元）' });
  fireEvent.input(box, { target: { value: typed } });
  fireEvent.blur(box);
  expect(actions.submit).toHaveBeenLastCalledWith({ connection: 'main', id: 'c-1' }, { kind: 'field', field: 'budget', value });
});

test('the nickname is edited in place where the CRM allows it', () => {
  const named = connection({ can: { ...main.can, changes: ['personal-name'] } });
  const { actions } = showPanel(person([card(found(), { connection: named })]));
  const box = screen.getByRole('textbox', { name: 'Nickname' });
  fireEvent.input(box, { target: { value: '伟哥' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith({ connection: 'main', id: 'c-1' }, { kind: 'personal-name', text: '伟哥' });
});

test('details are edited in a form that starts with what is there', async () => {
  const { actions } = showPanel(person([card(found(), { connection: book })]), { connections: [book] });
  fireEvent.click(button('Edit details'));
  fireEvent.input(screen.getByRole('textbox', { name: /^Company/ }), { target: { value: '' } });
  await act(async () => void fireEvent.submit(screen.getByRole('form', { name: 'Edit details' })));
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(
    { connection: 'main', id: 'c-1' },
    { kind: 'details', details: { company: null } },
    { kind: 'details', details: { company: '深圳华盛科技有限公司' } },
  );
});

test('more numbers than the CRM keeps are not sent to it; a customer who has more already keeps them', async () => {
  const one = connection({ can: { ...book.can, mostPhones: 1 } });
  const phones = ['13800001111', '13900001111'].map((number) => ({ label: null, number, hidden: false }));
  const shown = (before: Customer) => person([card(found({ customer: before }), { connection: one })]);
  const { actions, update } = showPanel(shown(customer({ phones: phones.slice(0, 1) })), { connections: [one] });
  const submit = () => act(async () => void fireEvent.submit(screen.getByRole('form', { name: 'Edit details' })));
  fireEvent.click(button('Edit details'));
  fireEvent.input(screen.getByRole('textbox', { name: /^Phone/ }), { target: { value: '13800001111, 13900001111' } });
  await submit();
  expect(screen.getByText(/^Too many at once: 2, at most 1/)).toBeDefined();
  expect(actions.submit).not.toHaveBeenCalled();
  update({ view: shown(customer({ id: 'c-2', phones })) });
  fireEvent.click(button('Edit details'));
  fireEvent.input(screen.getByRole('textbox', { name: /^Name/ }), { target: { value: '张伟明' } });
  await submit();
  expect(vi.mocked(actions.submit).mock.calls.map(([, change]) => change)).toEqual([{ kind: 'details', details: { name: '张伟明' } }]);
});

test('a wait that the CRM asked for counts down, and Retry comes back at its end', async () => {
  vi.useFakeTimers();
  let now = NOW;
  const problem = { kind: 'rate-limited', until: NOW + 2000, calls: 10, seconds: 10 } as const;
  showPanel(person([card({ kind: 'failed' }, { problem })]), { connections: [main], now: () => now });
  const text = (left: number) => `Waiting ${left} seconds: the CRM allows 10 calls in 10 seconds for the whole company`;
  expect(screen.getByText(text(2))).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  now += 2000;
  await act(async () => void (await vi.advanceTimersByTimeAsync(1000)));
  expect(screen.getByText(text(0))).toBeDefined();
  expect(button('Retry')).toBeDefined();
  vi.useRealTimers();
});

test('a stage and a personal name that cannot be changed are shown all the same', () => {
  const shown = customer({ stage: { id: 's-2', name: 'In talks' }, nickname: 'Nick' });
  showPanel(person([card(found({ customer: shown }), { connection: connection({ can: { ...main.can, changes: [] } }) })]));
  expect(screen.getByText('In talks')).toBeDefined();
  expect(screen.getByText('Nick')).toBeDefined();
});
