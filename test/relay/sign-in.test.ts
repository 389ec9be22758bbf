import { generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { ProblemError, type NotSignedIn } from '../../lib/model/problem';
import type { Returned } from '../../lib/providers/relay/sign-in-calls';
import type { SignInConfig } from '../../relay/sign-in-config';
import { createSignIn } from '../../relay/sign-in';
import { sandboxCrm } from '../contract/sandbox';
import { company, forgedCompany, REDIRECT, signInAt, type Forged } from './company';
import { ask, relayBefore, type Answer, type TestRelay } from './relay';

const crm = sandboxCrm('wechat-console');
const LILY = { hints: { name: 'Lily', phones: [] } };

async function signIn(relay: TestRelay, body: unknown): Promise<Answer['json']> {
  const response = await fetch(`${relay.origin}/v1/sign-in`, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Answer['json'];
}

async function sessionOf(relay: TestRelay, returned: Returned): Promise<string> {
  const { answer } = (await signIn(relay, returned)) as { answer: { session: string } };
  return answer.session;
}

/** Why somebody is not let in by a sign-in at this address, and what the administrator is told. */
async function refusal(config: SignInConfig, returned: Returned, now = Date.now): Promise<{ why: NotSignedIn | null; told: string }> {
  let told = '';
  try {
    await createSignIn(config, now, (line) => (told += line)).finish(returned);
    return { why: null, told };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'not-signed-in') throw thrown;
    return { why: thrown.problem.why, told };
  }
}

test('the relay says how to sign in to anybody who asks, and nothing else', async () => {
  const { issuer } = await company();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer, { clientSecret: 'geheim-und-lang' }) });
  const response = await fetch(`${relay.origin}/v1/sign-in`);
  expect(await response.json()).toEqual({
    answer: { issuer, authorization: `${issuer}/auth`, clientId: 'kebian', scope: 'openid profile' },
  });
});

test('a relay without a sign-in says so', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  for (const method of ['GET', 'POST']) {
    const response = await fetch(`${relay.origin}/v1/sign-in`, { method });
    expect([response.status, await response.json()]).toEqual([
      404,
      { problem: { kind: 'not-signed-in', why: 'not-offered' }, title: expect.any(String) },
    ]);
  }
});

test('whoever has signed in may do what the rule for their claim says, and is called by their name in the audit', async () => {
  const { issuer, comeBack } = await company();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer) });
  const lead = await sessionOf(relay, await comeBack('chen'));
  expect(lead).toMatch(/^kbs_[\w-]{43}$/);
  expect((await ask(relay, lead, '-/find', LILY)).json.answer).toMatchObject({
    customers: [{ name: 'Lily', phones: [{ hidden: false }] }],
  });
  const seller = await sessionOf(relay, await comeBack('anna'));
  // Lily is not one of hers.
  expect((await ask(relay, seller, '-/find', LILY)).json.answer).toMatchObject({ customers: [] });
  expect(await relay.audited()).toMatchObject([
    { agent: 'oidc:chen', call: 'find' },
    { agent: 'oidc:anna', call: 'find' },
  ]);
});

test('the same person has the same account at every sign-in, another one another', async () => {
  const { issuer, comeBack } = await company();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer) });
  const accounts = [];
  for (const login of ['anna', 'anna', 'chen'])
    accounts.push(((await signIn(relay, await comeBack(login))) as { answer: { account: string } }).answer.account);
  expect(accounts[1]).toBe(accounts[0]);
  expect(accounts[2]).not.toBe(accounts[0]);
  expect(accounts[0]).not.toContain('anna');
});

test('a provider that says no more in the id token than it has to is asked for the rest', async () => {
  const { issuer, comeBack } = await company({ thin: true });
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer, { name: 'name' }) });
  expect(await signIn(relay, await comeBack('chen'))).toMatchObject({ answer: { name: 'Chen' } });
});

test('a client with a secret says it to the provider, and a wrong one is refused', async () => {
  const { issuer, comeBack } = await company({ secret: 'geheim und %lang' });
  expect(await refusal(signInAt(issuer, { clientSecret: 'geheim und %lang' }), await comeBack('chen'))).toEqual({ why: null, told: '' });
  expect(await refusal(signInAt(issuer, { clientSecret: 'falsch' }), await comeBack('chen'))).toMatchObject({
    why: 'refused',
    told: expect.stringContaining('invalid_client'),
  });
});

