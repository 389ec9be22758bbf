import { expect, test } from 'vitest';
import { PlaceFaultError } from '../../../lib/model/backup/place';
import { folderPlace } from '../../../lib/service/backup/folder';
import type { Folder } from '../../../lib/wire/folder-handle';

/** A folder as the browser hands it out; what is not given is never asked for. */
const folder = (given: object) => folderPlace({ name: '备份', ...given } as unknown as Folder);

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof PlaceFaultError ? thrown.fault : thrown;
}

test.each(['prompt', 'denied'])('a folder that the browser has taken back (%s) is told by its name, and not touched', async (state) => {
  expect(await faultOf(folder({ queryPermission: async () => state }).prepare())).toEqual({ kind: 'folder-forbidden', address: '备份' });
});

test('a write that does not come to its end leaves the file of before, and says why', async () => {
  let aborted = false;
  const stream = {
    write: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    close: () => Promise.reject(new Error('closed')),
    abort: async () => void (aborted = true),
  };
  const full = folder({ getFileHandle: async () => ({ createWritable: async () => stream }) });
  expect(await faultOf(full.write(new Blob(['x']), null, 'id'))).toEqual({ kind: 'folder-full', address: '备份' });
  expect(aborted).toBe(true);
});
