import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { unpackedBlock } from '../../../lib/model/directory-block';
import { directoryOf, dropDirectory, dropOldDirectories, knownCustomer } from '../../../lib/service/sync/open-directories';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { searchLocal } from '../../../lib/service/sync/search';
import type { Desk } from '../../../lib/service/desk';
import { emptyDesk } from '../../../lib/service/maintenance/locking';
import { retry, submit } from '../../../lib/service/edits/outbox';
import { removeFrom } from '../../../lib/service/removing';
import { storedEdits } from '../../../lib/service/edits/stored-edits';
import { readState } from '../../../lib/service/session/items';
import { crowd, CRM, deskOn, newBrowser, person, preferring, scriptedCrm } from '../scripted';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

let files = 0;
let database = '';

beforeEach(() => {
  newBrowser();
  database = `directory-${files++}`;
});

async function found(desk: Desk, query: string): Promise<string[]> {
  return (await searchLocal(desk, query, 0)).hits.map(({ name }) => name);
}

async function everybody(desk: Desk): Promise<string[]> {
  const ids: string[] = [];
  for (let from: number | null = 0; from !== null;) {
    const { hits, next } = await searchLocal(desk, '138', from);
    ids.push(...hits.map(({ ref }) => ref.id));
    from = next;
  }
  return ids.toSorted();
}

it('is searched in parts of any length, which are the same customers in the same order', async () => {
  const desk = await deskOn(scriptedCrm(crowd(120)), { database });
  await fillDirectories(desk);
  const idsIn = async (from: number, to?: number) => (await searchLocal(desk, '138', from, to)).hits.map(({ ref }) => ref.id);
  const whole = [...(await idsIn(0)), ...(await idsIn(40))];
  expect(new Set(whole).size).toBe(120);
  expect([...(await idsIn(0, 24)), ...(await idsIn(24, 40)), ...(await idsIn(40))]).toEqual(whole);
  expect((await searchLocal(desk, '138', 0, 24)).next).toBe(24);
});

/** A CRM that nobody can reach. */
const UNREACHABLE = { kind: 'unreachable', origin: 'https://crm.example' } as const;

describe('an edit', () => {
  it('is sent also when the copy that its customer was taken from is gone by then', async () => {
    const crm = scriptedCrm(crowd(3));
    const desk = await deskOn(crm, { database });
    await fillDirectories(desk);
    crm.problem = UNREACHABLE;
    const ref = { connection: CRM, id: '1000' };
    await submit(desk, { edit: 'e1', ref, change: { kind: 'remark', text: '回电' }, base: null }, async () => undefined);
    await vi.waitFor(async () => expect((await storedEdits(desk))[0]?.state).toMatchObject({ kind: 'queued', problem: UNREACHABLE }));
    await dropDirectory(desk, CRM);
    crm.problem = null;
    await retry(desk, 'e1', async () => undefined);
    expect(await storedEdits(desk)).toEqual([]);
  });

  it('that is accepted after its customer was removed leaves nothing of them in the session', async () => {
    const crm = scriptedCrm(crowd(3));
    const desk = await deskOn(crm, { database });
    await fillDirectories(desk);
    const answer = Promise.withResolvers<void>();
    crm.applying = answer.promise;
    const ref = { connection: CRM, id: '1000' };
    await submit(desk, { edit: 'e1', ref, change: { kind: 'remark', text: '回电' }, base: null }, async () => undefined);
    await vi.waitFor(() => expect(crm.asked).toContain('apply 1000'));
    await removeFrom(desk, ref, { edits: 1, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 });
    answer.resolve();
    await vi.waitFor(() => expect(desk.sending.size).toBe(0));
    expect(Object.keys(await readState()).filter((key) => /^(edit|done):/.test(key))).toEqual([]);
  });
});

describe('while it is being locked', () => {
  it('a fill that is about to begin ends without a word', async () => {
    const crm = scriptedCrm(crowd(3));
    const desk = await deskOn(crm, { database });
    const filling = fillDirectories(desk);
    await emptyDesk(desk);
    await expect(filling).resolves.toBeUndefined();
    expect(crm.asked).toEqual([]);
  });

  it('nothing is opened again, and no search is answered', async () => {
    const desk = await deskOn(scriptedCrm(crowd(3)), { database });
    await fillDirectories(desk);
    const connected = desk.connected;
    const searched = searchLocal(desk, '138', 0);
    await emptyDesk(desk);
    await expect(searched).rejects.toThrow('locked');
    await expect(searchLocal(desk, '138', 0)).rejects.toThrow('locked');
    await expect(knownCustomer(desk, { connection: CRM, id: '1000' })).rejects.toThrow('locked');
    expect(desk.connected).toBe(null);
    // The next one that asks has the connections already.
    desk.connected = connected;
    await expect(directoryOf(desk, CRM)).rejects.toThrow('locked');
    expect(desk.directories.size).toBe(0);
  });
});

