import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openDatabase, openRaw } from '../../../lib/service/storage/database';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, seenFor, show, startWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const CONTACT = contactOf('张伟 13800001111', { avatar: '7' });
const PASSPHRASE = '北窗 opens at noon';

beforeEach(async () => {
  await show(CONTACT);
  await until((now) => Object.keys(now).some((key) => key.startsWith('customer:')));
});

const ref = async () => {
  const known = Object.values(await state()).find((value) => (value as { customer?: unknown })?.customer) as never as {
    customer: { connection: string; id: string; phones: { number: string }[] };
  };
  return { connection: known.customer.connection, id: known.customer.id };
};
const seal = () => ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 15 });
const newBrowser = async () => {
  killWorker();
  await fakeBrowser.storage.session.clear();
  startWorker();
};

/** Everything that lies in a database, as text. */
async function bytesOf(name: string): Promise<string> {
  const raw = await openRaw(name);
  const texts: string[] = [];
  for (const table of raw.objectStoreNames) {
    for (const record of await raw.getAll(table))
      texts.push(
        JSON.stringify(record, (_, value) =>
          ArrayBuffer.isView(value) ? Buffer.from(value as Uint8Array).toString('utf8') : (value as unknown),
        ),
      );
  }
  raw.close();
  return texts.join('\n');
}

/** Of records: what is chosen is never sealed. */
const databases = async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'kebian-choices');

describe('with a passphrase', () => {
  test('the readable database is gone, and of what is kept no name, phone, credential or connection can be read', async () => {
    await ask('choose', { contact: CONTACT, refs: [await ref()] });
    const before = await bytesOf('kebian');
    for (const readable of ['13800001111', '张伟', crm('wechat-console').credentials['password']!, 'wechat-console'])
      expect(before).toContain(readable);
    await seal();
    expect(await databases()).toEqual(['kebian-sealed']);
    const after = await bytesOf('kebian-sealed');
    for (const readable of ['13800001111', '张伟', crm('wechat-console').credentials['password']!, 'wechat-console', '"7"'])
      expect(after).not.toContain(readable);
    expect(after.split('\n').length).toBeGreaterThan(3);
  });

  test('everything goes on as before: lookups, links, edits', async () => {
    const customer = await ref();
    await ask('choose', { contact: CONTACT, refs: [customer] });
    await seal();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found', sure: true } });
    await ask('submit', {
      edit: 'e1',
      ref: customer,
      change: { kind: 'remark', text: '封好了也能改' },
      base: await seenFor(customer, { kind: 'remark', text: '封好了也能改' }),
    });
    await until((now) => !now['edit:e1']);
    expect(crm('wechat-console').requests.length).toBeGreaterThan(0);
    await until((now) => now[`customer:${customer.connection}/${customer.id}`]?.customer.remark === '封好了也能改');
  });

  test('a worker that starts anew is not locked, a browser that starts anew is', async () => {
    await seal();
    restartWorker();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    await newBrowser();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'locked' } });
    expect((await state()).vault).toEqual({ kind: 'locked' });
  });
});

