// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import type { OptionsActions } from '../../components/options/actions';
import type { FormerView } from '../../lib/model/former';
import { NOTHING_ALLOWED, optionsStates } from '../gallery/options-states';
import { book, main, sales } from '../gallery/views';
import { showOptions, shownOptions } from './show';

const button = (name: string) => screen.getByRole('button', { name });
const click = (name: string) => act(async () => void fireEvent.click(button(name)));
const type = (label: string | RegExp, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });

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

test('what goes to a CRM is said before it is connected, and that nothing was saved without the consent', async () => {
  showOptions([], { save: () => Promise.resolve({ kind: 'not-permitted', origin: 'https://crm.example.com' }) });
  await click('Connect a CRM');
  await click('Tanma SCRM');
  expect(screen.getByText(/this CRM is sent how you sign in there/)).toBeDefined();
  type('appId', 'ww1_a');
  type('appKey', 'secret');
  await click('Save');
  expect(await screen.findByText(/Nothing was saved and nothing was sent/)).toBeDefined();
});

test('a connection is made from the form that the provider describes', async () => {
  const actions = showOptions([]);
  await click('Connect a CRM');
  await click('Tanma SCRM');
  type('appId', ' ww1_a ');
  type('appKey', 'secret');
  await click('Save');
  expect(actions.save).toHaveBeenCalledExactlyOnceWith({
    id: null,
    provider: 'tanma',
    name: 'Tanma SCRM',
    values: { baseUrl: 'https://crm.example.com', appId: 'ww1_a', appKey: 'secret', qwUserId: '' },
  });
});

test('nothing is sent while something required is missing or an address is none', async () => {
  const actions = showOptions([]);
  await click('Connect a CRM');
  await click('Tanma SCRM');
  type('API', 'crm');
  await click('Save');
  await click('Test connection');
  expect(actions.save).not.toHaveBeenCalled();
  expect(actions.test).not.toHaveBeenCalled();
  expect(screen.getByText('This is no web address. Type the whole of it, as in https://crm.example.com')).toBeDefined();
  expect(screen.getByText('Fill in: appKey')).toBeDefined();
  expect(screen.getByLabelText('API').getAttribute('aria-invalid')).toBe('true');
});

test.each([
  ['http://e.lixiaocrm.com', 'http:// is not encrypted and only taken within your own network or this computer. Use https://'],
  ['e.lixiaocrm.com', 'Begin with https:// (http:// within your own network or this computer)'],
  ['https://me:secret@crm.example.com', 'Leave user name and password out of the address: take away the @ and what stands before it'],
])('the address %s is refused with the reason, and stays as it was typed', async (typed, said) => {
  const actions = showOptions([main]);
  await click('Edit 探马');
  type('API', typed);
  await click('Save');
  expect(screen.getByText(said)).toBeDefined();
  expect((screen.getByLabelText('API') as HTMLInputElement).value).toBe(typed);
  expect(actions.save).not.toHaveBeenCalled();
});

test('an address as it was copied is put right, and it is said what was cut, what the path is and what can be read on the way', async () => {
  const actions = showOptions([main]);
  await click('Edit 探马');
  type('API', 'http://１９２.168.8.90:30097/apiServer?from=menu#/chat');
  expect(screen.getByText('http://192.168.8.90:30097/apiServer will be used, without ?from=menu#/chat')).toBeDefined();
  expect(screen.getByText(/^This address is not encrypted \(http\): the appId, signatures and customers can be read/)).toBeDefined();
  await click('Save');
  expect(actions.save).toHaveBeenCalledWith(
    expect.objectContaining({ values: expect.objectContaining({ baseUrl: 'http://192.168.8.90:30097/apiServer' }) }),
  );
  await click('Edit 探马');
  type('API', 'https://crm.example.com/login');
  expect(
    screen.getByText(/^The path \/login does not look like the API, which is usually at https:\/\/crm.example.com\/apiServer/),
  ).toBeDefined();
});

test('a secret that is set is never shown, and kept when it is left empty', async () => {
  const actions = showOptions([main]);
  await click('Edit 探马');
  const secret = screen.getByLabelText<HTMLInputElement>('appKey');
  expect([secret.type, secret.value, secret.placeholder]).toEqual(['password', '', 'is set, leave empty to keep it']);
  await click('Save');
  expect(actions.save).toHaveBeenCalledExactlyOnceWith({
    id: 'main',
    provider: 'tanma',
    name: '探马',
    values: { baseUrl: 'https://crm.example.com', appId: 'ww1234_AbCdEf', qwUserId: '' },
  });
});

test('testing a connection says who you are there', async () => {
  showOptions([main], optionsStates['options-tested']!.actions);
  await click('Edit 探马');
  await click('Test connection');
  expect(screen.getByText('It works. You are 李磊 there.')).toBeDefined();
});

