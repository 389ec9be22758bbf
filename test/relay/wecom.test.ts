import { expect, test } from 'vitest';
import { bareCustomer, type Customer } from '../../lib/model/customer';
import { openStore } from '../../relay/open-store';
import { sandboxCrm } from '../contract/sandbox';
import { externalUserIdOf } from '../sandbox/crm/wecom';
import { personByKey } from '../sandbox/people';
import { ask, relayBefore, type TestRelay } from './relay';

const crm = sandboxCrm('wecom');

/** 李磊 has had them first, 王敏 has them as well. */
const KNOWN = bareCustomer({ connection: '', id: externalUserIdOf(personByKey('chen-yu')) });

async function told<T>(relay: TestRelay, token: string, call: string, body: unknown): Promise<T> {
  const { json, text } = await ask(relay, token, `wecom/${call}`, body);
  if (json.answer === undefined) throw new Error(text);
  return json.answer as T;
}

const get = (relay: TestRelay, token: string, known = KNOWN) => told<Customer>(relay, token, 'get', { known });

test('an agent who is a colleague sees and writes their own record of a customer, and nobody else’s', async () => {
  const relay = await relayBefore({ wecom: crm() }, { keepSeconds: 30 });
  const [liLei, wangMin, office] = [
    await relay.agent({ customers: { of: 'LiLei' } }),
    await relay.agent({ customers: { of: 'WangMin' } }),
    await relay.agent(),
  ];
  const seen = await get(relay, wangMin);
  expect(seen).toMatchObject({ name: '陈雨 转介', remark: null, owner: { id: 'WangMin' }, helpers: [{ id: 'LiLei' }] });
  const [found] = (await told<{ customers: Customer[] }>(relay, wangMin, 'find', { hints: { name: '陈雨 转介', phones: [] } })).customers;
  expect(found).toEqual(seen);
  const listed = (await ask(relay, wangMin, 'wecom/list', { since: null, cursor: null })).text;
  expect(listed).toContain('陈雨 转介');
  const before = await get(relay, liLei);
  expect(before).toMatchObject({ name: '陈雨', remark: '每月 5 日补货。', owner: { id: 'LiLei' } });
  expect(await get(relay, office)).toEqual(before);

  const changes = [{ kind: 'remark', text: '王敏写的' }];
  expect(await told(relay, wangMin, 'apply', { changes, known: seen })).toMatchObject({ remark: '王敏写的' });
  expect(await get(relay, wangMin)).toMatchObject({ remark: '王敏写的' });
  expect(await get(relay, liLei)).toEqual(before);
  expect(crm().rows('chen-yu')).toMatchObject([{ note: '每月 5 日补货。' }]);
  // The handle of another record leads nobody into it.
  await told(relay, wangMin, 'apply', {
    changes: [{ kind: 'remark', text: '又一句' }],
    known: { ...seen, remark: '王敏写的', handle: before.handle },
  });
  expect(await get(relay, liLei)).toEqual(before);
});

test('two relays ask for one token, and use the newer one when it was refused', async () => {
  const first = await relayBefore({ wecom: crm() });
  const second = await relayBefore({ wecom: crm() }, { state: first.state });
  const token = await first.agent();
  await Promise.all([first, second, first, second].map((relay) => told(relay, token, 'check', {})));
  expect(crm().requests.filter(({ path }) => path.endsWith('/gettoken'))).toHaveLength(1);
});

test('neither secret nor token is in an answer, and none is in the words of a refusal', async () => {
  const relay = await relayBefore({ wecom: crm() });
  const token = await relay.agent();
  const texts = await Promise.all(
    ['abilities', 'check', 'tags', 'colleagues', 'me'].map(async (call) => (await ask(relay, token, `wecom/${call}`)).text),
  );
  crm().fault({ kind: 'signed-out' });
  texts.push((await ask(relay, token, 'wecom/check')).text);
  const store = await openStore(relay.state);
  const kept = await store.all('shared wecom').finally(() => store.close());
  expect(kept.join()).toContain('sandbox-token');
  expect(texts.join()).not.toMatch(/sandbox-token/);
  expect(texts.join()).not.toContain(crm().credentials['secret']);
  expect(kept.join()).not.toContain(crm().credentials['secret']);
});
