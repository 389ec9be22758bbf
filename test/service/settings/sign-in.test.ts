import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ConnectionView } from '../../../lib/model/view';
import { company, createVisitor, signInAt, type Company } from '../../relay/company';
import { ask as askRelay, relayBefore, type TestRelay } from '../../relay/relay';
import { sandboxCrm } from '../../contract/sandbox';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { openDatabase } from '../../../lib/service/storage/database';
import type { CustomerRef } from '../../../lib/model/customer';
import { ofKind } from '../../../lib/wire/item-keys';
import { ask, contactOf, happenTo, seenFor, show, state, until, withWorker } from '../worker';

const crm = sandboxCrm('wechat-console');
const lily = contactOf(shownName(personByKey('lily')));
const REDIRECT = 'https://test-extension-id.chromiumapp.org/';
withWorker();

/** What the person does at the sign-in: their name, or 'closes'. */
let person: string;
/** Each page that the browser was told to show, and whether the person was to see it. */
let visits: { url: URL; shown: boolean }[];
/** The sign-in does not know the browser again. */
let forgets: boolean;
/** Goes to the sign-in without Kebian, in the same browser. */
let known: ReturnType<typeof createVisitor>;

beforeEach(() => {
  [person, visits, forgets] = ['chen', [], false];
  let visitor = (known = createVisitor());
  const launchWebAuthFlow = async ({ url, interactive }: { url: string; interactive: boolean }) => {
    if (forgets) visitor = createVisitor();
    visits.push({ url: new URL(url), shown: interactive });
    if (interactive && person === 'closes') throw new Error('The user did not approve access.');
    if (interactive && person === 'changes') return (await visitor(url, 'chen')).replace(/state=[^&]*/, 'state=another');
    return visitor(url, interactive ? person : null).catch((thrown: Error) => {
      throw /interaction/.test(thrown.message) ? thrown : new Error('Authorization page could not be loaded.');
    });
  };
  Object.assign(fakeBrowser, { identity: { getRedirectURL: () => REDIRECT, launchWebAuthFlow } });
  return () => void Reflect.deleteProperty(fakeBrowser, 'identity');
});

/** The document for a company relay that docs/roll-out.md shows, for a relay at this address. */
function policyOf(baseUrl: string): { connections: Record<string, unknown>[] } {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/roll-out.md'), 'utf8');
  const [, text = ''] = /^```json relay\n([^]*?)^```/m.exec(page) ?? [];
  const policy = JSON.parse(text) as { connections: Record<string, unknown>[] };
  return { ...policy, connections: policy.connections.map((one) => ({ ...one, baseUrl })) };
}

async function connected(more: Parameters<typeof signInAt>[1] = {}, now?: () => number): Promise<{ at: Company; relay: TestRelay }> {
  const at = await company({ redirects: [REDIRECT] });
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(at.issuer, more) }, now);
  await ask('saveConnection', { id: null, provider: 'relay', name: 'Team', values: { baseUrl: relay.origin, signIn: 'company' } });
  return { at, relay };
}

async function view(): Promise<ConnectionView> {
  return (await state()).connections!.find(({ provider }) => provider === 'relay')!;
}

/** Waits until the connection stands so. */
function stands(problem: ConnectionView['problem']): Promise<void> {
  return until(({ connections = [] }) => {
    const found = connections.find(({ provider }) => provider === 'relay');
    return found !== undefined && JSON.stringify(found.problem) === JSON.stringify(problem);
  });
}

/** Waits until Lily is shown as the CRM behind the relay has her; answers with what she is called there. */
async function lilyIsShown(by = 'relay'): Promise<CustomerRef> {
  await show(lily);
  let found: CustomerRef | undefined;
  await until((now) => {
    const shown = ofKind(now, 'customer').map(({ value: { customer } }) => customer);
    found = shown.find(({ connection, name }) => connection.startsWith(by) && name === 'Lily');
    return found !== undefined;
  });
  return { connection: found!.connection, id: found!.id };
}