test('what a test of the connection suggests is put into the form and tested with one press, and saved with it', async () => {
  const actions = showOptions([sales], optionsStates['options-suggested']!.actions);
  await click('Edit 励销');
  const bodies = screen.getByLabelText(/^Bodies/) as HTMLSelectElement;
  expect(bodies.value).toBe('form');
  await click('Test connection');
  expect(screen.getByText('Counts once the connection is saved.')).toBeDefined();
  await click('Send these calls as JSON');
  expect(bodies.value).toBe('json');
  expect(screen.queryByRole('button', { name: 'Send these calls as JSON' })).toBeNull();
  expect(screen.getByText('It works. You are 李磊 there.')).toBeDefined();
  await click('Save');
  expect(actions.save).toHaveBeenCalledExactlyOnceWith({ id: 'sales', provider: 'lixiao', name: '励销', values: { bodies: 'json' } });
});

test('testing a connection that does not work says what is wrong', async () => {
  showOptions([main], optionsStates['options-test-failed']!.actions);
  await click('Edit 探马');
  await click('Test connection');
  expect(screen.getByText('The CRM does not accept the signature. Check appId and appKey.')).toBeDefined();
});

const inDialog = (name: string) => within(screen.getByRole('alertdialog')).getByRole('button', { name });
const press = (name: string) => act(async () => void fireEvent.click(inDialog(name)));
const asks = (text: string | RegExp) => waitFor(() => expect(screen.getByRole('alertdialog').textContent).toMatch(text));
const NONE = { edits: 0, links: 0, reminders: 0, customers: 0 };

test('a connection for which nothing is kept is removed after a second word', async () => {
  const actions = showOptions([main, book]);
  await click('Remove 探马');
  await asks('Nothing changes in the CRM');
  expect(actions.remove).not.toHaveBeenCalled();
  await press('Remove');
  expect(actions.remove).toHaveBeenCalledExactlyOnceWith('main', NONE);
});

