import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import type { CallName } from '../../../lib/wire/protocol';
import { openVault } from '../../../lib/service/storage/vault';
import type { Key } from '../../../lib/service/storage/world';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { unanswered } from '../../support/stopped';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, saidOfAnybody, show, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { avatar: '7' });
const chenYu = contactOf(shownName(personByKey('chen-yu')));
const passphrase = '一个够长的口令 2026';

const unopened = () => {
  throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
};

/** The database that is open closes, and none is opened from now on; gives back what there was. */
async function breakDatabase(open: () => unknown = unopened): Promise<IDBFactory> {
  const good = indexedDB as IDBFactory;
  const broken = new IDBFactory();
  vi.spyOn(broken, 'open').mockImplementation(open as IDBFactory['open']);
  vi.spyOn(broken, 'deleteDatabase').mockImplementation(unopened);
  vi.stubGlobal('indexedDB', broken);
  const greeted = ask('hello', null);
  if (open === unopened) {
    await greeted;
    await until((now) => now.vault?.kind === 'broken');
  } else void greeted.catch(() => undefined);
  return good;
}

async function ring(name: string): Promise<void> {
  await fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: 0, persistAcrossSessions: true } as never);
}

/** Whether the session holds the key, and what it says of customers. */
async function held() {
  const said = Object.keys(await saidOfAnybody()).filter((key) => /^(answer|customer|edit|done|pin|recents|popover)/.test(key));
  return { key: (await state()).vaultKey !== undefined, said };
}

const NOTHING = { key: false, said: [] };

describe('while the database cannot be opened, a vault', () => {
  const anew = async () => {
    restartWorker();
    await ask('hello', null);
  };
  const ways: Record<string, () => Promise<unknown>> = {
    'is asked to': () => ask('lock', null),
    'has been left for long enough': () => ((world.idle = 'idle'), ring('lock')),
    'is behind a locked screen': () => ((world.idle = 'locked'), ring('lock')),
    'is asked to, in a new worker': () => anew().then(() => ask('lock', null)),
    'has been left, in a new worker': () => anew().then(() => ((world.idle = 'idle'), ring('lock'))),
  };

  test.each(Object.keys(ways))('locks when it %s, and opens locked', async (way) => {
    await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await show(zhangWei);
    const good = await breakDatabase();
    expect((await state()).vault).toEqual({ kind: 'broken', asks: true, lock: 'open' });
    await show(chenYu);
    expect((await held()).said.length).toBeGreaterThan(1);
    await ways[way]!();
    await vi.waitFor(async () => {
      expect((await state()).vault).toEqual({ kind: 'broken', lock: 'shut' });
      expect(await held()).toEqual(NOTHING);
    });
    expect(await show(chenYu)).toMatchObject({ chips: { kind: 'problem', storage: true } });
    expect(await held()).toEqual(NOTHING);
    world.idle = 'active';
    vi.stubGlobal('indexedDB', good);
    await ring('storage');
    await until((now) => now.vault?.kind === 'locked');
    expect(await held()).toEqual(NOTHING);
    await expect(ask('countKept', { connection: null })).rejects.toMatchObject({ problem: { kind: 'locked' } });
    await ask('unlock', { passphrase });
    expect((await show(zhangWei)).chips).toMatchObject({ kind: 'found', sure: true });
  });

  test('keeps nothing of an answer that comes after it was locked', async () => {
    await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await show(zhangWei);
    await breakDatabase();
    crm('wechat-console').clearRequests();
    crm('wechat-console').fault({ kind: 'latency', ms: 120 });
    const shown = show(chenYu);
    await vi.waitFor(() => expect(crm('wechat-console').requests.length).toBeGreaterThan(0));
    await ask('lock', null);
    await shown;
    expect(await held()).toEqual(NOTHING);
  });

  test('gives up what the session holds at once, also while an opening hangs', async () => {
    await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await show(zhangWei);
    await breakDatabase(unanswered);
    void ask('lock', null).catch(() => undefined);
    await vi.waitFor(async () => expect((await held()).said).toEqual([]));
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

  test('that was locked before it broke stays locked, and is not unlocked by a new worker', async () => {
    await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await ask('lock', null);
    const good = await breakDatabase();
    expect((await state()).vault).toEqual({ kind: 'broken', lock: 'shut' });
    restartWorker();
    await ask('hello', null);
    expect(await held()).toEqual(NOTHING);
    vi.stubGlobal('indexedDB', good);
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'locked' });
  });
});

