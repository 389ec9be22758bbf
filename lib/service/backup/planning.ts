import {
  preferredIn,
  type BackupKind,
  type ChangedRecord,
  type BackupRecord,
  type KindChanges,
  type Renamed,
  type RestoreHow,
} from '../../model/backup/kinds';
import { sameJson } from '../../model/backup/merge';
import { namedApart } from '../../model/backup/namesakes';
import type { BookSchema } from '../../model/book/schema';
import type { Desk } from '../desk';
import { customerOf, fatesOf, lookAnew, type FateOf } from './fates';
import type { Keeper, RecordKind } from './kinds';
import { isUnchanged, mergeOf } from './merging';
import { documentIn, hasGone, partOf, takenParts, type Head, type Position, type Taken, type Undo } from './restore-journal';
import { baseOf, keepers, takenKeys } from './restore-sides';
import { hasOtherParts, removedIn, usedSince, withParts } from './still-used';

/** The changes of one restore step. */
export interface Plan {
  kind: BackupKind;
  put: BackupRecord[];
  remove: string[];
  undo: Undo['changes'];
  changes: Partial<KindChanges>;
  examples: ChangedRecord[];
  /** A settings document to be applied. */
  document?: string;
}

export const FIRST: Position = { at: 'part', number: 0 };

/** The most changed records of one step that are shown; those with differences are always shown, because the person decides them. */
const MOST_EXAMPLES = 20;

export async function planned(
  desk: Desk,
  head: Head,
  how: RestoreHow,
  position: Position,
): Promise<{ plan: Plan | null; next: Position | null }> {
  const goneFirst = hasGone(head, how) ? ({ at: 'gone', kind: GONE_KINDS[0]!, after: null } as const) : null;
  if (position.at === 'part') {
    if (position.number >= head.parts) return { plan: null, next: goneFirst };
    const next: Position | null = position.number + 1 < head.parts ? { at: 'part', number: position.number + 1 } : goneFirst;
    const part = await partOf(desk, head.id, 'taken', position.number);
    if (!part) return { plan: null, next };
    if (part.kind === 'settings') {
      if (how.settings) await desk.documents.refuse(documentIn(part));
      return { plan: how.settings ? planOfSettings(part) : null, next };
    }
    // Customers that are removed later still use the present schema, so a replacing restore only adds to it here; the step `schema` replaces it
    // at the end.
    const isAdded = part.kind === 'schema' && how.way === 'replace';
    const way = isAdded ? { ...how, way: 'merge' as const, prefer: 'there' as const } : how;
    return { plan: await planOfPart(desk, head, part as Taken & { kind: RecordKind }, way, !isAdded), next };
  }
  if (position.at === 'gone') {
    if (position.kind === GONE_KINDS[0] && position.after === null) lookAnew();
    const keeper = (await keepers(desk, head, how))[position.kind];
    const { records, next } = await keeper.part(position.after);
    const plan = await planOfGone(desk, head, position.kind, keeper, records, how);
    if (next !== null) return { plan, next: { ...position, after: next } };
    const further = GONE_KINDS[GONE_KINDS.indexOf(position.kind) + 1];
    return { plan, next: further ? { at: 'gone', kind: further, after: null } : how.way === 'replace' ? { at: 'schema' } : null };
  }
  for await (const part of takenParts(desk, head)) {
    if (part.kind === 'schema') return { plan: await planOfPart(desk, head, part as Taken & { kind: RecordKind }, how), next: null };
  }
  return { plan: null, next: null };
}

/** The order in which records that are not in the backup are removed: a customer's follow-ups before the customer. */
export const GONE_KINDS: RecordKind[] = ['reminders', 'links', 'beside', 'followUps', 'customers', 'replies'];

function planOfSettings(part: Taken): Plan {
  return { ...emptyPlan('settings', { changed: 1 }), document: documentIn(part) };
}

