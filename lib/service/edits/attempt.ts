import { since } from '../../model/elapsed';
import { bareCustomer, refKey, type Customer } from '../../model/customer';
import { applyChange, beforeOf, sameChange, type Base, type Change, type Edit, type Intent } from '../../model/edit';
import { isPassing, mayBeOfOne, ProblemError, toProblem, type Problem } from '../../model/problem';
import type { Connection } from '../../providers/provider';
import { item } from '../../wire/items';
import { writeState } from '../session/items';
import { connectionOf, isWhole, noteStanding, type Desk } from '../desk';
import { knownCustomer } from '../sync/open-directories';
import { keepCustomers, snapshotOf } from '../lookup/kept-customers';
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
/** A CRM may fail at random for all: this many other edits have to be accepted, and this much time (ms) has to pass, before one edit is blamed. */
const MOST_PASSING = 3;
const LONG_ENOUGH = 30 * 60_000;
/** After this (ms) it is enough that the CRM reads them: there may be no other writes to compare with. */
const TOO_LONG = 24 * 60 * 60_000;

/**
 * Whether a failure is about these edits alone, such as one that is too long, has a word that a firewall refuses or meets a fault of the CRM's
 * own, so that waiting ends nothing. A page of a proxy is when the CRM still answers with their customer.
 */
async function isOfThese(desk: Desk, edits: Edit[], problem: Problem): Promise<boolean> {
  if (!mayBeOfOne(problem) || Math.max(...edits.map(({ attempts }) => attempts)) < MOST_ATTEMPTS) return false;
  const reads = async () => (await problemOf(renew(desk, edits[0]!))) === null;
  if (isWhole(problem)) return reads();
  const age = Math.max(...edits.map(({ madeAt }) => since(madeAt, desk.now())));
  const passed = Math.max(...edits.map(({ passedBy = 0 }) => passedBy));
  return (passed >= MOST_PASSING && age >= LONG_ENOUGH) || (age >= TOO_LONG && (await reads()));
}

/** An answer that is not understood blocks the whole connection where the CRM's first customers cannot be read either. */
async function noteMisunderstood(desk: Desk, connection: string, problem: Problem): Promise<void> {
  const { signal } = new AbortController();
  const first = await problemOf(connectionOf(desk, connection).then((crm) => crm.connection.search({}, null, signal)));
  await noteStanding(desk, connection, first?.kind === 'not-understood' ? problem : first, first !== null);
}

/** Only the CRM's own words are a refusal: what it says in words that are not understood is said again. */
function failed(problem: Problem): Outcome {
  // A connection was taken away a moment ago: what was made for it waits for the person.
  const waits = isPassing(problem) || isWhole(problem) || ['not-connected', 'not-understood'].includes(problem.kind);
  return { kind: waits ? 'waits' : 'refused', problem };
}

async function apply(desk: Desk, edits: Edit[]): Promise<void> {
  const { ref, change } = edits[0]!;
  const { connection } = await connectionOf(desk, ref.connection);
  const { signal } = new AbortController();
  // Where only the reference is stored, the CRM decides whether the customer exists.
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

/** What the CRM may have without anybody else having changed it. */
function basesOf({ base, tried = [] }: Edit): Base[] {
  const sent = tried as Change[];
  return base === null ? sent : [base, ...sent];
}

/** Shows the person what the CRM has, unless they have taken back what they wanted there: nothing of it is in the CRM then. */
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

/** What the CRM has by now of the customer of an edit, shown from then on. */
async function renew(desk: Desk, { ref }: Edit): Promise<Customer | null> {
  const { connection } = await connectionOf(desk, ref.connection);
  const known = await knownCustomer(desk, ref);
  return known && keep(desk, () => connection.get(known.customer, new AbortController().signal));
}

/** What the CRM has then is only asked for where the stage has moved; asking in vain does not make the follow-up any less written. */
async function writeFollowUp(crm: Connection, edit: Edit, intent: FollowUpIntent, known: Customer, signal: AbortSignal): Promise<Customer> {
  if (!crm.addFollowUp) throw new ProblemError({ kind: 'not-supported', ability: 'follow-up' });
  if (!edit.further) await refuseSecond(crm, edit, known, signal);
  await crm.addFollowUp(known, intent.followUp, signal);
  const after = applyChange(known, intent);
  return intent.followUp.stage === null ? after : crm.get(known, signal).catch(() => after);
}

/**
 * What was corrected before anybody could say that it was sent would be there twice. Throws the Problem `done-before` where the CRM has it as it was
 * then, and where nothing tells whether it has.
 */
async function refuseSecond(crm: Connection, { id, tried = [] }: Edit, known: Customer, signal: AbortSignal): Promise<void> {
  if (await isAcceptedBefore(id)) throw new ProblemError({ kind: 'done-before' });
  for (const before of tried as FollowUpIntent[]) {
    const there = (await crm.hasFollowUp?.(known, before.followUp, signal)) ?? null;
    if (there !== false) throw new ProblemError({ kind: 'done-before', ...(there === null && { unsure: true }) });
  }
}

type FollowUpIntent = Extract<Intent, { kind: 'follow-up' }>;

/** What the CRM has now is newer than the answer to any question that is still open. */
async function keep(desk: Desk, ask: () => Promise<Customer>): Promise<Customer> {
  const snapshot = snapshotOf(desk);
  const customer = await ask();
  const [kept] = await keepCustomers(desk, [customer], { ...snapshot, afterEdit: true });
  if (kept) await writeState(item(`customer:${refKey(customer)}`, { ...kept, freshness: 'fresh' }));
  return customer;
}

function problemOf(asked: Promise<unknown>): Promise<Problem | null> {
  return asked.then(
    () => null,
    (thrown) => toProblem(thrown, 'outbox'),
  );
}
