import { contactKey, type Contact } from '../model/contact';
import { refKey, type Customer } from '../model/customer';
import { isPassing, toProblem, type Problem } from '../model/problem';
import type { Freshness } from '../model/view';
import { item, writeState, type ContactAnswer, type Finding, type KnownCustomer, type StateChange } from '../wire/items';
import { cachedAnswer, cachedCustomer, FRESH_FOR } from './cache';
import { answerFor } from './chats';
import type { Connected } from './connections';
import type { CachedAnswer, CachedCustomer } from './database';
import { connections, noteStanding, type Desk } from './desk';
import { keepCustomers, questionAt, stillAsked, type Question } from './kept-customers';
import { addressed, decidedFor, type Decided } from './links';
import { matchCustomers, phonesIn } from './match';
import { notePublished, trimSession } from './trim-session';

/** What is known about a contact in one connection: the finding and the customers that it names. */
interface Known {
  finding: Finding;
  customers: KnownCustomer[];
  /** Whether nothing needs to be asked. */
  fresh: boolean;
}

/**
 * Contact -> customers, through link, cache and CRM. What is known is published at once, each connection's answer when it comes;
 * every answer is filed under the contact it was asked for. One lookup per contact is under way at a time.
 * @param renew a connection to be asked whatever is kept of it
 */
export function lookUp(desk: Desk, contact: Contact, renew: string | null = null): Promise<ContactAnswer> {
  const key = contactKey(contact);
  const underWay = desk.lookups.get(key);
  if (underWay) return renew === null ? underWay : underWay.then(() => lookUp(desk, contact, renew));
  return begin(desk, contact, renew);
}

/** As `lookUp`, after a person has decided or changed a setting: a lookup that began before has nothing to say any more. */
export function lookUpAnew(desk: Desk, contact: Contact): Promise<ContactAnswer> {
  return begin(desk, contact, null);
}

function begin(desk: Desk, contact: Contact, renew: string | null): Promise<ContactAnswer> {
  const key = contactKey(contact);
  const isNewest = () => desk.lookups.get(key) === lookup;
  const lookup: Promise<ContactAnswer> = start(desk, contact, renew, isNewest)
    .then(async (answer) => (isNewest() ? answer : ((await desk.lookups.get(key)) ?? (await answerFor(contact)) ?? answer)))
    .finally(() => {
      if (isNewest()) desk.lookups.delete(key);
    });
  desk.lookups.set(key, lookup);
  return lookup;
}

async function start(desk: Desk, contact: Contact, renew: string | null, isNewest: () => boolean): Promise<ContactAnswer> {
  const all = await connections(desk);
  const known = await Promise.all(all.map((connected) => knownOf(desk, connected, contact)));
  const answer: ContactAnswer = { contact, at: desk.now(), findings: known.map((one) => one.finding) };
  const publish = async (found: Known[]) => (isNewest() ? write(desk, answer, found) : undefined);
  await publish(known);
  await Promise.all(
    known.map(async (one, position) => {
      if (one.fresh && one.finding.connection !== renew) return;
      const asked = await ask(desk, all[position]!, contact, one);
      answer.findings[position] = asked.finding;
      await publish([asked]);
    }),
  );
  void trimSession(desk);
  return answer;
}

async function write(desk: Desk, answer: ContactAnswer, known: Known[]): Promise<void> {
  const customers = known.flatMap((one) => one.customers);
  const items: StateChange[] = customers.map((one) => item(`customer:${refKey(one.customer)}`, one));
  const change: StateChange = Object.assign({}, item(`answer:${contactKey(answer.contact)}`, answer), ...items);
  notePublished(desk, Object.keys(change));
  await writeState(change);
}

/** What link and cache know. */
async function knownOf(desk: Desk, { settings: { id } }: Connected, contact: Contact): Promise<Known> {
  const decided = await decidedFor(desk.database, id, contact);
  if (decided.link) {
    const linked = await cachedCustomer(desk.database, { connection: id, id: decided.link.id });
    if (linked) return knownLink(desk, decided.link, linked.customer, linked.fetchedAt);
  }
  const answer = decided.link ? null : await cachedAnswer(desk.database, id, contact.name);
  return (answer && (await knownAnswer(desk, answer, decided))) ?? nothingKnown(id);
}

function knownLink(desk: Desk, link: NonNullable<Decided['link']>, customer: Customer, fetchedAt: number): Known {
  const fresh = isFresh(desk, fetchedAt) && !customer.brief;
  return {
    finding: {
      connection: customer.connection,
      progress: 'done',
      decision: link.certain ? 'sure' : 'likely',
      candidates: [{ ref: { connection: customer.connection, id: customer.id }, reasons: ['linked'] }],
      problem: null,
    },
    customers: [{ customer, freshness: freshnessOf(fresh), fetchedAt }],
    fresh,
  };
}

async function knownAnswer(desk: Desk, answer: CachedAnswer, decided: Decided): Promise<Known | null> {
  const cached = await Promise.all(answer.ids.map((id) => cachedCustomer(desk.database, { connection: answer.connection, id })));
  if (cached.includes(null)) return null;
  const customers = cached.filter((one) => one !== null);
  const fresh = isFresh(desk, answer.fetchedAt);
  const known = customers.map(({ customer, fetchedAt }) => ({ customer, freshness: freshnessOf(fresh), fetchedAt }));
  const finding = findingOf(answer.connection, answer.name, known, decided);
  return { finding, customers: known, fresh: fresh && !wantsCompleting(desk, shownOf(finding, known)) };
}

