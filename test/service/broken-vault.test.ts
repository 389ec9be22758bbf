import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, restartWorker, saidOfAnybody, show, state, until, world } from './worker';

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
    const never = {} as IDBOpenDBRequest;
    await breakDatabase(() => Object.assign(never, { addEventListener: () => undefined, removeEventListener: () => undefined }));
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