/** From now on the nth request to open or delete a database fails, and every one after it up to `times`. */
function failFrom(
  nth: number,
  times: number,
  asks: 'open' | 'deleteDatabase',
  how: () => never = unopened,
): { mend: () => void; met: () => number } {
  const ask = indexedDB[asks].bind(indexedDB) as (name: string, version?: number) => IDBOpenDBRequest;
  let asked = 0;
  const failing = vi.spyOn(indexedDB, asks).mockImplementation((name: string, version?: number) => {
    if (name !== 'kebian-choices' && ++asked >= nth && asked < nth + times) how();
    return ask(name, version);
  });
  return { mend: () => failing.mockRestore(), met: () => Math.max(0, Math.min(asked - nth + 1, times)) };
}

const links = async () => (JSON.parse(await ask('exportSettings', { secrets: true, links: true })) as { links?: unknown[] }).links ?? [];
const names = async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'kebian-choices');
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (thrown: { problem?: { kind: string; later?: boolean } }) => thrown.problem ?? { kind: String(thrown) },
  );

describe('an opening or deletion that fails in the middle of', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const steps = [
    ...[1, 2].flatMap((nth) => [1, 2, Infinity].map((times) => ({ asks: 'open' as const, nth, times }))),
    ...[1, Infinity].map((times) => ({ asks: 'deleteDatabase' as const, nth: 1, times })),
  ];
  const link = async () => {
    await show(zhangWei);
    const { candidates } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!;
    await ask('choose', { contact: zhangWei, refs: [candidates[0]!.ref] });
  };
  /** Whatever happened, in the end everything can be read, and the settings do not stay at a move that nobody makes. */
  const isWhole = async (call: 'setPassphrase' | 'removePassphrase') => {
    const { vault } = await state();
    expect(['none', 'open', 'broken']).toContain(vault?.kind);
    await ring('storage');
    await until((now) => now.vault?.kind === 'none' || now.vault?.kind === 'open');
    const now = await state();
    expect(await names()).toEqual([now.vault?.kind === 'none' ? 'kebian' : 'kebian-sealed']);
    expect(now.vaultKey !== undefined).toBe(now.vault?.kind === 'open');
    expect(await links()).toHaveLength(1);
    await (call === 'setPassphrase' ? ask(call, { passphrase, lockAfter: 0 }) : ask(call, { passphrase }));
    expect((await state()).vault?.kind).toBe(call === 'setPassphrase' ? 'open' : 'none');
    expect(await links()).toHaveLength(1);
  };

  test.each(steps)('setting the passphrase loses nothing, and says how it ended: %o', async ({ asks, nth, times }) => {
    await link();
    const failing = failFrom(nth, times, asks, nth === 2 ? full : unopened);
    const problem = await outcome(ask('setPassphrase', { passphrase, lockAfter: 0 }));
    const { vault } = await state();
    const failed = vault?.kind === 'broken' || nth !== 2 ? 'not-moved' : 'storage-full';
    expect(problem?.kind ?? null).toBe(vault?.kind === 'open' ? null : failed);
    expect(problem === null || times > 1).toBe(true);
    failing.mend();
    await isWhole('setPassphrase');
  });

  test.each(steps)('removing the passphrase loses nothing, and says how it ended: %o', async ({ asks, nth, times }) => {
    await link();
    await ask('setPassphrase', { passphrase, lockAfter: 0 });
    const failing = failFrom(nth, times, asks);
    const problem = await outcome(ask('removePassphrase', { passphrase }));
    const { vault } = await state();
    expect(problem).toEqual(vault?.kind === 'none' ? null : { kind: 'not-moved', later: vault?.kind === 'broken' });
    expect(problem === null || times > 1).toBe(true);
    failing.mend();
    await isWhole('removePassphrase');
  });

  test.each(steps)('a wipe says whether it was done: %o', async ({ asks, nth, times }) => {
    await link();
    const failing = failFrom(nth, times, asks);
    const problem = await outcome(ask('wipe', null));
    const hasFailed = asks === 'deleteDatabase' && failing.met() > 0;
    expect(problem).toEqual(hasFailed ? { kind: 'not-wiped' } : null);
    failing.mend();
    await ring('storage');
    await until((now) => now.vault?.kind === 'none');
    expect((await state()).storage?.lostAt).toBeUndefined();
    expect(problem === null ? await links() : []).toEqual([]);
    expect(await ask('wipe', null)).toBeNull();
    expect(await links()).toEqual([]);
    expect((await state()).vault).toEqual({ kind: 'none' });
  });
});