describe('a fill', () => {
  it('brings everybody once, to be found by any part of what is known of them, and by pinyin and initials', async () => {
    const wang = person('w', '王小芳', {
      company: '启明医药有限公司',
      remark: 'A 老客户 小芳',
      phones: [{ label: null, number: '+86 139-1234-5678', hidden: false }],
      tags: [{ id: '1', name: '已寄样', group: null, color: null }],
    });
    const desk = await deskOn(scriptedCrm([...crowd(230), wang]), { database });
    await fillDirectories(desk);
    expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: 231, filling: false, limited: false, problem: null });
    for (const query of ['小芳', '启明', '老客户', '12345', '139-1234', '寄样', 'xiaof', 'wxf', '王 启明', '啟明']) {
      expect(await found(desk, query), query).toEqual(['王小芳']);
    }
    expect(await everybody(desk)).toEqual(crowd(230).map(({ id }) => id));
  });

  it('asks for the next part while one is written, but writes them one after the other', async () => {
    const crm = scriptedCrm(crowd(830));
    // As many as are written at once.
    crm.perPart = 400;
    const desk = await deskOn(crm, { database });
    const { transaction } = desk.database;
    const slow = Promise.withResolvers<void>();
    let begun = 0;
    vi.spyOn(desk.database, 'transaction').mockImplementation(((tables: string[], ...how: never[]) => {
      const made = transaction(tables as never, ...(how as [never]));
      if (!tables.includes('directory') || crm.asked.length === 0) return made;
      begun++;
      return { ...made, done: made.done.then(() => slow.promise) };
    }) as never);
    const filling = fillDirectories(desk);
    await vi.waitFor(() => expect(crm.asked.length).toBe(2));
    expect(begun).toBe(1);
    slow.resolve();
    await filling;
    expect(await everybody(desk)).toEqual(crowd(830).map(({ id }) => id));
  });

  it('goes on where it was when the worker dies, and loses or doubles nobody', async () => {
    const crm = scriptedCrm(crowd(430));
    let parts = 0;
    for (const lived of [3, 0, 1, 2]) {
      crm.partsUntilDeath = lived;
      const desk = await deskOn(crm, { database });
      void fillDirectories(desk);
      const before = crm.asked.length;
      await vi.waitFor(() => expect(crm.asked.length).toBe(before + lived + 1), { timeout: 20_000 });
      parts += lived;
      const stored = async () => (await desk.database.get('directoryState', CRM))?.filling?.cursor;
      await vi.waitFor(async () => expect(await stored()).toBe(String(parts * crm.perPart)), { timeout: 20_000 });
    }
    crm.partsUntilDeath = Infinity;
    const desk = await deskOn(crm, { database });
    await fillDirectories(desk);
    expect(await everybody(desk)).toEqual(crowd(430).map(({ id }) => id));
    // Each part was asked for once, but for the four that never came.
    expect(crm.asked.length).toBe(9 + 4);
    expect(await everybody(await deskOn(crm, { database }))).toEqual(crowd(430).map(({ id }) => id));
  });

  it('goes on at once in the next worker after one that the browser was stopping while it told how far it is', async () => {
    const crm = scriptedCrm(crowd(830));
    const session = vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('No SW'));
    await fillDirectories(await deskOn(crm, { database }));
    session.mockRestore();
    const next = await deskOn(crm, { database });
    expect(await next.database.get('directoryState', CRM)).toMatchObject({ problem: null, notBefore: 0, filling: {} });
    await fillDirectories(next);
    expect(await everybody(next)).toHaveLength(830);
  });

  it('asks a day later for what has changed only, and now and then for everybody, so that who is gone goes', async () => {
    const clock = { now: Date.UTC(2026, 0, 5) };
    const crm = scriptedCrm(crowd(60));
    await fillDirectories(await deskOn(crm, { database, clock }));
    clock.now += DAY;
    crm.customers[3] = { ...crm.customers[3]!, name: '钟离改名', updatedAt: new Date(clock.now - 1).toISOString() };
    crm.customers.splice(10, 1);
    crm.asked = [];
    const second = await deskOn(crm, { database, clock });
    await fillDirectories(second);
    expect(crm.asked).toEqual([]);
    clock.now += HOUR;
    await fillDirectories(second);
    expect(crm.asked).toEqual(['list since 0']);
    expect(await found(second, '钟离')).toEqual(['钟离改名']);
    expect(await everybody(second)).toHaveLength(60);
    clock.now += 7 * DAY;
    const third = await deskOn(crm, { database, clock });
    await fillDirectories(third);
    clock.now += HOUR;
    await fillDirectories(third);
    expect(await everybody(third)).toEqual(crm.customers.map(({ id }) => id).toSorted());
    expect(await everybody(await deskOn(crm, { database, clock }))).toHaveLength(59);
  });

  it('asks nothing while it is young', async () => {
    const crm = scriptedCrm(crowd(10));
    await fillDirectories(await deskOn(crm, { database }));
    crm.asked = [];
    await fillDirectories(await deskOn(crm, { database }));
    expect(crm.asked).toEqual([]);
  });

  it('that the CRM refuses is told, keeps what it has and waits before it goes on', async () => {
    const clock = { now: Date.UTC(2026, 0, 5) };
    const crm = scriptedCrm(crowd(120));
    crm.problem = { kind: 'server-error', status: 500 };
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    await fillDirectories(desk);
    expect(crm.asked).toEqual(['list all 0']);
    expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: 0, filling: false, problem: crm.problem });
    crm.problem = null;
    clock.now += 6 * 60_000;
    await fillDirectories(desk);
    expect(await everybody(desk)).toHaveLength(120);
  });
});

