import {
  addChanges,
  isBackupKind,
  type Compared,
  type BackupRecord,
  type KindChanges,
  type RestoreHow,
  type RestoreView,
} from '../../model/backup/kinds';
import { since } from '../../model/elapsed';
import { serialQueue } from '../../model/serial-queue';
import { ProblemError } from '../../model/problem';
import type { Desk } from '../desk';
import { lookAnew } from './fates';
import { isUnchanged } from './merging';
import { namedChanges } from './naming';
import { FIRST, GONE_KINDS, planned, type Plan } from './planning';
import {
  current,
  forgetAll,
  forgetParts,
  hasGone,
  headOf,
  keepHead,
  keepPart,
  partOf,
  takenParts,
  viewOf,
  type Head,
  type Position,
  type Taken,
  type Undo,
} from './restore-journal';
import { keepBase, keepers, withBook } from './restore-sides';

/** Two pages may call at the same time. */
const serially = serialQueue();

export async function restoreNow(desk: Desk): Promise<RestoreView | null> {
  const head = await headOf(desk);
  return head && viewOf(head);
}

/** Begins to receive a backup part by part, and deletes what the restore before would need to be undone. */
export function beginRestore(desk: Desk, { id, madeAt, from }: Pick<RestoreView, 'id' | 'madeAt' | 'from'>): Promise<RestoreView> {
  return serially(async () => {
    const before = await headOf(desk);
    if (before?.phase === 'applying' || before?.phase === 'undoing') throw new ProblemError({ kind: 'not-supported', ability: 'restore' });
    if (before) await forgetParts(desk, before.id);
    const head: Head = {
      ...{ id, madeAt, from, phase: 'taking', parts: 0, counts: {}, how: null, done: 0, steps: 0, changes: {}, joined: false, takes: null },
      ...{ at: desk.now(), position: null, undo: 0 },
    };
    await keepHead(desk, head);
    return viewOf(head);
  });
}

/** Stores one part; a part that comes twice is stored once. No record is changed. */
export function takePart(
  desk: Desk,
  { restore, number, kind, records }: { restore: string; number: number; kind: string; records: BackupRecord[] },
): Promise<null> {
  return serially(async () => {
    const head = await current(desk, restore, ['taking']);
    // A later version may have kinds that this one does not know.
    if (!isBackupKind(kind)) return null;
    await keepPart(desk, head.id, 'taken', number, { kind, records });
    return null;
  });
}

interface Ending {
  restore: string;
  parts: number;
  /** Reads the last backup that both sides had. */
  base?: () => AsyncIterable<Taken>;
  takes?: RestoreView['takes'];
}

/** Ends the receiving: all parts are stored, and their digest was correct. */
export function endTaking(desk: Desk, { restore, parts, base, takes = null }: Ending): Promise<RestoreView> {
  return serially(async () => {
    const head = await current(desk, restore, ['taking', 'ready']);
    const counts: RestoreView['counts'] = {};
    for await (const { kind, records } of takenParts(desk, { id: restore, parts })) counts[kind] = (counts[kind] ?? 0) + records.length;
    const ready: Head = { ...head, phase: 'ready', parts, counts, joined: base !== undefined, takes };
    if (base) await keepBase(desk, ready, base());
    await keepHead(desk, ready);
    return viewOf(ready);
  });
}

/** What one part of the restore would change; nothing is written. `next` asks for the next part, null at the end. */
export async function compare(
  desk: Desk,
  { restore, how, after }: { restore: string; how: RestoreHow; after: string | null },
): Promise<Compared> {
  const head = await current(desk, restore, ['ready']);
  const position = after === null ? FIRST : (JSON.parse(after) as Position);
  if (after === null) lookAnew();
  const { plan, next } = await planned(desk, head, how, position);
  const changes = plan ? addChanges({}, plan.kind, plan.changes) : {};
  const examples = await namedChanges(desk, head, plan?.examples ?? []);
  return { changes, examples, next: next && JSON.stringify(next), settings: plan?.document ?? null };
}

/**
 * Applies the next step: stores the old records, then writes the new ones, then stores that the step is done. A worker that was stopped in
 * between repeats the step, which changes nothing that is already changed.
 */
