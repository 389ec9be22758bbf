import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withCrms } from '../connected';
import { ask, contactOf, freshBrowser, killWorker, restartWorker, startWorker } from '../worker';
import { fileOf, keptCustomer } from './people';
import { apply, backup, compare, contentOf, MERGE, REPLACE, restore, take, undo } from './through';

withCrms('tanma', 'lixiao');

const WITH_SETTINGS = { ...MERGE, settings: true };
const CONTACT = contactOf('小王', { id: 'u_88120', site: 'wechat-web' });

function otherProfile(): void {
  killWorker();
  freshBrowser();
  startWorker();
}

async function policy(document: object): Promise<void> {
  await fakeBrowser.storage.managed.clear();
  await fakeBrowser.storage.managed.set(document as never);
  restartWorker();
}

const settings = async () =>
  JSON.parse(await ask('exportSettings', { secrets: true, links: true })) as {
    connections: { id: string; credentials?: object }[];
    links?: object[];
  };
const ids = async () => (await settings()).connections.map(({ id }) => id);

describe('the settings of a backup', () => {
  test('bring the connections, and with them the links of their customers, which the preview counts already', async () => {
    await ask('choose', { contact: CONTACT, refs: [{ connection: 'tanma', id: 'c-1' }] });
    const file = await backup(null, true);
    otherProfile();
    const taken = await take(file);
    expect((await compare(taken, MERGE)).changes.links).toMatchObject({ added: 0, leftOut: 1 });
    expect((await compare(taken, WITH_SETTINGS)).changes).toMatchObject({ settings: { changed: 1 }, links: { added: 1, leftOut: 0 } });
    expect(await ids()).toEqual(['book']);
    await apply(taken, WITH_SETTINGS);
    expect(await ids()).toEqual(expect.arrayContaining(['tanma', 'lixiao']));
    expect((await settings()).links).toMatchObject([{ connection: 'tanma', customer: 'c-1' }]);
    expect((await settings()).connections.find(({ id }) => id === 'tanma')?.credentials).toHaveProperty('appKey');
  });

  test('are without secrets unless they are asked for', async () => {
    const secret = JSON.stringify((await settings()).connections[0]!.credentials);
    const text = async (secrets: boolean) => JSON.stringify((await contentOf(await backup(null, secrets)))['settings']);
    const [appKey] = Object.values(JSON.parse(secret) as Record<string, string>).slice(-1);
    expect(await text(false)).not.toContain(appKey);
    expect(await text(true)).toContain(appKey);
  });

  test('are as they were once the restore is taken back', async () => {
    const before = (await settings()).connections;
    const file = await backup(null, true);
    await ask('renameConnection', { connection: 'tanma', name: '新名字' });
    const renamed = (await settings()).connections;
    const ended = await restore(file, WITH_SETTINGS);
    expect((await settings()).connections).toEqual(before);
    await undo(ended);
    expect((await settings()).connections).toEqual(renamed);
  });
});

test('customers of the local book come where only CRMs are connected: the book is connected beside them', async () => {
  const file = await fileOf({ customers: [keptCustomer('1', { remark: '老客' })] });
  expect(await ids()).not.toContain('book');
  const taken = await take(file);
  expect((await compare(taken, MERGE)).changes.customers).toMatchObject({ added: 1, leftOut: 0 });
  await apply(taken, MERGE);
  expect(await ids()).toContain('book');
  expect((await contentOf(await backup()))['customers']).toMatchObject([{ id: '1', remark: '老客' }]);
});

describe('where an administrator’s policy forbids it', () => {
  test.each([{ export: false }, { reveal: false }])('no backup leaves this computer: %o', async (allow) => {
    await policy({ allow });
    await expect(ask('backupPart', { kind: 'customers', after: null, secrets: false })).rejects.toThrow('managed');
    const place = { kind: 'webdav', address: 'https://dav.example.com/a/', user: 'a', password: 'b', every: 24, passphrase: null } as const;
    await expect(ask('setBackupPlace', place)).rejects.toThrow('managed');
    await expect(ask('backUpNow', { over: true })).rejects.toThrow('managed');
  });

  test('customers of the local book are not restored', async () => {
    const taken = await take(await fileOf({ customers: [keptCustomer('1')] }));
    await policy({ allow: { localBook: false } });
    await expect(ask('applyRestore', { restore: taken.id, how: REPLACE })).rejects.toThrow('managed');
  });

  test('neither are connections that a person may not make', async () => {
    const file = await backup(null, true);
    otherProfile();
    await policy({ allow: { connections: false } });
    const taken = await take(file);
    await expect(compare(taken, WITH_SETTINGS)).rejects.toThrow('managed');
    await apply(taken, MERGE);
    expect(await ids()).toEqual(['book']);
  });
});
