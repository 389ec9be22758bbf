import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Customer } from '../../../lib/model/customer';
import { unpackedBlock } from '../../../lib/model/directory-block';
import type { Desk } from '../../../lib/service/desk';
import { learn } from '../../../lib/service/directory/keeping';
import { findIn } from '../../../lib/service/directory/reading';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { directoryOf, forgetCustomer, knownCustomer, learnCustomers } from '../../../lib/service/sync/open-directories';
import { rowsAfter, rowsWith } from '../../../lib/service/sync/rows';
import { searchLocal } from '../../../lib/service/sync/search';
import { readState } from '../../../lib/service/session/items';
import { crowd, CRM, deskOn, newBrowser, person, scriptedCrm, type ScriptedCrm } from '../scripted';

const WEEK = 8 * 24 * 60 * 60_000;

let files = 0;
let database = '';
let clock = { now: 0 };
let crm: ScriptedCrm;

beforeEach(() => {
  newBrowser();
  database = `lost-index-${files++}`;
  clock = { now: Date.UTC(2026, 0, 5) };
  crm = scriptedCrm(crowd(300));
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Another worker on the same disk. */
const restarted = () => deskOn(crm, { database, clock });

async function filledBefore(): Promise<void> {
  await fillDirectories(await restarted());
}

async function partsOf(desk: Desk): Promise<string[]> {
  return (await desk.database.getAll('directoryIndex')).map(({ part }) => part);
}

/** Deletes the parts of the saved index whose name has this in it. */
async function lose(desk: Desk, name: RegExp): Promise<void> {
  const lost = (await partsOf(desk)).filter((part) => name.test(part));
  expect(lost).not.toEqual([]);
  for (const part of lost) await desk.database.delete('directoryIndex', [CRM, part]);
}

async function ids(desk: Desk, query = '138'): Promise<string[]> {
  const found: string[] = [];
  for (let from: number | null = 0; from !== null;) {
    const { hits, next } = await searchLocal(desk, query, from);
    found.push(...hits.map(({ ref }) => ref.id));
    from = next;
  }
  return found.toSorted();
}

async function rows(desk: Desk): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const part = await rowsAfter(desk, CRM, after);
    found.push(...part.rows.map(({ id }) => id));
    after = part.next;
  }
  return found.toSorted();
}

const idsOf = (customers: Customer[]) => customers.map(({ id }) => id).toSorted();

/** This worker and the next one have exactly the CRM's customers, and the fill has ended without a Problem. */
async function expectWhole(desk: Desk, customers = crm.customers): Promise<void> {
  for (const one of [desk, await restarted()]) {
    expect(await rows(one)).toEqual(idsOf(customers));
    expect((await directoryOf(one, CRM))!.people.size).toBe(customers.length);
    expect((await rowsWith(one, CRM, idsOf(customers))).rows.map(({ id }) => id).toSorted()).toEqual(idsOf(customers));
    // A search ends after a thousand.
    expect((await ids(one)).length).toBe(Math.min(customers.length, 1_000));
  }
  expect(await desk.database.get('directoryState', CRM)).toMatchObject({ filling: null, problem: null });
}

/** Some hours later, so that its moment to ask is drawn and has come. */
async function fillAgain(desk: Desk, after = WEEK): Promise<void> {
  clock.now += after;
  await fillDirectories(desk);
  clock.now += 60 * 60_000;
  await fillDirectories(desk);
}

