import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import type { Customer } from '../../../lib/model/customer';
import { choices, preferencesNow } from '../../../lib/service/choices';
import { openRaw } from '../../../lib/service/storage/database';
import { TABLES } from '../../../lib/service/storage/table-cards';

import { dump, load, type Dump } from '../../support/stored';
import { ask, contactOf, killWorker, show, startWorker, state, until, withWorker, world } from '../worker';

/** What was kept by each version so far is opened by the worker of today. */
const FOLDER = join(import.meta.dirname, '../../fixtures/storage');
const versionsOf = (kind: string) =>
  readdirSync(FOLDER).flatMap((name) => {
    const version = new RegExp(`^${kind}-(\\d+)\\.json$`).exec(name)?.[1];
    return version ? [Number(version)] : [];
  });
const example = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Dump;

withWorker();
// Nobody is asked: what is kept has to be enough.
beforeEach(() => (world.online = false));

async function openExample(kind: 'database' | 'sealed', version: number): Promise<void> {
  killWorker();
  vi.stubGlobal('indexedDB', new IDBFactory());
  const raw = await openRaw(kind === 'sealed' ? 'kebian-sealed' : 'kebian', version);
  await load(raw, example(`${kind}-${version}`));
  raw.close();
  startWorker();
}

async function everythingIsThere(): Promise<void> {
  expect(await ask('exportSettings', { secrets: true, links: true })).toMatch(/console\.example\.com[^]*张伟 13800001111/);
  await ask('hello', null);
  const edit = (await state())['edit:edit-1'];
  expect([edit?.change, edit?.base]).toEqual([
    { kind: 'remark', text: '等网络' },
    { kind: 'remark', text: '旧备注' },
  ]);
  expect((await state())['reminder:edit-2']).toMatchObject({ customer: '张伟', text: '回访' });
  await expect.poll(() => foundInBook('白露')).toMatchObject([{ remark: '邻居介绍' }]);
  await show(contactOf('张伟 13800001111', { avatar: '7' }));
  await until((now) => now['customer:wechat-console/3064000']?.customer.name === '张伟');
  for (const name of ['张伟 13800001111', '张伟 13800001111 (3)']) {
    await expect.poll(() => decisionFor(contactOf(name, { id: '@张伟 13800001111', avatar: '7' }))).toBe('sure');
  }
}

/** Since version 4 the customers of a book keep values, and one who lay in the old table is brought over with their tags. */
async function bookIsThere(): Promise<void> {
  await expect.poll(() => foundInBook('方明')).toHaveLength(1);
  const [bailu] = await foundInBook('白露');
  expect(bailu).toMatchObject({
    stage: { name: '跟进中' },
    source: '朋友介绍',
    tags: [{ name: 'VIP', group: '等级', color: '#d1242f' }, {}],
  });
  expect(bailu!.fields.find(({ id }) => id === 'wechat')).toMatchObject({ label: '微信号', value: 'bailu_88' });
  const noted = await ask('followUps', { ref: { connection: 'book', id: bailu!.id }, page: null });
  expect(noted.items).toMatchObject([{ text: '约了下周看房', kind: { name: '微信' } }]);
  const [late] = await foundInBook('方明');
  expect(late).toMatchObject({ remark: '没来得及搬', tags: [{ name: '老客户', group: '关系' }] });
}

/** Since version 5 the customers of an import lie in blocks. */
async function importIsThere(): Promise<void> {
  const [zhou] = await foundInBook('周敏');
  expect(zhou).toMatchObject({ remark: '展会上认识', tags: [{ name: 'VIP' }], phones: [{ number: '13900007777' }] });
  const { run } = (await ask('imports', { connection: 'book' }))[0]!;
  expect(await ask('undoImport', { connection: 'book', run })).toMatchObject({ left: 0, removed: 2 });
  expect(await foundInBook('吴桐')).toEqual([]);
}

/** The customers that the book's list has so far: it is made anew after the change of form. */
async function foundInBook(text: string): Promise<Customer[]> {
  return (await ask('search', { connection: 'book', query: { text }, page: null })).items;
}

/** What the link of the example says of a contact. */
async function decisionFor(contact: Contact): Promise<string | undefined> {
  await show(contact);
  const finding = (await state())[`answer:${contactKey(contact)}`]?.findings.find(({ connection }) => connection === 'wechat-console');
  expect(finding?.candidates).toMatchObject([{ ref: { id: '3064000' }, reasons: expect.arrayContaining(['linked']) }]);
  return finding?.decision;
}

describe('what an older version has kept', () => {
  test.each(versionsOf('database'))('is all there: database of version %i', async (version) => {
    await openExample('database', version);
    await everythingIsThere();
    if (version >= 4) await bookIsThere();
    if (version >= 5) await importIsThere();
  });

  test.each(versionsOf('sealed'))('is all there after unlocking: sealed database of version %i', async (version) => {
    await openExample('sealed', version);
    await expect(ask('exportSettings', { secrets: true, links: true })).rejects.toThrow('locked');
    await ask('unlock', { passphrase: 'an example of long ago' });
    await everythingIsThere();
    if (version >= 4) await bookIsThere();
    if (version >= 5) await importIsThere();
  });

  test.each(versionsOf('preferences'))('is all there: preferences of version %i', async (version) => {
    await openOldItems(`preferences-${version}`);
    expect(await preferencesNow()).toMatchObject({ language: 'en', theme: 'dark', maskPhones: false, keepDays: 30 });
    expect((await preferencesNow()).mostCustomers).toBe(version === 1 ? 100_000 : 10_000);
    await expect.poll(oldItems).toEqual([]);
  });

  test.each(versionsOf('sites'))('is all there: taught chat pages of version %i', async (version) => {
    await openOldItems(`sites-${version}`);
    expect((await choices()).sites).toMatchObject([{ id: 'our-desk', name: '聚合聊天' }]);
    // None of them is a CRM's page: they are read again as soon as that is known.
    await expect.poll(async () => (await choices()).resting).toEqual([]);
    await expect.poll(oldItems).toEqual([]);
  });
});

const oldItems = async () => Object.keys(await fakeBrowser.storage.local.get(null)).filter((key) => key !== 'kept');

async function openOldItems(name: string): Promise<void> {
  killWorker();
  vi.stubGlobal('indexedDB', new IDBFactory());
  await fakeBrowser.storage.local.set(example(name));
  startWorker();
}

test('every version that there is has its example, with a record in every table', async () => {
  const raw = await openRaw('latest');
  const { version } = raw;
  raw.close();
  expect(versionsOf('database').sort()).toEqual(Array.from({ length: version }, (_, at) => at + 1));
  expect(versionsOf('sealed')).toContain(version);
  const newest = example(`database-${version}`);
  for (const table of TABLES) expect(newest[table]?.length, table).toBeGreaterThan(0);
  const loaded = await openRaw('latest');
  await load(loaded, newest);
  expect(await dump(loaded)).toEqual(newest);
  loaded.close();
});
