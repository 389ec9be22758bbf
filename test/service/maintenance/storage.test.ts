import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_PREFERENCES } from '../../../lib/model/settings';
import { unpackedBlock } from '../../../lib/model/directory-block';
import type { Ask, CallName } from '../../../lib/wire/protocol';
import { openDatabase, openRaw } from '../../../lib/service/storage/database';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, seenFor, show, startWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const CONTACT = contactOf('张伟 13800001111', { avatar: '7' });
const REF = { connection: 'wechat-console', id: '3064000' };
const BOOK = JSON.stringify({
  format: 'kebian-settings',
  version: 1,
  connections: [{ id: 'book', provider: 'local', name: '客户簿', baseUrl: '', credentials: {} }],
});
const PASSPHRASE = 'a lamp in the north';

beforeEach(async () => {
  await show(CONTACT);
  await until((now) => now['customer:wechat-console/3064000'] !== undefined);
});

/** Writes over every record of a table, as a fault of the disk or of an older version would. */
async function spoil(
  database: string,
  table: string,
  spoiled: (record: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const raw = await openRaw(database);
  for (const record of await raw.getAll(table)) await raw.put(table, spoiled(record as Record<string, unknown>));
  raw.close();
}

describe('a record that is not what it should be', () => {
  test('is set aside and reported, and the rest lives on', async () => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    await spoil('kebian', 'links', (link) => ({ ...link, refused: 'nobody' }));
    restartWorker();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    await until((now) => now.storage?.setAside.length === 1);
    expect((await state()).storage?.setAside).toMatchObject([{ table: 'links', why: 'shape' }]);
    const database = await openDatabase();
    expect(await database.getAll('links')).toEqual([]);
    expect(await database.getAll('aside')).toMatchObject([{ table: 'links', record: { refused: 'nobody', name: CONTACT.name } }]);
    const report = await ask('diagnostics', null);
    expect(JSON.parse(report)).toMatchObject({ storage: { setAside: [{ table: 'links', why: 'shape' }] } });
  });

  test('of a sealed database is set aside as it lies, also when it was moved to another place', async () => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 });
    await spoil('kebian-sealed', 'links', (link) => ({
      ...link,
      sealed: (link['sealed'] as Uint8Array).map((byte, at) => (at === 20 ? byte ^ 1 : byte)),
    }));
    await spoil('kebian-sealed', 'customers', (customer) => ({ ...customer, fetchedAt: 1 }));
    restartWorker();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    await until((now) => (now.storage?.setAside.length ?? 0) >= 2);
    expect((await state()).storage?.setAside.map(({ table, why }) => `${table} ${why}`).sort()).toEqual(['customers seal', 'links seal']);
  });

  test('among the parts of a copy lets the copy be made anew', async () => {
    const whole = async () =>
      (await openDatabase())
        .getAll('directory')
        .then((blocks) => new Set(blocks.flatMap((block) => unpackedBlock(block).customers.map(({ id }) => id))).size);
    await ask('savePreferences', DEFAULT_PREFERENCES);
    await vi.waitFor(async () => {
      await ask('hello', null);
      expect((await state())['directory:wechat-console']?.renewedAt).toBeTypeOf('number');
    });
    const before = await whole();
    await spoil('kebian', 'directory', (block) => ({ ...block, customers: null }));
    await spoil('kebian', 'directoryIndex', (part) => ({ ...part, upTo: 'far' }));
    restartWorker();
    await ask('hello', null);
    await until((now) => (now.storage?.setAside.length ?? 0) > 0);
    await vi.waitFor(async () => {
      await ask('hello', null);
      expect(await whole()).toBe(before);
    });
  });
});

describe('no name, phone number, address or key', () => {
  test('is in the report', async () => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    const { credentials, url } = crm('wechat-console');
    const report = await ask('diagnostics', null);
    expect(JSON.parse(report)).toMatchObject({ connections: [{ provider: 'wechat-console' }], vault: { kind: 'none' } });
    for (const text of ['张伟', '13800001111', REF.id, url, ...Object.values(credentials)]) expect(report).not.toContain(text);
  });
});

describe('a worker that was stopped while everything is written anew', () => {
  test.each([0, 1, 2, 3, 5, 8, 13])('goes on where the key is known, and loses nothing (stopped after %i records)', async (records) => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    const stopped = Promise.withResolvers<void>();
    const put = IDBObjectStore.prototype.put;
    let moved = 0;
    const moving = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
      if (this.transaction.db.name === 'kebian-sealed' && this.name !== 'vault' && moved++ === records) {
        killWorker();
        stopped.resolve();
      }
      return put.apply(this, values);
    });
    const sealing = ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 }).catch(() => undefined);
    // There may be fewer records than that.
    await Promise.race([stopped.promise, sealing]);
    moving.mockRestore();
    restartWorker();
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 });
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['kebian-choices', 'kebian-sealed']);
    expect(JSON.parse(await ask('exportSettings', { secrets: true, links: true }))).toMatchObject({ links: [{ customer: REF.id }] });
  });
});

