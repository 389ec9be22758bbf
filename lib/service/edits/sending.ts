import { until } from '../../model/elapsed';
import { refKey, type CustomerRef } from '../../model/customer';
import { isStuck, sameChange, sameTarget, type Change, type Edit } from '../../model/edit';
import { mayBeOfOne, unlessLocked, unlessUnreadable, type Problem } from '../../model/problem';
import { longestRest, restLeft } from '../../model/rest';
import { item, itemsOf, type StateChange } from '../../wire/items';
import { writeState } from '../session/items';
import { attempt, type Outcome } from './attempt';
import { connections, type Desk } from '../desk';
import { renewShown } from '../lookup/renew-shown';
import { heldBack, publishFormer } from './held-back';
import { beginSending, notePassing, settleEdits, storedEdits } from './stored-edits';
import { accepted, acceptedBut, noteAccepted, noteTaken } from './taken-edits';
import { wakeAt } from './wake';

/** Called when a customer looks different: an edit was made, accepted, refused or given up. */
export type Changed = (ref: CustomerRef) => Promise<void>;

/**
 * Sends one customer's edits in their order, as many at once as one call can carry. Called while it runs for the customer, it checks once more before
 * it ends.
 */
export async function drain(desk: Desk, ref: CustomerRef, changed: Changed): Promise<void> {
  const key = refKey(ref);
  if (desk.sending.has(key)) return void desk.sending.set(key, 'look-again');
  try {
    do {
      desk.sending.set(key, 'looking');
      for (let sent: Sent; (sent = await desk.lanes.run(ref.connection, () => sendNext(desk, ref, changed))) !== 'nothing';) {
        if (sent === 'in-doubt') await renewShown(desk, ref);
        await changed(ref);
      }
    } while (desk.sending.get(key) === 'look-again');
  } catch (thrown) {
    unlessLocked(thrown);
  } finally {
    desk.sending.delete(key);
  }
}

/** `nothing`: no edit may be sent now; `in-doubt`: the answer makes the customer doubtful, rather than the edit. */
type Sent = 'nothing' | 'sent' | 'in-doubt';

async function sendNext(desk: Desk, ref: CustomerRef, changed: Changed): Promise<Sent> {
  const stored = await storedEdits(desk);
  const waiting = stored.filter((edit) => refKey(edit.ref) === refKey(ref) && !isStuck(edit));
  const [first] = waiting;
  if (!first) return 'nothing';
  const why = await heldBack(desk, ref.connection);
  if (why) return hold(desk, waiting, why);
  const busy = await connectionWait(desk, ref.connection);
  const now = desk.now();
  const wait = Math.max(until(first.notBefore, longestRest(problemOf(first)), now), until(landedAt(first), ON_ITS_WAY, now), busy);
  if (wait > 0) {
    await wakeAt(now + wait, wait, () => void drain(desk, ref, changed).catch(unlessUnreadable));
    return 'nothing';
  }
  noteProbe(desk, ref.connection);
  const outcomes = await send(desk, leading(waiting));
  if (outcomes.some(({ kind }) => kind === 'accepted'))
    await notePassing(
      desk,
      stored.filter((edit) => isOvertaken(edit, ref)).map(({ id }) => id),
    );
  return outcomes.some((outcome) => doubtsCustomer(outcome, first)) ? 'in-doubt' : 'sent';
}

/** Whether an edit failed while an edit of another customer was accepted. */
function isOvertaken(edit: Edit, passing: CustomerRef): boolean {
  const { ref } = edit;
  const problem = problemOf(edit);
  return problem !== undefined && mayBeOfOne(problem) && ref.connection === passing.connection && ref.id !== passing.id;
}

function problemOf({ state }: Edit): Problem | undefined {
  return state.kind === 'queued' ? state.problem : undefined;
}