describe('an index that has lost a part is made anew from the customers', { timeout: 60_000 }, () => {
  it.each(['ids 0', 'counts 0', 'match 0', 'signs 0', 'keys', '^block', '^head'])('in a whole fill that meets it (%s)', async (part) => {
    await filledBefore();
    const desk = await restarted();
    await lose(desk, new RegExp(part));
    crm.customers = [...crm.customers.slice(0, 290), person('n', '郗新来', { phones: crm.customers[0]!.phones })];
    await fillAgain(desk);
    expect((await desk.database.get('directoryState', CRM))!.wholeAt).toBe(clock.now);
    await expectWhole(desk);
  });

  it('while a fill is under way, which then goes on where it was', async () => {
    crm = scriptedCrm(crowd(9_500));
    crm.perPart = 1_000;
    crm.partsUntilDeath = 9;
    await fillAndDie();
    const desk = await restarted();
    await vi.waitFor(async () => expect((await partsOf(desk)).join()).toContain('ids'), { timeout: 10_000 });
    await lose(desk, /ids/);
    crm.partsUntilDeath = Infinity;
    crm.asked = [];
    await fillDirectories(desk);
    expect(crm.asked).not.toContain('list all 0');
    await expectWhole(desk);
  });

  it('at the end of a fill that removes customers whose part is lost', async () => {
    await filledBefore();
    const desk = await restarted();
    crm.customers = crm.customers.slice(100);
    await lose(desk, /^block [0-3]$/);
    await fillAgain(desk);
    await expectWhole(desk);
  });

  it('where runs are merged', async () => {
    await filledBefore();
    const desk = await restarted();
    await lose(desk, /match 0/);
    const since = new Date(clock.now + 7 * 60 * 60_000).toISOString();
    crm.customers.push(
      ...Array.from({ length: 100 }, (_, at) => person(`n${at}`, `郗新${at}`, { phones: crm.customers[at]!.phones, updatedAt: since })),
    );
    await fillAgain(desk, 7 * 60 * 60_000);
    await expectWhole(desk);
  });

  it.each(['ids 0', '^block'])('where a CRM answers with one of them (%s)', async (part) => {
    await filledBefore();
    const desk = await restarted();
    await lose(desk, new RegExp(part));
    crm.customers[7] = { ...crm.customers[7]!, name: '郗改名' };
    await learnCustomers(desk, [crm.customers[7]]);
    expect(await ids(desk, '改名')).toEqual(['1007']);
    await expectWhole(desk);
  });

  it.each(['ids 0', '^block'])('where the CRM no longer has one of them (%s)', async (part) => {
    await filledBefore();
    const desk = await restarted();
    await lose(desk, new RegExp(part));
    await forgetCustomer(desk, { connection: CRM, id: '1007' });
    await expectWhole(
      desk,
      crm.customers.filter(({ id }) => id !== '1007'),
    );
  });

  it.each(['ids 0', '^block'])('where the record of one of them is read (%s)', async (part) => {
    await filledBefore();
    const desk = await restarted();
    await lose(desk, new RegExp(part));
    expect((await knownCustomer(desk, { connection: CRM, id: '1007' }))?.customer).toEqual(crm.customers[7]);
    await expectWhole(desk);
  });

  it.each([
    ['cut short', () => new Uint8Array([5, 255, 255])],
    ['of another kind', () => 'text'],
    ['empty', () => null],
  ])('where a part is %s', async (_, value) => {
    await filledBefore();
    const desk = await restarted();
    const damaged = (await desk.database.getAll('directoryIndex')).filter(({ part }) => part !== 'head');
    for (const one of damaged) await desk.database.put('directoryIndex', { ...one, value: value() });
    await expectWhole(desk);
    await fillAgain(desk);
    await expectWhole(desk);
  });

  it('where the browser cannot read a part', async () => {
    await filledBefore();
    const desk = await restarted();
    const { get } = IDBObjectStore.prototype;
    let failures = 1;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
      if (this.name === 'directoryIndex' && String(key).includes('ids') && failures-- > 0) throw new DOMException('lost', 'DataError');
      return get.call(this, key);
    });
    await fillAgain(desk);
    expect(failures).toBeLessThan(1);
    await expectWhole(desk);
  });

  it('and meanwhile nobody is missing from an answer: two of one name are two', async () => {
    crm = scriptedCrm([person('first', '郗同名'), ...crowd(2_000), person('last', '郗同名')]);
    await filledBefore();
    const desk = await restarted();
    const directory = (await directoryOf(desk, CRM))!;
    await lose(desk, /match 0|signs 0|ids 0/);
    const asked: Promise<void>[] = [];
    const ask = async () => {
      const { decision, candidates } = await findIn(directory, '郗同名', { refused: [], home: null }, null);
      expect(candidates.map(({ ref }) => ref.id).toSorted()).toEqual(['first', 'last']);
      expect(decision).not.toBe('sure');
      expect(await ids(desk, '郗同名')).toEqual(['first', 'last']);
      expect((await knownCustomer(desk, { connection: CRM, id: '2999' }))?.customer.name).toBe(crm.customers[2_000]!.name);
      expect(directory.people.size).toBe(2_002);
      expect(await rows(desk)).toHaveLength(2_002);
    };
    const learned = learn(directory, [crm.customers[5]!], { now: clock.now, most: 1_000_000 });
    for (let at = 0; at < 40; at++) {
      asked.push(ask());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all([learned, ...asked]);
  });
});

describe('a block that cannot be read', { timeout: 60_000 }, () => {
  const isIn = ({ lower, upper }: IDBKeyRange, lost: number) => (lower as [string, number])[1] < lost && Array.isArray(upper);

  /** The browser cannot read this block of the connection. */
  function loseBlock(lost: number): void {
    const { get, getAll } = IDBObjectStore.prototype;
    const failure = () => new DOMException('lost', 'DataError');
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
      if (this.name === 'directory' && String(key) === `${CRM},${lost}`) throw failure();
      return get.call(this, key);
    });
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...asked) {
      if (
        this.name === 'directory' &&
        isIn(asked[0] as IDBKeyRange, lost) &&
        (asked[1] ?? Infinity) > lost - (asked[0] as IDBKeyRange).lower[1] - 1
      )
        throw failure();
      return getAll.apply(this, asked as []);
    });
  }

  it('hides nobody of the others, and is asked of the CRM again', async () => {
    await filledBefore();
    const desk = await restarted();
    const inIt = idsOf(unpackedBlock((await desk.database.get('directory', [CRM, 3]))!).customers);
    loseBlock(3);
    const others = crm.customers.filter(({ id }) => !inIt.includes(id));
    expect(await rows(desk)).toEqual(idsOf(others));
    expect(await knownCustomer(desk, { connection: CRM, id: inIt[0]! })).toBeNull();
    expect((await knownCustomer(desk, { connection: CRM, id: crm.customers[7]!.id }))?.customer).toEqual(crm.customers[7]);
    await vi.waitFor(async () => expect((await desk.database.get('directoryState', CRM))!.wholeAt).toBeNull());
    await fillDirectories(desk);
    await expectWhole(desk);
  });

  it('lets an index be made anew from the others', async () => {
    await filledBefore();
    const desk = await restarted();
    await lose(desk, /^head/);
    const inIt = unpackedBlock((await desk.database.get('directory', [CRM, 3]))!).customers;
    loseBlock(3);
    const again = await restarted();
    expect((await directoryOf(again, CRM))!.people.size).toBe(300 - inIt.length);
    await fillDirectories(again);
    await expectWhole(again);
  });
});

