import { since } from '../../model/elapsed';
import { bareCustomer, refKey, type Customer } from '../../model/customer';
import { applyChange, beforeOf, sameChange, type Base, type Change, type Edit, type Intent } from '../../model/edit';
import { concernsConnection, isPassing, mayBeOfOne, ProblemError, toProblem, type Problem } from '../../model/problem';
import type { Connection } from '../../providers/provider';
import { item } from '../../wire/items';
import { writeState } from '../session/items';
import { connectionOf, noteStanding, type Desk } from '../desk';
import { knownCustomer } from '../sync/open-directories';
import { keepCustomers, snapshotOf } from '../lookup/kept-customers';
import { nameReminders } from './stored-reminders';
import { isAcceptedBefore } from './taken-edits';

/** The outcome of sending edits. `theirs` is the CRM's value where another user has changed it since the edit's base. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'waits'; problem: Problem }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'conflict'; theirs: Change };

/** Sends some edits of one customer, of which a follow-up is always alone. Never throws. */
export async function attempt(desk: Desk, edits: Edit[]): Promise<Outcome> {
  const { connection } = edits[0]!.ref;
  const problem = await problemOf(apply(desk, edits));
  if (problem && (await isOfThese(desk, edits, problem))) {
    await noteStanding(desk, connection, null);
    return { kind: 'refused', problem };
  }
  if (problem?.kind === 'not-understood') await noteMisunderstood(desk, connection, problem);
  else await noteStanding(desk, connection, problem);
  if (problem === null) return { kind: 'accepted' };
  if (problem.kind === 'kept' || problem.kind === 'changed-too') await problemOf(renew(desk, edits[0]!));
  return problem.kind === 'conflict' && edits.length === 1 ? conflict(desk, edits[0]!, problem) : failed(problem);
}

/** After this many attempts an edit that fails, while the CRM works, is compared with the other edits of the connection. */
const MOST_ATTEMPTS = 10;
/** A CRM may fail at random: only after this many other edits were accepted, and after this time (ms), counts a failure as the edit's own. */
const MOST_PASSING = 3;
const LONG_ENOUGH = 30 * 60_000;
/** After this time (ms) it is enough that the CRM can read the customer: there may be no other writes to compare with. */
const TOO_LONG = 24 * 60 * 60_000;

/**
 * Whether a failure is caused by these edits alone, so that waiting does not help: a text that is too long, a word that a firewall refuses, a fault
 * of the CRM with this customer. If a gateway has answered, it counts as that only if the CRM can still read the customer.
 */
async function isOfThese(desk: Desk, edits: Edit[], problem: Problem): Promise<boolean> {
  if (!mayBeOfOne(problem) || Math.max(...edits.map(({ attempts }) => attempts)) < MOST_ATTEMPTS) return false;
  const reads = async () => (await problemOf(renew(desk, edits[0]!))) === null;
  if (concernsConnection(problem)) return reads();
  const age = Math.max(...edits.map(({ madeAt }) => since(madeAt, desk.now())));
  const passed = Math.max(...edits.map(({ passedBy = 0 }) => passedBy));
  return (passed >= MOST_PASSING && age >= LONG_ENOUGH) || (age >= TOO_LONG && (await reads()));
}

/** After an answer that is not understood: if the CRM's first customers cannot be read either, it is a Problem of the whole connection. */
async function noteMisunderstood(desk: Desk, connection: string, problem: Problem): Promise<void> {
  const { signal } = new AbortController();
  const first = await problemOf(connectionOf(desk, connection).then((crm) => crm.connection.search({}, null, signal)));
  await noteStanding(desk, connection, first?.kind === 'not-understood' ? problem : first, first !== null);
}

/** The outcome for a Problem. Only an understood answer of the CRM is a refusal; otherwise the edit is sent again. */
function failed(problem: Problem): Outcome {
  // A connection that was removed a moment ago: its edits wait for the person.
  const waits = isPassing(problem) || concernsConnection(problem) || ['not-connected', 'not-understood'].includes(problem.kind);
  return { kind: waits ? 'waits' : 'refused', problem };
}