test('whoever connects a relay signs in at once, and the connection can do what their role allows', async () => {
  await connected();
  await until(({ connections = [] }) => connections.some(({ can }) => can.changes.includes('remark') && can.telephony));
  expect(visits).toMatchObject([{ shown: true }]);
  const { searchParams: asked } = visits[0]!.url;
  expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: REDIRECT });
  await lilyIsShown();
});

test('neither a code nor the session is shown to a page, or written into a settings file', async () => {
  await connected();
  await stands(null);
  await lilyIsShown();
  const file = await ask('exportSettings', { secrets: true, links: true });
  const memory = await (await openDatabase()).getAll('memory');
  const { value: session } = memory.find(({ key }) => key === 'session')!;
  expect(session).toMatch(/^kbs_/);
  for (const text of [JSON.stringify(await state()), file]) expect(text).not.toContain(session);
  expect(file).not.toContain('account');
});

test('a window that is closed is said, and one press signs in again', async () => {
  person = 'closes';
  await connected();
  await stands({ kind: 'not-signed-in', why: 'closed' });
  // It stays so until something is tried again.
  await show(lily);
  await stands({ kind: 'not-signed-in', why: 'closed' });
  person = 'chen';
  await ask('signInAgain', { connection: (await view()).id });
  await stands(null);
  expect(await lilyIsShown()).toMatchObject({ connection: 'relay' });
});

test.each<[string, string, (at: Company) => unknown, object]>([
  ['an account that may not', 'bo', () => undefined, { kind: 'not-signed-in', why: 'not-allowed' }],
  ['an answer to another attempt', 'changes', () => undefined, { kind: 'not-signed-in', why: 'untrusted' }],
  ['a sign-in that is away', 'chen', (at) => at.stop(), { kind: 'not-signed-in', why: 'away' }],
])('%s is said as such', async (_, who, before, problem) => {
  person = 'closes';
  const { at } = await connected();
  await stands({ kind: 'not-signed-in', why: 'closed' });
  await before(at);
  person = who;
  await ask('signInAgain', { connection: (await view()).id });
  await stands(problem as ConnectionView['problem']);
});

test('a relay without a sign-in is said to have none', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  await ask('saveConnection', { id: null, provider: 'relay', name: 'Team', values: { baseUrl: relay.origin, signIn: 'company' } });
  await stands({ kind: 'not-signed-in', why: 'not-offered' });
});

test('a session that has ended begins anew without a word where the company’s sign-in still knows the browser', async () => {
  const { relay } = await connected();
  await lilyIsShown();
  await relay.signOut('oidc:chen');
  await ask('search', { connection: (await view()).id, query: { text: 'Lily' }, page: null }).catch(() => undefined);
  await stands(null);
  await vi.waitFor(() => expect(visits.map(({ shown }) => shown)).toEqual([true, false]));
  expect(visits[1]!.url.searchParams.get('prompt')).toBe('none');
  await vi.waitFor(async () =>
    expect(await ask('search', { connection: (await view()).id, query: { text: 'Lily' }, page: null })).toMatchObject({
      items: [{ name: 'Lily' }],
    }),
  );
});

test('an edit waits while nobody is signed in, and is written once somebody is', async () => {
  const { relay } = await connected();
  const ref = await lilyIsShown();
  // Nor does the sign-in know the browser any more.
  forgets = true;
  await relay.signOut('oidc:chen');
  const change = { kind: 'remark', text: '周四下午三点' } as const;
  await ask('submit', { edit: crypto.randomUUID(), ref, change, base: await seenFor(ref, change) });
  await stands({ kind: 'signed-out', elsewhere: false });
  expect(ofKind(await state(), 'edit')).toHaveLength(1);
  expect(crm().rows('lily')[0]!.note).not.toBe('周四下午三点');
  await ask('signInAgain', { connection: ref.connection });
  await vi.waitFor(() => expect(crm().rows('lily')[0]!.note).toBe('周四下午三点'));
});

test('with another person it is another connection: what was kept for the one before is not shown to them', async () => {
  const { relay } = await connected();
  const ref = await lilyIsShown();
  await relay.signOut('oidc:chen');
  [forgets, person] = [true, 'anna'];
  await ask('signInAgain', { connection: ref.connection });
  await until(({ connections = [] }) =>
    connections.some(({ provider, problem, can }) => provider === 'relay' && !problem && can.followUps),
  );
  // Lily is none of hers.
  await show(lily);
  expect(ofKind(await state(), 'customer').filter(({ value }) => value.customer.connection.startsWith('relay'))).toEqual([]);
});

