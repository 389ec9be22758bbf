import { createBackupWriter, type BackupKey } from './file';
import type { BackupHead } from './head';
import { BACKUP_KINDS, type BackupKind } from './kinds';

/** Some records of a kind; `next` asks for those behind them, null at the end. */
export interface ReadPart {
  records: unknown[];
  next: string | null;
}

export type Counts = Partial<Record<BackupKind, number>>;

/**
 * Makes a whole backup of parts, one after the other. It ends where `signal` does.
 * @param progressed told after each part how many records there are so far
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