export function applyNext(desk: Desk, { restore, how }: { restore: string; how: RestoreHow }): Promise<RestoreView> {
  return serially(async () => {
    const head = await current(desk, restore, ['ready', 'applying', 'done']);
    if (head.phase === 'done') return viewOf(head);
    const wanted = head.phase === 'ready' ? how : head.how!;
    const position = head.position ?? FIRST;
    const { plan, next } = await planned(desk, head, wanted, position);
    // A worker that was stopped may have written the whole step without recording that it is done.
    const begun = await partOf(desk, restore, 'undo', head.undo);
    const changing = plan !== null && (begun !== null || plan.put.length + plan.remove.length + (plan.document ? 1 : 0) > 0);
    const steps = (hasGone(head, wanted) ? 2 : 1) * head.parts + GONE_KINDS.length;
    const done: Head = {
      ...head,
      phase: next ? 'applying' : 'done',
      how: wanted,
      position: next,
      done: Math.min(head.done + 1, steps),
      steps,
      undo: head.undo + (changing ? 1 : 0),
      at: desk.now(),
    };
    const counted = changing ? await write(desk, head, plan, begun) : plan?.changes;
    const noted: Head = { ...done, changes: plan ? addChanges(head.changes, plan.kind, counted!) : head.changes };
    await keepHead(desk, noted);
    if (!next) await forgetParts(desk, restore, ['taken', 'base']);
    return viewOf(noted);
  });
}

/** Undoes the last step that was not undone yet. Records that were changed after the restore stay as they are. */
export function undoNext(desk: Desk, restore: string): Promise<RestoreView | null> {
  return serially(async () => {
    // A worker that was stopped may have undone the last step.
    if (!(await headOf(desk))) return null;
    const head = await current(desk, restore, ['applying', 'done', 'undoing']);
    if (head.undo === 0) {
      await forgetAll(desk, restore);
      return null;
    }
    const number = head.undo - 1;
    const part = await partOf(desk, restore, 'undo', number);
    let leftOut = 0;
    if (part?.kind === 'settings') {
      if (part.document) await desk.documents.take(part.document);
    } else if (part) {
      const keeper = (await keepers(desk, null))[part.kind];
      const here = await keeper.here(part.changes.map(({ key }) => key));
      const { kind } = part;
      const isAs = (one: BackupRecord | null, now: BackupRecord | null) => (one && now ? isUnchanged(kind, one, now) : one === now);
      const own = part.changes.filter(({ after }, at) => isAs(after, here[at] ?? null));
      // A record that is as it was before the restore was undone by a worker that was stopped.
      leftOut = part.changes.filter(({ before, after }, at) => ![before, after].some((one) => isAs(one, here[at] ?? null))).length;
      const put = own.map(({ before }) => before).filter((before) => before !== null);
      await keeper.write({ put, remove: own.filter(({ before }) => before === null).map(({ key }) => key) });
    }
    const begun: Head = {
      ...head,
      phase: 'undoing',
      undo: number,
      steps: Math.max(head.steps, head.undo),
      done: number,
      changes: part ? addChanges(head.changes, part.kind, { leftOut }) : head.changes,
      at: desk.now(),
    };
    await keepHead(desk, begun);
    return viewOf(begun);
  });
}

/** Deletes what is needed to undo a restore, or the parts of one that is not wanted. */
export function forgetRestore(desk: Desk, restore: string): Promise<null> {
  return serially(async () => {
    if (await headOf(desk)) {
      await current(desk, restore, ['taking', 'ready', 'done']);
      await forgetAll(desk, restore);
    }
    return null;
  });
}

/** How long an incomplete backup stays stored, and how long a restore can be undone, in ms. */
const TAKING_FOR = 24 * 60 * 60_000;
const UNDONE_WITHIN = 30 * 24 * 60 * 60_000;

/** Deletes an incomplete backup whose page was closed, and what an old restore would need to be undone. */
export function forgetOldRestore(desk: Desk): Promise<void> {
  return serially(async () => {
    const head = await headOf(desk);
    if (!head) return;
    const age = since(head.at, desk.now());
    const isOver = (head.phase === 'taking' && age > TAKING_FOR) || (head.phase === 'done' && age > UNDONE_WITHIN);
    if (isOver && age < Infinity) await forgetAll(desk, head.id);
  });
}

/** Applies the step; returns the counts of the whole step, also where a stopped worker had begun it. */
async function write(desk: Desk, head: Head, plan: Plan, noted: Undo | null): Promise<Partial<KindChanges>> {
  const note = (undo: Undo) => keepPart(desk, head.id, 'undo', head.undo, undo);
  if (plan.kind === 'settings') {
    const document = noted?.document ?? (await desk.documents.give(true));
    await note({ kind: 'settings', changes: [], document, counted: plan.changes });
    await desk.documents.take(plan.document!);
    return plan.changes;
  }
  const again = new Set(plan.undo.map(({ key }) => key));
  const done = noted?.changes.filter(({ key }) => !again.has(key)) ?? [];
  const counted = done.length > 0 ? noted!.counted : plan.changes;
  await note({ kind: plan.kind, changes: [...done, ...plan.undo], counted });
  if (plan.put.length > 0) await withBook(desk, head);
  await (await keepers(desk, null))[plan.kind].write(plan);
  return counted;
}
