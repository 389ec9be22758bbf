import { describe, expect, test } from 'vitest';
import { newBackupKey, openBackup, type BackupPart } from '../../../lib/model/backup/file';
import { FileFaultError } from '../../../lib/model/backup/head';
import { makeBackup } from '../../../lib/model/backup/make';

const HEAD = { id: 'one', madeAt: '2026-11-30T08:00:00.000Z', by: '0.1.0' };
const PASSPHRASE = 'north window, noon';
const NAMES = ['王芳', 'Lily 🌸', '‮backwards', '', '李'.repeat(3_000)];
const CUSTOMERS = Array.from({ length: 1_200 }, (_, at) => ({ id: `c${at}`, name: NAMES[at % NAMES.length] }));

/** Parts of 500, as the worker answers with them. */
function made(sealed: boolean): Promise<{ file: Blob }> {
  const key = sealed ? newBackupKey(PASSPHRASE) : Promise.resolve(null);
  return key.then((one) =>
    makeBackup(HEAD, one, async (kind, after) => {
      if (kind !== 'customers') return { records: [], next: null };
      const from = Number(after ?? 0);
      return { records: CUSTOMERS.slice(from, from + 500), next: from + 500 < CUSTOMERS.length ? String(from + 500) : null };
    }),
  );
}

async function read(file: Blob, passphrase: string | null): Promise<{ parts: BackupPart[]; counts: Record<string, number> }> {
  const all = (await openBackup(file)).parts(passphrase);
  const parts: BackupPart[] = [];
  for (;;) {
    const { done, value } = await all.next();
    if (done) return { parts, counts: value };
    parts.push(value);
  }
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof FileFaultError ? thrown.fault : `no fault: ${String(thrown)}`;
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

describe.each([
  ['readable', false],
  ['sealed', true],
])('a backup file that is %s', (_, sealed) => {
  const passphrase = sealed ? PASSPHRASE : null;

  test('gives back every record as it was', async () => {
    const { file } = await made(sealed);
    const { parts, counts } = await read(file, passphrase);
    expect(parts.flatMap(({ records }) => records)).toEqual(CUSTOMERS);
    expect(counts).toEqual({ customers: CUSTOMERS.length });
    expect((await openBackup(file)).head).toEqual(HEAD);
  });

  test('is refused wherever it is cut off, and nothing of it is taken as whole', async () => {
    const { file } = await made(sealed);
    for (const length of [40, file.size / 3, file.size / 2, file.size - 200, file.size - 1]) {
      expect(await faultOf(read(file.slice(0, Math.floor(length)), passphrase)), String(length)).toBe('cut-off');
    }
  });

  test('is refused where any byte is another one', async () => {
    const { file } = await made(sealed);
    const bytes = await bytesOf(file);
    const line = bytes.indexOf(0x0a);
    const places = [line + 3, line + 40, Math.floor(bytes.length / 2), bytes.length - 30, ...(sealed ? [] : [line - 60])];
    for (const place of places) {
      const other = bytes.slice();
      other[place]! ^= 1;
      const fault = await faultOf(read(new Blob([other]), passphrase));
      expect(['altered', 'cut-off'], `byte ${place}`).toContain(fault);
    }
  });

  test('is refused where something stands behind its end', async () => {
    const { file } = await made(sealed);
    expect(await faultOf(read(new Blob([file, 'more']), passphrase))).toBe('altered');
  });

  test('is refused where a part was left out or put elsewhere', async () => {
    const { file } = await made(sealed);
    const bytes = await bytesOf(file);
    const frames: Uint8Array<ArrayBuffer>[] = [];
    const line = bytes.indexOf(0x0a) + 1;
    for (let at = line; at < bytes.length;) {
      const length = 4 + new DataView(bytes.buffer).getUint32(at);
      frames.push(bytes.slice(at, at + length));
      at += length;
    }
    const [first, second, ...rest] = frames;
    const head = bytes.slice(0, line);
    expect(await faultOf(read(new Blob([head, first!, ...rest]), passphrase))).toBe('altered');
    expect(await faultOf(read(new Blob([head, second!, first!, ...rest]), passphrase))).toBe('altered');
  });
});

test('a sealed backup tells nothing without its passphrase, and says which of the two it is', async () => {
  const { file } = await made(true);
  expect(await faultOf(read(file, null))).toBe('needs-passphrase');
  expect(await faultOf(read(file, 'something else'))).toBe('wrong-passphrase');
  expect(await file.text()).not.toContain('Lily');
});

test('a backup of a newer version is refused as that, whatever else is in it', async () => {
  const newer = `${JSON.stringify({ format: 'kebian-backup', version: 2, shape: 'other' })}\nmore`;
  expect(await faultOf(openBackup(new Blob([newer])))).toBe('newer');
});

test.each([
  ['an empty file', '', 'no-backup'],
  ['a table', 'name,phone\n王芳,13900000000\n', 'no-backup'],
  ['a picture', '\x89PNG\r\n\x1a\n', 'no-backup'],
  ['a settings file', `${JSON.stringify({ format: 'kebian-settings', version: 1, connections: [] }, null, 2)}\n`, 'settings-file'],
  ['a first line that never ends', 'x'.repeat(200_000), 'no-backup'],
])('%s is no backup', async (_, text, fault) => {
  expect(await faultOf(openBackup(new Blob([text])))).toBe(fault);
});

test('a head that asks for years of work on a passphrase is refused', async () => {
  const { file } = await made(true);
  const text = await file.text();
  const head = text.slice(0, text.indexOf('\n')).replace(/"iterations":\d+/, '"iterations":4000000000');
  expect(await faultOf(openBackup(new Blob([`${head}\n`])))).toBe('altered');
});