describe('a browser that died while everything is written anew', () => {
  const names = async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'kebian-choices');
  const dead = async () => {
    killWorker();
    await fakeBrowser.storage.session.clear();
  };
  const isWhole = async () =>
    expect(JSON.parse(await ask('exportSettings', { secrets: true, links: true }))).toMatchObject({ links: [{ customer: REF.id }] });
  /** Both databases, all records in each; the move had come so far. */
  const inTheMiddle = async (phase: 'sealing' | 'opening', half: 'kebian' | 'kebian-sealed') => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    const readable = await openRaw('kebian');
    const tables = [...readable.objectStoreNames];
    const records = await Promise.all(tables.map((table) => readable.getAll(table)));
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 });
    await dead();
    await spoil('kebian-sealed', 'vault', (record) => ({ ...record, phase }));
    const there = await openRaw('kebian');
    for (const [at, table] of tables.entries()) for (const record of records[at]!) await there.put(table, record);
    there.close();
    const begun = await openRaw(half);
    await begun.clear('links');
    begun.close();
    startWorker();
    await ask('hello', null);
  };

  test('has not sealed anything: all records are there, and nobody asks for a passphrase', async () => {
    await inTheMiddle('sealing', 'kebian-sealed');
    expect((await state()).vault).toEqual({ kind: 'none' });
    expect(await names()).toEqual(['kebian']);
    await isWhole();
  });

  test('has not opened anything: it is locked, nothing can be read, and with the passphrase everything is there', async () => {
    await inTheMiddle('opening', 'kebian');
    expect((await state()).vault).toEqual({ kind: 'locked' });
    expect(await names()).toEqual(['kebian-sealed']);
    await ask('unlock', { passphrase: PASSPHRASE });
    expect(await names()).toEqual(['kebian-sealed']);
    await isWhole();
  });

  test('before anything was sealed leaves everything as it was', async () => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    // The sealed database is there, and how its key is come by is still being made.
    const deriving = vi.spyOn(crypto.subtle, 'deriveKey').mockReturnValue(new Promise(() => undefined));
    void ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 }).catch(() => undefined);
    await vi.waitFor(() => expect(deriving).toHaveBeenCalled());
    expect(await names()).toContain('kebian-sealed');
    await dead();
    deriving.mockRestore();
    startWorker();
    await ask('hello', null);
    expect(await names()).toEqual(['kebian']);
    await isWhole();
  });
});