test('an account that no rule speaks of, or of whom an address is said that nobody has verified, may nothing', async () => {
  const { issuer, comeBack } = await company();
  const role = { own: null, masked: false, readOnly: false, admin: false, connections: null };
  expect((await refusal(signInAt(issuer), await comeBack('bo'))).why).toBe('not-allowed');
  const byAddress = signInAt(issuer, { who: [{ claim: 'email', oneOf: ['anna@company.example'], role }] });
  expect((await refusal(byAddress, await comeBack('bo'))).why).toBe('not-allowed');
  expect((await refusal(byAddress, await comeBack('anna'))).why).toBeNull();
  const withOwn = signInAt(issuer, { who: [{ claim: null, oneOf: [], role: { ...role, own: { claim: 'crm_id' } } }] });
  expect((await refusal(withOwn, await comeBack('chen'))).why).toBe('not-allowed');
  const not = signInAt(issuer, {
    who: [
      { claim: 'sub', oneOf: ['chen'], role: 'none' },
      { claim: null, oneOf: [], role },
    ],
  });
  expect((await refusal(not, await comeBack('chen'))).why).toBe('not-allowed');
  expect((await refusal(not, await comeBack('bo'))).why).toBeNull();
});

test('a code that is used twice, for another address or with another verifier is refused', async () => {
  const { issuer, comeBack } = await company();
  const config = signInAt(issuer);
  const returned = await comeBack('chen');
  expect((await refusal(config, returned)).why).toBeNull();
  expect(await refusal(config, returned)).toMatchObject({ why: 'refused', told: expect.stringContaining('invalid_grant') });
  expect((await refusal(config, { ...(await comeBack('chen')), redirect: `${REDIRECT}/x` })).why).toBe('refused');
  expect((await refusal(config, { ...(await comeBack('chen')), verifier: 'w'.repeat(43) })).why).toBe('refused');
});

test('a token for another attempt is not believed', async () => {
  const { issuer, comeBack } = await company();
  expect((await refusal(signInAt(issuer), { ...(await comeBack('chen')), nonce: 'n-2' })).why).toBe('untrusted');
});

test('a key that the provider has changed is read again, also one that has kept its name', async () => {
  const { issuer, comeBack, otherKey } = await company();
  const { finish } = createSignIn(signInAt(issuer), Date.now, () => undefined);
  await finish(await comeBack('chen'));
  await otherKey('k');
  // The keys were read a moment ago: the library waits before it asks again.
  await expect
    .poll(
      async () =>
        finish(await comeBack('chen')).then(
          ({ name }) => name,
          () => null,
        ),
      { timeout: 10_000 },
    )
    .toBe('chen');
  await otherKey('k');
  expect((await finish(await comeBack('chen'))).name).toBe('chen');
});

test('clocks that differ by more than a minute are named as the reason', async () => {
  const { issuer, comeBack } = await company();
  const config = signInAt(issuer);
  const seen = [];
  for (const minutes of [-0.5, -5, 9, 15]) seen.push(await refusal(config, await comeBack('chen'), () => Date.now() + minutes * 60_000));
  expect(seen.map(({ why }) => why)).toEqual([null, 'clock', null, 'clock']);
  expect(seen.map(({ told }) => told.includes('do the clocks agree?'))).toEqual([false, true, false, true]);
});

test('a provider that is away is said to be, and is asked again the next time', async () => {
  const { issuer, comeBack, stop } = await company();
  const returned = await comeBack('chen');
  await stop();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer) });
  const away = { problem: { kind: 'not-signed-in', why: 'away' } };
  expect(await signIn(relay, returned)).toMatchObject(away);
  expect(await (await fetch(`${relay.origin}/v1/sign-in`)).json()).toMatchObject(away);
});

test('an issuer that is written otherwise than the provider calls itself is a fault of the config', async () => {
  const { issuer, comeBack } = await company();
  const { why, told } = await refusal(signInAt(issuer.replace('127.0.0.1', 'localhost')), await comeBack('chen'));
  expect([why, told]).toEqual(['untrusted', expect.stringContaining('to the letter')]);
});