function findingOf(connection: string, name: string, known: KnownCustomer[], decided: Decided): Finding {
  const customers = known.map((one) => one.customer);
  const found = matchCustomers(name, customers, decided.refused);
  const decision = decided.ask && found.decision === 'sure' ? 'likely' : found.decision;
  return { connection, progress: 'done', ...found, decision, problem: null };
}

/** The customer whom the finding puts before the person as the one, if any. */
function shownOf({ decision, candidates }: Finding, known: KnownCustomer[]): KnownCustomer | undefined {
  if (decision !== 'sure' && decision !== 'likely') return undefined;
  return known.find(({ customer }) => customer.id === candidates[0]?.ref.id);
}

/** A row of a list says too little to be shown as the customer, and what an older question has told too little about now. */
function wantsCompleting(desk: Desk, shown: KnownCustomer | undefined): shown is KnownCustomer {
  return shown !== undefined && (Boolean(shown.customer.brief) || !isFresh(desk, shown.fetchedAt));
}

function nothingKnown(connection: string): Known {
  return { finding: { connection, progress: 'looking-up', decision: 'none', candidates: [], problem: null }, customers: [], fresh: false };
}

/** Asks the CRM. When that fails, what was known stays, marked as what it is. */
async function ask(desk: Desk, connected: Connected, contact: Contact, known: Known): Promise<Known> {
  const connection = connected.settings.id;
  const question = questionAt(desk);
  try {
    const asked = await askCrm(desk, connected, contact, question);
    if (!stillAsked(desk, question)) return known;
    await noteStanding(desk, connection, asked.finding.problem);
    return asked;
  } catch (thrown) {
    if (!stillAsked(desk, question)) return known;
    const problem = toProblem(thrown, 'lookup');
    await noteStanding(desk, connection, problem);
    return withProblem(known, problem);
  }
}

async function askCrm(desk: Desk, connected: Connected, contact: Contact, question: Question): Promise<Known> {
  const { settings, connection } = connected;
  const signal = new AbortController().signal;
  const decided = await decidedFor(desk.database, settings.id, contact);
  const linked = decided.link && (await renewedLink(desk, connected, contact, decided.link, question));
  if (linked) return knownLink(desk, decided.link!, linked.customer, linked.fetchedAt);
  const customers = await connection.find({ name: contact.name, phones: phonesIn(contact.name) }, signal);
  return keep(desk, connected, contact, customers, decided, question);
}

/** The linked customer as the CRM has it now; null when nothing is known of them here and the CRM does not know them either. */
async function renewedLink(
  desk: Desk,
  { settings: { id }, connection }: Connected,
  contact: Contact,
  link: NonNullable<Decided['link']>,
  question: Question,
): Promise<CachedCustomer | null> {
  const ref = { connection: id, id: link.id };
  const before = await cachedCustomer(desk.database, ref);
  try {
    const customer = await connection.get(before?.customer ?? addressed(ref, link, contact), new AbortController().signal);
    const [kept] = await keepCustomers(desk, [customer], question);
    return kept ?? { ...ref, customer, fetchedAt: desk.now() };
  } catch (thrown) {
    if (!before && toProblem(thrown, 'lookup').kind === 'not-found') return null;
    throw thrown;
  }
}

/** Keeps an answer for the name that was asked; what the person decided about one contact is applied when it is shown. */
async function keep(
  desk: Desk,
  connected: Connected,
  contact: Contact,
  customers: Customer[],
  decided: Decided,
  question: Question,
): Promise<Known> {
  const connection = connected.settings.id;
  const ids = customers.map(({ id }) => id);
  const kept = await keepCustomers(desk, customers, question, { connection, name: contact.name, ids, fetchedAt: desk.now() });
  const known = kept.map(({ customer, fetchedAt }): KnownCustomer => ({ customer, freshness: 'fresh', fetchedAt }));
  const finding = findingOf(connection, contact.name, known, decided);
  return complete(desk, connected, { finding, customers: known, fresh: true }, question);
}

/** Asks for the whole of the customer who is going to be shown, where the answer for the name held only a part. */
async function complete(desk: Desk, { connection }: Connected, known: Known, question: Question): Promise<Known> {
  const shown = shownOf(known.finding, known.customers);
  if (!wantsCompleting(desk, shown)) return known;
  try {
    const customer = await connection.get(shown.customer, new AbortController().signal);
    const kept = await keepCustomers(desk, [customer], question);
    const whole = kept.map((one): KnownCustomer => ({ customer: one.customer, freshness: 'fresh', fetchedAt: one.fetchedAt }));
    return { ...known, customers: known.customers.map((one) => (one === shown ? (whole[0] ?? one) : one)) };
  } catch (thrown) {
    return { ...known, finding: { ...known.finding, problem: toProblem(thrown, 'lookup') } };
  }
}

function withProblem(known: Known, problem: Problem): Known {
  if (known.finding.progress === 'looking-up') {
    return { ...known, finding: { ...known.finding, progress: 'failed', problem } };
  }
  const freshness: Freshness = isPassing(problem) ? 'offline' : 'stale';
  return {
    ...known,
    finding: { ...known.finding, problem },
    customers: known.customers.map((one) => ({ ...one, freshness })),
  };
}

function freshnessOf(fresh: boolean): Freshness {
  return fresh ? 'fresh' : 'stale';
}

function isFresh(desk: Desk, fetchedAt: number): boolean {
  return desk.now() - fetchedAt < FRESH_FOR;
}