describe('where edits wait for a connection', () => {
  const counts = { edits: 30, links: 2, reminders: 1, customers: 0 };
  const shown = (more: Partial<OptionsActions> = {}) => showOptions([main, book], { countKept: () => Promise.resolve(counts), ...more });

  test('the question counts what goes with it, and offers whatever keeps it first', async () => {
    const actions = shown();
    await click('Remove 探马');
    await asks('30 unsent edits, 2 links, 1 reminder');
    const dialog = screen.getByRole('alertdialog');
    expect(
      within(dialog)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Cancel', 'Check the connection', 'Export links', 'Remove, keep these', 'Delete everything']);
    await press('Export links');
    expect(actions.exportLinks).toHaveBeenCalledExactlyOnceWith('main');
    await press('Remove, keep these');
    expect(actions.remove).toHaveBeenCalledExactlyOnceWith('main', null);
  });

  test('the question is asked again with new numbers where there is more by now', async () => {
    const later = { ...counts, edits: 31 };
    const found = [counts, later];
    const actions = shown({
      countKept: () => Promise.resolve(found.shift() ?? later),
      remove: () => Promise.resolve({ kind: 'counted-otherwise' }),
    });
    await click('Remove 探马');
    await asks('30 unsent edits');
    await press('Delete everything');
    expect(actions.remove).toHaveBeenLastCalledWith('main', counts);
    await asks('31 unsent edits');
    await press('Delete everything');
    expect(actions.remove).toHaveBeenLastCalledWith('main', later);
  });

  test('wiping counts all of it', async () => {
    shown();
    await click('Wipe now');
    await asks('30 unsent edits');
  });
});

describe('a connection that is there no longer', () => {
  const [moved, mine] = optionsStates['options-former']!.former! as [FormerView, FormerView];

  test('is shown with what waits for it, and goes on with the one that is the same CRM', async () => {
    const actions = showOptions([main, book], {}, { former: [moved] });
    expect(screen.getByText('“探马” has another address now. Is it still the same CRM?')).toBeDefined();
    expect(screen.getByText(/3 unsent edits, 58 links, 1 reminder/)).toBeDefined();
    await click('It is “探马”, go on');
    expect(actions.resume).toHaveBeenCalledExactlyOnceWith('before', 'main');
  });

  test('loses what waits only after a question that counts it', async () => {
    const actions = showOptions([main, book], {}, { former: [moved] });
    await click('Delete…');
    expect(actions.forget).not.toHaveBeenCalled();
    expect(screen.getByRole('alertdialog').textContent).toContain('Delete 3 unsent edits, 58 links, 1 reminder?');
    await press('Delete');
    expect(actions.forget).toHaveBeenCalledExactlyOnceWith('before', moved.counts);
  });

  test('is connected again by a form that is filled in as it was', async () => {
    showOptions([main, book], {}, { former: [moved] });
    await click('Connect again');
    expect((screen.getByLabelText('API') as HTMLInputElement).value).toBe(moved.values['baseUrl']);
  });

  test('that was a local book is used again as it is', async () => {
    const actions = showOptions([main], {}, { former: [mine] });
    await click('Go on using it');
    expect(actions.useBookAgain).toHaveBeenCalledExactlyOnceWith(mine);
  });
});

test('a connection that the administrator does not set any longer says that its edits wait', async () => {
  const actions = showOptions([{ ...main, dropped: true }]);
  expect(screen.getByText(/no longer sets this connection/)).toBeDefined();
  await click('Go on using it');
  expect(actions.keep).toHaveBeenCalledExactlyOnceWith('main');
});

test('the order can be changed, and the first connection leads', async () => {
  const actions = showOptions([main, book]);
  expect(button('Move 探马 up').hasAttribute('disabled')).toBe(true);
  await click('Move 本地客户簿 up');
  expect(actions.move).toHaveBeenCalledExactlyOnceWith('book', 0);
});

test('a connection is renamed in place', async () => {
  const actions = showOptions([main]);
  await click('Rename 探马');
  type('New name for 探马', '华南探马');
  await click('Save');
  expect(actions.rename).toHaveBeenCalledExactlyOnceWith('main', '华南探马');
});

test('a settings file with faults shows each with its path, and cannot be imported', async () => {
  const actions = showOptions([main], optionsStates['options-import-faults']!.actions);
  await choose('{"format":"kebian-settings"}');
  expect(actions.readSettings).toHaveBeenCalledExactlyOnceWith('{"format":"kebian-settings"}');
  const alert = await screen.findByRole('alert');
  expect(
    within(alert)
      .getAllByRole('listitem')
      .map((line) => line.textContent),
  ).toEqual([
    'connections[0].provider · expected "tanma" | "lixiao" | "local", found "salesforce"',
    'connections[1].baseUrl · expected URL, found "crm"',
    'privacy.keepCustomersFor · expected "0d" | "1d" | "7d" | "30d", found "forever"',
  ]);
  expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
});

test('a settings file that cannot be checked says why, and the next one is', async () => {
  const answers = [{ kind: 'too-long' as const, what: 'text' as const, length: 5_000_001, most: 5_000_000 }];
  const { readSettings } = optionsStates['options-import']!.actions!;
  showOptions([main], { readSettings: async (text) => answers.pop() ?? readSettings!(text) });
  await choose('{}');
  await screen.findByText(/^Text too long: 5000001 characters, at most 5000000/);
  await choose('{}');
  await screen.findByRole('region', { name: 'This will be imported' });
  expect(screen.queryByText(/too long/)).toBeNull();
});

test('a good settings file says what it brings, and is imported after a second word', async () => {
  const actions = showOptions([main], optionsStates['options-import']!.actions);
  await choose('{}');
  const summary = await screen.findByRole('region', { name: 'This will be imported' });
  expect(within(summary).getByText('to be filled in afterwards: userToken')).toBeDefined();
  expect(actions.importSettings).not.toHaveBeenCalled();
  await click('Import');
  expect(actions.importSettings).toHaveBeenCalledExactlyOnceWith('{}');
  expect(screen.getByText('Settings imported')).toBeDefined();
});

test('what a settings file has wrong is said before the rest of it is imported', async () => {
  const { readSettings } = optionsStates['options-import']!.actions!;
  const leftOut = [{ path: 'sites[0].read.name[1]', expected: 'selector', found: 'number' }];
  showOptions([main], { readSettings: async (text) => ({ ...(await readSettings!(text)), leftOut }) as never });
  await choose('{}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Left out, with what cannot be without it:sites\[0\]\.read\.name\[1\]/);
  expect(button('Import')).toBeDefined();
});

test('secrets are exported only when they were asked for', async () => {
  const actions = showOptions([main]);
  await click('Export settings');
  expect(actions.exportSettings).toHaveBeenLastCalledWith(false, false);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Include keys and passwords' }));
  expect(screen.getByText(/Whoever has the file can sign in/)).toBeDefined();
  await click('Export settings');
  expect(actions.exportSettings).toHaveBeenLastCalledWith(true, false);
});

test('preferences are told one by one', () => {
  const actions = showOptions([main]);
  fireEvent.click(screen.getByRole('switch', { name: 'Mask phone numbers' }));
  expect(actions.setPreferences).toHaveBeenLastCalledWith({ maskPhones: false });
  fireEvent.change(screen.getByLabelText('Keep copies of CRM customers'), { target: { value: '30' } });
  expect(actions.setPreferences).toHaveBeenLastCalledWith({ keepDays: 30 });
});

async function choose(text: string) {
  const box = screen.getByLabelText('Choose a settings file');
  await act(async () => void fireEvent.change(box, { target: { files: [new File([text], 'kebian.json')] } }));
}

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