const soon = () => Math.floor(Date.now() / 1000);
test.each<[string, (issuer: string) => Promise<Forged> | Forged, NotSignedIn]>([
  ['of another issuer', () => ({ payload: { iss: 'https://other.example' } }), 'untrusted'],
  ['for another client', () => ({ payload: { aud: 'other' } }), 'untrusted'],
  ['for several clients, of which ours did not ask', () => ({ payload: { aud: ['kebian', 'other'], azp: 'other' } }), 'untrusted'],
  ['without a nonce', () => ({ without: 'nonce' }), 'untrusted'],
  ['without a person', () => ({ without: 'sub' }), 'untrusted'],
  ['without an end', () => ({ without: 'exp' }), 'untrusted'],
  ['that has expired', () => ({ payload: { iat: soon() - 900, exp: soon() - 300 } }), 'clock'],
  ['of the future', () => ({ payload: { iat: soon() + 900, exp: soon() + 1_800 } }), 'clock'],
  ['signed by somebody else', async () => ({ key: (await generateKeyPair('RS256')).privateKey }), 'untrusted'],
  ['signed with a secret', () => ({ key: new TextEncoder().encode('k'.repeat(32)), alg: 'HS256' }), 'untrusted'],
  ['that is none', () => ({ answers: { '/token': { body: { id_token: 'a.b.c' } } } }), 'untrusted'],
  ['that is missing', () => ({ answers: { '/token': { body: {} } } }), 'untrusted'],
  ['that comes with an error', () => ({ answers: { '/token': { status: 503, body: 'busy' } } }), 'away'],
  ['whose keys are missing', () => ({ answers: { '/jwks': { status: 500, body: '' } } }), 'away'],
  ['whose keys are no JSON', () => ({ answers: { '/jwks': { body: '<html>' } } }), 'away'],
])('an id token %s lets nobody in', async (_, forged, why) => {
  const made = await forged('');
  const issuer = await forgedCompany(() => made);
  const returned = { code: 'c', verifier: 'v', nonce: 'n-1', redirect: REDIRECT };
  const found = await refusal(signInAt(issuer), returned);
  expect(found.why).toBe(why);
  expect(found.told).toMatch(/^sign-in: /);
  expect(found.told).not.toMatch(/chen|leads|eyJ/);
});

test('a session ends, lasts longer while it is used, and ends in any case', async () => {
  const { issuer, comeBack } = await company();
  let now = Date.now();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer, { hours: 12, days: 2 }) }, () => now);
  const used = await sessionOf(relay, await comeBack('chen'));
  const unused = await sessionOf(relay, await comeBack('chen'));
  const statusAfter = async (hours: number, token: string) => {
    now += hours * 3_600_000;
    return (await ask(relay, token, '-/abilities')).status;
  };
  expect([await statusAfter(8, used), await statusAfter(8, used), await statusAfter(0, unused)]).toEqual([200, 200, 401]);
  expect([await statusAfter(8, used), await statusAfter(8, used), await statusAfter(8, used)]).toEqual([200, 200, 200]);
  expect(await statusAfter(9, used)).toBe(401);
  expect((await ask(relay, used, '-/abilities')).json.problem).toEqual({ kind: 'signed-out', elsewhere: false });
});

test('whoever is no longer let in by the config has no session any more', async () => {
  const { issuer, comeBack } = await company();
  const signIn = signInAt(issuer);
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn });
  const session = await sessionOf(relay, await comeBack('chen'));
  await relay.stop();
  const after = await relayBefore({ 'wechat-console': crm() }, { state: relay.state, signIn: { ...signIn, who: signIn.who.slice(1) } });
  expect((await ask(after, session, '-/abilities')).status).toBe(401);
});

test('whoever signs out, or is signed out by the administrator, has no session any more', async () => {
  const { issuer, comeBack } = await company();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer) });
  const [one, other] = [await sessionOf(relay, await comeBack('chen')), await sessionOf(relay, await comeBack('chen'))];
  await fetch(`${relay.origin}/v1/sign-in`, { method: 'DELETE', headers: { authorization: `Bearer ${one}` } });
  expect([(await ask(relay, one, '-/abilities')).status, (await ask(relay, other, '-/abilities')).status]).toEqual([401, 200]);
  expect(await relay.signOut('oidc:chen')).toBe(1);
  expect((await ask(relay, other, '-/abilities')).status).toBe(401);
});

test('neither a session nor what else the provider says of somebody is stored readably', async () => {
  const { issuer, comeBack } = await company();
  const relay = await relayBefore({ 'wechat-console': crm() }, { signIn: signInAt(issuer) });
  const session = await sessionOf(relay, await comeBack('anna'));
  const kept = relay.kept();
  expect(kept).toContain('10334601');
  expect(kept).not.toContain(session.slice(4));
  expect(kept).not.toContain('anna@company.example');
});
