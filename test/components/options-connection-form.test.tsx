// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { optionsStates } from '../gallery/options-states';
import { main, sales } from '../gallery/views';
import { click, type } from './controls';
import { showOptions } from './show';

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
