import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openBackup } from '../../../lib/model/backup/file';
import type { BackupOutcome } from '../../../lib/model/backup/place';
import { BACKUP_ALARM } from '../../../lib/service/backup/automatic';
import { startWebdav, type Trouble, type Webdav, type WebdavProduct } from '../../sandbox/webdav/start';
import { ask, freshBrowser, killWorker, restartWorker, startWorker, withWorker } from '../worker';
import { fileOf, keptCustomer } from './people';
import { apply, backup, compare, contentOf, MERGE, REPLACE, restore } from './through';

const FILE = 'Kebian/kebian-backup.kebian';
const PASSPHRASE = 'north window, noon';

let server: Webdav;

withWorker();

/** Another computer, on which Kebian was just installed. */
function otherComputer(): void {
  killWorker();
  freshBrowser();
  startWorker();
}

function useServer(passphrase: string | null = null, more: object = {}): Promise<BackupOutcome> {
  const { user, password } = server;
  return ask('setBackupPlace', { kind: 'webdav', address: `${server.url}Kebian/`, user, password, every: 24, passphrase, ...more });
}

const ring = () => fakeBrowser.alarms.onAlarm.trigger({ name: BACKUP_ALARM } as never);
const remarks = async () => ((await contentOf(await backup()))['customers'] ?? []).map(({ id, remark }) => [id, remark]);
const there = async (unlock: string | null = null) =>
  (await contentOf(new Blob([new Uint8Array(await server.read(FILE))]), unlock))['customers'];
const place = async () => (await ask('backups', null)).place;

async function change(id: string, text: string, before: string): Promise<void> {
  const ref = { connection: 'book', id };
  await ask('submit', { edit: crypto.randomUUID(), ref, change: { kind: 'remark', text }, base: { kind: 'remark', text: before } });
  await expect.poll(async () => (await remarks()).find(([one]) => one === id)?.[1]).toBe(text);
}

async function remove(id: string): Promise<void> {
  const ref = { connection: 'book', id };
  await ask('removeCustomer', { ref, loses: await ask('countAbout', { ref }) });
  await expect.poll(async () => (await remarks()).some(([one]) => one === id)).toBe(false);
}

async function takeUp(passphrase: string | null = null, older: string | null = null) {
  const taken = await ask('takeUpBackup', { restore: crypto.randomUUID(), passphrase, older });
  if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken));
  return taken.restore;
}

