import { olderNamesIn } from '../../model/backup/older';
import { PlaceFaultError, type PlaceFault } from '../../model/backup/place';
import type { Folder } from '../../wire/folder-handle';
import { BACKUP_FILE, type Place } from './place';

/** A folder on this computer that the person has chosen. A file's new contents appear when its stream is closed. */
export function folderPlace(folder: Folder): Place {
  const { name } = folder;
  const file = (called = BACKUP_FILE) => folder.getFileHandle(called).then((found) => found.getFile());
  const tried = <T>(work: () => Promise<T>) => work().catch((thrown: unknown) => Promise.reject(asFault(thrown, name)));
  const written = async (called: string, blob: Blob) => {
    const handle = await folder.getFileHandle(called, { create: true });
    const stream = await handle.createWritable();
    try {
      await stream.write(blob);
      await stream.close();
    } catch (thrown) {
      await stream.abort().catch(() => undefined);
      throw thrown;
    }
  };
  return {
    name,
    prepare: () =>
      tried(async () => {
        const right = (await folder.queryPermission?.({ mode: 'readwrite' })) ?? 'granted';
        if (right !== 'granted') throw new PlaceFaultError({ kind: 'folder-forbidden', address: name });
        // For a missing folder `getFileHandle` reports a missing file; listing it reports the folder.
        await folder.keys().next();
      }),
    find: () =>
      tried(async () => {
        const found = await file().catch(unlessMissing);
        return found ? { start: found, tag: `${found.lastModified}-${found.size}` } : null;
      }),
    read: (older) => tried(() => file(older)),
    write: (blob) => tried(() => written(BACKUP_FILE, blob)),
    clear: async () => undefined,
    keep: (older) => tried(async () => written(older, await file())),
    older: () =>
      tried(async () => {
        const names: string[] = [];
        for await (const one of folder.keys()) names.push(one);
        return olderNamesIn(names.join('\n'));
      }),
    remove: (older) => tried(() => folder.removeEntry(older)),
  };
}

function unlessMissing(thrown: unknown): null {
  if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return null;
  throw thrown;
}

const KINDS: Partial<Record<string, Extract<PlaceFault['kind'], `folder-${string}`>>> = {
  NotAllowedError: 'folder-forbidden',
  SecurityError: 'folder-forbidden',
  NotFoundError: 'folder-gone',
  QuotaExceededError: 'folder-full',
};

function asFault(thrown: unknown, address: string): Error {
  if (thrown instanceof PlaceFaultError) return thrown;
  const kind = (thrown instanceof DOMException && KINDS[thrown.name]) || 'folder-unwritten';
  return new PlaceFaultError({ kind, address });
}