/** Marks edits as waiting for the person's decision; one that was being sent counts as not sent. */
async function hold(desk: Desk, waiting: Edit[], why: Extract<Problem, { kind: 'held-back' }>['why']): Promise<'nothing'> {
  const isHeld = ({ state }: Edit) => state.kind === 'queued' && state.problem?.kind === 'held-back' && state.problem.why === why;
  const held = (edit: Edit): Edit =>
    isStuck(edit) || isHeld(edit) ? edit : { ...edit, state: { kind: 'queued', problem: { kind: 'held-back', why } } };
  if (waiting.every(isHeld)) return 'nothing';
  await writeState(itemsOf(await settleEdits(desk, waiting, held)));
  await publishFormer(desk);
  return 'nothing';
}

/** How long a call of a worker that was stopped may still be on its way, in ms. */
const ON_ITS_WAY = 3_000;

/** When the call of an edit that is marked as being sent has arrived at the latest: only an earlier worker can have left it like that. */
function landedAt({ sentAt }: Edit): number {
  return sentAt === undefined ? 0 : sentAt + ON_ITS_WAY;
}

/**
 * The edits that may be sent together: none overtakes an earlier one that has to wait, and two about the same value with different bases are sent one
 * after the other.
 */
function leading(waiting: Edit[]): Edit[] {
  const ends = waiting.findIndex(
    ({ change }, at) => change.kind === 'follow-up' || waiting.slice(0, at).some((before) => meet(before.change, change)),
  );
  return waiting.slice(0, ends === -1 ? undefined : Math.max(ends, 1));
}

function meet(a: Edit['change'], b: Edit['change']): boolean {
  return sameTarget(a, b) || (a.kind === 'details' && b.kind === 'details');
}

/** Interval at which the network is tried, should the browser not report it, in ms. */
const LOOK_FOR_NETWORK = 60_000;

/** In how many ms a connection can be called: a wait that the CRM has asked for holds for all its calls, and without a network nothing is tried. */
async function connectionWait(desk: Desk, id: string): Promise<number> {
  const connected = (await connections(desk)).find(({ settings }) => settings.id === id);
  const far = connected && connected.provider.origins(connected.settings.values).length > 0;
  if (far && !desk.online()) return LOOK_FOR_NETWORK;
  const problem = desk.problems.get(id);
  if (!problem) return 0;
  if (problem.kind === 'rate-limited') return restLeft(problem, desk.now());
  if (!desk.probes.has(id)) noteProbe(desk, id);
  return until(desk.probes.get(id)!.from, LONGEST * 1.25, desk.now());
}

/** Notes a trial: of a connection with a Problem one edit is sent, the others wait for its result. */
function noteProbe(desk: Desk, id: string): void {
  const problem = desk.problems.get(id);
  if (!problem || problem.kind === 'rate-limited') return;
  const tries = (desk.probes.get(id)?.tries ?? 0) + 1;
  desk.probes.set(id, { from: desk.now() + waitFor(desk, tries, problem), tries });
}

/**
 * Whether the outcome makes the customer doubtful: the CRM does not have them, does not show them to this account, or its answer cannot be read. For
 * an unreadable answer only the first attempt counts, so that the card is not asked for again with each.
 */
function doubtsCustomer(outcome: Outcome, { attempts }: Edit): boolean {
  if (outcome.kind === 'waits') return outcome.problem.kind === 'not-understood' && attempts === 0;
  return outcome.kind === 'refused' && ['not-found', 'forbidden', 'not-understood'].includes(outcome.problem.kind);
}

