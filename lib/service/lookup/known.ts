import type { Contact } from '../../model/contact';
import type { CustomerRef } from '../../model/customer';
import { isPassing, type Problem } from '../../model/problem';
import type { Freshness } from '../../model/view';
import type { ContactAnswer, Finding, KnownCustomer } from '../../wire/items';
import { cachedAnswer } from '../storage/cache';
import type { CachedAnswer, CachedCustomer } from '../storage/database';
import type { Desk } from '../desk';
import { directoryOf, knownCustomer } from '../sync/open-directories';
import { findIn, isWhole, type Directory } from '../directory/directory';
import { besideLinks } from '../contacts/linked-elsewhere';
import { decidedFor, type Decided } from '../contacts/links';
import { matchCustomers, type Found } from '../directory/match';
import { meIn } from './me';
import { asBefore } from './as-before';
import { freshnessOf, isFresh, type Known } from './freshness';

/** The same, with what the person has decided about the contact. */
export type KnownBefore = Known & { decided: Decided };

/** What link, Directory and cache know, in this order. */
export async function knownOf(desk: Desk, connection: string, contact: Contact): Promise<KnownBefore> {
  const [decided, directory, answer, me] = await Promise.all([
    decidedFor(desk.database, connection, contact),
    directoryOf(desk, connection),
    cachedAnswer(desk.database, connection, contact.name),
    meIn(desk, connection),
  ]);
  const known = (await knownBy(desk, connection, contact, { decided, directory, answer, me })) ?? nothingKnown(connection);
  return { ...(await asDecided(desk, contact, known, decided)), decided };
}

interface Sources {
  decided: Decided;
  directory: Directory | null;
  answer: CachedAnswer | null;
  me: string | null;
}

async function knownBy(desk: Desk, connection: string, contact: Contact, sources: Sources): Promise<Known | null> {
  const { decided, directory, answer, me } = sources;
  if (decided.link) {
    const linked = await knownCustomer(desk, { connection, id: decided.link.id });
    return linked ? knownLink(desk, decided.link, linked) : null;
  }
  const inCopy = async () => directory && inDirectory(desk, directory, contact, sources);
  const inCache = async () => answer && knownAnswer(desk, answer, decided, me);
  // A copy that lacks people knows less of a name than the CRM's last answer to it.
  return directory && isWhole(directory) ? inCopy() : ((await inCache()) ?? (await inCopy()));
}

export function knownLink(desk: Desk, link: NonNullable<Decided['link']>, { customer, fetchedAt, goneAt }: CachedCustomer): Known {
  const gone = goneAt !== undefined;
  const fresh = isFresh(desk, fetchedAt) && !customer.brief && !gone;
  return {
    finding: {
      connection: customer.connection,
      progress: 'done',
      decision: link.certain ? 'sure' : 'likely',
      candidates: [{ ref: { connection: customer.connection, id: customer.id }, reasons: ['linked', ...(link.why ? [link.why] : [])] }],
      problem: gone ? { kind: 'not-found' } : null,
      ...(link.agreed && { agreed: true as const }),
    },
    customers: [{ customer, freshness: gone ? 'gone' : freshnessOf(fresh), fetchedAt }],
    fresh,
  };
}

async function knownAnswer(desk: Desk, answer: CachedAnswer, decided: Decided, me: string | null): Promise<Known | null> {
  const cached = await Promise.all(answer.ids.map((id) => knownCustomer(desk, { connection: answer.connection, id })));
  if (cached.some((one) => one === null || one.goneAt !== undefined)) return null;
  const customers = cached.filter((one) => one !== null);
  const fresh = isFresh(desk, answer.fetchedAt);
  const known = customers.map(({ customer, fetchedAt }) => ({ customer, freshness: freshnessOf(fresh), fetchedAt }));
  const finding = findingOf(answer.connection, answer.name, known, { complete: answer.complete === true, decided, me });
  return { finding, customers: known, fresh: fresh && !wantsCompleting(desk, shownOf(finding, known)) };
}

/** What a CRM's answer is decided with. `complete`: it has no further customer whom the name may mean. `me`: the agent's id there. */
interface With {
  complete: boolean;
  decided: Decided;
  me: string | null;
}

function findingOf(connection: string, name: string, known: KnownCustomer[], { complete, decided, me }: With): Finding {
  const customers = known.map((one) => one.customer);
  const found = matchCustomers(name, customers, { ...decided, complete, me });
  // A refused customer may not be in this answer and still share the name.
  const decision = decided.refused.length > 0 && found.decision === 'sure' ? 'likely' : found.decision;
  return { connection, progress: 'done', ...found, decision, problem: null };
}

