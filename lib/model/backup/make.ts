import { createBackupWriter, type BackupKey } from './file';
import type { BackupHead } from './head';
import { BACKUP_KINDS, type BackupKind } from './kinds';

/** Some records of a kind; `next` asks for those after them, null at the end. */
export interface ReadPart {
  records: unknown[];
  next: string | null;
}

export type Counts = Partial<Record<BackupKind, number>>;

/**
 * Makes a whole backup from parts that are read one after the other, until `signal` aborts it.
 * @param progressed called after each part with the number of records so far
 */
export async function makeBackup(
  head: BackupHead,
  key: BackupKey | null,
  read: (kind: BackupKind, after: string | null) => Promise<ReadPart>,
  { signal, progressed = () => undefined }: { signal?: AbortSignal; progressed?: (counts: Counts) => void } = {},
): Promise<{ file: Blob; counts: Counts }> {
  const writer = await createBackupWriter(head, key);
  const counts: Counts = {};
  for (const kind of BACKUP_KINDS) {
    for (let after: string | null | undefined; after !== null;) {
      signal?.throwIfAborted();
      const { records, next }: ReadPart = await read(kind, after ?? null);
      if (records.length > 0) await writer.add({ kind, records });
      counts[kind] = (counts[kind] ?? 0) + records.length;
      progressed(counts);
      after = next;
    }
  }
  return { file: await writer.end(), counts };
}
