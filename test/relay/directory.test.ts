import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bareCustomer, type Customer } from '../../lib/model/customer';
import { ProblemError } from '../../lib/model/problem';
import type { Connection, Part } from '../../lib/providers/provider';
import type { Role } from '../../relay/agents';
import { openRedisStore } from '../../relay/redis-store';
import { sealed } from '../../relay/sealed-store';
import { createServed, partsFor, type Served } from '../../relay/serving';
import { openSqliteStore } from '../../relay/sqlite-store';
import type { Store } from '../../relay/store';
import { going } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { sandboxCrm } from '../contract/sandbox';
import { hasRedis, startRedis, type RedisServers } from './redis';
import { ask, EVERYTHING, relayBefore, temporaryFolder } from './relay';

const tanma = sandboxCrm('tanma');
const SECRET = 'a secret of this test that is long enough';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let redis: RedisServers | null = null;
beforeAll(async () => void (redis = hasRedis ? await startRedis() : null));
afterAll(() => redis?.stop());

/** A CRM whose customers a test changes; it counts how often its list is begun. */
function scripted(count: number) {
  const clock = { now: Date.UTC(2026, 0, 5) };
  const crm = {
    customers: Array.from({ length: count }, (_, at) => person(String(at), 'li-lei')),
    lists: [] as (string | null)[],
    /** Is run behind each part. */
    meanwhile: async () => {},
    clock,
  };
  async function* list(since: string | null, cursor: string | null): AsyncGenerator<Part> {
    crm.lists.push(since);
    const met = crm.customers.filter(({ updatedAt }) => since === null || updatedAt! >= since);
    for (let from = Number(cursor ?? 0); ; from += 20) {
      const more = from + 20 < met.length;
      yield { customers: met.slice(from, from + 20), cursor: more ? String(from + 20) : null };
      await crm.meanwhile();
      if (!more) return;
    }
  }
  const get = async ({ id }: Customer) => {
    const found = crm.customers.find((one) => one.id === id);
    if (!found) throw new ProblemError({ kind: 'not-found' });
    return found;
  };
  return { ...crm, crm, list, get, clock };

  function person(id: string, owner: string): Customer {
    const at = new Date(clock.now - DAY).toISOString();
    return {
      ...bareCustomer({ connection: 'c1', id }),
      name: `客户${id}`,
      phones: [{ label: null, number: `138${id.padStart(8, '0')}`, hidden: false }],
      owner: { id: owner, name: owner },
      updatedAt: at,
    };
  }
}
type Scripted = ReturnType<typeof scripted>;

function change({ crm, clock }: Scripted, id: string, more: Partial<Customer>): void {
  crm.customers = crm.customers.map((one) => (one.id === id ? { ...one, ...more, updatedAt: new Date(clock.now).toISOString() } : one));
}

function relayOn(store: Store, { list, get, clock }: Scripted, of = 'one'): Served {
  const connection = { can: {}, list, get } as unknown as Connection;
  const served = createServed('c1', connection, store, { now: () => clock.now, keepMs: 30_000, of });
  onTestFinished(() => served.directory!.stop());
  return served;
}

/** What a browser of such a role has after a fill, and by what it asks next. */
async function filled(served: Served, role: Partial<Role> = {}, before: Copy = { ids: new Map(), mark: null }): Promise<Copy> {
  const agent = { name: 'anna', role: { ...EVERYTHING, ...role }, connections: null, until: null };
  const asked = { since: before.mark, cursor: null };
  let ids = new Map(before.ids);
  let mark: string | null = null;
  for await (const part of partsFor({ agent, served, call: 'list', asked, signal: going() }) as AsyncGenerator<Part>) {
    if (part.whole) ids = new Map();
    for (const customer of part.customers) ids.set(customer.id, customer);
    for (const id of part.removed ?? []) ids.delete(id);
    mark = part.mark ?? mark;
  }
  return { ids, mark };
}

interface Copy {
  ids: Map<string, Customer>;
  mark: string | null;
}

const STORES = ['SQLite', ...(hasRedis ? (['Redis'] as const) : [])] as const;

