import { describe, expect, test } from 'vitest';
import type { CustomerQuery, Filter } from '../../lib/model/query';
import type { NewFollowUp } from '../../lib/model/follow-up';
import type { Connection } from '../../lib/providers/provider';
import { personByKey, shownName } from '../sandbox/people.ts';
import { going } from './connect';
import { listed, partsOf } from './listing';
import { problemOf } from './problem';
import { ABILITIES, type Has, type Subject } from './subject';
import { faultsOf } from './whole';
import { isMine } from './whose';
import { faultsOfWork } from './whole-work';

const ALL_FILTERS: Required<Omit<CustomerQuery, 'text'>> = {
  id: '1',
  name: 'a',
  phone: '1',
  remark: 'a',
  whose: 'mine',
  colleagues: ['1'],
  departments: ['1'],
  created: { from: '2026-03-01T00:00:00Z', to: null },
  dated: { from: null, to: '2026-03-01T00:00:00Z' },
  tags: ['1'],
  stage: '1',
  fields: [{ field: '1', is: 'filled', values: [] }],
  creditCode: '1',
  followedUpOn: '2026-03-01',
  product: '1',
  sorting: { by: 'created_at', descending: true },
};

/** What a provider promises beyond the customers themselves, as far as it has these abilities at all. */
export function abilitiesContract(subject: () => Subject, has: Has): void {
  test('it can do exactly what its suite says that it can', () => {
    const connection = subject().connect();
    expect(ABILITIES.filter((ability) => connection[ability] !== undefined)).toEqual(ABILITIES.filter(has));
  });

  describe('narrowing a search', () => {
    test('there is a query to try for each filter that the connection says it has', async () => {
      const { queries, connect } = subject();
      const tried = (await queries()).flatMap(({ query }) => Object.keys(query));
      expect(new Set(tried)).toEqual(new Set(connect().can.filters));
    });

    test('finds those who fit, and not those who do not', async () => {
      const { queries, connect, rows } = subject();
      const connection = connect();
      const idOf = async (person: string): Promise<string> => (await rows(person))[0]!.id;
      const wrong: [CustomerQuery, string][] = [];
      for (const { query, finds, misses } of await queries()) {
        const ids = (await everybody(connection, query)).map(({ id }) => id);
        if (finds && !ids.includes(await idOf(finds))) wrong.push([query, `does not find ${finds}`]);
        if (misses && ids.includes(await idOf(misses))) wrong.push([query, `finds ${misses}`]);
      }
      expect(wrong).toEqual([]);
    });

    test('by what the connection does not have is refused, not ignored', async () => {
      const connection = subject().connect();
      const missing = (Object.keys(ALL_FILTERS) as Filter[]).filter((filter) => !connection.can.filters?.includes(filter));
      for (const ability of missing) {
        const query = { [ability]: ALL_FILTERS[ability] };
        expect(await problemOf(connection.search(query, null, going()))).toEqual({ kind: 'not-supported', ability });
      }
    });

    test('a text alone is a query of that text', async () => {
      const connection = subject().connect();
      expect(await connection.search({ text: '王芳' }, null, going())).toEqual(await connection.search('王芳', null, going()));
    });
  });

  describe.skipIf(!has('list'))('the list of everybody', () => {
    test('is whole, has nobody twice and ends', async () => {
      const connection = subject().connect();
      const customers = await listed(connection);
      expect(faultsOf(customers)).toEqual([]);
      expect(customers.length).toBeGreaterThan(10);
      expect(new Set(customers.map(({ id }) => id)).size).toBe(customers.length);
    });

    test('goes on behind any of its cursors, with a new connection', async () => {
      const { connect } = subject();
      const parts = await partsOf(connect());
      expect(parts.at(-1)!.cursor).toBeNull();
      for (const [at, { cursor }] of parts.slice(0, -1).entries()) {
        expect(await partsOf(connect(), null, cursor)).toEqual(parts.slice(at + 1));
      }
    });

    test('has nobody who was changed before the time that is asked for', async () => {
      const since = '2026-06-15T10:14:00+08:00';
      const all = await listed(subject().connect());
      const expected = all.filter(({ updatedAt }) => updatedAt === null || Date.parse(updatedAt) >= Date.parse(since));
      expect((await listed(subject().connect(), since)).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    });

    test('stops when it is aborted', async () => {
      const reason = new Error('enough');
      const { list } = subject().connect();
      const parts = Array.fromAsync(list!(null, null, AbortSignal.abort(reason)));
      await expect(parts).rejects.toBe(reason);
    });
  });

  describe.skipIf(!has('followUps'))('follow-ups', () => {
    test('are whole, and the newest stand first', async () => {
      const connection = subject().connect();
      const { followUps } = connection;
      const { items } = await followUps!(await zhangWei(connection), null, going());
      expect(faultsOfWork({ followUps: items })).toEqual([]);
      const times = items.map(({ at }) => Date.parse(at!));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    });

    test.skipIf(!has('addFollowUp'))('that are written twice are there once, before the older ones', async () => {
      const connection = subject().connect();
      const { followUps, addFollowUp } = connection;
      const customer = await zhangWei(connection);
      const before = (await followUps!(customer, null, going())).items;
      const once = await addFollowUp!(customer, WANTED, going());
      expect(once).toMatchObject({ text: WANTED.text });
      expect(Date.parse(once.at!)).toBe(Date.parse(WANTED.at));
      expect(Date.parse(once.remindAt!)).toBe(Date.parse(WANTED.remindAt!));
      expect(await addFollowUp!(customer, WANTED, going())).toEqual(once);
      expect((await followUps!(customer, null, going())).items).toEqual([once, ...before]);
    });

    test.skipIf(!has('addFollowUp'))('that are there are told from those that are not', async () => {
      const connection = subject().connect();
      const { addFollowUp, hasFollowUp } = connection;
      const customer = await zhangWei(connection);
      expect(await hasFollowUp!(customer, WANTED, going())).toBe(false);
      await addFollowUp!(customer, WANTED, going());
      expect(await hasFollowUp!(customer, WANTED, going())).toBe(true);
      for (const other of [{ text: '另一次' }, { at: new Date(Date.parse(WANTED.at) - 3_600_000).toISOString() }])
        expect(await hasFollowUp!(customer, { ...WANTED, ...other }, going())).toBe(false);
    });
  });

  describe.skipIf(!has('remove'))('removing', () => {
    test('takes one customer away and nobody else, and is done when they are gone already', async () => {
      const connection = subject().connect();
      const before = await everybody(connection, {});
      const customer = await zhangWei(connection);
      await connection.remove!(customer, going());
      await connection.remove!(customer, going());
      expect(await problemOf(connection.get(customer, going()))).toEqual({ kind: 'not-found' });
      expect((await everybody(connection, {})).map(({ id }) => id)).toEqual(before.map(({ id }) => id).filter((id) => id !== customer.id));
    });
  });

  describe.skipIf(!has('export'))('an export', () => {
    test('has everybody whom the search has', async () => {
      const connection = subject().connect();
      const exported = (await Array.fromAsync(connection.export!({}, going()))).flat();
      expect(faultsOf(exported)).toEqual([]);
      expect(exported).toEqual(await everybody(connection, {}));
      const named = (await Array.fromAsync(connection.export!({ name: '王芳' }, going()))).flat();
      expect(named.map(({ name }) => name)).toEqual(['王芳', '王芳']);
    });
  });

  describe.skipIf(!has('me'))('who I am', () => {
    test('tells my customers from those of a colleague, where it is known', async () => {
      const { mine, theirs, nobody } = subject().whose!;
      expect([await isMine(...mine), await isMine(...theirs)]).toEqual([true, false]);
      expect((await nobody?.me!(going())) ?? null).toBeNull();
    });
  });

  test.skipIf(!has('colleagues'))('colleagues are whole, and known by ids', async () => {
    const found = await subject().connect().colleagues!(going());
    expect(faultsOfWork({ colleagues: found })).toEqual([]);
    expect(found.filter(({ id }) => id === null)).toEqual([]);
  });
}

const WANTED: NewFollowUp = {
  text: `报价已发 <b>"&amp;\n🌸`,
  at: '2026-03-10T08:00:00Z',
  kind: null,
  remindAt: '2026-03-17T01:30:00Z',
  stage: null,
};

async function zhangWei(connection: Connection) {
  const [customer] = (await connection.find({ name: shownName(personByKey('zhang-wei')), phones: [] }, going())).customers;
  return customer!;
}

async function everybody(connection: Connection, query: CustomerQuery) {
  const all = [];
  for (let page: string | null | undefined; page !== null;) {
    const part = await connection.search(query, page ?? null, going());
    all.push(...part.items);
    page = part.next;
  }
  return all;
}
