import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../lib/service/storage/database';
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
    await happen('onAdded', {});
    await sent();
    expect(writes()).toHaveLength(refs.length);
  });

  test.each([
    ['a page of a proxy', { kind: 'html' }],
    ['a network that wants a sign-in', { kind: 'status', status: 511 }],
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

  test('is over once a test of the connection works, and what waited is sent', async () => {
    const refs = await refsOf();
    const { credentials, url } = crm();
    const draft = {
      id: 'wechat-console',
      provider: 'wechat-console',
      name: 'wechat-console',
      values: { baseUrl: url, appId: credentials['appId']!, userName: credentials['userName']! },
    };
    const refused = { kind: 'status', status: 401 } as const;
    crm().fault(refused);
    await submitAll(refs);
    expect((await state()).connections?.[0]?.problem).toMatchObject({ kind: 'credentials-refused' });
    await expect(ask('testConnection', draft)).rejects.toThrow('credentials-refused');
    crm().fault(null);
    // Of other details nothing is said of these.
    await expect(ask('testConnection', { ...draft, values: { ...draft.values, password: 'wrong' } })).rejects.toThrow(
      'credentials-refused',
    );
    expect((await state()).connections?.[0]?.problem).toMatchObject({ kind: 'credentials-refused' });
    await ask('testConnection', draft);
    expect((await state()).connections?.[0]?.problem).toBeNull();
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

describe('an answer that cannot be understood', () => {
  test.each([
    ['values of another type', { kind: 'wrong-types' }],
    ['an envelope with nothing in it', { kind: 'code-only' }],
    ['half an answer', { kind: 'truncated' }],
  ] as const)('%s refuses no edit, is said once for the connection, and ends by itself', async (_name, fault) => {
    const refs = await refsOf();
    crm().fault(fault);
    await submitAll(refs);
    expect(await kinds()).toEqual(new Set(['queued']));
    expect((await problems()).length).toBeLessThan(refs.length);
    expect((await state()).connections?.[0]?.problem).toMatchObject({ kind: 'not-understood' });
    // The next worker has not forgotten it, and no look-up that meets the same says anything else.
    restartWorker();
    await ask('lookUpAgain', { contact: PEOPLE[0]!, connection: 'wechat-console' });
    expect((await state()).connections?.[0]?.problem).toMatchObject({ kind: 'not-understood' });
    expect(await kinds()).toEqual(new Set(['queued']));
    crm().fault(null);
    await ask('lookUpAgain', { contact: PEOPLE[0]!, connection: 'wechat-console' });
    await sent();
    expect(writes()).toHaveLength(refs.length);
    expect((await state()).connections?.[0]?.problem).toBeNull();
  });

  test('of one customer alone stands in nobody else’s way', async () => {
    const [ref, ...others] = (await refsOf()) as [CustomerRef, ...CustomerRef[]];
    const { handle } = (await ask('search', { connection: 'wechat-console', query: {}, page: null })).items.find(
      ({ id }) => id === ref.id,
    )!;
    // The query of a customer is told by its contact.
    crm().fault({ kind: 'wrong-types', path: '/customer/getCustomer', query: `wechatContactId=${handle['wechatContactId']}` });
    for (const [at, one] of [ref, ...others].entries())
      await ask('submit', { edit: `e${at}`, ref: one, change: tag, base: await seenFor(one, tag) });
    await until((now) => Object.keys(now).filter((key) => key.startsWith('edit:')).length === 1, 15_000);
    // It is tried again every now and then.
    const failed = { id: 'e0', state: { kind: 'queued', problem: { kind: 'not-understood' } } };
    await vi.waitFor(async () => expect((await edits())[0]).toMatchObject(failed), 15_000);
    expect((await state()).connections?.[0]?.problem).toBeNull();
  });

  test('to a write is waited out, and what the CRM has done is not done again', async () => {
    const [ref] = (await refsOf()) as [CustomerRef];
    await ask('search', { connection: 'wechat-console', query: {}, page: null });
    crm().fault({ kind: 'wrong-types', path: 'updateCustomer', times: 1 });
    const text: Change = { kind: 'remark', text: '长' };
    await ask('submit', { edit: 'e0', ref, change: text, base: { kind: 'unseen' } });
    await vi.waitFor(async () => expect((await edits()).every((edit) => edit.attempts > 0)).toBe(true));
    await ask('retry', { edit: 'e0' });
    await vi.waitFor(async () => expect((await edits()).filter(({ state: stands }) => stands.kind === 'queued')).toEqual([]));
    expect(crm().requests.filter(({ path, carriedOut }) => path.includes('updateCustomer') && carriedOut).length).toBeLessThanOrEqual(1);
  });
});

describe('an edit that the CRM fails on again and again', () => {
  const DAY = 24 * 60 * 60_000;
  const text: Change = { kind: 'remark', text: '长' };
  /** As if it had been tried so often, for so long, while so many others were accepted. */
  const aged = async (age: number, passedBy: number) => {
    const database = await openDatabase();
    const stored = (await database.get('edits', 'long'))!;
    await database.put('edits', { ...stored, attempts: 12, notBefore: 0, passedBy, madeAt: stored.madeAt - age });
    restartWorker();
    await ask('hello', null);
    await vi.waitFor(async () => expect((await edits())[0]?.attempts).toBeGreaterThan(12), { timeout: 10_000 });
    await vi.waitFor(async () => expect((await edits())[0]?.state.kind).not.toBe('sending'));
    return (await edits())[0]!.state;
  };
  const failing = async (fault: object) => {
    await show(PEOPLE[0]!);
    const [ref, ...others] = (await refsOf()) as [CustomerRef, ...CustomerRef[]];
    crm().fault(fault as never);
    await ask('submit', { edit: 'long', ref, change: text, base: await seenFor(ref, text) });
    await until((now) => (now['edit:long']?.attempts ?? 0) > 0 && now['edit:long']?.state.kind === 'queued');
    return others;
  };
  const ALONE = { kind: 'status', status: 500, path: 'updateCustomer' };

  test('is told with what it failed with once others have passed it for half an hour, and the person can try it again', async () => {
    const others = await failing(ALONE);
    for (const [at, ref] of others.slice(0, 3).entries()) {
      await ask('submit', { edit: `tag${at}`, ref, change: tag, base: await seenFor(ref, tag) });
      await until((now) => !now[`edit:tag${at}`]);
    }
    const database = await openDatabase();
    await vi.waitFor(async () => expect((await database.get('edits', 'long'))?.passedBy).toBe(3));
    expect(await aged(31 * 60_000, 3)).toEqual({ kind: 'rejected', problem: { kind: 'server-error', status: 500 } });
    crm().fault(null);
    await ask('retry', { edit: 'long' });
    await sent();
  });

  test.each([
    ['queued', 'others pass, but for some minutes only', ALONE, 5 * 60_000, 9],
    ['queued', 'nobody else has written anything', ALONE, 5 * 60 * 60_000, 0],
    ['rejected', 'nobody else has written anything for a day, while the CRM can be read', ALONE, DAY, 0],
    ['queued', 'the CRM has failed for everything for two days', { kind: 'status', status: 500 }, 2 * DAY, 0],
    ['queued', 'the CRM has not been understood for two days', { kind: 'wrong-types' }, 2 * DAY, 0],
    ['rejected', 'the connection breaks at it alone', { kind: 'reset', path: 'updateCustomer' }, DAY, 5],
    ['rejected', 'its answer alone is cut off', { kind: 'status', status: 502, path: 'updateCustomer' }, DAY, 5],
  ])('is then %s where %s', async (stands, _name, fault, age, passedBy) => {
    await failing(fault);
    expect((await aged(age, passedBy)).kind).toBe(stands);
  });
});

test('an edit for a customer who is not kept here asks the CRM, which alone knows whether they are there', async () => {
  const [ref, gone] = (await refsOf()) as [CustomerRef, CustomerRef];
  world.online = false;
  for (const [at, one] of [ref, gone].entries())
    await ask('submit', { edit: `e${at}`, ref: one, change: tag, base: await seenFor(one, tag) });
  const database = await openDatabase();
  await database.delete('customers', ['wechat-console', ref.id]);
  await database.put('edits', { ...(await database.get('edits', 'e1'))!, ref: { ...gone, id: '99999999' } });
  world.online = true;
  restartWorker();
  await ask('hello', null);
  await vi.waitFor(async () => expect((await edits()).map(({ id }) => id)).toEqual(['e1']));
  await vi.waitFor(async () => expect((await edits())[0]!.state).toEqual({ kind: 'rejected', problem: { kind: 'not-found' } }));
  expect(writes()).toHaveLength(1);
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