describe('as many as may be kept', () => {
  it('are kept and no more, and the pages are told', async () => {
    await preferring({ mostCustomers: 10_000 });
    const crm = scriptedCrm(crowd(10_030));
    const desk = await deskOn(crm, { database });
    await fillDirectories(desk);
    expect((await readState())[`directory:${CRM}`]).toMatchObject({ count: 10_000, filling: false, limited: true });
  });

  it('can be none: then nothing is fetched', async () => {
    await preferring({ mostCustomers: 0 });
    const crm = scriptedCrm(crowd(10));
    const desk = await deskOn(crm, { database });
    await fillDirectories(desk);
    expect(crm.asked).toEqual([]);
    expect(await everybody(desk)).toEqual([]);
  });
});

describe('a copy', () => {
  it('is gone with its connection, also from the disk', async () => {
    const desk = await deskOn(scriptedCrm(crowd(70)), { database });
    await fillDirectories(desk);
    await dropDirectory(desk, CRM);
    for (const table of ['directory', 'directoryState', 'directoryIndex'] as const) expect(await desk.database.count(table)).toBe(0);
    expect(await everybody(desk)).toEqual([]);
    expect((await readState())[`directory:${CRM}`]).toBeUndefined();
  });

  it('is gone when it was not renewed for as long as customers are kept', async () => {
    const clock = { now: Date.UTC(2026, 0, 5) };
    const desk = await deskOn(scriptedCrm(crowd(70)), { database, clock });
    await fillDirectories(desk);
    await dropOldDirectories(desk, clock.now - 1);
    expect(await everybody(desk)).toHaveLength(70);
    await dropOldDirectories(desk, clock.now + 1);
    expect(await everybody(desk)).toEqual([]);
  });

  it('whose customers an earlier version has stored as objects is used and goes on', async () => {
    const clock = { now: Date.UTC(2026, 0, 5) };
    const crm = scriptedCrm([...crowd(70), person('x', '郗别处', { unknown: ['remark'], brief: true, account: 'a' })]);
    await fillDirectories(await deskOn(crm, { database, clock }));
    const desk = await deskOn(crm, { database, clock });
    for (const block of await desk.database.getAll('directory')) {
      const { rows: _, ...before } = { ...block, customers: unpackedBlock(block).customers };
      await desk.database.put('directory', before);
    }
    await desk.database.delete('directoryIndex', [CRM, 'head']);
    for (const known of [crm.customers[42]!, crm.customers[70]!]) {
      expect((await knownCustomer(desk, { connection: CRM, id: known.id }))?.customer).toEqual(known);
    }
    crm.customers[3] = { ...crm.customers[3]!, name: '钟离改名', updatedAt: new Date(clock.now + 7 * HOUR).toISOString() };
    for (const after of [7 * HOUR, HOUR]) {
      clock.now += after;
      await fillDirectories(desk);
    }
    const next = await deskOn(crm, { database, clock });
    expect(await found(next, '钟离')).toEqual(['钟离改名']);
    expect(await everybody(next)).toEqual(crowd(70).map(({ id }) => id));
    expect((await knownCustomer(next, { connection: CRM, id: 'x' }))?.customer).toEqual(crm.customers[70]);
  });

  it('of which the index on disk has another form is read anew from the customers themselves', async () => {
    const crm = scriptedCrm(crowd(70));
    const desk = await deskOn(crm, { database });
    await fillDirectories(desk);
    await desk.database.put('directoryIndex', { connection: CRM, part: 'form', upTo: 0, value: 'older' });
    const next = await deskOn(crm, { database });
    expect(await everybody(next)).toHaveLength(70);
    expect((await knownCustomer(next, { connection: CRM, id: '1042' }))?.customer.name).toBe(crm.customers[42]!.name);
  });
});
