import { describe, expect, test } from 'vitest';
import { customersIn, idInBlock, MOST_IN_BLOCK } from '../../../lib/model/book/block';
import { firstSchema } from '../../../lib/model/book/first-schema';
import { recordIn, type BookRecord } from '../../../lib/model/book/record';
import { bareCustomer } from '../../../lib/model/customer';
import type { SentRow } from '../../../lib/model/sheet/import-part';
import type { ImportRun } from '../../../lib/model/sheet/import-run';
import { openDatabase } from '../../../lib/service/storage/database';
import { chance } from '../../sandbox/crm/chance';
import { newBook } from '../../support/book';
import { begin, checked, CONNECTION, csvOf, everybody, imported, parts, SKIP, undone } from '../imports/importing';
import { ask, restartWorker, withWorker } from '../worker';

withWorker();

const RUNS = ['0d6f3f0a-9a51-4b3c-8f3e-3a1c7f0e1b22', 'f2b1c9d8-1c7e-4a55-9d3b-6e0a4c2b7d11'] as const;
const customerOf = (id: string, name = id) => ({ ...bareCustomer({ connection: 'c1', id }), name });
const recordsOf = async () => (await openDatabase()).getAll('bookCustomers');
const blocksOf = async () => (await openDatabase()).getAll('bookBlocks');
const change = async (id: string, before: string, text: string) => {
  const ref = { connection: CONNECTION, id };
  await ask('submit', { edit: crypto.randomUUID(), ref, change: { kind: 'remark', text }, base: { kind: 'remark', text: before } });
  await expect.poll(async () => (await (await openDatabase()).getAll('edits')).length).toBe(0);
};
const remove = async (id: string) => {
  const ref = { connection: CONNECTION, id };
  await ask('removeCustomer', { ref, loses: await ask('countAbout', { ref }) });
};

/** Makes an import as it was before there were blocks: each customer has a record of their own, and the import says nothing of blocks. */
async function asBefore(run: string): Promise<void> {
  const database = await openDatabase();
  const before = (id: string) => id.replace(/-0*(\d+)$/, '-$1');
  for (const block of await database.getAll('bookBlocks')) {
    for (const one of customersIn(block)) await database.put('bookCustomers', { ...one, connection: block.connection, id: before(one.id) });
  }
  await database.clear('bookBlocks');
  for (const part of await database.getAll('bookJournal')) {
    if (part.id !== 'imports') continue;
    const runs = (part.value as ImportRun[]).map(({ inBlocks: _, ...one }) => one);
    await database.put('bookJournal', { ...part, value: runs });
  }
  expect((await ask('imports', { connection: CONNECTION })).find((one) => one.run === run)).not.toHaveProperty('inBlocks');
  restartWorker();
}

