import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerRef } from '../../../lib/model/customer';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import type { VaultView } from '../../../lib/model/vault';
import { openDatabase } from '../../../lib/service/storage/database';
import { openVault } from '../../../lib/service/storage/vault';
import type { VaultWorld } from '../../../lib/service/storage/world';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { unanswered } from '../../support/stopped';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, networkBack, restartWorker, show, startWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const note = () => desk().rows('zhang-wei')[0]!.note;

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  return (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!.candidates[0]!.ref;
}

function submit(ref: CustomerRef, text: string, edit = 'edit-1'): Promise<string | null> {
  return ask('submit', { edit, ref, change: { kind: 'remark', text }, base: { kind: 'remark', text: note() ?? '' } });
}

/** The browser throws everything away that the extension has kept, and stops the worker. */
async function throwAway(): Promise<void> {
  await vi.waitFor(async () => expect(await fakeBrowser.storage.local.get('kept')).toEqual({ kept: true }));
  // What it does at its start is over: nothing of it can be stopped here in the middle of a call.
  await new Promise((resolve) => setTimeout(resolve, 100));
  killWorker();
  vi.stubGlobal('indexedDB', new IDBFactory());
  startWorker();
}

const edits = async () =>
  Object.entries(await state())
    .filter(([key]) => key.startsWith('edit:'))
    .map(([, edit]) => edit);

describe('a database that was thrown away', () => {
  test('while an edit waited: the edit is shown as lost, is never saved, and goes when the person says so', async () => {
    const ref = await customer();
    const before = note();
    world.online = false;
    await submit(ref, '周五回电');
    await throwAway();
    world.online = true;
    networkBack();
    await ask('hello', null);
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    restartWorker();
    await ask('hello', null);
    expect(await edits()).toMatchObject([{ change: { text: '周五回电' }, state: { kind: 'rejected', problem: { kind: 'lost' } } }]);
    expect((await state()).accepted ?? []).toEqual([]);
    expect(note()).toBe(before);
    await ask('discard', { edit: 'edit-1' });
    expect(await edits()).toEqual([]);
  });

  test('takes its connections along: none counts as working, the lookup ends, and the pages hear of it', async () => {
    await customer();
    await throwAway();
    await ask('hello', null);
    const now = await state();
    expect(now.connections).toMatchObject([{ id: 'book', chosen: false }]);
    expect(now.storage?.lostAt).toBeGreaterThan(0);
    await show(zhangWei);
    const { findings } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
    expect(findings.map(({ progress }) => progress)).toEqual(['done']);
  });

  test('loses no edit that the CRM has: what was accepted is gone from the outbox as accepted', async () => {
    const ref = await customer();
    await submit(ref, '已经送到');
    await until((now) => now['edit:edit-1'] === undefined);
    expect((await state()).accepted).toContain('edit-1');
    await throwAway();
    await ask('hello', null);
    expect(await edits()).toEqual([]);
    expect((await state()).accepted).toContain('edit-1');
    expect(note()).toBe('已经送到');
  });

  test('is none at the installation, and none after everything was wiped', async () => {
    expect((await state()).storage?.lostAt).toBeUndefined();
    await ask('wipe', null);
    restartWorker();
    await ask('hello', null);
    expect((await state()).storage?.lostAt).toBeUndefined();
  });
});

describe('an edit', () => {
  test('counts as accepted only by the outcome of its sending: one that was given up does not', async () => {
    const ref = await customer();
    world.online = false;
    await submit(ref, '不要了');
    await ask('discard', { edit: 'edit-1' });
    expect(await edits()).toEqual([]);
    expect((await state()).accepted ?? []).toEqual([]);
  });

  test('that is typed over while it is sent is not accepted before the newer text is', async () => {
    const ref = await customer();
    desk().fault({ kind: 'latency', ms: [300, 300], seed: 1 });
    await submit(ref, '第一次');
    await until((now) => now['edit:edit-1']?.state.kind === 'sending');
    await ask('submit', { edit: 'edit-2', ref, change: { kind: 'remark', text: '第二次' }, base: { kind: 'remark', text: '第一次' } });
    const seen: (string | null)[] = [];
    await until((now) => {
      const carriers = ['edit-1', 'edit-2'] as const;
      const isAccepted = carriers.some((id) => now.accepted?.includes(id)) && carriers.every((id) => now[`edit:${id}`] === undefined);
      if (isAccepted) seen.push(note());
      return isAccepted;
    });
    expect(seen).toEqual(['第二次']);
    expect(note()).toBe('第二次');
  });
});

describe('a database that cannot be opened', () => {
  const broken = () => {
    const factory = new IDBFactory();
    vi.spyOn(factory, 'open').mockImplementation(() => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    });
    return factory;
  };

  test('is said to every page, and calls end with a Problem that says so', async () => {
    const good = indexedDB;
    killWorker();
    vi.stubGlobal('indexedDB', broken());
    startWorker();
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'broken' });
    await expect(ask('search', { connection: 'wechat-console', query: {}, page: null })).rejects.toMatchObject({
      problem: { kind: 'storage-broken' },
    });
    expect((await show(zhangWei)).chips).toEqual({ kind: 'problem', storage: true });
    expect(await ask('diagnostics', null)).toContain('broken');
    // Once it can be opened again, trying once more is enough.
    vi.stubGlobal('indexedDB', good);
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'none' });
    expect((await state()).storage?.lostAt).toBeUndefined();
    expect((await show(zhangWei)).chips).toMatchObject({ kind: 'found' });
  });
});