async function planOfPart(desk: Desk, head: Head, part: Taken & { kind: RecordKind }, how: RestoreHow, isLasting = true): Promise<Plan> {
  const keeper = (await keepers(desk, head, how))[part.kind];
  const taken = part.records.filter((record) => keeper.takes(record));
  const keys = taken.map((record) => keeper.keyOf(record));
  const [here, bases] = await Promise.all([keeper.here(keys), baseOf(desk, head)]);
  const fateOf = await fatesAmong(desk, head, how, part.kind, [...taken, ...here.filter((one) => one !== null)], keeper);
  const plan = emptyPlan(part.kind, { leftOut: part.records.length - taken.length });
  const differ = part.kind === 'schema' && taken.some((there, at) => here[at] && hasOtherParts(schemaIn(there), schemaIn(here[at])));
  const whole = differ ? await wholeSchemas(desk, head, how) : (merged: BackupRecord) => merged;
  taken.forEach((there, at) => {
    const key = keys[at]!;
    const now = here[at] ?? null;
    const base = bases?.get(part.kind)?.get(key);
    const fate = fateOf(there)?.fate;
    const comes = { key, before: now, after: there, differences: [] };
    if (fate === 'comes-back' && part.kind !== 'customers') return addChange(plan, keeper, comes);
    if (now === null) return addMissing(plan, keeper, { key, there, base, how, fate: fateOf(there) });
    if (how.way === 'replace') return addChange(plan, keeper, comes);
    // The customer was deleted there, together with the records about them.
    if (fateOf(now)?.fate === 'stays') return count(plan, 'same');
    const { record, differences } = mergeOf(part.kind)(base, now, there, preferredIn(how, part.kind, key));
    const after = whole(record, now, there);
    const named = part.kind === 'schema' && isLasting ? namedApart(after, [now, there]) : { after };
    addChange(plan, keeper, { key, before: now, differences, ...named });
  });
  return plan;
}

/**
 * What one side has removed from the schema stays where the other has given it to a customer since: the value would have no name, or not be
 * shown at all.
 */
async function wholeSchemas(desk: Desk, head: Head, how: RestoreHow) {
  const bases = await baseOf(desk, head);
  if (!bases) return (merged: BackupRecord) => merged;
  const { customers } = await keepers(desk, head, how);
  const used = new Map<string, Set<string>>();
  const note = (records: BackupRecord[]) => {
    for (const one of records) {
      const book = String(one['connection']);
      const parts = used.get(book) ?? new Set<string>();
      for (const part of usedSince(one, bases.get('customers')?.get(customers.keyOf(one)))) parts.add(part);
      used.set(book, parts);
    }
  };
  for await (const { kind, records } of takenParts(desk, head)) {
    if (kind === 'customers') note(records.filter((one) => customers.takes(one)));
  }
  for (let after: string | null | undefined; after !== null;) {
    const part = await customers.part(after ?? null);
    note(part.records);
    after = part.next;
  }
  return (merged: BackupRecord, ...sides: BackupRecord[]) => {
    const [schema, ...both] = [merged, ...sides].map(schemaIn);
    const parts = used.get(String(merged['connection'])) ?? new Set<string>();
    return { ...merged, schema: withParts(schema!, both, removedIn(schema!, both).intersection(parts)) };
  };
}

function schemaIn(record: BackupRecord): BookSchema {
  return record['schema'] as BookSchema;
}

/** Looks up the fate of the customer that a record is or belongs to. */
async function fatesAmong(
  desk: Desk,
  head: Head,
  how: RestoreHow,
  kind: RecordKind,
  records: BackupRecord[],
  keeper: Keeper,
): Promise<(record: BackupRecord) => FateOf | undefined> {
  const keyOf = (record: BackupRecord) => (kind === 'customers' ? keeper.keyOf(record) : customerOf(kind, record));
  const keys = records.map(keyOf).filter((key) => key !== null);
  const fates = await fatesOf(desk, head, how, keys);
  return (record) => fates.get(keyOf(record) ?? '');
}

