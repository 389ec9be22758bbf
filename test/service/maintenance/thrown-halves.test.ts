import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import { openRaw } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { csvOf, imported } from '../imports/importing';
import { ask, contactOf, killWorker, show, startWorker, state, until, world } from '../worker';

withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { avatar: '7' });
const passphrase = '一个够长的口令 2026';
/** Tables of what no CRM can give back. */
const OWN = ['connections', 'links', 'edits', 'bookCustomers', 'bookBlocks'] as const;

/** A connection, a link, two customers of a local book, two blocks of imported ones and an edit that waits. */
async function keep(): Promise<void> {
  // Without the mark that anything was kept there is no loss.
  await vi.waitFor(async () => expect(await fakeBrowser.storage.local.get('kept')).toEqual({ kept: true }));
  await show(zhangWei);
  const { ref } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!;
  await ask('choose', { contact: zhangWei, refs: [ref] });
  const connection = await ask('saveConnection', { id: null, provider: 'local', name: '', values: {} });
  for (const name of ['王芳', '李娜']) {
    await ask('addCustomer', {
      key: name,
      contact: null,
      connection,
      customer: { name, nickname: null, company: null, phones: [], remark: null },
    });
  }
  await imported(csvOf(40));
  world.online = false;
  await ask('submit', { edit: 'e1', ref, change: { kind: 'remark', text: '周五回电' }, base: { kind: 'unseen' } });
}

async function rows(name: string): Promise<Record<string, number>> {
  const there = await indexedDB.databases();
  if (!there.some((one) => one.name === name)) return {};
  const raw = await openRaw(name);
  const counts = await Promise.all(OWN.map(async (table) => [table, await raw.count(table)] as const));
  const inBlocks = ((await raw.getAll('bookBlocks')) as { size: number }[]).reduce((sum, { size }) => sum + size, 0);
  raw.close();
  return { ...Object.fromEntries(counts), customers: inBlocks + (Object.fromEntries(counts)['bookCustomers'] ?? 0) };
}

const names = async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'kebian-choices');

async function throwAway(name: string): Promise<void> {
  const gone = Promise.withResolvers<void>();
  const request = indexedDB.deleteDatabase(name);
  request.onsuccess = () => gone.resolve();
  await gone.promise;
}

/** The worker is stopped when it has put so many records into the database `into`, or has come to the end. */
async function stopAfter(records: number, into: string, beginning: () => Promise<unknown>): Promise<void> {
  const reached = Promise.withResolvers<void>();
  const put = IDBObjectStore.prototype.put;
  let done = 0;
  const putting = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
    const { db } = this.transaction;
    if (db.name === into && this.name !== 'vault' && ++done > records) {
      reached.resolve();
      killWorker();
    }
    return put.apply(this, values);
  });
  const moving = beginning();
  void moving.catch(() => undefined);
  await Promise.race([reached.promise, moving]);
  killWorker();
  putting.mockRestore();
  // Whatever was under way on the disk comes to its end.
  await vi.waitFor(async () => expect(await names()).toContain(into));
}

/** It is stopped while it seals, and the browser throws the readable records away. */
async function sealAndLose(records: number): Promise<{ sealed: Record<string, number>; lost: boolean }> {
  await stopAfter(records, 'kebian-sealed', () => ask('setPassphrase', { passphrase, lockAfter: 0 }));
  // There may be fewer records than that: then the readable ones are gone as they should be.
  const lost = (await names()).includes('kebian');
  if (lost) await throwAway('kebian');
  return { sealed: await rows('kebian-sealed'), lost };
}

const afterLosing = {
  'by the next worker, which has the key': async () => {
    startWorker();
    await ask('hello', null);
  },
  'by the next browser, with the passphrase': async () => {
    for (const key of Object.keys(await state())) await fakeBrowser.storage.session.remove(key);
    startWorker();
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'locked' });
    await ask('unlock', { passphrase });
  },
};

test.each<[keyof typeof afterLosing, number]>([
  ['by the next worker, which has the key', 0],
  ['by the next worker, which has the key', 4],
  ['by the next worker, which has the key', 1_000],
  ['by the next browser, with the passphrase', 3],
  ['by the next browser, with the passphrase', 7],
])('records that were sealed before the browser threw the readable ones away are opened %s, after %i of them', async (way, records) => {
  await keep();
  const { sealed, lost } = await sealAndLose(records);
  await afterLosing[way]();
  await until((now) => now.vault?.kind === 'open');
  expect(await names()).toEqual(['kebian-sealed']);
  const now = await rows('kebian-sealed');
  for (const table of OWN) expect(now[table]).toBeGreaterThanOrEqual(sealed[table]!);
  const counts = await ask('countKept', { connection: null });
  expect(counts).toMatchObject({ edits: sealed['edits'], links: sealed['links'], customers: sealed['customers'] });
  // Another lock finds the same.
  await ask('lock', null);
  await ask('unlock', { passphrase });
  expect(await ask('countKept', { connection: null })).toEqual(counts);
  expect((await state()).storage?.lostAt !== undefined).toBe(lost);
});

test('an edit that had not come across is told as lost', async () => {
  await keep();
  await sealAndLose(1);
  startWorker();
  await ask('hello', null);
  await until((now) => now.vault?.kind === 'open');
  expect((await state())['edit:e1']).toMatchObject({ state: { kind: 'rejected', problem: { kind: 'lost' } } });
});

test.each([0, 4, 1_000])(
  'what had come across before the browser threw the sealed ones away is kept, and the loss told: %i records',
  async (records) => {
    await keep();
    await ask('setPassphrase', { passphrase, lockAfter: 0 });
    await stopAfter(records, 'kebian', () => ask('removePassphrase', { passphrase }));
    const lost = (await names()).includes('kebian-sealed');
    if (lost) await throwAway('kebian-sealed');
    const readable = await rows('kebian');
    startWorker();
    await ask('hello', null);
    await until((now) => now.vault?.kind === 'none');
    expect((await state()).storage?.lostAt !== undefined).toBe(lost);
    expect(await ask('countKept', { connection: null })).toMatchObject({ links: readable['links'], customers: readable['customers'] });
    // It is told once.
    killWorker();
    await fakeBrowser.storage.session.clear();
    startWorker();
    await ask('hello', null);
    expect((await state()).storage?.lostAt).toBeUndefined();
  },
);
