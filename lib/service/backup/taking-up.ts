import { keyOfBackup, openBackup, type BackupKey, type OpenBackup } from '../../model/backup/file';
import { FileFaultError } from '../../model/backup/head';
import { isBackupKind, type BackupRecord, type RestoreView } from '../../model/backup/kinds';
import type { TakenUp } from '../../model/backup/place';
import { ProblemError } from '../../model/problem';
import type { Desk } from '../desk';
import { faultOf, serially, placeOf } from './automatic';
import { fileIn, keepFile, keepPlace, withKey, keepWritten, storedPlace, writtenThere, type StoredPlace } from './store';
import { beginRestore, endTaking, takePart } from './restoring';
import type { Taken } from './restore-journal';

interface Wanted {
  restore: string;
  passphrase: string | null;
  /** The name of an older version; null for the current backup. */
  older: string | null;
}

/** Reads the backup in the place, or an older version of it, for a preview; no record is changed yet. */
export function takeUp(desk: Desk, { restore, passphrase, older }: Wanted): Promise<TakenUp> {
  return serially(async () => {
    const stored = await storedPlace(desk);
    if (!stored) throw new ProblemError({ kind: 'not-found' });
    const { name, read } = await placeOf(desk, stored);
    try {
      const file = await read(older ?? undefined);
      const opened = await openBackup(file);
      const key = opened.sealed ? await keyFor(file, opened, stored, passphrase) : null;
      await beginRestore(desk, { id: restore, madeAt: opened.head.madeAt, from: older ?? name });
      let parts = 0;
      for await (const { kind, records } of opened.parts(key))
        await takePart(desk, { restore, number: parts++, kind, records: records as BackupRecord[] });
      // Both sides have gone on since an older version: it tells nothing about who has changed what.
      if (older !== null) return { kind: 'taken', restore: await endTaking(desk, { restore, parts }) };
      const base = await fileIn(desk, 'base');
      const { id, generation = 0 } = opened.head;
      await keepFile(desk, 'theirs', file);
      const takes = { id, generation };
      const view = await endTaking(desk, {
        restore,
        parts,
        takes,
        ...(base && { base: () => baseParts(base, [stored.key, key, ...(stored.earlier ?? [])]) }),
      });
      // From now on this computer seals its backups with the same passphrase as the other.
      if (key) await keepPlace(desk, withKey(stored, key));
      return { kind: 'taken', restore: view };
    } catch (thrown) {
      return { kind: 'fault', fault: faultOf(thrown, older ?? name) };
    }
  });
}

/** After a restore, the other computer's backup counts as known here; after its undoing, it does not. */
export function noteRestored(desk: Desk, { takes, phase }: Pick<RestoreView, 'takes' | 'phase'>): Promise<void> {
  return serially(async () => {
    if (!takes) return;
    const written = await writtenThere(desk);
    const theirs = await fileIn(desk, 'theirs');
    if (phase === 'done') {
      if (theirs) await keepFile(desk, 'base', theirs);
      await desk.database.delete('backups', 'theirs');
      return keepWritten(desk, { ...written, known: takes, theirs: null, fault: null });
    }
    if (written.known?.id === takes.id) await keepWritten(desk, { ...written, known: null });
  });
}

/** Reads the common backup. It only improves the comparison, so one that cannot be opened is left out. */
async function* baseParts(file: Blob, keys: (BackupKey | null)[]): AsyncGenerator<Taken> {
  const opened = await openBackup(file);
  const key = opened.sealed ? keys.find((one) => one && opened.isSealedBy(one)) : null;
  if (key === undefined) return;
  for await (const { kind, records } of opened.parts(key)) if (isBackupKind(kind)) yield { kind, records: records as BackupRecord[] };
}

async function keyFor(file: Blob, opened: OpenBackup, { key }: StoredPlace, passphrase: string | null): Promise<BackupKey> {
  if (key && opened.isSealedBy(key)) return key;
  if (passphrase === null) throw new FileFaultError('needs-passphrase');
  return keyOfBackup(file, passphrase);
}
