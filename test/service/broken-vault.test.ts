import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, restartWorker, saidOfAnybody, show, state, until, world } from './worker';

withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { avatar: '7' });
const passphrase = '一个够长的口令 2026';

const unopened = () => {
  throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
};

/** The database that is open closes, and none is opened from now on; gives back what there was. */
async function breakDatabase(): Promise<IDBFactory> {
  const good = indexedDB as IDBFactory;
  const broken = new IDBFactory();
  vi.spyOn(broken, 'open').mockImplementation(unopened);
  vi.spyOn(broken, 'deleteDatabase').mockImplementation(unopened);
  vi.stubGlobal('indexedDB', broken);
  await ask('hello', null);
  await until((now) => now.vault?.kind === 'broken');
  return good;
}

/** Tries the database as the alarm does. */
async function ring(name: string): Promise<void> {
  await fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: 0, persistAcrossSessions: true } as never);
}

const isLocked = async () => {
  const { vaultKey, vault } = await state();
  const told = Object.keys(await saidOfAnybody()).filter((key) => /^(answer|customer|edit|recents)/.test(key));
  return { key: vaultKey !== undefined, told, vault };
};

describe('while the database cannot be opened, a vault', () => {
  const ways = {
    'is asked to': () => ask('lock', null),
    'has been left for long enough': () => ((world.idle = 'idle'), ring('lock')),
    'is behind a locked screen': () => ((world.idle = 'locked'), ring('lock')),
    'is asked to, in a new worker': async () => (restartWorker(), await ask('hello', null), ask('lock', null)),
    'has been left, in a new worker': async () => (restartWorker(), await ask('hello', null), (world.idle = 'idle'), ring('lock')),
  } as Record<string, () => Promise<unknown>>;

  test.each(Object.keys(ways))('locks when it %s, and opens locked', async (way) => {
    await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await show(zhangWei);
    const good = await breakDatabase();
    await show(zhangWei);
    await ways[way]!();
    await vi.waitFor(async () => expect(await isLocked()).toEqual({ key: false, told: [], vault: { kind: 'broken' } }));
    world.idle = 'active';
    vi.stubGlobal('indexedDB', good);
    await ring('storage');
    await until((now) => now.vault?.kind === 'locked');
    expect(await isLocked()).toEqual({ key: false, told: [], vault: { kind: 'locked' } });
    await expect(ask('countKept', { connection: null })).rejects.toMatchObject({ problem: { kind: 'locked' } });
    await ask('unlock', { passphrase });
    expect((await show(zhangWei)).chips).toMatchObject({ kind: 'found', sure: true });
  });

  test('that does not lock by itself stays as it is, and one without a passphrase has nothing to lock', async () => {
    await ask('setPassphrase', { passphrase, lockAfter: 0 });
    const good = await breakDatabase();
    world.idle = 'locked';
    await ring('lock');
    vi.stubGlobal('indexedDB', good);
    await ring('storage');
    await until((now) => now.vault?.kind === 'open');
    await ask('removePassphrase', { passphrase });
    await breakDatabase();
    await show(zhangWei);
    await ask('lock', null);
    expect((await state()).vault).toEqual({ kind: 'broken', asks: true });
  });
});

describe('one opening that fails', () => {
  const calls = {
    setPassphrase: () => ask('setPassphrase', { passphrase, lockAfter: 0 }),
    removePassphrase: () => ask('removePassphrase', { passphrase }),
    wipe: () => ask('wipe', null),
  };
  const moves = (['setPassphrase', 'removePassphrase', 'wipe'] as const).flatMap((call) =>
    ['kebian', 'kebian-sealed'].flatMap((name) => [1, 2, Infinity].map((times) => ({ call, name, times }))),
  );

  test.each(moves)('in the middle of a move is got over by the next try: %o', async ({ call, name, times }) => {
    if (call === 'removePassphrase') await ask('setPassphrase', { passphrase, lockAfter: 0 });
    await show(zhangWei);
    const open = indexedDB.open.bind(indexedDB);
    let left = times;
    const failing = vi.spyOn(indexedDB, 'open').mockImplementation((asked: string, version?: number) => {
      if (asked === name && left-- > 0) unopened();
      return open(asked, version);
    });
    const problem = await calls[call]().then(
      () => null,
      (thrown: { problem: { kind: string } }) => thrown.problem.kind,
    );
    expect([null, 'storage-broken', 'not-wiped']).toContain(problem);
    failing.mockRestore();
    await ring('storage');
    await until(({ vault }) => vault?.kind === 'none' || vault?.kind === 'open');
    await ask('countKept', { connection: null });
    expect((await show(zhangWei)).chips).toMatchObject(call === 'wipe' ? { kind: 'none' } : { kind: 'found', sure: true });
    expect((await state()).vaultKey !== undefined).toBe((await state()).vault?.kind === 'open');
  });
});

test('a wipe clears the session and the key even where the database is not deleted, and says that it is not', async () => {
  for (const sealed of [false, true]) {
    if (sealed) await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await show(zhangWei);
    const good = await breakDatabase();
    await expect(ask('wipe', null)).rejects.toMatchObject({ problem: { kind: 'not-wiped' } });
    expect(await isLocked()).toEqual({ key: false, told: [], vault: { kind: 'broken' } });
    vi.stubGlobal('indexedDB', good);
    expect((await fakeBrowser.alarms.getAll()).map(({ name }) => name)).toContain('storage');
    await ring('storage');
    await until(({ vault }) => vault?.kind === (sealed ? 'locked' : 'none'));
    expect(await ask('wipe', null)).toBeNull();
    expect((await state()).vault).toEqual({ kind: 'none' });
  }
});