describe('a book with customers in blocks, and others with a record of their own', () => {
  test.each([true, false])(
    'is read in one order whatever the size of the parts, while customers go meanwhile (indexed: %s)',
    async (indexed) => {
      const random = chance(3);
      const single = Array.from({ length: 70 }, () => crypto.randomUUID());
      const old = Array.from({ length: 40 }, (_, at) => `${RUNS[0]}-${at}`);
      const rows = [...Array.from({ length: 150 }, (_, at) => at + 2), 1_000, 1_001, 99_999, 1_048_575];
      const inBlocks = RUNS.flatMap((run) => rows.filter(() => random() < 0.7).map((row) => idInBlock(run, row)));
      const ids = [...single, ...old, ...inBlocks];
      const book = await newBook({ indexed, customers: ids.map((id) => customerOf(id)).toSorted(() => random() - 0.5) });
      const expected = [...[...single, ...old].toSorted(), ...inBlocks.toSorted()];
      for (const most of [1, 7, 32, 50, 500]) {
        const read: string[] = [];
        for (let after: string | null = null; ;) {
          const part = await book.part(after, most);
          read.push(...part.map(({ id }) => id));
          if (part.length < most) break;
          after = part.at(-1)!.id;
        }
        expect(read).toEqual(expected);
      }
      expect(await book.count()).toBe(ids.length);
      // The last customer of a part is deleted before the next part is read.
      const read: string[] = [];
      for (let after: string | null = null; ;) {
        const part = await book.part(after, 20);
        read.push(...part.map(({ id }) => id));
        if (part.length < 20) break;
        after = part.at(-1)!.id;
        await book.write({ remove: [after] });
      }
      expect(read).toEqual(expected);
      const left = expected.filter((_, at) => at % 20 !== 19);
      expect((await book.part(null, 1_000)).map(({ id }) => id)).toEqual(left);
      expect(await book.count()).toBe(left.length);
      expect((await book.getMany(expected)).map(({ id }) => id)).toEqual(left);
    },
  );

  test('changes and deletes one of a block, and leaves the others', async () => {
    const ids = Array.from({ length: 40 }, (_, row) => idInBlock(RUNS[0], row));
    const book = await newBook({ customers: ids.map((id) => customerOf(id)) });
    await book.edit([ids[3]!, ids[35]!], (customer) => ({ ...customer, remark: `改了 ${customer.id}` }));
    await book.write({ put: [customerOf(ids[5]!, '新名')], remove: [ids[0]!, ids[4]!, ids[31]!] });
    await expect(book.edit([ids[3]!, ids[0]!], (customer) => ({ ...customer, remark: '' }))).rejects.toMatchObject({
      problem: { kind: 'not-found' },
    });
    const all = await book.part(null, 100);
    expect(all.map(({ id }) => id)).toEqual(ids.filter((_, row) => ![0, 4, 31].includes(row)));
    expect(all.filter(({ remark }) => remark !== null).map(({ remark }) => remark)).toEqual([`改了 ${ids[3]}`, `改了 ${ids[35]}`]);
    expect([await book.get(ids[0]!), (await book.get(ids[1]!))?.name, all[3]?.name]).toEqual([null, ids[1], '新名']);
    await book.write({ remove: ids.slice(32) });
    expect(await book.count()).toBe(29);
    await book.write({ put: [customerOf(ids[39]!)] });
    expect((await book.part(ids[31]!, 10)).map(({ id }) => id)).toEqual([ids[39]]);
  });

  test('loses nothing where a change and a deletion meet steps that write the same block', async () => {
    const ids = Array.from({ length: 64 }, (_, row) => idInBlock(RUNS[0], row));
    const book = await newBook({ customers: ids.slice(0, 16).map((id) => customerOf(id)) });
    await Promise.all([
      ...ids.slice(0, 8).map((id) => book.edit([id], (customer) => ({ ...customer, remark: '改' }))),
      ...ids.slice(16).map((id) => book.write({ put: [customerOf(id)] })),
      ...ids.slice(8, 12).map((id) => book.write({ remove: [id] })),
    ]);
    const all = await book.part(null, 100);
    expect(all.map(({ id }) => id)).toEqual([...ids.slice(0, 8), ...ids.slice(12)]);
    expect(all.filter(({ remark }) => remark === '改').map(({ id }) => id)).toEqual(ids.slice(0, 8));
  });
});