describe('while it is locked', () => {
  test('nothing of a customer is in the session, and nothing can be asked or changed', async () => {
    const customer = await ref();
    await seal();
    await ask('lock', null);
    expect(JSON.stringify(await state())).not.toContain('13900');
    expect(Object.keys(await state()).filter((key) => /^(customer|answer|edit|pin|recents|connections|vaultKey)/.test(key))).toEqual([]);
    expect(world.told.at(-1)?.chips).toMatchObject({ chips: { kind: 'locked' } });
    await expect(ask('customer', customer)).rejects.toThrow('locked');
    await expect(ask('submit', { edit: 'e', ref: customer, change: { kind: 'remark', text: 'x' }, base: null })).rejects.toThrow('locked');
    await expect(ask('exportSettings', { secrets: true, links: true })).rejects.toThrow('locked');
    restartWorker();
    await expect(ask('customer', customer)).rejects.toThrow('locked');
  });

  test('no badge stays in a chat page, also in one that shows no chat', async () => {
    await show({ kind: 'none', why: 'nothing-open' }, 8);
    await show(contactOf('群', { kind: 'room' }), 9);
    await seal();
    world.told = [];
    await ask('lock', null);
    expect(world.told.map(({ tab }) => tab).toSorted()).toEqual([7, 8, 9]);
    world.told = [];
    await ask('unlock', { passphrase: PASSPHRASE });
    expect(new Set(world.told.map(({ tab }) => tab))).toEqual(new Set([7, 8, 9]));
  });

  test('nothing that was on its way comes into the session after it', async () => {
    const customer = await ref();
    await seal();
    for (let turns = 0; turns < 12; turns++) {
      const edit = { edit: `e${turns}`, ref: customer, change: { kind: 'remark' as const, text: `不外传 ${turns}` }, base: null };
      const asked = [show(contactOf(`不外传 ${turns}`, { id: `@${turns}` })), ask('submit', edit)];
      for (let waited = 0; waited < turns; waited++) await new Promise((resolve) => setTimeout(resolve, 1));
      await ask('lock', null);
      await Promise.allSettled(asked);
      const { [`chat:7` as const]: _, ...session } = await state();
      expect(JSON.stringify(session), `${turns} turns`).not.toContain('不外传');
      expect(Object.keys(session).filter((key) => /^(customer|answer|edit|done|recents|connections)/.test(key))).toEqual([]);
      await ask('unlock', { passphrase: PASSPHRASE });
    }
  });

  test('two contacts of one login who are shown alike stay a question, also one who was opened meanwhile', async () => {
    await ask('choose', { contact: CONTACT, refs: [await ref()] });
    await seal();
    await ask('lock', null);
    const twin = { ...CONTACT, id: '@twin' };
    await show(twin);
    await ask('unlock', { passphrase: PASSPHRASE });
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found', sure: false } });
    await ask('lock', null);
    await ask('unlock', { passphrase: PASSPHRASE });
    expect(await show(twin)).toMatchObject({ chips: { kind: 'found', sure: false } });
  });

  test('a wrong passphrase opens nothing, the right one everything', async () => {
    const customer = await ref();
    await seal();
    await newBrowser();
    await show(CONTACT);
    await expect(ask('unlock', { passphrase: 'something else' })).rejects.toThrow('wrong-passphrase');
    await expect(ask('customer', customer)).rejects.toThrow('locked');
    await ask('unlock', { passphrase: PASSPHRASE });
    expect(await ask('customer', customer)).toMatchObject(customer);
    await until((now) => Object.keys(now).some((key) => key.startsWith('answer:')));
    expect(world.told.at(-1)?.chips).toMatchObject({ chips: { kind: 'found' } });
  });

  test('whoever is shown is looked up at once after unlocking, although the CRM takes no edit', async () => {
    const customer = await ref();
    await seal();
    world.online = false;
    await ask('submit', {
      edit: 'e3',
      ref: customer,
      change: { kind: 'remark', text: '排着队' },
      base: await seenFor(customer, { kind: 'remark', text: '排着队' }),
    });
    await newBrowser();
    await show(CONTACT);
    world.online = true;
    crm('wechat-console').fault({ kind: 'hang', path: '/updateCustomer' });
    void ask('unlock', { passphrase: PASSPHRASE });
    await until((now) => Object.keys(now).some((key) => key.startsWith('answer:')));
    expect(await state()).toHaveProperty('edit:e3');
  });

  test('edits that wait go on after unlocking', async () => {
    const customer = await ref();
    await seal();
    world.online = false;
    crm('wechat-console').fault({ kind: 'reset' } as never);
    await ask('submit', {
      edit: 'e2',
      ref: customer,
      change: { kind: 'remark', text: '等开锁' },
      base: await seenFor(customer, { kind: 'remark', text: '等开锁' }),
    });
    await newBrowser();
    await expect(ask('retry', { edit: 'e2' })).rejects.toThrow('locked');
    await ask('unlock', { passphrase: PASSPHRASE });
    world.online = true;
    crm('wechat-console').fault(null);
    await ask('retry', { edit: 'e2' });
    await until((now) => !now['edit:e2'] && now[`customer:${customer.connection}/${customer.id}`]?.customer.remark === '等开锁');
  });
});

describe('the passphrase', () => {
  test('can be changed: the old one opens nothing any more', async () => {
    await seal();
    await expect(ask('changePassphrase', { passphrase: 'not the one', next: 'another one' })).rejects.toThrow('wrong-passphrase');
    await ask('changePassphrase', { passphrase: PASSPHRASE, next: 'another one' });
    await newBrowser();
    await expect(ask('unlock', { passphrase: PASSPHRASE })).rejects.toThrow('wrong-passphrase');
    await ask('unlock', { passphrase: 'another one' });
    expect((await state()).vault).toEqual({ kind: 'open', lockAfter: 15 });
  });

  test('can be taken away: everything is readable again and the sealed database is gone', async () => {
    const customer = await ref();
    await seal();
    await expect(ask('removePassphrase', { passphrase: 'not the one' })).rejects.toThrow('wrong-passphrase');
    await ask('removePassphrase', { passphrase: PASSPHRASE });
    expect(await databases()).toEqual(['kebian']);
    expect((await state()).vault).toEqual({ kind: 'none' });
    expect((await state()).vaultKey).toBeUndefined();
    expect(await (await openDatabase()).get('customers', [customer.connection, customer.id])).toBeDefined();
  });

  test('that is forgotten means to begin anew', async () => {
    await seal();
    await newBrowser();
    await ask('wipe', null);
    expect(await databases()).toEqual(['kebian']);
    expect((await state()).vault).toEqual({ kind: 'none' });
    expect((await state()).connections).toMatchObject([{ provider: 'local', chosen: false }]);
  });
});

describe('it locks by itself', () => {
  const minute = () => fakeBrowser.alarms.onAlarm.trigger({ name: 'lock' } as never);
  test('when nobody is at the computer for the chosen time', async () => {
    await seal();
    await minute();
    expect((await state()).vault).toMatchObject({ kind: 'open' });
    world.idle = 'idle';
    await minute();
    await until((now) => now.vault?.kind === 'locked');
  });

  test('when the computer has slept, also when that wakes a new worker', async () => {
    await seal();
    const { vaultSeenAt } = await state();
    await fakeBrowser.storage.session.set({ vaultSeenAt: vaultSeenAt! - 16 * 60_000 });
    restartWorker();
    await ask('hello', null);
    await minute();
    await until((now) => now.vault?.kind === 'locked');
  });

  test('and a press on "Lock now" without a passphrase changes nothing', async () => {
    await ask('lock', null);
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
  });

  test('never when the person does not want that', async () => {
    await seal();
    await ask('lockAfter', { minutes: 0 });
    world.idle = 'idle';
    await minute();
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'open', lockAfter: 0 });
  });
});

test('a database that was never finished is nothing', async () => {
  killWorker();
  (await openRaw('kebian-sealed')).close();
  startWorker();
  expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
  expect(await databases()).toEqual(['kebian']);
});
