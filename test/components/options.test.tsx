// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import { teachAddress } from '../../lib/model/chat-pages';
import { NOTHING_ALLOWED } from '../gallery/options-states';
import { book, main } from '../gallery/views';
import { button, click } from './controls';
import { showOptions, shownOptions } from './show';

test('the first run says what Kebian does, what it reads and where that goes, and offers three ways on', async () => {
  const actions = showOptions([]);
  const welcome = screen.getByRole('region', { name: 'Welcome to Kebian' });
  expect(within(welcome).getByRole('heading', { name: 'What Kebian reads, and where it goes' })).toBeDefined();
  expect(within(welcome).getByText(/names of the rows on screen/)).toBeDefined();
  expect(within(welcome).getByText(/looks for phone numbers/)).toBeDefined();
  expect(within(welcome).getByText(/go to the CRMs that you have connected, and to nobody else/)).toBeDefined();
  expect(
    within(welcome)
      .getAllByRole('button')
      .map((way) => way.textContent),
  ).toEqual(['Connect a CRM', 'Use the local book', 'Import settings']);
  await click('Use the local book');
  expect(actions.useLocalBook).toHaveBeenCalledOnce();
});

test('once there is a connection, the next step leads to the chats', async () => {
  const { actions, update } = shownOptions([]);
  expect(screen.queryByRole('region', { name: 'Ready to begin' })).toBeNull();
  update([book]);
  const next = screen.getByRole('region', { name: 'Ready to begin' });
  expect(document.activeElement).toBe(next);
  fireEvent.click(within(next).getByRole('button', { name: 'Open WeChat web' }));
  expect(actions.openChatPage).toHaveBeenCalledWith(expect.stringContaining('https://wx.qq.com/'));
  cleanup();
  showOptions([book]);
  expect(screen.queryByRole('region', { name: 'Ready to begin' })).toBeNull();
});

test('how long copies are kept is asked where a CRM has customers, and is said to be about copies', () => {
  showOptions([book]);
  expect(screen.queryByLabelText(/^Keep copies of CRM customers/)).toBeNull();
  expect(screen.queryByLabelText(/^CRM customers kept for searching/)).toBeNull();
  cleanup();
  showOptions([book, main]);
  expect(screen.getByLabelText(/^Keep copies of CRM customers/)).toBeDefined();
  expect(screen.getByText(/Nothing changes in the CRM or in the local book/)).toBeDefined();
});

test('after an update that reads more, what it reads is said until it was read, and then no more', async () => {
  const news = () => screen.queryByRole('region', { name: /says more of what it reads/ });
  const actions = showOptions([main], {}, { told: 0 });
  expect(within(news()!).getAllByRole('listitem')).toHaveLength(4);
  await click('I have read this');
  expect(actions.toldOfReading).toHaveBeenCalledOnce();
  cleanup();
  showOptions([main], {}, { told: 1 });
  expect(news()).toBeNull();
  cleanup();
  showOptions([], {}, { told: 0 });
  expect(news()).toBeNull();
});

test('where an administrator has connected something, what is read is said until it was read', async () => {
  const actions = showOptions([main], {}, { told: 0, managed: true });
  const said = screen.getByRole('region', { name: 'What Kebian reads, and where it goes' });
  expect(within(said).getAllByRole('listitem')).toHaveLength(4);
  await click('I have read this');
  expect(actions.toldOfReading).toHaveBeenCalledOnce();
});

test('preferences are told one by one', () => {
  const actions = showOptions([main]);
  fireEvent.click(screen.getByRole('switch', { name: 'Mask phone numbers' }));
  expect(actions.setPreferences).toHaveBeenLastCalledWith({ maskPhones: false });
  fireEvent.change(screen.getByLabelText('Keep copies of CRM customers'), { target: { value: '30' } });
  expect(actions.setPreferences).toHaveBeenLastCalledWith({ keepDays: 30 });
});

describe('what an administrator does not allow', () => {
  test('is marked and not offered: export, deleting everything, another CRM, going without the passphrase', () => {
    showOptions([main], {}, { rules: NOTHING_ALLOWED, vault: { kind: 'open', lockAfter: 15 } });
    expect(screen.getAllByText('Set by your administrator')).toHaveLength(4);
    expect(button('Export settings')).toHaveProperty('disabled', true);
    expect(button('Connect a CRM')).toHaveProperty('disabled', true);
    for (const gone of ['Wipe now', 'Remove']) expect(screen.queryByRole('button', { name: gone })).toBeNull();
  });

  test('is no way on at the first run; a settings file can still be imported', () => {
    showOptions([], {}, { rules: NOTHING_ALLOWED });
    const welcome = screen.getByRole('region', { name: 'Welcome to Kebian' });
    const ways = within(welcome).getAllByRole('button');
    expect(ways.map((way) => way.textContent)).toEqual(['Import settings']);
  });

  test('is to go without a passphrase: one is asked for before anything else', async () => {
    const actions = showOptions([], {}, { rules: NOTHING_ALLOWED, vault: { kind: 'locked', unset: true } });
    const required = screen.getByRole('region', { name: 'A passphrase is required' });
    expect(within(required).queryByRole('button', { name: 'Cancel' })).toBeNull();
    for (const box of required.querySelectorAll('input[type=password]')) fireEvent.input(box, { target: { value: 'a long passphrase' } });
    await act(async () => void fireEvent.click(within(required).getByRole('button', { name: 'Set a passphrase' })));
    expect(actions.setPassphrase).toHaveBeenCalledExactlyOnceWith('a long passphrase', 15);
  });
});

describe('the page that the panel or the menu of the toolbar’s button wants to have taught', () => {
  const asked = async (page: string | null) => {
    location.hash = teachAddress(page);
    await act(async () => void window.dispatchEvent(new Event('hashchange')));
  };
  const address = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Address of the page' });

  test('stands in the form, also when it is asked for again after the form was closed', async () => {
    location.hash = teachAddress('https://desk.example/inbox/?key=1');
    showOptions([main]);
    await waitFor(() => expect(address().value).toBe('https://desk.example/inbox/'));
    await click('Cancel');
    await asked('https://desk.example/inbox/?key=1');
    expect(address().value).toBe('https://desk.example/inbox/');
  });

  test('is said not to be known where the browser does not tell it, or it is a page of its own', async () => {
    showOptions([main]);
    for (const page of [null, 'chrome://settings']) {
      await asked(page);
      expect(address().value).toBe('');
      expect(screen.getByText(/^Kebian was not told the address: copy it from the address bar/)).toBeDefined();
    }
  });

  test('needs no teaching where Kebian knows it: its line is shown', async () => {
    showOptions([main]);
    await asked('https://wx.qq.com/');
    expect(screen.queryByRole('form', { name: 'Teach a page' })).toBeNull();
  });
});
