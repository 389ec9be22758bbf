import type { BackupKind, Kept, KindChanges, RestoreHow, RestoreView } from '../../model/backup/kinds';
import { ProblemError } from '../../model/problem';
import { OWN_MEMORY } from '../connections/memory';
import type { Desk } from '../desk';
import type { RecordKind } from './kinds';

/** The restore that is under way or was the last, as it is kept. `undo` is how many parts tell what was there before. */
export interface Head extends RestoreView {
  position: Position | null;
  undo: number;
}

/** The step that is next: a part of the backup, what is here and not in it, or at last what could not go before the others. */
export type Position = { at: 'part'; number: number } | { at: 'gone'; kind: RecordKind; after: string | null } | { at: 'schema' };

/** A part of a backup as it waits. */
export interface Taken {
  kind: BackupKind;
  records: Kept[];
}

/** What a step changes: without `before` it was not there, without `after` it has gone. */
export interface Undo {
  kind: BackupKind;
  changes: { key: string; before: Kept | null; after: Kept | null }[];
  /** The settings as they were before. */
  document?: string;
  counted: Partial<KindChanges>;
}

/** The parts that are kept of a restore besides its head: what has come, the last that both sides knew, what was there before. */
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

/** Throws the Problem `not-found` where it is another one by now, or is further than that. */
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

export async function forgetParts(desk: Desk, restore: string, what: (keyof Parts)[] = ['taken', 'base', 'undo']): Promise<void> {
  for (const one of what) {
    const place = placeOf(restore, one);
    await desk.database.delete('bookJournal', IDBKeyRange.bound([OWN_MEMORY, place], [OWN_MEMORY, place, []]));
  }
}

/** Nothing of it is left. */
export async function forgetAll(desk: Desk, restore: string): Promise<void> {
  await forgetParts(desk, restore);
  await desk.database.delete('bookJournal', [OWN_MEMORY, HEAD, 0]);
}

export function viewOf({ position: _, undo: __, ...view }: Head): RestoreView {
  return view;
}

/** Whether what is here and not in the backup may go. */
export function hasGone({ joined }: Head, { way }: RestoreHow): boolean {
  return way === 'replace' || joined;
}

/** The settings document of a backup. */
export function documentIn({ records: [first] }: Taken): string {
  const document = first?.['document'];
  return typeof document === 'string' ? document : '';
}

/** It has reached the disk when this resolves. */
async function put(desk: Desk, id: string, part: number, value: unknown): Promise<void> {
  await desk.withSpace(async () => {
    const { store, done } = desk.database.transaction('bookJournal', 'readwrite', { durability: 'strict' });
    await Promise.all([store.put({ connection: OWN_MEMORY, id, part, at: desk.now(), value }), done]);
  });
}
