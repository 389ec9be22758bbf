import { describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { openDatabase } from '../../../lib/service/storage/database';
import { openDirectory } from '../../../lib/service/directory/opening';
import { csvOf, imported } from '../imports/importing';
import { ask, restartWorker, state, withWorker } from '../worker';

withWorker();

const connection = 'book';
const blank = { nickname: null, company: null, phones: [], remark: null };
const add = (name: string) => ask('addCustomer', { key: name, contact: null, connection, customer: { ...blank, name } });
const details = (name: string) => ({ kind: 'details' as const, details: { name } });
const foundLocally = async (query: string) => (await ask('searchLocal', { query, from: 0 })).hits.map(({ name }) => name);

/** The worker fills the index of an empty book when it starts. */
const filled = async () => {
  await expect.poll(async () => (await (await openDatabase()).get('directoryState', connection))?.wholeAt ?? null).not.toBeNull();
};

describe('the index of a book', () => {
  test('has a customer in the moment in which the book has them, and another name too', async () => {
    await ask('hello', null);
    await filled();
    const { id } = await add('张伟');
    expect(await foundLocally('zhangwei')).toEqual(['张伟']);
    await ask('submit', { edit: 'e1', ref: { connection, id }, change: details('章薇'), base: details('张伟') });
    await expect.poll(() => foundLocally('章薇')).toEqual(['章薇']);
    await ask('removeCustomer', {
      ref: { connection, id },
      // The edit may not have left the outbox yet.
      loses: { edits: 1, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 },
    });
    expect(await foundLocally('章薇')).toEqual([]);
  });

  test('agrees with the book after a stop, without being made anew', async () => {
    await ask('hello', null);
    await filled();
    for (const name of ['张伟', '李娜', '王芳']) await add(name);
    restartWorker();
    const database = await openDatabase();
    const directory = await openDirectory(database, connection);
    const ids = (await database.getAll('bookCustomers')).map((one) => one.id);
    expect(directory.people.size).toBe(3);
    expect(new Set((await directory.people.blocksOf(ids)).keys())).toEqual(new Set(ids));
  });

  test.each(['ids', 'block'])(
    'that has lost a part takes in the next change and is made anew (%s)',
    async (name) => {
      await ask('hello', null);
      await filled();
      await imported(csvOf(120));
      await expect.poll(async () => (await state())['directory:book'], { timeout: 20_000 }).toMatchObject({ count: 120, filling: false });
      const database = await openDatabase();
      await expect.poll(async () => (await database.getAll('directoryIndex')).some(({ part }) => part.includes('ids'))).toBe(true);
      restartWorker();
      const lost = (await database.getAll('directoryIndex')).filter(({ part }) => part.includes(name));
      for (const { part } of lost) await database.delete('directoryIndex', [connection, part]);
      const { id, name: before } = (await ask('exportBook', { connection, from: { after: null } }))[0]!;
      await ask('submit', { edit: 'e1', ref: { connection, id }, change: details('章薇'), base: details(before) });
      await expect.poll(() => foundLocally('章薇')).toEqual(['章薇']);
      await add('李娜');
      expect(await foundLocally('李娜')).toEqual(['李娜']);
      for (const ended of [false, true]) {
        if (ended) restartWorker();
        expect(await ask('rowsFound', { connection, query: '老客' })).toHaveLength(120);
        expect(await foundLocally('章薇')).toEqual(['章薇']);
      }
    },
    30_000,
  );

  test('answers a search with whom it has while the rest of an import is still to come, and says so', async () => {
    await ask('hello', null);
    await filled();
    await add('张伟');
    await imported(csvOf(600));
    const search = (text: string) => ask('search', { connection, query: { text }, page: null });
    expect(await search('zhangwei')).toMatchObject({ items: [{ name: '张伟' }], total: 1, incomplete: true });
    expect(await search('客户599')).toMatchObject({ items: [], incomplete: true });
    expect(await ask('rowsFound', { connection, query: '张' })).toHaveLength(1);
    expect((await state())['directory:book']).toMatchObject({ count: 1, filling: true });
    await expect.poll(async () => (await search('客户599')).incomplete ?? false, { timeout: 20_000 }).toBe(false);
    expect(await search('客户599')).toMatchObject({ items: [{ name: '客户599' }], total: 1 });
    await expect.poll(async () => (await state())['directory:book']).toMatchObject({ count: 601, filling: false });
  }, 30_000);

  test('keeps every customer, however few copies of a CRM are to be kept', async () => {
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, mostCustomers: 0 });
    await ask('hello', null);
    await filled();
    await add('张伟');
    expect(await foundLocally('张伟')).toEqual(['张伟']);
  });
});