describe.each(STORES)('the customers of a CRM, kept on %s,', (kind) => {
  let file = '';
  async function open(): Promise<Store> {
    if (file === '' || kind === 'Redis') file = join(temporaryFolder(), 'relay.sqlite');
    return kind === 'SQLite' ? openSqliteStore(file) : sealed(await openRedisStore(redis!.addresses), SECRET);
  }
  async function fresh(): Promise<Store> {
    file = '';
    redis?.empty();
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  }

  test('are read once, however many browsers of several relays fill their copies, and also after a restart', async () => {
    const [store, crm] = [await fresh(), scripted(130)];
    const relays = [relayOn(store, crm), relayOn(store, crm)];
    const copies = await Promise.all(Array.from({ length: 12 }, (_, at) => filled(relays[at % 2]!)));
    expect(copies.map(({ ids }) => ids.size)).toEqual(copies.map(() => 130));
    expect(crm.crm.lists).toEqual([null]);
    const again = relayOn(store, crm);
    expect((await filled(again)).ids.size).toBe(130);
    expect(crm.crm.lists).toEqual([null]);
  });

  test('come to a copy as they change, and nobody else does', async () => {
    const [store, crm] = [await fresh(), scripted(130)];
    const served = relayOn(store, crm);
    const copy = await filled(served);
    change(crm, '7', { name: '新名' });
    crm.clock.now += 6 * MINUTE;
    const agent = { name: 'bo', role: EVERYTHING, connections: null, until: null };
    const asked = { since: copy.mark, cursor: null };
    const parts = await Array.fromAsync(partsFor({ agent, served, call: 'list', asked, signal: going() }) as AsyncGenerator<Part>);
    expect(parts.flatMap(({ customers }) => customers.map(({ id, name }) => [id, name]))).toEqual([['7', '新名']]);
    expect(crm.crm.lists).toEqual([null, new Date(Date.UTC(2026, 0, 5) - 10 * MINUTE).toISOString()]);
  });

  test('that change while the list is read come with the next changes, whatever part they were in', async () => {
    const [store, crm] = [await fresh(), scripted(60)];
    let parts = 0;
    crm.crm.meanwhile = async () => {
      if (++parts !== 2) return;
      crm.clock.now += MINUTE;
      change(crm, '3', { name: '中途' });
    };
    const served = relayOn(store, crm);
    const first = await filled(served);
    expect(first.ids.get('3')!.name).toBe('客户3');
    crm.clock.now += 6 * MINUTE;
    expect((await filled(served, {}, first)).ids.get('3')!.name).toBe('中途');
  });

  test('leave a copy when they were deleted in the CRM, through a relay, or found to be gone', async () => {
    const [store, crm] = [await fresh(), scripted(60)];
    const served = relayOn(store, crm);
    let copy = await filled(served);
    await served.directory!.gone('5');
    copy = await filled(served, {}, copy);
    expect([copy.ids.size, copy.ids.has('5')]).toEqual([59, false]);
    crm.crm.customers = crm.crm.customers.filter(({ id }) => id !== '5' && id !== '6');
    crm.clock.now += DAY;
    copy = await filled(served, {}, copy);
    expect([copy.ids.size, copy.ids.has('6')]).toEqual([58, false]);
  });

  test('are those of a colleague alone for whoever has these alone, and leave their copy when they become another one’s', async () => {
    const [store, crm] = [await fresh(), scripted(60)];
    change(crm, '1', { owner: { id: 'han', name: '韩' } });
    const served = relayOn(store, crm);
    const role = { customers: { of: 'han' }, numbers: 'masked' as const };
    let copy = await filled(served, role);
    expect([...copy.ids.values()].map(({ id, phones }) => [id, phones[0]!.number])).toEqual([['1', '138****0001']]);
    change(crm, '1', { owner: { id: 'li-lei', name: '李' } });
    change(crm, '2', { helpers: [{ id: 'han', name: '韩' }] });
    change(crm, '3', { name: '与他无关' });
    crm.clock.now += 6 * MINUTE;
    const agent = { name: 'han', role: { ...EVERYTHING, ...role }, connections: null, until: null };
    const asked = { since: copy.mark, cursor: null };
    const parts = await Array.fromAsync(partsFor({ agent, served, call: 'list', asked, signal: going() }) as AsyncGenerator<Part>);
    expect(JSON.stringify(parts)).not.toContain('"3"');
    copy = await filled(served, role, copy);
    expect([...copy.ids.keys()]).toEqual(['2']);
  });

  test('leave such a copy whatever told whose they were: an account, an id in other letters, a name', async () => {
    const [store, crm] = [await fresh(), scripted(60)];
    change(crm, '1', { owner: null, account: 'han' });
    change(crm, '2', { owner: { id: 'HAN', name: '韩' } });
    change(crm, '3', { helpers: [{ id: null, name: 'Han' }] });
    change(crm, '4', { owner: null, account: 'han' });
    const served = relayOn(store, crm);
    const role = { customers: { of: 'Han' } };
    let copy = await filled(served, role);
    expect([...copy.ids.keys()].toSorted()).toEqual(['1', '2', '3', '4']);
    change(crm, '1', { account: 'li-lei' });
    change(crm, '2', { owner: { id: 'li-lei', name: '李' } });
    change(crm, '3', { helpers: [] });
    crm.clock.now += 6 * MINUTE;
    copy = await filled(served, role, copy);
    expect([...copy.ids.keys()]).toEqual(['4']);
    await served.directory!.gone('4');
    copy = await filled(served, role, copy);
    expect([...copy.ids.keys()]).toEqual([]);
  });

  test('come anew by a mark that is known no more: of another role, of a log that was replaced, or of nobody', async () => {
    const [store, crm] = [await fresh(), scripted(60)];
    const served = relayOn(store, crm);
    const copy = await filled(served);
    const stranger = { id: 'gone-long-ago', customer: crm.crm.customers[0]! };
    const withStranger = { ...copy, ids: new Map([...copy.ids, [stranger.id, stranger.customer] as const]) };
    for (const mark of ['2026-01-01T00:00:00.000Z', 'x', `${crypto.randomUUID()} 3 abc`])
      expect((await filled(served, {}, { ...withStranger, mark })).ids.size).toBe(60);
    expect((await filled(served, { numbers: 'masked' }, withStranger)).ids.has(stranger.id)).toBe(false);
    // Another account's customers are no changes of these.
    const other = relayOn(store, crm, 'another account');
    expect((await filled(other, {}, withStranger)).ids.has(stranger.id)).toBe(false);
  });

  test('are kept within bounds, however often they change', async () => {
    const [store, crm] = [await fresh(), scripted(300)];
    const served = relayOn(store, crm);
    let copy = await filled(served);
    for (let time = 0; time < 6; time++) {
      for (const { id } of crm.crm.customers) change(crm, id, { remark: `第${time}次` });
      crm.clock.now += 11 * MINUTE;
      copy = await filled(served, {}, copy);
    }
    expect(copy.ids.size).toBe(300);
    expect([...copy.ids.values()].every(({ remark }) => remark === '第5次')).toBe(true);
    const stored = (await store.all('directory ')).join('').length;
    expect(stored).toBeLessThan(6 * JSON.stringify(crm.crm.customers).length);
  });

  test('are not to be read in the store of another computer', async () => {
    const [store, crm] = [await fresh(), scripted(10)];
    await filled(relayOn(store, crm));
    // SQLite lies on the relay's own disk.
    expect(kind === 'Redis' ? redis!.dump() : '').not.toMatch(/客户|13800000/);
    expect(JSON.stringify(await store.all('directory '))).toContain('客户');
  });
});