test('a wipe clears the session and the key even where the database is not deleted, and says that it is not', async () => {
  for (const sealed of [false, true]) {
    if (sealed) await ask('setPassphrase', { passphrase, lockAfter: 5 });
    await show(zhangWei);
    const good = await breakDatabase();
    await expect(ask('wipe', null)).rejects.toMatchObject({ problem: { kind: 'not-wiped' } });
    expect(await held()).toEqual(NOTHING);
    expect((await state()).vault).toEqual({ kind: 'broken' });
    vi.stubGlobal('indexedDB', good);
    expect((await fakeBrowser.alarms.getAll()).map(({ name }) => name)).toContain('storage');
    await ring('storage');
    await until(({ vault }) => vault?.kind === (sealed ? 'locked' : 'none'));
    expect(await ask('wipe', null)).toBeNull();
    expect((await state()).vault).toEqual({ kind: 'none' });
  }
});

test.each<[CallName, object]>([
  ['setPassphrase', { passphrase, lockAfter: 5 }],
  ['removePassphrase', { passphrase }],
  ['changePassphrase', { passphrase, next: passphrase }],
  ['lockAfter', { minutes: 5 }],
])('%s says that the passphrase is as it was while the database cannot be opened', async (name, asked) => {
  if (name !== 'setPassphrase') await ask('setPassphrase', { passphrase, lockAfter: 15 });
  const good = await breakDatabase();
  await expect(ask(name, asked as never)).rejects.toMatchObject({ problem: { kind: 'not-moved', later: false } });
  vi.stubGlobal('indexedDB', good);
  await ring('storage');
  await until(({ vault }) => vault?.kind === 'none' || (vault?.kind === 'open' && vault.lockAfter === 15));
});

test('nothing is deleted while the database cannot be opened, and nothing is counted as nothing', async () => {
  const counts = await ask('countKept', { connection: null });
  const good = await breakDatabase();
  const ref = { connection: 'wechat-console', id: '1' };
  const loses = { edits: 9, links: 9, reminders: 9, followUps: 0, beside: 0, customers: 9 };
  for (const asking of [
    ask('countKept', { connection: null }),
    ask('countAbout', { ref }),
    ask('removeCustomer', { ref, loses }),
    ask('removeConnection', { connection: 'wechat-console', loses }),
    ask('forgetFormer', { former: 'wechat-console', loses }),
  ]) {
    await expect(asking).rejects.toMatchObject({ problem: { kind: 'storage-broken' } });
  }
  vi.stubGlobal('indexedDB', good);
  await ring('storage');
  await until(({ vault }) => vault?.kind === 'none');
  expect(await ask('countKept', { connection: null })).toEqual(counts);
});

describe('a worker whose database another worker has closed', () => {
  test('opens it for no alarm of its own and no call on its way, and says why', async () => {
    await ask('setPassphrase', { passphrase, lockAfter: 0 });
    const opening = vi.spyOn(indexedDB, 'open');
    const gone = Promise.withResolvers<void>();
    indexedDB.deleteDatabase('kebian-sealed').onsuccess = () => gone.resolve();
    await gone.promise;
    await until((now) => now.vault?.kind === 'broken');
    expect(opening.mock.calls.filter(([name]) => name !== 'kebian-choices')).toEqual([]);
    opening.mockRestore();
  });

  test('in the middle of a move leaves what lies there alone, and tells that it is tried again', async () => {
    killWorker();
    let key: Key | null = null;
    const vault = await openVault({
      readKey: async () => key,
      needsPassphrase: () => false,
      writeKey: async (written) => void (key = written),
      changed: () => undefined,
      rest: async () => undefined,
      foundLoss: async () => undefined,
      beganAnew: async () => undefined,
      foundBroken: () => undefined,
      now: () => 0,
    });
    const kept = await vault.database.getAll('connections');
    const put = IDBObjectStore.prototype.put;
    const closing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
      if (this.name === 'vault') return put.apply(this, values);
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    const deleting = vi.spyOn(indexedDB, 'deleteDatabase');
    const opening = vi.spyOn(indexedDB, 'open');
    expect(await outcome(vault.seal(passphrase, 0))).toEqual({ kind: 'not-moved', later: true });
    expect(deleting).not.toHaveBeenCalled();
    expect(opening.mock.calls.map(([name]) => name)).toEqual(['kebian-sealed', 'kebian']);
    expect(vault.view()).toEqual({ kind: 'broken', lock: 'open' });
    closing.mockRestore();
    await vault.tryAgain();
    expect(await names()).toEqual(['kebian-sealed']);
    expect(kept.length).toBeGreaterThan(0);
    expect(await vault.database.getAll('connections')).toEqual(kept);
  });
});
