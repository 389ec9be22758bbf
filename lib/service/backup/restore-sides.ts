import type { BackupRecord, RestoreHow } from '../../model/backup/kinds';
import { documentId } from '../../model/former';
import type { ConnectionSettings } from '../../model/settings';
import { BOOK, loadConnections } from '../connections/connections';
import type { Desk } from '../desk';
import { keepersOf, namesOf, type Keeper, type RecordKind } from './kinds';
import { documentIn, keepPart, partOf, takenParts, type Head, type Taken } from './restore-journal';

/** A keeper for each kind. While a restore is only previewed, the connections in the backup's settings count as connected. */
export async function keepers(desk: Desk, head: Head | null, how: RestoreHow | null = null): Promise<Record<RecordKind, Keeper>> {
  const there = await loadConnections(desk.database);
  const called = new Set(there.map(({ id }) => documentId(id)));
  const coming = head?.phase === 'ready' && how?.settings ? await brought(desk, head) : [];
  const book = head?.counts.customers ? [BOOK] : [];
  const further = [...coming, ...book].filter(({ id }, at, all) => !called.has(id) && all.findIndex((one) => one.id === id) === at);
  return keepersOf(desk, namesOf([...there, ...further]));
}

async function brought(desk: Desk, head: Head): Promise<ConnectionSettings[]> {
  const part = await partOf(desk, head.id, 'taken', 0);
  return part?.kind === 'settings' ? desk.documents.connectionsIn(documentIn(part)) : [];
}

/** Connects the book where the backup has customers of it and the book is not connected. */
export async function withBook(desk: Desk, head: Head): Promise<void> {
  const there = await loadConnections(desk.database);
  if (head.counts.customers && !there.some(({ id }) => id === BOOK.id)) await desk.documents.connectBook();
}

/** Stores the records of the last backup that both sides had, as far as they belong to connections that are here. */
export async function keepBase(desk: Desk, head: Head, base: AsyncIterable<Taken>): Promise<void> {
  const known = await keepers(desk, head);
  let number = 0;
  for await (const { kind, records } of base) {
    if (kind === 'settings') continue;
    await keepPart(desk, head.id, 'base', number++, { kind, records: records.filter((one) => known[kind].takes(one)) });
  }
}

type Records = Map<RecordKind, Map<string, BackupRecord>>;
type Keys = Map<RecordKind, Set<string>>;

/** Cached records and keys of the restore that was asked about last; another worker reads them again. */
let remembered: { restore: string; base?: Promise<Records>; keys?: Promise<Keys> } = { restore: '' };

/** The records of the last backup that both sides had; null where there is none. */
export async function baseOf(desk: Desk, head: Head): Promise<Records | null> {
  if (!head.joined) return null;
  const of = ofRestore(head);
  return (of.base ??= readBase(desk, head).catch(forgetting));
}

/** The keys of all records in the backup. */
export function takenKeys(desk: Desk, head: Head): Promise<Keys> {
  const of = ofRestore(head);
  return (of.keys ??= readKeys(desk, head).catch(forgetting));
}

function ofRestore({ id }: Head): typeof remembered {
  if (remembered.restore !== id) remembered = { restore: id };
  return remembered;
}

function forgetting(thrown: unknown): never {
  remembered = { restore: '' };
  throw thrown;
}

async function readBase(desk: Desk, head: Head): Promise<Records> {
  const known = await keepers(desk, head);
  const all: Records = new Map();
  for (let number = 0; ; number++) {
    const part = await partOf(desk, head.id, 'base', number);
    if (!part) return all;
    const kind = part.kind as RecordKind;
    const own = all.get(kind) ?? new Map<string, BackupRecord>();
    all.set(kind, own);
    for (const record of part.records) own.set(known[kind].keyOf(record), record);
  }
}

async function readKeys(desk: Desk, head: Head): Promise<Keys> {
  const known = await keepers(desk, head);
  const all: Keys = new Map();
  for await (const { kind, records } of takenParts(desk, head)) {
    if (kind === 'settings') continue;
    const keys = all.get(kind) ?? new Set<string>();
    all.set(kind, keys);
    for (const record of records) keys.add(known[kind].keyOf(record));
  }
  return all;
}