async function apply(desk: Desk, edits: Edit[]): Promise<void> {
  const { ref, change } = edits[0]!;
  const { connection } = await connectionOf(desk, ref.connection);
  const { signal } = new AbortController();
  // If only the reference is stored, the CRM says whether the customer exists.
  const known =
    (await knownCustomer(desk, ref))?.customer ?? (await keep(desk, () => connection.get({ ...bareCustomer(ref), brief: true }, signal)));
  await keep(desk, async () =>
    change.kind === 'follow-up'
      ? await writeFollowUp(connection, edits[0]!, change, known, signal)
      : await connection.apply(edits.map(changeOf), known, signal, edits.flatMap(basesOf)),
  );
}

function changeOf({ change }: Edit): Change {
  return change as Change;
}

/** The values that the CRM may have if nobody else has changed it. */
function basesOf({ base, tried = [] }: Edit): Base[] {
  const sent = tried as Change[];
  return base === null ? sent : [base, ...sent];
}

/** The outcome of a conflict: shows the CRM's value, unless the person has undone the edit, which then is not in the CRM. */
async function conflict(desk: Desk, edit: Edit, problem: Problem): Promise<Outcome> {
  let newest = null as Customer | null;
  const failure = await problemOf(renew(desk, edit).then((customer) => void (newest = customer)));
  if (failure) return failed(failure);
  const theirs = newest && beforeOf(newest, edit.change);
  if (!theirs || theirs.kind === 'unseen') return { kind: 'refused', problem };
  return sameChange(theirs, edit.change) || isAsBefore(edit) ? { kind: 'accepted' } : { kind: 'conflict', theirs };
}

function isAsBefore({ change, base }: Edit): boolean {
  return base !== null && base.kind !== 'unseen' && sameChange(base, change);
}

/** Reads the edit's customer from the CRM again; it is shown from then on. */
async function renew(desk: Desk, { ref }: Edit): Promise<Customer | null> {
  const { connection } = await connectionOf(desk, ref.connection);
  const known = await knownCustomer(desk, ref);
  return known && keep(desk, () => connection.get(known.customer, new AbortController().signal));
}

/** Writes a follow-up. The customer is read again only if it changes the stage; if that fails the follow-up still counts as written. */
async function writeFollowUp(crm: Connection, edit: Edit, intent: FollowUpIntent, known: Customer, signal: AbortSignal): Promise<Customer> {
  if (!crm.addFollowUp) throw new ProblemError({ kind: 'not-supported', ability: 'follow-up' });
  if (!edit.further) await refuseSecond(crm, edit, known, signal);
  await crm.addFollowUp(known, intent.followUp, signal);
  const after = applyChange(known, intent);
  return intent.followUp.stage === null ? after : crm.get(known, signal).catch(() => after);
}

/**
 * A follow-up that was corrected after an attempt with an unknown outcome could be written twice. Throws the Problem `done-before` if the CRM has its
 * earlier version, or if that cannot be found out.
 */
async function refuseSecond(crm: Connection, { id, tried = [] }: Edit, known: Customer, signal: AbortSignal): Promise<void> {
  if (await isAcceptedBefore(id)) throw new ProblemError({ kind: 'done-before' });
  for (const before of tried as FollowUpIntent[]) {
    const there = (await crm.hasFollowUp?.(known, before.followUp, signal)) ?? null;
    if (there !== false) throw new ProblemError({ kind: 'done-before', ...(there === null && { unsure: true }) });
  }
}

type FollowUpIntent = Extract<Intent, { kind: 'follow-up' }>;

/** Stores the customer as after an edit: newer than the answer to any earlier question that is still open. */
async function keep(desk: Desk, ask: () => Promise<Customer>): Promise<Customer> {
  const snapshot = snapshotOf(desk);
  const customer = await ask();
  const [kept] = await keepCustomers(desk, [customer], { ...snapshot, afterEdit: true });
  if (kept) await writeState(item(`customer:${refKey(customer)}`, { ...kept, freshness: 'fresh' }));
  await nameReminders(desk, [customer]);
  return customer;
}

function problemOf(asked: Promise<unknown>): Promise<Problem | null> {
  return asked.then(
    () => null,
    (thrown) => toProblem(thrown, 'outbox'),
  );
}
