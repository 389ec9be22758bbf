import { expect, test } from 'vitest';
import { callsFor } from '../../lib/providers/relay/calls';
import { answering } from '../contract/answering';
import { sandboxCrm } from '../contract/sandbox';
import { ask, relayBefore, type Answer } from './relay';

const crm = sandboxCrm('wechat-console');
const LILY = { hints: { name: 'Lily', phones: [] } };

function problemIn({ status, json }: Answer): [number, unknown] {
  expect(json.title).toMatch(/\w+ .*\.$/);
  return [status, json.problem];
}

test('whoever has no token of the relay, a wrong one or one that has expired learns nothing', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const expired = await relay.agent({}, { until: Date.now() - 1 });
  const good = await relay.agent();
  const refused: [number, unknown] = [401, { kind: 'credentials-refused', message: null }];
  expect(problemIn(await ask(relay, '', 'wechat-console/find', LILY))).toEqual(refused);
  expect(problemIn(await ask(relay, `${good}x`, 'wechat-console/find', LILY))).toEqual(refused);
  expect(problemIn(await ask(relay, expired, 'wechat-console/find', LILY))).toEqual([401, { kind: 'signed-out', elsewhere: false }]);
  // Before anybody knows who asks, nobody is told which connections there are.
  expect(problemIn(await ask(relay, '', 'nothing/find', LILY))).toEqual(refused);
  expect(crm().requests).toEqual([]);
  expect((await ask(relay, good, '-/find', LILY)).json.answer).toMatchObject({ customers: [{ name: 'Lily' }] });
});

test('the scheme of the token may be written in any case, as HTTP allows', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const token = await relay.agent();
  for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
    const headers = { authorization: `${scheme} ${token}` };
    expect((await fetch(`${relay.origin}/v1/connections/-/abilities`, { method: 'POST', headers, body: '{}' })).status).toBe(200);
  }
});

test('an id that is none of the CRM’s takes no room in the audit', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const token = await relay.agent();
  const { json } = await ask(relay, token, '-/find', LILY);
  const [known] = (json.answer as { customers: object[] }).customers;
  expect((await ask(relay, token, '-/get', { known: { ...known, id: '9'.repeat(1_000_000) } })).json.problem).toEqual({
    kind: 'not-found',
  });
  const lines = (await relay.audited()) as { about: string | null }[];
  expect(lines.at(-1)).toMatchObject({ call: 'get', about: '9'.repeat(100), outcome: 'not-found' });
});

test('a connection that is not there, or not for this agent, and a call that is none', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const none: [number, unknown] = [404, { kind: 'not-connected' }];
  expect(problemIn(await ask(relay, await relay.agent(), 'other/find', LILY))).toEqual(none);
  const nothing = await relay.agent({}, { connections: [] });
  for (const id of ['wechat-console', '-']) expect(problemIn(await ask(relay, nothing, `${id}/find`, LILY))).toEqual(none);
  for (const call of ['toString', '__proto__', 'tasks', 'nothing'])
    expect(problemIn(await ask(relay, await relay.agent(), `-/${call}`))).toEqual([404, { kind: 'not-supported', ability: call }]);
});

test('a body that does not have the form of the call is told by the place of its first fault', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const token = await relay.agent();
  const faults: [string, unknown, string][] = [
    ['find', '{"hints":', ''],
    ['find', {}, 'hints'],
    ['find', { hints: { name: 7, phones: [] } }, 'hints.name'],
    ['find', { ...LILY, more: 1 }, 'more'],
    ['search', { query: { unheardOf: 'a' }, page: null }, 'query.unheardOf'],
    ['apply', { changes: [{ kind: 'remark', text: 'a', more: 1 }] }, 'changes[0].more'],
    ['telephony.setPopUp', { on: 'yes' }, 'on'],
  ];
  for (const [call, body, where] of faults)
    expect(problemIn(await ask(relay, token, `-/${call}`, body))).toEqual([400, { kind: 'malformed', where }]);
  expect(crm().requests).toEqual([]);
});

test('a body that is too large is not read to its end', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const body = { hints: { name: 'a'.repeat(5_000_000), phones: [] } };
  const [status, problem] = problemIn(await ask(relay, await relay.agent(), '-/find', body));
  expect([status, problem]).toEqual([413, { kind: 'too-long', what: 'text', length: JSON.stringify(body).length, most: 4_000_000 }]);
});

test('an agent who asks too often waits, and nobody else does', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() }, { callsPerMinute: 3 });
  const [one, other] = [await relay.agent(), await relay.agent()];
  const statuses = [];
  for (let times = 0; times < 5; times++) statuses.push((await ask(relay, one, '-/abilities')).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const [, problem] = problemIn(await ask(relay, one, '-/abilities'));
  expect(problem).toMatchObject({ kind: 'rate-limited', asked: expect.any(Number), calls: null, seconds: null });
  expect((await ask(relay, other, '-/abilities')).status).toBe(200);
});

test('what the CRM refuses is the Problem that its provider makes of it', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  crm().fault({ kind: 'status', status: 503 });
  expect((await ask(relay, await relay.agent(), '-/find', LILY)).json).toEqual({
    problem: { kind: 'server-error', status: 503 },
    title: 'server-error',
  });
});

test('no answer holds a secret of the CRM, whatever goes wrong there', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const token = await relay.agent();
  const secrets = ['appSecret', 'password', 'session'].map((key) => crm().credentials[key]!);
  const faults = [null, ...(['html', 'reset', 'truncated', 'wrong-types', 'signed-out'] as const).map((kind) => ({ kind }))];
  for (const fault of faults) {
    crm().fault(fault);
    for (const call of ['check', 'find', 'tags', 'abilities']) {
      const { text } = await ask(relay, token, `-/${call}`, call === 'find' ? LILY : {});
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  }
});

test('a secret that the CRM repeats in its errors goes no further', async () => {
  const { appSecret = '', appId = '' } = crm().credentials;
  const { origin } = await answering(() => ({ body: { code: 500, msg: `wrong key ${appSecret} of ${appId}` } }));
  const relay = await relayBefore({ 'wechat-console': { ...crm(), url: origin } });
  const { text, json } = await ask(relay, await relay.agent(), '-/find', LILY);
  expect(json.problem).toMatchObject({ message: `wrong key *** of ${appId}` });
  expect(text).not.toContain(appSecret);
});

test('its description names every call, with what is asked and answered', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const described = (await (await fetch(`${relay.origin}/v1/openapi.json`)).json()) as { paths: Record<string, { post: object }> };
  expect(Object.keys(described.paths)).toEqual([...Object.keys(callsFor('')).map((call) => `/v1/connections/{id}/${call}`), '/v1/sign-in']);
  expect(described.paths['/v1/connections/{id}/find']!.post).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { properties: { hints: { properties: { name: { type: 'string' } } } } } } } },
  });
});
