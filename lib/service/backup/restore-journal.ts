import type { BackupKind, BackupRecord, KindChanges, RestoreHow, RestoreView } from '../../model/backup/kinds';
import { ProblemError } from '../../model/problem';
import { OWN_MEMORY } from '../connections/memory';
import type { Desk } from '../desk';
import { ofConnection } from '../storage/database';
import type { RecordKind } from './kinds';

/** The last restore as it is stored. `undo` is the number of stored parts with the old records. */
export interface Head extends RestoreView {
  position: Position | null;
  undo: number;
}

/** The next step: a part of the backup, records that are here and not in it, or the schema, which is replaced last. */
export type Position = { at: 'part'; number: number } | { at: 'gone'; kind: RecordKind; after: string | null } | { at: 'schema' };

/** A part of a backup that is stored until it is applied. */
export interface Taken {
  kind: BackupKind;
  records: BackupRecord[];
}

/** The changes of a step: without `before` the record was added, without `after` it was removed. */
export interface Undo {
  kind: BackupKind;
  changes: { key: string; before: BackupRecord | null; after: BackupRecord | null }[];
  /** The settings document before the restore. */
  document?: string;
  counted: Partial<KindChanges>;
}

/** The stored parts of a restore: the backup itself, the last backup that both sides had, the old records. */
interface Parts {
  taken: Taken;
  base: Taken;
  undo: Undo;
}

const HEAD = 'restore';
const placeOf = (restore: string, what: keyof Parts) => `restore ${restore} ${what}`;

export async function headOf(desk: Desk): Promise<Head | null> {
  return ((await desk.database.get('bookJournal', [OWN_MEMORY, HEAD, 0]))?.value as Head | undefined) ?? null;
}

/** Throws the Problem `not-found` where another restore is the last one, or this one is in another phase. */
export async function current(desk: Desk, restore: string, phases: RestoreView['phase'][]): Promise<Head> {
  const head = await headOf(desk);
  if (!head || head.id !== restore || !phases.includes(head.phase)) throw new ProblemError({ kind: 'not-found' });
  return head;
}

export function keepHead(desk: Desk, head: Head): Promise<void> {
  return put(desk, HEAD, 0, head);
}

export function keepPart<W extends keyof Parts>(desk: Desk, restore: string, what: W, number: number, part: Parts[W]): Promise<void> {
  return put(desk, placeOf(restore, what), number, part);
}

export async function partOf<W extends keyof Parts>(desk: Desk, restore: string, what: W, number: number): Promise<Parts[W] | null> {
  const kept = await desk.database.get('bookJournal', [OWN_MEMORY, placeOf(restore, what), number]);
  return (kept?.value as Parts[W] | undefined) ?? null;
}

/** The stored parts of the backup, in the order of the file. */
export async function* takenParts(desk: Desk, { id, parts }: Pick<Head, 'id' | 'parts'>): AsyncGenerator<Taken> {
  for (let number = 0; number < parts; number++) {
    const part = await partOf(desk, id, 'taken', number);
    if (part) yield part;
  }
}

export async function forgetParts(desk: Desk, restore: string, what: (keyof Parts)[] = ['taken', 'base', 'undo']): Promise<void> {
  for (const one of what) {
    await desk.database.delete('bookJournal', ofConnection(OWN_MEMORY, placeOf(restore, one)));
  }
}

/** Deletes everything of a restore. */
export async function forgetAll(desk: Desk, restore: string): Promise<void> {
  await forgetParts(desk, restore);
  await desk.database.delete('bookJournal', [OWN_MEMORY, HEAD, 0]);
}

export function viewOf({ position: _, undo: __, ...view }: Head): RestoreView {
  return view;
}

/** Whether the restore may remove records that are not in the backup. */
export function hasGone({ joined }: Head, { way }: RestoreHow): boolean {
  return way === 'replace' || joined;
}

/** The settings document in a part of kind `settings`. */
export function documentIn({ records: [first] }: Taken): string {
  const document = first?.['document'];
  return typeof document === 'string' ? document : '';
}

/** Resolves once the record has reached the disk. */
async function put(desk: Desk, id: string, part: number, value: unknown): Promise<void> {
  await desk.withSpace(async () => {
    const { store, done } = desk.database.transaction('bookJournal', 'readwrite', { durability: 'strict' });
    await Promise.all([store.put({ connection: OWN_MEMORY, id, part, at: desk.now(), value }), done]);
  });
}
