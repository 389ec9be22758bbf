import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerRef } from '../../lib/model/customer';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, killWorker, networkBack, restartWorker, show, startWorker, state, until, world } from './worker';

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

  test('that is typed over after it was sent is not accepted before the newer text is', async () => {
    const ref = await customer();
    await submit(ref, '第一次');
    await until((now) => now.accepted?.includes('edit-1') ?? false);
    expect(note()).toBe('第一次');
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
    expect((await show(zhangWei)).chips).toEqual({ kind: 'problem' });
    expect(await ask('diagnostics', null)).toContain('broken');
    // Once it can be opened again, trying once more is enough.
    vi.stubGlobal('indexedDB', good);
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'none' });
    expect((await state()).storage?.lostAt).toBeUndefined();
    expect((await show(zhangWei)).chips).toMatchObject({ kind: 'found' });
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
});
