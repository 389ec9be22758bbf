// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { ConnectionForm } from '../../components/options/connection-form';
import { TextsProvider } from '../../components/texts';
import { lixiao } from '../../lib/providers/lixiao';
import { providerView } from '../../lib/service/settings/settings';
import type { ConnectionView } from '../../lib/model/view';
import { optionsActions } from '../gallery/actions';
import { sales } from '../gallery/views';

const BASE = 'https://e.lixiaocrm.com';

afterEach(cleanup);

function showForm(connection: ConnectionView | null = null) {
  const actions = { ...optionsActions, save: vi.fn(optionsActions.save) };
  render(
    <TextsProvider language="en">
      <ConnectionForm provider={providerView(lixiao)} connection={connection} actions={actions} onSaved={() => {}} onCancel={() => {}} />
    </TextsProvider>,
  );
  return actions;
}

const type = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label, { selector: 'input:not([type=radio])' }), { target: { value } });
const choose = (way: string) => act(async () => void fireEvent.click(screen.getByRole('radio', { name: way })));
const save = () => act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Save' })));

test('lixiao has three ways to connect, each with its own lines', async () => {
  showForm();
  expect(screen.getAllByRole('radio')).toHaveLength(3);
  expect(screen.getByLabelText(/^user_token/, { selector: 'input[type=password]' })).toBeDefined();
  expect(screen.queryByLabelText(/^Password/)).toBeNull();
  await choose('Login and password');
  expect(screen.getByLabelText(/^Password/)).toBeDefined();
  expect(screen.queryByLabelText(/^user_token/, { selector: 'input[type=password]' })).toBeNull();
});

test('the header follows from the way', async () => {
  const actions = showForm();
  await choose('user_token (header access-token)');
  type(/^user_token/, 'abc');
  await save();
  const [draft] = actions.save.mock.calls[0]!;
  expect(draft.values).toMatchObject({ baseUrl: BASE, userToken: 'abc', tokenHeader: 'access-token' });
});

test('what the chosen way needs has to be filled in', async () => {
  const actions = showForm();
  await choose('Login and password');
  type(/^Login/, 'zhang');
  await save();
  expect(actions.save).not.toHaveBeenCalled();
  expect(screen.getByText('Fill in: Password')).toBeDefined();
});

test('a token does not stay where the person goes on with a password, since it would lead', async () => {
  const actions = showForm({ ...sales, values: { baseUrl: BASE, tokenHeader: 'Authorization' }, secretsSet: ['userToken'] });
  await choose('Login and password');
  type(/^Login/, 'zhang');
  type(/^Password/, 'secret');
  await save();
  const [draft] = actions.save.mock.calls[0]!;
  expect(draft).toMatchObject({ values: { login: 'zhang', password: 'secret' }, without: ['userToken'] });
});

test.each<[string, Record<string, string>, string[], string]>([
  ['a token', { tokenHeader: 'Authorization' }, ['userToken'], 'user_token (header Authorization)'],
  ['a token in the other header', { tokenHeader: 'access-token' }, ['userToken'], 'user_token (header access-token)'],
  ['a password', { login: 'zhang' }, ['password'], 'Login and password'],
])('a connection by %s opens with its way', (_, values, secretsSet, way) => {
  showForm({ ...sales, values: { baseUrl: BASE, ...values }, secretsSet });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: way }).checked).toBe(true);
});

test.each([
  ['', ''],
  ['sub', 'sub'],
  ['somebody', ''],
])('whose customers are searched is chosen, not typed: stored as "%s"', async (scope, shown) => {
  const actions = showForm({ ...sales, values: { baseUrl: BASE, tokenHeader: 'Authorization', scope }, secretsSet: ['userToken'] });
  const whose = screen.getByLabelText<HTMLSelectElement>(/^Whose customers/);
  expect([...whose.options].map(({ text }) => text)).toEqual(['Everybody’s', 'Mine', 'My team’s', 'Nobody’s (common pool)', 'I assist']);
  expect(whose.value).toBe(shown);
  fireEvent.change(whose, { target: { value: 'common' } });
  await save();
  expect(actions.save.mock.calls[0]![0].values).toMatchObject({ scope: 'common' });
});