/** Sends edits, and returns the outcome of each; empty if none of them is left. */
async function send(desk: Desk, chosen: Edit[]): Promise<Outcome[]> {
  // Read again: they may have been discarded or replaced since they were chosen.
  const sent = await beginSending(
    desk,
    chosen.map(({ id }) => id),
  );
  if (sent.length === 0) return [];
  const ids = sent.flatMap(({ id, carries = [] }) => [id, ...carries]);
  await writeState({ ...itemsOf(sent), ...(await noteTaken(desk, ids)) });
  const outcomes = await attempts(desk, sent);
  const sentAs = new Map(sent.map((edit, at) => [edit.id, { edit, outcome: outcomes[at]! }]));
  const met = new Set<string>();
  const settled = (now: Edit) => {
    met.add(now.id);
    const { edit, outcome } = sentAs.get(now.id)!;
    return after(desk, now, edit, outcome);
  };
  await noteAccepted(sent.filter((_, at) => outcomes[at]!.kind === 'accepted').map(({ id }) => id));
  const left = await desk.withSpace(() => settleEdits(desk, sent, settled));
  const waiting = new Set(left.map(({ id }) => id));
  const taken = sent.filter(({ id }, at) => outcomes[at]!.kind === 'accepted' && !waiting.has(id));
  // An edit that is missing now was deleted with its customer or connection, together with its item; or it was lost.
  const done = accepted(
    desk,
    taken.filter(({ id }) => met.has(id)),
  );
  await writeState({ ...goneItems(taken), ...done, ...itemsOf(left), ...(await acceptedBut(waiting)) });
  // The connection may have been removed meanwhile: the edit was counted among those that wait.
  if (taken[0] && (await heldBack(desk, taken[0].ref.connection))) await publishFormer(desk);
  return outcomes;
}

/** Sends all at once; if that is refused, each by itself, so that one does not block the others. */
async function attempts(desk: Desk, sent: Edit[]): Promise<Outcome[]> {
  const all = await attempt(desk, sent);
  if (sent.length === 1 || all.kind === 'accepted' || all.kind === 'waits') return sent.map(() => all);
  // The edits were written: sending each again would only find that.
  if (all.kind === 'refused' && all.problem.kind === 'changed-too') return sent.map((_, at) => (at === 0 ? all : { kind: 'accepted' }));
  const each: Outcome[] = [];
  for (const edit of sent) {
    const before = each.at(-1);
    each.push(before?.kind === 'waits' ? before : await attempt(desk, [edit]));
  }
  return each;
}

/** The edit after its outcome, null if it goes. A newer text may have been stored in it while it was being sent: that one was not tried yet. */
function after(desk: Desk, now: Edit, sent: Edit, outcome: Outcome): Edit | null {
  const same = sameChange(now.change, sent.change);
  const { attempts } = sent;
  switch (outcome.kind) {
    case 'accepted': {
      if (same) return null;
      if (sent.change.kind === 'follow-up')
        return { ...now, tried: [sent.change], state: { kind: 'rejected', problem: { kind: 'done-before' } } };
      const { tried: _, ...rest } = now;
      return { ...rest, base: sent.change as Change, attempts: 0, state: { kind: 'queued' } };
    }
    case 'waits':
      return {
        ...now,
        attempts,
        notBefore: desk.now() + waitFor(desk, attempts, outcome.problem),
        state: { kind: 'queued', problem: outcome.problem },
      };
    case 'refused':
      return same ? { ...now, attempts, state: { kind: 'rejected', problem: outcome.problem } } : now;
    case 'conflict':
      return same ? { ...now, attempts, state: { kind: 'conflict', theirs: outcome.theirs } } : now;
  }
}

/** Longest waits between attempts, in ms; a CRM that cannot be reached is tried more often. */
const LONGEST = 300_000;
const LONGEST_UNREACHED = 60_000;

/** 2 s, 4 s, 8 s ..., each a little longer or shorter so that many edits do not come at once; or what the CRM says. */
function waitFor(desk: Desk, attempts: number, problem: Problem): number {
  if (problem.kind === 'rate-limited') return Math.max(1_000, restLeft(problem, desk.now())) + Math.random() * 500;
  const longest = problem.kind === 'offline' || problem.kind === 'unreachable' ? LONGEST_UNREACHED : LONGEST;
  return Math.min(longest, 1_000 * 2 ** attempts) * (0.75 + Math.random() / 2);
}

function goneItems(edits: Edit[]): StateChange {
  return Object.assign({}, ...edits.map(({ id }) => item(`edit:${id}`, undefined))) as StateChange;
}