test('the policy of docs/roll-out.md needs no press where the company’s sign-in knows the browser', async () => {
  const at = await company({ redirects: [REDIRECT] });
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(at.issuer) });
  const asked = { response_type: 'code', client_id: 'kebian', redirect_uri: REDIRECT, scope: 'openid profile', state: 's' };
  const pkce = { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' };
  await known(`${at.issuer}/auth?${new URLSearchParams({ ...asked, ...pkce })}`, 'chen');
  const policy = policyOf(relay.origin);
  await fakeBrowser.storage.managed.set(policy as never);
  await happenTo(fakeBrowser.storage.managed.onChanged);
  await until(({ managed }) => managed?.connections.includes('team') === true);
  await show(lily);
  await stands(null);
  await until(({ connections = [] }) => connections.some(({ id, can }) => id === 'team' && can.followUps));
  expect(visits.map(({ shown }) => shown)).toEqual([false]);
  await lilyIsShown('team');
  // The policy holds also for the connection with its account in it: it is not applied again and again.
  await happenTo(fakeBrowser.storage.managed.onChanged);
  expect((await (await openDatabase()).getAll('memory')).map(({ key }) => key)).toContain('session');
  expect((await state()).storage?.policyFaults ?? []).toEqual([]);
  expect((await state()).managed?.connections).toEqual(['team']);
});

test('a sign-in that is written otherwise in a policy is a fault with its path', async () => {
  const policy = policyOf('https://relay.example.com');
  policy.connections[0]!.options = { signIn: 'google', account: 'anna' };
  await fakeBrowser.storage.managed.set(policy as never);
  await happenTo(fakeBrowser.storage.managed.onChanged);
  await until(({ storage }) => (storage?.policyFaults.length ?? 0) > 0);
  const faults = (await state()).storage!.policyFaults.map(({ path }) => path);
  expect(faults).toEqual(['connections[0].options.signIn', 'connections[0].options.account']);
});

test('without the browser’s right nothing is shown, and the connection says that it is to be allowed', async () => {
  Reflect.deleteProperty(fakeBrowser, 'identity');
  const at = await company({ redirects: [REDIRECT] });
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(at.issuer) });
  await ask('saveConnection', { id: null, provider: 'relay', name: 'Team', values: { baseUrl: relay.origin, signIn: 'company' } });
  await stands({ kind: 'not-permitted', origin: relay.origin });
});

/** The relay's session, as the browser keeps it. */
async function keptSession(): Promise<string> {
  const kept = await (await openDatabase()).getAll('memory');
  return kept.find(({ key }) => key === 'session')!.value;
}

test('a relay that is disconnected gets its session back: nobody is let in with it any more', async () => {
  const { relay } = await connected();
  await lilyIsShown();
  const token = await keptSession();
  expect((await askRelay(relay, token, 'wechat-console/me')).status).toBe(200);
  await ask('removeConnection', { connection: (await view()).id });
  expect((await askRelay(relay, token, 'wechat-console/me')).status).toBe(401);
});

test('a relay that is away is disconnected all the same', async () => {
  const { relay } = await connected();
  await lilyIsShown();
  await relay.stop();
  await ask('removeConnection', { connection: (await view()).id });
  expect((await state()).connections?.map(({ provider }) => provider)).not.toContain('relay');
});

test('“Test connection” signs in as well, and stores nothing', async () => {
  const at = await company({ redirects: [REDIRECT] });
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(at.issuer) });
  const values = { baseUrl: relay.origin, signIn: 'company' };
  expect(await ask('testConnection', { id: null, provider: 'relay', name: 'Team', values })).toMatchObject({ user: expect.any(String) });
  expect((await (await openDatabase()).getAll('memory')).filter(({ key }) => key === 'session')).toEqual([]);
  // The one of the test is given back.
  await expect.poll(() => relay.signOut('oidc:chen')).toBe(0);
});