describe('a disk that is full', () => {
  const full = () => new DOMException('full', 'QuotaExceededError');
  /** The disk refuses what is put into these tables, as long as there are records in `until`. */
  const fill = (tables: string[], most: number) => {
    const put = IDBObjectStore.prototype.put;
    let refusals = most;
    return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
      if (tables.includes(this.name) && refusals-- > 0) throw full();
      return put.apply(this, values);
    });
  };

  /** No write of any kind finds room: a browser that keeps its databases in files needs some to delete as well. Returns what makes room. */
  const noRoom = () => {
    const refused = (['put', 'add', 'delete', 'clear'] as const).map((name) =>
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(() => {
        throw full();
      }),
    );
    const room = () => refused.forEach((one) => one.mockRestore());
    onTestFinished(room);
    return room;
  };

  test('makes room for an edit out of what the CRM has too, and says so', async () => {
    world.online = false;
    const disk = fill(['edits'], 1);
    await ask('submit', {
      edit: 'e',
      ref: REF,
      change: { kind: 'remark', text: '盘满也不丢' },
      base: await seenFor(REF, { kind: 'remark', text: '盘满也不丢' }),
    });
    disk.mockRestore();
    const database = await openDatabase();
    expect(await database.getAll('edits')).toMatchObject([{ id: 'e' }]);
    expect(await database.getAll('answers')).toEqual([]);
    expect((await state()).storage?.fullAt).toBeTypeOf('number');
  });

  test('that nothing helps refuses the edit aloud, and takes it when there is room again', async () => {
    const disk = fill(['edits'], Infinity);
    const change = { kind: 'remark' as const, text: '再试一次' };
    const edit = { edit: 'e', ref: REF, change, base: await seenFor(REF, change) };
    await expect(ask('submit', edit)).rejects.toThrow('storage-full');
    disk.mockRestore();
    await ask('submit', edit);
    await until((now) => now['customer:wechat-console/3064000']?.customer.remark === '再试一次');
  });

  test('that lets nothing be deleted either refuses each change in its own words, and takes it when there is room again', async () => {
    await ask('importSettings', { document: BOOK });
    const asking: [CallName, Ask<CallName>][] = [
      ['submit', { edit: 'e', ref: REF, change: { kind: 'remark', text: '再试一次' }, base: null }],
      ['choose', { contact: CONTACT, refs: [REF] }],
      ['saveReplies', { put: [{ id: crypto.randomUUID(), group: '', title: '价目', text: '见附件', order: 1 }], remove: [] }],
      ['savePreferences', { ...DEFAULT_PREFERENCES, maskPhones: false }],
      [
        'addCustomer',
        {
          key: crypto.randomUUID(),
          contact: null,
          connection: 'book',
          customer: { name: '赵一', phones: ['13900001234'], company: null, remark: null, nickname: null },
        },
      ],
      ['remindOfBackup', { days: 7 }],
    ];
    const room = noRoom();
    for (const [name, question] of asking) await expect(ask(name, question as never), name).rejects.toThrow('storage-full');
    room();
    for (const [name, question] of asking) await ask(name, question as never);
  });

  test('that lets nothing be deleted either still shows who a contact is, in CRM and book', async () => {
    await ask('importSettings', { document: BOOK });
    noRoom();
    await show(contactOf('李娜', { id: '@li' }));
    await until((now) => now['answer:wechat-web\n@li\n李娜']?.findings.every(({ progress }) => progress === 'done') === true);
    const { findings } = (await state())['answer:wechat-web\n@li\n李娜']!;
    expect(new Map(findings.map(({ connection, problem }) => [connection, problem]))).toEqual(
      new Map([
        ['wechat-console', null],
        ['book', null],
      ]),
    );
  });

  test('on which a database was begun and found no room leaves the others readable: Firefox lists none for as long as that lies there', async () => {
    const listing = vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('', 'UnknownError'));
    onTestFinished(() => listing.mockRestore());
    await ask('hello', null);
    restartWorker();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 });
    restartWorker();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    expect((await state()).vault).toEqual({ kind: 'open', lockAfter: 0 });
  });

  test('on which not even the key finds room leaves everything readable, to be sealed when there is room again', async () => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    const disk = fill(['vault'], Infinity);
    await expect(ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 })).rejects.toThrow();
    disk.mockRestore();
    expect((await state()).vault).toEqual({ kind: 'none' });
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 });
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    const again = fill(['vault'], Infinity);
    await expect(ask('removePassphrase', { passphrase: PASSPHRASE })).rejects.toThrow();
    again.mockRestore();
    expect((await state()).vault).toEqual({ kind: 'open', lockAfter: 0 });
    expect(JSON.parse(await ask('exportSettings', { secrets: true, links: true }))).toMatchObject({ links: [{ customer: REF.id }] });
  });

  test('when an interrupted sealing goes on leaves a worker that answers', async () => {
    await ask('choose', { contact: CONTACT, refs: [REF] });
    const readable = await openRaw('kebian');
    const tables = [...readable.objectStoreNames];
    const records = await Promise.all(tables.map((table) => readable.getAll(table)));
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 });
    killWorker();
    // As it lay in the middle: the readable records still there.
    await spoil('kebian-sealed', 'vault', (record) => ({ ...record, phase: 'sealing' }));
    const there = await openRaw('kebian');
    for (const [at, table] of tables.entries()) for (const record of records[at]!) await there.put(table, record);
    there.close();
    const disk = fill(['links'], Infinity);
    startWorker();
    expect(await show(CONTACT)).toMatchObject({ chips: { kind: 'found' } });
    disk.mockRestore();
    expect(JSON.parse(await ask('exportSettings', { secrets: true, links: true }))).toMatchObject({ links: [{ customer: REF.id }] });
  });

  test('shows what a CRM answers all the same, and keeps what was stored before', async () => {
    const database = await openDatabase();
    const before = await database.getAll('answers');
    expect(before).not.toEqual([]);
    const disk = fill(['customers', 'answers', 'directory', 'directoryIndex'], Infinity);
    await show(contactOf('李娜', { id: '@li' }));
    await until((now) => now['answer:wechat-web\n@li\n李娜']?.findings[0]?.progress === 'done');
    disk.mockRestore();
    expect(await database.getAll('answers')).toEqual(before);
  });
});

describe('a CRM that was disconnected', () => {
  test('leaves no reminder, no alarm of its own and no right to reach it', async () => {
    const { hostname } = new URL(crm('wechat-console').url);
    world.granted = new Set([`http://${hostname}/*`, 'https://wx.qq.com/*']);
    const followUp = { text: '回访', at: new Date().toISOString(), kind: null, remindAt: '2030-01-05T08:00:00.000Z', stage: null };
    await ask('submit', { edit: 'r', ref: REF, change: { kind: 'follow-up', followUp }, base: null });
    await until((now) => now['reminder:r'] !== undefined && now['edit:r'] === undefined);
    await ask('removeConnection', { connection: 'wechat-console', loses: await ask('countKept', { connection: 'wechat-console' }) });
    expect([...world.granted]).toEqual(['https://wx.qq.com/*']);
    expect((await state())['reminder:r']).toBeUndefined();
    expect(await (await openDatabase()).getAll('memory')).toEqual([]);
    expect(JSON.stringify(await state())).not.toContain('wechat-console/');
  });
});
