import { refKey, type Customer } from '../model/customer';
import { applyChange, beforeOf, sameChange, type Base, type Change, type Edit, type Intent } from '../model/edit';
import { isPassing, ProblemError, toProblem, type Problem } from '../model/problem';
import type { Connection } from '../providers/provider';
import { item, writeState } from '../wire/items';
import { connectionOf, isWhole, noteStanding, type Desk } from './desk';
import { knownCustomer } from './directory/desk-directory';
import { keepCustomers, questionAt } from './kept-customers';

/** What came of sending edits. `theirs` is what the CRM has where somebody else has changed it since the edit was based on it. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'waits'; problem: Problem }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'conflict'; theirs: Change };

/** Sends some edits of one customer, of which a follow-up is always alone. Never throws. */
export async function attempt(desk: Desk, edits: Edit[]): Promise<Outcome> {
  const problem = await problemOf(apply(desk, edits));
  if (problem && (await isOfThese(desk, edits, problem))) {
    await noteStanding(desk, edits[0]!.ref.connection, null);
    return { kind: 'refused', problem };
  }
  await noteStanding(desk, edits[0]!.ref.connection, problem);
  if (problem === null) return { kind: 'accepted' };
  if (problem.kind === 'kept' || problem.kind === 'changed-too') await problemOf(renew(desk, edits[0]!));
  return problem.kind === 'conflict' && edits.length === 1 ? conflict(desk, edits[0]!, problem) : failed(problem, edits);
}

/** After so many attempts an edit that what stands before the CRM turns away is held against the rest of the connection. */
const MOST_TURNED_AWAY = 10;

/**
 * Whether a page of a proxy or a missing call is about these edits alone, such as one that is too long or has a word that a firewall refuses:
 * the CRM still answers with the customer whom they are about.
 */
async function isOfThese(desk: Desk, edits: Edit[], problem: Problem): Promise<boolean> {
  const turnedAway = problem.kind === 'server-error' && problem.status < 500;
  return turnedAway && attemptsOf(edits) >= MOST_TURNED_AWAY && (await problemOf(renew(desk, edits[0]!))) === null;
}

/** An answer that was cut off on its way is as good as none; where none is ever whole, the person is told after so many attempts. */
const MOST_CUT_OFF = 30;

function attemptsOf(edits: Edit[]): number {
  return Math.max(...edits.map(({ attempts }) => attempts));
}

function failed(problem: Problem, edits: Edit[]): Outcome {
  const cutOff = problem.kind === 'not-understood' && problem.path === '' && attemptsOf(edits) < MOST_CUT_OFF;
  // It was taken away a moment ago: what was made for it waits for the person.
  const waits = isPassing(problem) || isWhole(problem) || problem.kind === 'not-connected' || cutOff;
  return { kind: waits ? 'waits' : 'refused', problem };
}

async function apply(desk: Desk, edits: Edit[]): Promise<void> {
  const { ref, change } = edits[0]!;
  const { connection } = await connectionOf(desk, ref.connection);
  const known = await knownCustomer(desk, ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  const { signal } = new AbortController();
  await keep(desk, async () =>
    change.kind === 'follow-up'
      ? await writeFollowUp(connection, change, known.customer, signal)
      : await connection.apply(edits.map(changeOf), known.customer, signal, edits.flatMap(basesOf)),
  );
}

function changeOf({ change }: Edit): Change {
  return change as Change;
}

/** What the CRM may have without anybody else having changed it. */
function basesOf({ base, tried = [] }: Edit): Base[] {
  return base === null ? tried : [base, ...tried];
}

/** Shows the person what the CRM has. */
async function conflict(desk: Desk, edit: Edit, problem: Problem): Promise<Outcome> {
  let newest = null as Customer | null;
  const failure = await problemOf(renew(desk, edit).then((customer) => void (newest = customer)));
  if (failure) return failed(failure, [edit]);
  const theirs = newest && beforeOf(newest, edit.change);
  if (!theirs || theirs.kind === 'unseen') return { kind: 'refused', problem };
  return sameChange(theirs, edit.change) ? { kind: 'accepted' } : { kind: 'conflict', theirs };
}

/** What the CRM has by now of the customer of an edit, shown from then on. */
async function renew(desk: Desk, { ref }: Edit): Promise<Customer | null> {
  const { connection } = await connectionOf(desk, ref.connection);
  const known = await knownCustomer(desk, ref);
  return known && keep(desk, () => connection.get(known.customer, new AbortController().signal));
}

/** What the CRM has then is only asked for where the stage has moved; asking in vain does not make the follow-up any less written. */
async function writeFollowUp(crm: Connection, intent: FollowUpIntent, known: Customer, signal: AbortSignal): Promise<Customer> {
  if (!crm.addFollowUp) throw new ProblemError({ kind: 'not-supported', ability: 'follow-up' });
  await crm.addFollowUp(known, intent.followUp, signal);
  const after = applyChange(known, intent);
  return intent.followUp.stage === null ? after : crm.get(known, signal).catch(() => after);
}

type FollowUpIntent = Extract<Intent, { kind: 'follow-up' }>;

/** What the CRM has now is newer than the answer to any question that is still open. */
async function keep(desk: Desk, ask: () => Promise<Customer>): Promise<Customer> {
  const question = questionAt(desk);
  const customer = await ask();
  const [kept] = await keepCustomers(desk, [customer], { ...question, afterEdit: true });
  if (kept) await writeState(item(`customer:${refKey(customer)}`, { ...kept, freshness: 'fresh' }));
  return customer;
}

function problemOf(asked: Promise<unknown>): Promise<Problem | null> {
  return asked.then(
    () => null,
    (thrown) => toProblem(thrown, 'outbox'),
  );
}
