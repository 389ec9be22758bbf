import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../lib/service/database';
import type { CustomerRef } from '../../lib/model/customer';
import type { Change, Edit } from '../../lib/model/edit';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, happen, restartWorker, seenFor, show, state, until, world } from './worker';

const crms = withCrms('wechat-console');
const crm = () => crms('wechat-console');
const PEOPLE = ['zhang-wei', 'lily', 'chen-yu', 'quotes'].map((key) => contactOf(shownName(personByKey(key))));

async function refsOf(): Promise<CustomerRef[]> {
  const { items } = await ask('search', { connection: 'wechat-console', query: {}, page: null });
  return items
    .filter(({ handle }) => handle['wechatContactId'])
    .slice(0, 12)
    .map(({ id }) => ({ connection: 'wechat-console', id }));
}

const edits = async (): Promise<Edit[]> =>
  Object.entries(await state()).flatMap(([key, value]) => (key.startsWith('edit:') ? [value as Edit] : []));
const kinds = async () => new Set((await edits()).map((edit) => edit.state.kind));
const problems = async () =>
  (await edits()).flatMap((edit) => ('problem' in edit.state && edit.state.problem ? [edit.state.problem.kind] : []));
const writes = () => crm().requests.filter(({ path }) => path.includes('batchAddCustomer'));
const tag: Change = { kind: 'add-tag', tag: { id: '下周回访', name: '下周回访', group: null, color: null } };
const sent = () => until((now) => Object.keys(now).every((key) => !key.startsWith('edit:')), 15_000);

async function submitAll(refs: CustomerRef[]): Promise<void> {
  for (const [at, ref] of refs.entries()) await ask('submit', { edit: `e${at}`, ref, change: tag, base: await seenFor(ref, tag) });
  await vi.waitFor(async () => expect((await problems()).length).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 300));
}

describe('what stands in the way of a whole connection', () => {
  test('lets its edits wait, tried by a few and told of those, and is over by itself', async () => {
    const refs = await refsOf();
    world.permitted = false;
    crm().fault({ kind: 'reset' });
    await submitAll(refs);
    expect(await kinds()).toEqual(new Set(['queued']));
    expect((await problems()).length).toBeLessThan(refs.length);
    expect((await state()).connections?.[0]?.problem).toMatchObject({ kind: 'not-permitted' });
    crm().fault(null);
    world.permitted = true;
    await happen('onAdded');
    await sent();
    expect(writes()).toHaveLength(refs.length);
  });

  test.each([
    ['a page of a proxy', { kind: 'html' }],
    ['404 of a deployment', { kind: 'status', status: 404 }],
    ['a session that has ended', { kind: 'signed-out' }],
  ] as const)('%s refuses none of them, and the first call that works sends them', async (_name, fault) => {
    const refs = await refsOf();
    crm().fault(fault as never);
    await submitAll(refs);
    expect(await kinds()).toEqual(new Set(['queued']));
    crm().fault(null);
    await show(PEOPLE[0]!);
    await ask('lookUpAgain', { contact: PEOPLE[0]!, connection: 'wechat-console' });
    await sent();
    expect(writes()).toHaveLength(refs.length);
  });

  test('nobody is forgotten for a page of status 404', async () => {
    await show(PEOPLE[0]!);
    const shownBefore = Object.keys(await state()).filter((key) => key.startsWith('customer:'));
    crm().fault({ kind: 'status', status: 404 });
    await ask('lookUpAgain', { contact: PEOPLE[0]!, connection: 'wechat-console' });
    crm().fault({ kind: 'hang' });
    void show(PEOPLE[0]!, 8);
    await until((now) => now[`answer:wechat-web\n${PEOPLE[0]!.id}\n${PEOPLE[0]!.name}`]?.findings[0]?.candidates.length === 1);
    expect(Object.keys(await state())).toEqual(expect.arrayContaining(shownBefore));
    crm().fault(null);
  });
});

describe('what turns one edit away for ever, while look-ups work', () => {
  const lookAgain = async () => {
    await ask('lookUpAgain', { contact: PEOPLE[0]!, connection: 'wechat-console' });
    await new Promise((resolve) => setTimeout(resolve, 100));
  };

  test.each([404, 400, 413])('is told of it after some attempts, with the status %d, and is in nobody else’s way', async (status) => {
    await show(PEOPLE[0]!);
    const [ref, other] = (await refsOf()) as [CustomerRef, CustomerRef];
    crm().fault({ kind: 'status', status, path: 'updateCustomer' });
    const text: Change = { kind: 'remark', text: '长' };
    await ask('submit', { edit: 'long', ref, change: text, base: await seenFor(ref, text) });
    await until((now) => (now['edit:long']?.attempts ?? 0) > 0 && now['edit:long']?.state.kind === 'queued');
    await vi.waitFor(
      async () => {
        await lookAgain();
        expect((await edits())[0]!.state).toEqual({ kind: 'rejected', problem: { kind: 'server-error', status } });
      },
      { timeout: 20_000 },
    );
    const tried = crm().requests.filter(({ path }) => path.includes('updateCustomer')).length;
    expect(tried).toBeLessThanOrEqual(12);
    await ask('submit', { edit: 'tag', ref: other, change: tag, base: await seenFor(other, tag) });
    await until((now) => !now['edit:tag']);
    expect((await state()).connections?.[0]?.problem).toBeNull();
  });

  test('is not told where nothing of the connection works', async () => {
    const [ref] = (await refsOf()) as [CustomerRef];
    crm().fault({ kind: 'status', status: 404 });
    const text: Change = { kind: 'remark', text: '长' };
    await ask('submit', { edit: 'long', ref, change: text, base: await seenFor(ref, text) });
    await until((now) => (now['edit:long']?.attempts ?? 0) > 0 && now['edit:long']?.state.kind === 'queued');
    const database = await openDatabase();
    const stored = (await database.get('edits', 'long'))!;
    await database.put('edits', { ...stored, attempts: 40, notBefore: 0 });
    restartWorker();
    await ask('hello', null);
    await until((now) => (now['edit:long']?.attempts ?? 0) > 40, 10_000);
    await until((now) => now['edit:long']?.state.kind === 'queued');
    expect((await edits())[0]!.state).toMatchObject({ problem: { kind: 'server-error', status: 404 } });
  });
});

test('the account and password are asked for once, whatever the number of first lookups', async () => {
  crm().clearRequests();
  await ask('signInAgain', { connection: 'wechat-console' });
  await Promise.all(PEOPLE.map((contact, at) => show(contact, 10 + at)));
  const signIns = crm().requests.filter(({ path }) => path.includes('/thirdlogin/login'));
  expect(signIns).toHaveLength(1);
});