test('a reading that fails is a failure for whoever waits, and goes on where it was', async () => {
  const [store, crm] = [openSqliteStore(':memory:'), scripted(130)];
  onTestFinished(() => store.close());
  let parts = 0;
  crm.crm.meanwhile = async () => {
    if (++parts === 3) throw new ProblemError({ kind: 'server-error', status: 503 });
  };
  const served = relayOn(store, crm);
  expect(await problemOf(filled(served))).toEqual({ kind: 'server-error', status: 503 });
  expect((await filled(served)).ids.size).toBe(130);
  // Four parts that were not read yet, and one that had been read when the reading failed.
  expect(parts).toBeLessThanOrEqual(3 + 5);
});

test('an answer that is kept is used no more when the changes tell that the customer is another one now', async () => {
  const relay = await relayBefore({ tanma: tanma() }, { keepSeconds: 600, refreshSeconds: 1 });
  const token = await relay.agent();
  const find = async () => JSON.stringify((await ask(relay, token, '-/find', { hints: { name: '张伟', phones: [] } })).json.answer);
  const list = () => ask(relay, token, '-/list', { since: null, cursor: null });
  await list();
  const before = await find();
  tanma().change('zhang-wei', { remark: '只有现在' });
  expect(await find()).toBe(before);
  await expect
    .poll(
      async () => {
        await list();
        return find();
      },
      { timeout: 10_000 },
    )
    .toContain('只有现在');
});