describe('an import', () => {
  test('lies in blocks, in the order of its rows, and goes out in that order', async () => {
    await imported(csvOf(1_200));
    expect(await recordsOf()).toEqual([]);
    const blocks = await blocksOf();
    expect(blocks.every((block) => block.size === customersIn(block).length && block.size <= MOST_IN_BLOCK)).toBe(true);
    expect((await everybody()).map(({ name }) => name)).toEqual(Array.from({ length: 1_200 }, (_, at) => `客户${at}`));
    expect(await ask('countKept', { connection: CONNECTION })).toMatchObject({ customers: 1_200 });
  });

  test('loses no change and no deletion of a customer whose block its next part goes on with', async () => {
    const opened = await checked(csvOf(1_200));
    const run = await begin(opened, SKIP);
    await opened.reader.beginParts(SKIP);
    const hand = async () => {
      const { part, rows } = (await opened.reader.nextPart())!;
      return ask('importPart', { connection: CONNECTION, run, part, after: part, rows });
    };
    await hand();
    // The rows 2 to 501 are in: the last block has some of the next part's.
    const ends = [idInBlock(run, 501), idInBlock(run, 500)] as const;
    await Promise.all([hand(), change(ends[0], '老客499', '改过'), remove(ends[1])]);
    await hand();
    await ask('endImport', { connection: CONNECTION, run });
    const all = await everybody();
    expect(all.map(({ name }) => name)).toEqual(Array.from({ length: 1_200 }, (_, at) => `客户${at}`).filter((_, at) => at !== 498));
    expect(all.find(({ id }) => id === ends[0])).toMatchObject({ name: '客户499', remark: '改过' });
  });

  test('writes over nobody who is in its blocks already, as from a backup', async () => {
    const opened = await checked(csvOf(1_100));
    const run = await begin(opened, SKIP);
    await opened.reader.beginParts(SKIP);
    const database = await openDatabase();
    const own = (row: number, name: string): Omit<BookRecord, 'connection'> => {
      const { connection: _, ...record } = recordIn(firstSchema('zh_CN'), customerOf(idInBlock(run, row), name));
      return record;
    };
    // Rows that the file does not have, in blocks of the second part.
    const text = JSON.stringify([own(600, '别处'), own(607, '还在')]);
    const sent = async () => {
      const { part, rows } = (await opened.reader.nextPart())!;
      const fewer = JSON.stringify((JSON.parse(rows) as SentRow[]).filter(([row]) => row !== 600 && row !== 607));
      return ask('importPart', { connection: CONNECTION, run, part, after: part, rows: fewer });
    };
    await sent();
    await database.put('bookBlocks', { connection: CONNECTION, run, number: Math.floor(600 / MOST_IN_BLOCK), size: 2, text });
    expect([(await sent()).added, (await sent()).added]).toEqual([498, 100]);
    const all = await everybody();
    expect(all).toHaveLength(1_100);
    expect(all.filter(({ name }) => name === '别处' || name === '还在')).toHaveLength(2);
  });

  test('that was begun before there were blocks goes on, puts rows together with its own, and is undone', async () => {
    const file = csvOf(1_300, (at) => `客户${at},${13_000_000_000 + (at % 1_200)},行${at}`);
    const decisions = { ...SKIP, all: 'merge' as const };
    const opened = await checked(file);
    const run = await begin(opened, decisions);
    await opened.reader.beginParts(decisions);
    const { part, rows } = (await opened.reader.nextPart())!;
    await ask('importPart', { connection: CONNECTION, run, part, after: part, rows });
    await asBefore(run);
    const again = await checked(file);
    await parts(again.reader, run, decisions, 1);
    const all = await everybody();
    expect(all).toHaveLength(1_200);
    expect(all.flatMap(({ remark }) => remark!.split('\n')).toSorted()).toEqual(
      Array.from({ length: 1_300 }, (_, at) => `行${at}`).toSorted(),
    );
    expect(await blocksOf()).toEqual([]);
    expect(await undone(run)).toEqual({ left: 0, removed: 1_200, restored: 100, kept: [] });
    expect(await everybody()).toEqual([]);
  });

  test('beside one from before there were blocks: both are found, counted, changed by the schema and undone', async () => {
    const withTag = (from: number) => csvOf(300, (at) => `客户${from + at},${13_000_000_000 + from + at},${at % 3 === 0 ? 'VIP' : ''}`);
    const tagged = async (from: number) => new Blob([(await withTag(from).text()).replace('备注', '标签')]);
    const old = await imported(await tagged(0));
    await asBefore(old.run);
    const now = await imported(await tagged(1_000));
    const of = { kind: 'tag' as const, tag: (await ask('tags', { connection: CONNECTION })).flatMap(({ tags }) => tags)[0]!.id };
    expect(await ask('countUses', { connection: CONNECTION, of })).toBe(200);
    expect(await ask('countKept', { connection: CONNECTION })).toMatchObject({ customers: 600 });
    const { found } = await checked(csvOf(1_300));
    expect(found.sameCount).toBe(600);
    await ask('changeSchema', { connection: CONNECTION, change: { kind: 'remove-tag', tag: of.tag, into: null } });
    await expect.poll(async () => (await ask('bookSchema', { connection: CONNECTION })).pending ?? [], { timeout: 20_000 }).toEqual([]);
    const tags = [...(await recordsOf()), ...(await blocksOf()).flatMap(customersIn)].flatMap((one) => one.tags);
    expect(tags).toEqual([]);
    await undone(old.run);
    expect((await everybody()).map(({ name }) => name)).toEqual(Array.from({ length: 300 }, (_, at) => `客户${1_000 + at}`));
    await undone(now.run);
    expect(await everybody()).toEqual([]);
  }, 30_000);

  test('is all there after a passphrase was set, changed and removed', async () => {
    await imported(csvOf(700));
    const before = await everybody();
    await ask('setPassphrase', { passphrase: '一个够长的口令 2026', lockAfter: 0 });
    expect((await everybody()).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(before);
    const more = await imported(csvOf(40, (at) => `另外${at},${13_500_000_000 + at},`));
    const ids = more.written.added;
    await ask('lock', null);
    await ask('unlock', { passphrase: '一个够长的口令 2026' });
    expect(await everybody()).toHaveLength(700 + ids);
    await change(before[33]!.id, '老客33', '锁着改的');
    await remove(before[34]!.id);
    expect(await ask('countKept', { connection: CONNECTION })).toMatchObject({ customers: 739 });
    await ask('removePassphrase', { passphrase: '一个够长的口令 2026' });
    const after = await everybody();
    expect(after).toHaveLength(739);
    expect(after.find(({ id }) => id === before[33]!.id)).toMatchObject({ remark: '锁着改的' });
  }, 30_000);
});

test('a block that cannot be read is set aside, and all others are read', async () => {
  const { run } = await imported(csvOf(100));
  const database = await openDatabase();
  const own = { connection: CONNECTION, run, size: 1 };
  await database.put('bookBlocks', { ...own, number: 0, text: '[{"id":"' });
  await database.put('bookBlocks', { ...own, number: 2, text: '[{"id":1,"name":"甲"}]' });
  const names = Array.from({ length: 100 }, (_, at) => `客户${at}`);
  expect((await everybody()).map(({ name }) => name)).toEqual([...names.slice(30, 62), ...names.slice(94)]);
  await expect
    .poll(async () => (await database.getAll('aside')).map(({ table, why }) => [table, why]))
    .toEqual([
      ['bookBlocks', 'shape'],
      ['bookBlocks', 'shape'],
    ]);
});

test('a book that is taken over has the blocks of both, and of a customer in both its own', async () => {
  await ask('saveConnection', { id: CONNECTION, provider: 'local', name: '', values: {} });
  const { run } = await imported(csvOf(100));
  const database = await openDatabase();
  const blocks = await database.getAll('bookBlocks');
  const former = { tenant: '', why: 'removed' as const, at: Date.now() };
  await database.put('connections', { id: 'mine', provider: 'local', name: '', baseUrl: '', values: {}, order: 7, former } as never);
  for (const block of blocks) {
    const text = JSON.stringify(customersIn(block).map((one) => ({ ...one, name: `原来的${one.name}` })));
    await database.put('bookBlocks', { ...block, connection: 'mine', text });
  }
  for (const row of [2, 3, 40]) await remove(idInBlock(run, row));
  await ask('resumeFormer', { former: 'mine', connection: CONNECTION });
  const names = (await everybody()).map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: 100 }, (_, at) => ([0, 1, 38].includes(at) ? `原来的客户${at}` : `客户${at}`)));
  expect((await database.getAll('bookBlocks')).every(({ connection }) => connection === CONNECTION)).toBe(true);
});