interface Missing {
  key: string;
  there: BackupRecord;
  base: BackupRecord | undefined;
  how: RestoreHow;
  fate: FateOf | undefined;
}

/** A record of the backup that is not here. If both sides once had it, it was deleted here since. */
function addMissing(plan: Plan, keeper: Keeper, { key, there, base, how, fate }: Missing): void {
  const isCustomer = plan.kind === 'customers';
  if (fate?.fate === 'stays-away' && !isCustomer) return count(plan, 'same');
  if (!base || how.way === 'replace') return addChange(plan, keeper, { key, before: null, after: there, differences: [] });
  const isAsked = isCustomer && fate ? fate.asked : !isUnchanged(plan.kind, base, there);
  if (!isAsked) return count(plan, 'same');
  const comesBack = preferredIn(how, plan.kind, key)('') === 'there';
  const differences = [{ at: '', here: null, there }];
  addChange(plan, keeper, { key, before: null, after: comesBack ? there : null, differences, named: there });
}

/** Plans the removal of records that are here and not in the backup. */
async function planOfGone(
  desk: Desk,
  head: Head,
  kind: RecordKind,
  keeper: Keeper,
  records: BackupRecord[],
  how: RestoreHow,
): Promise<Plan> {
  const [all, bases] = await Promise.all([takenKeys(desk, head), baseOf(desk, head)]);
  const fateOf = await fatesAmong(desk, head, how, kind, records, keeper);
  const plan = emptyPlan(kind, {});
  for (const before of records) {
    const key = keeper.keyOf(before);
    if (all.get(kind)?.has(key)) continue;
    const base = bases?.get(kind)?.get(key);
    const fate = fateOf(before);
    const goes = { key, before, after: null, differences: [] };
    if (how.way === 'replace') addChange(plan, keeper, goes);
    // A record that was added about a customer here is deleted or stays together with them.
    else if (fate && kind !== 'customers') {
      if (fate.fate === 'goes') addChange(plan, keeper, goes);
      else count(plan, 'same');
    } else if (base) {
      const isAsked = fate ? fate.asked : !isUnchanged(kind, base, before);
      const stays = isAsked && preferredIn(how, kind, key)('') === 'here';
      addChange(plan, keeper, {
        ...goes,
        after: stays ? before : null,
        differences: isAsked ? [{ at: '', here: before, there: null }] : [],
      });
    }
  }
  return plan;
}

function emptyPlan(kind: BackupKind, changes: Partial<KindChanges>): Plan {
  return { kind, put: [], remove: [], undo: [], changes, examples: [] };
}

function count(plan: Plan, what: keyof KindChanges, by = 1): void {
  plan.changes[what] = (plan.changes[what] ?? 0) + by;
}

interface OneChange {
  key: string;
  before: BackupRecord | null;
  after: BackupRecord | null;
  differences: ChangedRecord['differences'];
  renamed?: Renamed[];
  /** The record that lists show if `before` and `after` are null. */
  named?: BackupRecord;
}

function addChange(plan: Plan, keeper: Keeper, { key, before, after, differences, renamed, named }: OneChange): void {
  count(plan, 'differences', differences.length);
  const isSame = sameJson(before, after);
  const what = before === null ? 'added' : after === null ? 'gone' : 'changed';
  count(plan, isSame ? 'same' : what);
  if (!isSame || differences.length > 0) {
    const name = keeper.nameOf((before ?? after ?? named)!);
    if (differences.length > 0 || plan.examples.length < MOST_EXAMPLES)
      plan.examples.push({ kind: plan.kind, key, name, what: isSame ? 'changed' : what, differences, ...(renamed && { renamed }) });
  }
  if (isSame) return;
  if (after) plan.put.push(after);
  else plan.remove.push(key);
  plan.undo.push({ key, before, after });
}
