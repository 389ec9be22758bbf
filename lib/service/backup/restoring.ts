import {
  addChanges,
  isBackupKind,
  type Compared,
  type Kept,
  type KindChanges,
  type RestoreHow,
  type RestoreView,
} from '../../model/backup/kinds';
import { sameJson } from '../../model/backup/merge';
import { since } from '../../model/elapsed';
import { oneByOne } from '../../model/one-by-one';
import { ProblemError } from '../../model/problem';
import type { Desk } from '../desk';
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
  viewOf,
  type Head,
  type Position,
  type Taken,
  type Undo,
} from './restore-journal';
import { keepBase, keepers, withBook } from './restore-sides';

/** A page may be closed and another one opened while a step is done. */
const inOrder = oneByOne();

export async function restoreNow(desk: Desk): Promise<RestoreView | null> {
  const head = await headOf(desk);
  return head && viewOf(head);
}

/** A backup is about to come, part by part. What the restore before it would need to be taken back goes. */
export function beginRestore(desk: Desk, { id, madeAt, from }: Pick<RestoreView, 'id' | 'madeAt' | 'from'>): Promise<RestoreView> {
  return inOrder(async () => {
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

/** A part of it; the same one twice is one. Nothing is changed by it. */
export function takePart(
  desk: Desk,
  { restore, number, kind, records }: { restore: string; number: number; kind: string; records: Kept[] },
): Promise<null> {
  return inOrder(async () => {
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
  /** The last backup that both sides know. */
  base?: () => AsyncIterable<Taken>;
  takes?: RestoreView['takes'];
}

/** All of it is here, and was as its end says. */
export function endTaking(desk: Desk, { restore, parts, base, takes = null }: Ending): Promise<RestoreView> {
  return inOrder(async () => {
    const head = await current(desk, restore, ['taking', 'ready']);
    const counts: RestoreView['counts'] = {};
    for (let number = 0; number < parts; number++) {
      const part = await partOf(desk, restore, 'taken', number);
      if (part) counts[part.kind] = (counts[part.kind] ?? 0) + part.records.length;
    }
    const ready: Head = { ...head, phase: 'ready', parts, counts, joined: base !== undefined, takes };
    if (base) await keepBase(desk, ready, base());
    await keepHead(desk, ready);
    return viewOf(ready);
  });
}

/** What a part of the restore would change; nothing is written. `next` goes on, null at the end. */
export async function compare(
  desk: Desk,
  { restore, how, after }: { restore: string; how: RestoreHow; after: string | null },
): Promise<Compared> {
  const head = await current(desk, restore, ['ready']);
  const position = after === null ? FIRST : (JSON.parse(after) as Position);
  const { plan, next } = await planned(desk, head, how, position);
  const changes = plan ? addChanges({}, plan.kind, plan.changes) : {};
  return { changes, examples: plan?.examples ?? [], next: next && JSON.stringify(next), settings: plan?.document ?? null };
}

/**
 * Does the next step: what is there before it is noted first, then it is written, then it is noted as done. A worker that is stopped in between does
 * it once more, which changes nothing that is changed already.
 */
export function applyNext(desk: Desk, { restore, how }: { restore: string; how: RestoreHow }): Promise<RestoreView> {
  return inOrder(async () => {
    const head = await current(desk, restore, ['ready', 'applying', 'done']);
    if (head.phase === 'done') return viewOf(head);
    const wanted = head.phase === 'ready' ? how : head.how!;
    const position = head.position ?? FIRST;
    const { plan, next } = await planned(desk, head, wanted, position);
    // A worker that was stopped may have changed all of it already, without a note that it is done.
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

/** Takes the last step back that has not been yet. What was changed after the restore stays. */
export function undoNext(desk: Desk, restore: string): Promise<RestoreView | null> {
  return inOrder(async () => {
    // A worker that was stopped may have taken the last one back.
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
      const own = part.changes.filter(({ after }, at) => sameJson(here[at] ?? null, after));
      // What is as it was before was taken back by a worker that was stopped then.
      leftOut = part.changes.filter(({ before, after }, at) => ![before, after].some((one) => sameJson(here[at] ?? null, one))).length;
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

/** What is needed to take it back goes, or what was taken in and is not wanted. */
export function forgetRestore(desk: Desk, restore: string): Promise<null> {
  return inOrder(async () => {
    if (await headOf(desk)) {
      await current(desk, restore, ['taking', 'ready', 'done']);
      await forgetAll(desk, restore);
    }
    return null;
  });
}

/** How long a file that was not taken in to its end waits, and what a restore can be taken back by, in ms. */
const TAKING_FOR = 24 * 60 * 60_000;
const UNDONE_WITHIN = 30 * 24 * 60 * 60_000;

/** Nobody takes up any more what a page was closed over, and a restore of long ago is not taken back. */
export function forgetOldRestore(desk: Desk): Promise<void> {
  return inOrder(async () => {
    const head = await headOf(desk);
    if (!head) return;
    const age = since(head.at, desk.now());
    const isOver = (head.phase === 'taking' && age > TAKING_FOR) || (head.phase === 'done' && age > UNDONE_WITHIN);
    if (isOver && age < Infinity) await forgetAll(desk, head.id);
  });
}

/** Answers with what it has changed, also where a worker that was stopped had begun it. */
async function write(desk: Desk, head: Head, plan: Plan, noted: Undo | null): Promise<Partial<KindChanges>> {
  const note = (undo: Undo) => keepPart(desk, head.id, 'undo', head.undo, undo);
  if (plan.kind === 'settings') {
    const document = noted?.document ?? (await desk.documents.write(true));
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