describe.each(['nephele', 'webdav-server'] satisfies WebdavProduct[])('a folder of %s', (product) => {
  beforeEach(async () => {
    server = await startWebdav(product);
    await restore(await fileOf({ customers: [keptCustomer('1', { remark: '甲' }), keptCustomer('2', { remark: '乙' })] }), MERGE);
  });
  afterEach(() => server.stop());

  test('is made where it is missing, and has the backup and nothing else in it', async () => {
    expect(await useServer()).toEqual({ kind: 'written' });
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
    expect(await there()).toMatchObject([{ id: '1' }, { id: '2' }]);
    expect(await place()).toMatchObject({ kind: 'webdav', fault: null, theirs: null, lastAt: expect.any(Number) as number });
    await change('1', '甲甲', '甲');
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect(await there()).toMatchObject([{ id: '1', remark: '甲甲' }, { id: '2' }]);
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
  });

  test('is taken up by another computer, and each has then what either has changed', async () => {
    await useServer(PASSPHRASE);
    otherComputer();
    expect(await useServer(PASSPHRASE)).toMatchObject({ kind: 'theirs' });
    expect(await ask('takeUpBackup', { restore: 'r', passphrase: 'something else', older: null })).toMatchObject({
      fault: { kind: 'file', fault: 'wrong-passphrase' },
    });
    await apply(await takeUp(PASSPHRASE), MERGE);
    expect(await remarks()).toEqual([
      ['1', '甲'],
      ['2', '乙'],
    ]);
    // From here on it writes under the same passphrase, without being asked again.
    await change('2', '乙乙', '乙');
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect(await there(PASSPHRASE)).toMatchObject([{}, { remark: '乙乙' }]);
  });

  test('that another computer has written to is written over by nobody, and the differences are merged', async () => {
    await useServer();
    const mine = await backup();
    // The other computer: it has the same book, changes one of them, deletes nobody and adds one.
    const other = await fileOf({
      customers: [keptCustomer('1', { remark: '甲 其他' }), keptCustomer('2', { remark: '乙' }), keptCustomer('3')],
    });
    await server.write(FILE, Buffer.from(await other.arrayBuffer()));
    await change('2', '乙 这里', '乙');
    expect(await ask('backUpNow', { over: false })).toMatchObject({ kind: 'theirs' });
    expect(await server.read(FILE)).toEqual(Buffer.from(await other.arrayBuffer()));
    expect((await place())?.theirs).toMatchObject({ madeAt: '2026-11-01T08:00:00.000Z' });
    const taken = await takeUp();
    expect(taken.joined).toBe(true);
    expect((await compare(taken, { ...MERGE, prefer: 'here' })).changes.customers).toMatchObject({
      added: 1,
      changed: 1,
      gone: 0,
      differences: 0,
    });
    await apply(taken, { ...MERGE, prefer: 'here' });
    expect(await remarks()).toEqual([
      ['1', '甲 其他'],
      ['2', '乙 这里'],
      ['3', null],
    ]);
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect(await there()).toMatchObject([{ remark: '甲 其他' }, { remark: '乙 这里' }, { remark: null }]);
    expect(mine.size).toBeGreaterThan(0);
  });

  test('brings what was deleted on the other computer as deleted, unless it was changed here', async () => {
    await useServer();
    await server.write(FILE, Buffer.from(await (await fileOf({ customers: [] })).arrayBuffer()));
    await change('2', '还要', '乙');
    await ask('backUpNow', { over: false });
    const taken = await takeUp();
    const how = { ...MERGE, prefer: 'here' as const };
    expect((await compare(taken, how)).changes.customers).toMatchObject({ gone: 1, same: 1, differences: 1 });
    await apply(taken, how);
    expect(await remarks()).toEqual([['2', '还要']]);
  });

  test('is still known as this computer’s where another passphrase or interval is set, or it was ended in between', async () => {
    await useServer();
    await remove('2');
    expect(await useServer(PASSPHRASE)).toEqual({ kind: 'written' });
    expect(await there(PASSPHRASE)).toMatchObject([{ id: '1' }]);
    expect(await ask('leaveBackupPlace', null)).toMatchObject({ place: null });
    expect(await useServer('another one, later', { every: 1 })).toEqual({ kind: 'written' });
    expect((await there('another one, later'))?.length).toBe(1);
  });

  test('that another computer has written to meanwhile is compared with what both had, whatever the passphrase is now', async () => {
    await useServer(PASSPHRASE);
    await remove('2');
    const other = await fileOf({ customers: [keptCustomer('1', { remark: '其他' }), keptCustomer('2', { remark: '乙' })] });
    await server.write(FILE, Buffer.from(await other.arrayBuffer()));
    await ask('leaveBackupPlace', null);
    expect(await useServer('another one, later')).toMatchObject({ kind: 'theirs' });
    const taken = await takeUp();
    expect(taken.joined).toBe(true);
    await apply(taken, MERGE);
    // Who was deleted here does not come back.
    expect(await remarks()).toEqual([['1', '其他']]);
  });

  test('that changes while a backup is on its way keeps what the other computer has written', async () => {
    await useServer();
    const other = Buffer.from(await (await fileOf({ customers: [keptCustomer('9')] })).arrayBuffer());
    server.before('PUT', () => server.write(FILE, other));
    expect(await ask('backUpNow', { over: false })).toMatchObject({ kind: 'fault', fault: { kind: 'status', status: 412 } });
    expect(await server.read(FILE)).toEqual(other);
    expect(await ask('backUpNow', { over: false })).toMatchObject({ kind: 'theirs' });
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
  });

  test('is written over where the person has said so', async () => {
    await useServer();
    await server.write(FILE, Buffer.from(await (await fileOf({ customers: [keptCustomer('9')] })).arrayBuffer()));
    expect(await ask('backUpNow', { over: true })).toEqual({ kind: 'written' });
    expect(await there()).toMatchObject([{ id: '1' }, { id: '2' }]);
    // What was written over is still there, as an older version.
    const [older] = (await place())!.older!;
    await apply(await takeUp(null, older), MERGE);
    expect(await remarks()).toContainEqual(['9', null]);
  });

  test('has the last backup of each of the days before beside it, seven at most, and any of them can be restored', async () => {
    const from = Date.parse('2026-12-01T09:00:00');
    for (let day = 0; day < 10; day++) {
      vi.spyOn(Date, 'now').mockReturnValue(from + day * 24 * 60 * 60_000);
      await (day === 0 ? useServer() : ask('backUpNow', { over: false }));
      await change('1', `${day}`, day === 0 ? '甲' : `${day - 1} 晚上`);
      expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
      await change('1', `${day} 晚上`, `${day}`);
    }
    vi.restoreAllMocks();
    const days = ['03', '04', '05', '06', '07', '08', '09'];
    const names = days.map((day) => `kebian-backup-2026-12-${day}-0900.kebian`);
    expect(await server.names('Kebian')).toEqual([...names, 'kebian-backup.kebian']);
    expect((await place())?.older).toEqual(names.toReversed());
    const taken = await takeUp(null, names[1]);
    expect(taken).toMatchObject({ joined: false, from: names[1] });
    await apply(taken, REPLACE);
    expect(await remarks()).toContainEqual(['1', '3']);
    // It is no other computer’s, and the next backup is written as always.
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
  });

  test('that keeps no second file has the newest backup all the same, and says that it has no older ones', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-12-01T09:00:00'));
    await useServer();
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-12-02T09:00:00'));
    server.trouble.push({ method: 'COPY', what: 501 });
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    vi.restoreAllMocks();
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
    expect((await place())?.older).toBeNull();
  });

  test('from which an older version has gone, or in which it is something else, says which it is', async () => {
    await useServer();
    const older = 'kebian-backup-2026-01-01-0900.kebian';
    const taken = await ask('takeUpBackup', { restore: 'r', passphrase: null, older });
    expect(taken).toMatchObject({ kind: 'fault', fault: { kind: 'status', status: 404, address: `${server.url}Kebian/${older}` } });
    await server.write(`Kebian/${older}`, 'my own notes');
    const other = await ask('takeUpBackup', { restore: 'r', passphrase: null, older });
    expect(other).toMatchObject({ kind: 'fault', fault: { kind: 'file', fault: 'no-backup', address: older } });
  });

  /** A try that has come to nothing: it says what and where, the backup of before is whole and alone, and the next try succeeds. */
  async function comesToNothing(trouble: Trouble, fault: object, address: string): Promise<void> {
    const before = await server.read(FILE);
    server.trouble.push(trouble);
    const outcome = await ask('backUpNow', { over: false });
    expect(outcome).toMatchObject({ kind: 'fault', fault: { ...fault, address: expect.stringContaining(address) as string } });
    expect((await place())?.fault).toMatchObject(fault);
    expect(await server.read(FILE)).toEqual(before);
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect((await place())?.fault).toBeNull();
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
  }

  const STATUSES = [401, 403, 404, 409, 412, 413, 423, 429, 500, 503, 507];

  test.each(STATUSES)('that answers an upload with %i keeps the backup of before, and says where it was', async (status) => {
    await useServer();
    await comesToNothing({ method: 'PUT', what: status }, { kind: 'status', status }, `${server.url}Kebian/`);
  });

  test.each(STATUSES)('that answers the move into place with %i keeps the backup of before, and says where it was', async (status) => {
    await useServer();
    await comesToNothing({ method: 'MOVE', what: status }, { kind: 'status', status }, `${server.url}${FILE}`);
  });

  test.each(STATUSES.filter((status) => status !== 404))(
    'that answers the question for the backup with %i is not written to',
    async (status) => {
      await useServer();
      await comesToNothing({ method: 'GET', what: status }, { kind: 'status', status }, `${server.url}${FILE}`);
      await comesToNothing({ method: 'PROPFIND', what: status }, { kind: 'status', status }, `${server.url}Kebian/`);
    },
  );

  test.each<[string, Trouble['what'], object]>([
    ['PUT', 'cut-request', { kind: 'cut-off' }],
    ['MOVE', 'cut-request', { kind: 'cut-off' }],
    ['GET', 'cut-answer', { kind: 'cut-off' }],
    ['PROPFIND', 'cut-request', { kind: 'unreachable' }],
    ['PUT', 'redirect', { kind: 'redirected' }],
  ])('whose connection is cut or led elsewhere at a %s (%s) keeps the backup of before', async (method, what, fault) => {
    await useServer();
    await comesToNothing({ method, what }, fault, `${server.url}Kebian/`);
  });

  test('that was cut off before the half could be taken away has nothing of it after the next time', async () => {
    await useServer();
    server.trouble.push({ method: 'PUT', what: 'lost-answer' }, { method: 'DELETE', what: 'cut-request' });
    expect(await ask('backUpNow', { over: false })).toMatchObject({ fault: { kind: 'cut-off' } });
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian', expect.stringMatching(/\.part$/) as string]);
    restartWorker();
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
  });

  test('whose last answer was cut is not taken for another computer’s afterwards', async () => {
    await useServer();
    const before = await server.read(FILE);
    server.trouble.push({ method: 'MOVE', what: 'lost-answer' });
    expect(await ask('backUpNow', { over: false })).toMatchObject({ fault: { kind: 'cut-off' } });
    expect(await server.read(FILE)).not.toEqual(before);
    restartWorker();
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
  });

  test('that does not let a file be moved keeps the one of before', async () => {
    await useServer();
    const before = await server.read(FILE);
    server.trouble.push({ method: 'MOVE', what: 423 });
    expect(await ask('backUpNow', { over: false })).toMatchObject({
      fault: { kind: 'status', status: 423, address: `${server.url}${FILE}` },
    });
    expect(await server.read(FILE)).toEqual(before);
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
    // One that knows no MOVE at all gets the file in its place.
    server.trouble.push({ method: 'MOVE', what: 501 });
    expect(await ask('backUpNow', { over: false })).toEqual({ kind: 'written' });
    expect(await server.names('Kebian')).toEqual(['kebian-backup.kebian']);
  });

  test('where a user or password is wrong is not set, and neither is one above which nothing is', async () => {
    expect(await useServer(null, { password: 'other' })).toMatchObject({ fault: { kind: 'status', status: 401 } });
    expect(await place()).toBeNull();
    expect(await useServer(null, { address: `${server.url}none/Kebian/` })).toMatchObject({ fault: { kind: 'status', status: 409 } });
    expect(await place()).toBeNull();
  });

  test('in which something lies that is no backup is left alone', async () => {
    await useServer();
    await server.write(FILE, 'my own notes');
    expect(await ask('backUpNow', { over: false })).toMatchObject({ fault: { kind: 'file', fault: 'no-backup' } });
    expect(String(await server.read(FILE))).toBe('my own notes');
  });

  test('whose backup breaks off on the way here changes nothing here', async () => {
    await useServer();
    await server.write(FILE, Buffer.from(await (await fileOf({ customers: [keptCustomer('9')] })).arrayBuffer()));
    const before = await remarks();
    await ask('backUpNow', { over: false });
    server.trouble.push({ method: 'GET', what: 'cut-answer' });
    expect(await ask('takeUpBackup', { restore: 'r', passphrase: null, older: null })).toMatchObject({
      kind: 'fault',
      fault: { kind: 'cut-off' },
    });
    expect(await remarks()).toEqual(before);
  });

  test('is written to by alarm, once it is time, also by a worker that has just started', async () => {
    await useServer();
    const written = async () => (await openBackup(new Blob([new Uint8Array(await server.read(FILE))]))).head.id;
    const first = await written();
    restartWorker();
    await ring();
    await ask('backups', null);
    expect(await written()).toBe(first);
    const now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now + 25 * 60 * 60_000);
    await ring();
    await expect.poll(written).not.toBe(first);
    vi.restoreAllMocks();
  });

  test('is written to no longer once that was stopped, and keeps what lies there', async () => {
    await useServer();
    await ask('leaveBackupPlace', null);
    const asked = server.asked.length;
    await ring();
    await ask('backups', null);
    expect(server.asked.length).toBe(asked);
    expect(await there()).toHaveLength(2);
    expect(await place()).toBeNull();
  });
});