async function fillAndDie(): Promise<void> {
  const before = crm.asked.length;
  void fillDirectories(await restarted());
  await vi.waitFor(() => expect(crm.asked.length).toBe(before + crm.partsUntilDeath + 1), { timeout: 20_000 });
}

describe('a list that has become empty and grows again', () => {
  it('keeps those who come in a fill that another worker ends', async () => {
    crm = scriptedCrm(crowd(100));
    await filledBefore();
    const all = crm.customers;
    crm.customers = [];
    const desk = await restarted();
    await fillAgain(desk);
    await fillAgain(desk);
    expect(await ids(desk)).toEqual([]);
    crm.customers = all;
    crm.partsUntilDeath = 0;
    clock.now += WEEK;
    await fillDirectories(desk);
    clock.now += 60 * 60_000;
    await fillAndDie();
    crm.partsUntilDeath = Infinity;
    const next = await restarted();
    await fillDirectories(next);
    await expectWhole(next);
  });
});

describe('a disk that becomes full while a copy is filled', () => {
  const full = () => new DOMException('full', 'QuotaExceededError');

  /** The disk takes nothing more into these tables while `isFull` says so. */
  function disk(tables: string[], isFull: (value: object) => boolean): void {
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
      if (tables.includes(this.name) && isFull(values[0])) throw full();
      return put.apply(this, values);
    });
  }

  it.each([
    ['customers', ['directory', 'directoryIndex']],
    ['customers, nor the state of the fill', ['directory', 'directoryState', 'directoryIndex']],
    ['index', ['directoryIndex']],
  ])(
    'for the %s: is told, what came stays usable, and the fill goes on later',
    async (what, tables) => {
      crm = scriptedCrm(crowd(9_000));
      crm.perPart = 500;
      const desk = await restarted();
      let isFull = what === 'index';
      disk(tables, () => isFull || (isFull = what !== 'index' && crm.asked.length > 4));
      await fillDirectories(desk);
      const there = what === 'index' ? 8_500 : 2_000;
      expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: there, filling: false, problem: { kind: 'storage-full' } });
      expect(await rows(desk)).toHaveLength(there);
      expect(await ids(desk, crm.customers[1_999]!.name)).toContain('2999');
      const next = await restarted();
      expect(await rows(next)).toHaveLength(there);
      expect(await ids(next, crm.customers[1_999]!.name)).toContain('2999');
      const asked = crm.asked.length;
      clock.now += 30 * 60_000;
      await fillDirectories(next);
      expect(crm.asked.length).toBe(asked);
      isFull = false;
      vi.restoreAllMocks();
      clock.now += 31 * 60_000;
      await fillDirectories(next);
      expect(crm.asked.filter((one) => one === 'list all 0')).toHaveLength(1);
      expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: 9_000, filling: false, problem: null });
      await expectWhole(next);
    },
    60_000,
  );

  it.each([
    ['the last part', 500, (value: object) => 'rows' in value],
    ['the end of the fill', 1_000, (value: object) => 'wholeAt' in value && value.wholeAt !== null],
  ])('is told also where it refuses %s', async (_, there, refuses) => {
    crm = scriptedCrm(crowd(1_000));
    crm.perPart = 500;
    const desk = await restarted();
    let isFull = true;
    disk(['directory', 'directoryState'], (value) => isFull && crm.asked.length > 1 && refuses(value));
    await fillDirectories(desk);
    expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: there, filling: false, problem: { kind: 'storage-full' } });
    isFull = false;
    const next = await restarted();
    clock.now += 61 * 60_000;
    await fillDirectories(next);
    expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: 1_000, filling: false, problem: null });
    await expectWhole(next);
  });

  it('still takes in what a person sees of the CRM, once there is space', async () => {
    await filledBefore();
    const desk = await restarted();
    let isFull = true;
    disk(['directory'], () => isFull);
    const changed = { ...crm.customers[7]!, name: '郗改名' };
    await expect(learnCustomers(desk, [changed])).rejects.toThrow('full');
    expect(await ids(desk)).toHaveLength(300);
    isFull = false;
    await learnCustomers(desk, [changed]);
    expect(await ids(desk, '改名')).toEqual(['1007']);
    expect(await ids(await restarted())).toHaveLength(300);
  });
});