describe('a database that the browser does not answer about', () => {
  const world = (changed: (view: VaultView) => void, foundLoss = async () => undefined): VaultWorld => ({
    readKey: async () => null,
    needsPassphrase: () => false,
    writeKey: async () => undefined,
    changed,
    rest: async () => undefined,
    foundLoss,
    beganAnew: async () => undefined,
    foundBroken: () => undefined,
    now: () => 0,
  });
  const timersOnly = { toFake: ['setTimeout', 'clearTimeout'] as ('setTimeout' | 'clearTimeout')[] };

  test('counts as not opened after a while, and is opened once it answers', async () => {
    killWorker();
    const good = new IDBFactory();
    const silent = new IDBFactory();
    vi.spyOn(silent, 'open').mockImplementation(unanswered);
    vi.stubGlobal('indexedDB', silent);
    vi.useFakeTimers(timersOnly);
    const views: string[] = [];
    const opening = openVault(world(({ kind }) => views.push(kind)));
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(5_000);
        return views;
      })
      .toEqual(['broken']);
    vi.useRealTimers();
    const vault = await opening;
    vi.stubGlobal('indexedDB', good);
    await vault.reopen();
    expect(views).toEqual(['broken', 'none']);
  });

  test('in the middle of a move ends it after a while, with nothing lost, and is tried again', async () => {
    killWorker();
    vi.stubGlobal('indexedDB', new IDBFactory());
    const views: string[] = [];
    const vault = await openVault(world(({ kind }) => views.push(kind)));
    const silent = vi.spyOn(indexedDB, 'open').mockImplementation(unanswered);
    vi.useFakeTimers(timersOnly);
    const sealing = vault.seal('eight words or so', 0).then(
      () => null,
      ({ problem }: { problem: object }) => problem,
    );
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(5_000);
        return views.at(-1);
      })
      .toBe('broken');
    vi.useRealTimers();
    expect(await sealing).toEqual({ kind: 'not-moved', later: true });
    silent.mockRestore();
    await vault.tryAgain();
    expect(views).toEqual(['none', 'moving', 'broken', 'none']);
  });
});

describe('a database that is deleted without being closed', () => {
  test('is found to be gone when a page opens: what waited is shown as lost', async () => {
    const ref = await customer();
    await vi.waitFor(async () => expect(await fakeBrowser.storage.local.get('kept')).toEqual({ kept: true }));
    world.online = false;
    await submit(ref, '周五回电');
    // What the worker has open is not told.
    vi.stubGlobal('indexedDB', new IDBFactory());
    await ask('hello', null);
    expect(await edits()).toMatchObject([{ change: { text: '周五回电' }, state: { kind: 'rejected', problem: { kind: 'lost' } } }]);
    expect((await state()).storage?.lostAt).toBeGreaterThan(0);
  });

  test('takes no edit out of sight that had been written down, and was not shown yet, at that very moment', async () => {
    const ref = await customer();
    await vi.waitFor(async () => expect(await fakeBrowser.storage.local.get('kept')).toEqual({ kept: true }));
    world.online = false;
    // Between the disk and the session the worker waits for the browser.
    const alarm = Promise.withResolvers<undefined>();
    const waiting = vi.spyOn(fakeBrowser.alarms, 'get').mockReturnValue(alarm.promise as never);
    const taken = submit(ref, '周五回电');
    await vi.waitFor(() => expect(waiting).toHaveBeenCalled());
    vi.stubGlobal('indexedDB', new IDBFactory());
    await ask('hello', null);
    waiting.mockRestore();
    alarm.resolve(undefined);
    expect(await taken).toBe('edit-1');
    await ask('hello', null);
    expect(await edits()).toMatchObject([{ change: { text: '周五回电' }, state: { kind: 'rejected', problem: { kind: 'lost' } } }]);
    expect((await state()).accepted ?? []).toEqual([]);
  });

  test('is found to be gone also where the browser still names it while it is opened', async () => {
    await customer();
    await vi.waitFor(async () => expect(await fakeBrowser.storage.local.get('kept')).toEqual({ kept: true }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    killWorker();
    const emptied = new IDBFactory();
    vi.spyOn(emptied, 'databases').mockResolvedValue([{ name: 'kebian', version: 3 }]);
    vi.stubGlobal('indexedDB', emptied);
    startWorker();
    await ask('hello', null);
    expect((await state()).storage?.lostAt).toBeGreaterThan(0);
  });
});

describe('a database that the browser has closed', () => {
  test('is opened anew, and the call that met it is answered', async () => {
    const ref = await customer();
    const { IDBDatabase: Kind } = globalThis;
    const opened = vi.spyOn(indexedDB, 'open');
    // As after a fault of the disk: every transaction is refused from now on.
    const refusing = vi.spyOn(Kind.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await submit(ref, '还在');
    expect(refusing).toHaveBeenCalled();
    expect(opened).toHaveBeenCalled();
    await until((now) => now['edit:edit-1'] === undefined);
    expect(note()).toBe('还在');
    vi.restoreAllMocks();
  });

  test('is opened anew when the browser starts, and what was to be kept until then goes', async () => {
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, keepDays: 0, mostCustomers: 0 });
    await show(zhangWei);
    const kept = async () => (await (await openDatabase()).getAll('customers')).length;
    expect(await kept()).toBeGreaterThan(0);
    // What a worker does at its start is over by then.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { transaction } = IDBDatabase.prototype;
    let isClosed = true;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...asked) {
      if (isClosed) throw new DOMException('The database connection is closing.', 'InvalidStateError');
      return transaction.apply(this, asked);
    });
    const { open } = indexedDB;
    vi.spyOn(indexedDB, 'open').mockImplementation((...asked) => {
      isClosed = false;
      return open.apply(indexedDB, asked);
    });
    await fakeBrowser.runtime.onStartup.trigger();
    await vi.waitFor(() => expect(isClosed).toBe(false));
    vi.restoreAllMocks();
    await vi.waitFor(async () => expect(await kept()).toBe(0));
  });
});
