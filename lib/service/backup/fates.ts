import { preferredIn, type BackupRecord, type RestoreHow } from '../../model/backup/kinds';
import { sameJson } from '../../model/backup/merge';
import type { Desk } from '../desk';
import type { Keeper, RecordKind } from './kinds';
import { isUnchanged } from './merging';
import { partOf, takenParts, type Head } from './restore-journal';
import { baseOf, keepers, takenKeys } from './restore-sides';

/**
 * The fate of a customer whom one side has deleted since both sides were equal, and of all records about them: they are deleted here (`goes`),
 * stay here although the backup lacks them (`stays`), are restored from the backup (`comes-back`), or stay deleted (`stays-away`).
 */
export type Fate = 'goes' | 'stays' | 'comes-back' | 'stays-away';

/** `asked`: the other side has changed them since, so the person decides. */
export interface FateOf {
  fate: Fate;
  asked: boolean;
}

/** The kinds of records about a customer. */
export const ABOUT: readonly RecordKind[] = ['followUps', 'beside', 'links', 'reminders'];

/** The key of the customer whom a record is about; null if it is about none. */
export function customerOf(kind: RecordKind, record: BackupRecord): string | null {
  if (!ABOUT.includes(kind)) return null;
  const { ref, connection, customer } = record as { ref?: { connection: string; id: string }; connection: string; customer: string | null };
  if (kind === 'reminders') return ref ? JSON.stringify([ref.connection, ref.id]) : null;
  return customer === null ? null : JSON.stringify([connection, customer]);
}

/** The fates of these customers; one who is on both sides, or was never on both, has none. */
export async function fatesOf(desk: Desk, head: Head, how: RestoreHow, customers: Iterable<string>): Promise<Map<string, FateOf>> {
  const fates = new Map<string, FateOf>();
  if (!head.joined || how.way !== 'merge') return fates;
  const [bases, taken, added] = await Promise.all([baseOf(desk, head), takenKeys(desk, head), addedBy(desk, head)]);
  const known = bases!.get('customers');
  const keys = [...new Set(customers)].filter((key) => known?.has(key));
  const here = await (await keepers(desk, head, how)).customers.here(keys);
  for (const [at, key] of keys.entries()) {
    const now = added.has(key) ? null : (here[at] ?? null);
    const isThere = taken.get('customers')?.has(key) === true;
    if (isThere === (now !== null)) continue;
    const prefers = preferredIn(how, 'customers', key)('');
    if (now === null) {
      const asked = (await touchedThere(desk, head)).has(key);
      fates.set(key, { fate: asked && prefers === 'there' ? 'comes-back' : 'stays-away', asked });
    } else {
      const asked = !sameJson(known!.get(key), now) || (await touchedHere(desk, head, how)).has(key);
      fates.set(key, { fate: asked && prefers === 'here' ? 'stays' : 'goes', asked });
    }
  }
  return fates;
}

/** Results that are kept in memory during one phase of a restore; the records here may change between two phases. */
let remembered: Remembered = { of: '' };

interface Remembered {
  of: string;
  there?: Promise<Set<string>>;
  here?: Promise<Set<string>>;
  /** The customers added by the first `upTo` steps. */
  added?: { upTo: number; keys: Set<string> };
}

/** Clears the results, so that the records here are read again: when a comparison begins, and before the first removal. */
export function lookAnew(): void {
  remembered = { of: '' };
}

function rememberedOf({ id, phase }: Head): Remembered {
  const of = `${id} ${phase}`;
  if (remembered.of !== of) remembered = { of };
  return remembered;
}

function forgetting(thrown: unknown): never {
  lookAnew();
  throw thrown;
}

/** The customers who have changed in the backup since both sides were equal, or about whom a record has. */
function touchedThere(desk: Desk, head: Head): Promise<Set<string>> {
  const of = rememberedOf(head);
  return (of.there ??= readTouchedThere(desk, head).catch(forgetting));
}

function touchedHere(desk: Desk, head: Head, how: RestoreHow): Promise<Set<string>> {
  const of = rememberedOf(head);
  return (of.here ??= readTouchedHere(desk, head, how).catch(forgetting));
}

async function readTouchedThere(desk: Desk, head: Head): Promise<Set<string>> {
  const [known, bases] = await Promise.all([keepers(desk, head), baseOf(desk, head)]);
  const touched = new Set<string>();
  for await (const { kind, records } of takenParts(desk, head)) {
    if (kind !== 'settings') note(touched, kind, records, known[kind], bases!);
  }
  return touched;
}

async function readTouchedHere(desk: Desk, head: Head, how: RestoreHow): Promise<Set<string>> {
  const [known, bases] = await Promise.all([keepers(desk, head, how), baseOf(desk, head)]);
  const touched = new Set<string>();
  for (const kind of ABOUT) {
    for (let after: string | null | undefined; after !== null;) {
      const { records, next }: Awaited<ReturnType<Keeper['part']>> = await known[kind].part(after ?? null);
      note(touched, kind, records, known[kind], bases!);
      after = next;
    }
  }
  return touched;
}

type Bases = NonNullable<Awaited<ReturnType<typeof baseOf>>>;

function note(touched: Set<string>, kind: RecordKind, records: BackupRecord[], keeper: Keeper, bases: Bases): void {
  for (const record of records) {
    const customer = kind === 'customers' ? keeper.keyOf(record) : customerOf(kind, record);
    if (customer === null) continue;
    const base = bases.get(kind)?.get(keeper.keyOf(record));
    if (!base || !isLeft(kind, base, record)) touched.add(customer);
  }
}

/** Whether it is unchanged. The names of a link do not count. */
function isLeft(kind: RecordKind, base: BackupRecord, record: BackupRecord): boolean {
  if (kind === 'links') return base['customer'] === record['customer'];
  return isUnchanged(kind, base, record);
}

/** The customers whom this restore has added. */
async function addedBy(desk: Desk, head: Head): Promise<Set<string>> {
  const added = (rememberedOf(head).added ??= { upTo: 0, keys: new Set() });
  for (; added.upTo < head.undo; added.upTo++) {
    const part = await partOf(desk, head.id, 'undo', added.upTo);
    if (part?.kind !== 'customers') continue;
    for (const { key, before } of part.changes) if (before === null) added.keys.add(key);
  }
  return added.keys;
}
