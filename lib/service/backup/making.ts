import type { BackupKind } from '../../model/backup/kinds';
import type { ReadPart } from '../../model/backup/make';
import { loadConnections } from '../connections/connections';
import type { Desk } from '../desk';
import { keepersOf, namesOf } from './kinds';

/** A part of a backup: the records of this kind after `after`, with unmasked phone numbers. */
export async function backupPart(
  desk: Desk,
  { kind, after, secrets }: { kind: BackupKind; after: string | null; secrets: boolean },
): Promise<ReadPart> {
  if (kind === 'settings') return { records: [{ document: await desk.documents.give(secrets) }], next: null };
  const names = namesOf(await loadConnections(desk.database));
  return keepersOf(desk, names)[kind].part(after);
}
