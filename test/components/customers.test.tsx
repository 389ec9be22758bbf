// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { showCustomers, showOptions, showPanel } from './show';
import { book, card, found, main, person } from '../gallery/views';

beforeEach(() => {
  location.hash = '';
});

test('the page opens with all customers, names its tab so, and says in its navigation where it is', async () => {
  showCustomers();
  expect(document.title).toBe('All customers · Kebian');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('All customers');
  const here = within(screen.getByRole('navigation')).getByRole('link', { current: 'page' });
  expect([here.textContent, here.getAttribute('href')]).toEqual(['All customers', '#all']);
  expect(await screen.findByRole('grid', { name: 'All customers' })).toBeDefined();
});

test.each(['#nothing/of/that', '#all/%E0%A4%A'])('the address %s, which leads nowhere, leads to the first view', async (address) => {
  location.hash = address;
  showCustomers();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('All customers');
  expect(await screen.findByRole('grid')).toBeDefined();
});

test.each([
  [{ kind: 'locked' } as const, 'Kebian is locked'],
  [{ kind: 'moving', done: 1, total: 2 } as const, 'Writing everything anew'],
  [{ kind: 'broken' } as const, /cannot open/],
])('while nothing can be read (%o) that is said in the place of every view', (vault, said) => {
  showCustomers({ vault });
  expect(screen.getByRole('heading', { level: 2, name: said })).toBeDefined();
  expect(screen.queryByRole('grid')).toBeNull();
});

test('the panel’s menu leads to the page, with no CRM connected, too', async () => {
  const { actions } = showPanel(person([card(found(), { connection: book })]), { connections: [book] });
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'More' })));
  const item = await screen.findByRole('menuitem', { name: 'All customers' });
  await act(async () => void fireEvent.click(item));
  expect(actions.showCustomers).toHaveBeenCalledExactlyOnceWith('all');
  expect(screen.queryByRole('menu')).toBeNull();
});

test('the settings lead to the page once there is something', () => {
  const actions = showOptions([main]);
  fireEvent.click(screen.getByRole('button', { name: 'All customers' }));
  expect(actions.showCustomers).toHaveBeenCalledExactlyOnceWith('all');
});

test('where an administrator requires a passphrase and none is set, that is said, with the button that leads there', () => {
  const { actions } = showCustomers({ vault: { kind: 'locked', unset: true } });
  expect(screen.getByRole('heading', { level: 2, name: 'Set a passphrase' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Set a passphrase' }));
  expect(actions.openOptions).toHaveBeenCalledOnce();
  expect(screen.queryByText(/is locked/)).toBeNull();
});