/** What the CRM has just answered for the name: decided with the whole Directory where there is one, it knows how common a name is. */
export async function decisionOf(
  desk: Desk,
  contact: Contact,
  connection: string,
  answered: KnownCustomer[],
  { kept, ...asked }: With & { kept: Promise<unknown> },
): Promise<Known> {
  const directory = await directoryOf(desk, connection);
  if (!directory || !isWhole(directory)) {
    const finding = findingOf(connection, contact.name, answered, asked);
    return asDecided(desk, contact, { finding, customers: answered, fresh: true }, asked.decided);
  }
  // It learns of them, too.
  await kept;
  const found = findIn(directory, contact.name, asked.decided, asked.me);
  const known = { finding: done(connection, found), customers: await customersOf(desk, connection, found.candidates), fresh: true };
  return asDecided(desk, contact, known, asked.decided);
}

/** What was beyond doubt for this contact before, and whom a person has linked to them or to others, changes what their name says. */
async function asDecided(desk: Desk, contact: Contact, known: Known, decided: Decided): Promise<Known> {
  const before = await asBefore(desk, contact, known, decided);
  const linked = decided.link ? before : { ...before, finding: await besideLinks(desk.database, contact, before.finding, decided) };
  if (decided.refused.length === 0) return linked;
  const refused = await Promise.all(decided.refused.map((id) => knownCustomer(desk, { connection: known.finding.connection, id })));
  return { ...linked, finding: { ...linked.finding, refused: true }, refused: refused.flatMap((one) => one?.customer ?? []) };
}

/**
 * Whom the Directory takes for the contact; null for nobody. Somebody whom it puts forward is asked for alone; of several, the CRM is
 * asked for the name, unless it has been a moment ago.
 */
async function inDirectory(desk: Desk, directory: Directory, contact: Contact, { decided, answer, me }: Sources): Promise<Known | null> {
  const { connection } = directory;
  const found = findIn(directory, contact.name, decided, me);
  const asked = answer !== null && isFresh(desk, answer.fetchedAt);
  if (found.decision === 'none') {
    return asked && isWhole(directory) ? { finding: done(connection, found), customers: [], fresh: true } : null;
  }
  const customers = await customersOf(desk, connection, found.candidates);
  // The decision was made for the first: no other candidate replaces one whose record is missing.
  const first = customers.find(({ customer }) => customer.id === found.candidates[0]?.ref.id);
  if (!first) return null;
  // Before the Directory is whole another of that name may be missing: then the name has to be asked for.
  const alone = isWhole(directory) && found.decision !== 'several';
  const fresh = (asked || alone) && !(alone && wantsCompleting(desk, first));
  return { finding: done(connection, found), customers, fresh, ...(alone && { alone: first.customer }) };
}

/** What is kept of these candidates, as fresh as it is. */
export async function customersOf(desk: Desk, connection: string, candidates: readonly { ref: CustomerRef }[]): Promise<KnownCustomer[]> {
  const known = await Promise.all(candidates.map(({ ref }) => knownCustomer(desk, { connection, id: ref.id })));
  return known.flatMap((one) =>
    one ? [{ customer: one.customer, freshness: freshnessOf(isFresh(desk, one.fetchedAt)), fetchedAt: one.fetchedAt }] : [],
  );
}

function done(connection: string, { decision, candidates }: Found): Finding {
  return { connection, progress: 'done', decision, candidates, problem: null };
}

/** The customer whom the finding puts before the person as the one, if any. */
export function shownOf({ decision, candidates }: Finding, known: KnownCustomer[]): KnownCustomer | undefined {
  if (decision !== 'sure' && decision !== 'likely') return undefined;
  return known.find(({ customer }) => customer.id === candidates[0]?.ref.id);
}

/** A row of a list says too little to be shown as the customer, and what an older question has told too little about now. */
export function wantsCompleting(desk: Desk, shown: KnownCustomer | undefined): shown is KnownCustomer {
  return shown !== undefined && (Boolean(shown.customer.brief) || !isFresh(desk, shown.fetchedAt));
}

/** A connection that has not answered yet. */
export function nothingKnown(connection: string): Known {
  return { finding: { connection, progress: 'looking-up', decision: 'none', candidates: [], problem: null }, customers: [], fresh: false };
}

export function withProblem(known: Known, problem: Problem): Known {
  if (known.finding.progress === 'looking-up') {
    return { ...known, finding: { ...known.finding, progress: 'failed', problem } };
  }
  const freshness: Freshness = isPassing(problem) ? 'offline' : 'stale';
  return {
    ...known,
    finding: { ...known.finding, problem },
    customers: known.customers.map((one) => (one.freshness === 'gone' ? one : { ...one, freshness })),
  };
}

/** What could not be renewed the last time is shown as that, and asked for again however new it is. */
export function asLeft(known: KnownBefore, before: ContactAnswer | null): KnownBefore {
  const { connection } = known.finding;
  const problem = before?.findings.find((finding) => finding.connection === connection)?.problem;
  if (!known.fresh || !problem || problem.kind === 'not-found') return known;
  return { ...known, ...withProblem(known, problem), fresh: false };
}

/** While it is being asked again, nothing counts as fresh. */
export function renewing(known: Known): Known {
  const customers = known.customers.map((one) => (one.freshness === 'fresh' ? { ...one, freshness: 'stale' as const } : one));
  return { ...known, customers };
}
