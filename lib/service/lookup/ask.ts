import type { Contact } from '../../model/contact';
import { toProblem } from '../../model/problem';
import type { Answered } from '../../providers/provider';
import type { KnownCustomer } from '../../wire/items';
import type { Connected } from '../connections/connections';
import { addressed, type Decided, type Linked } from '../contacts/links';
import { noteStanding, type Desk } from '../desk';
import { phonesIn, prepareMatching } from '../directory/match';
import type { CachedCustomer } from '../storage/database';
import { knownCustomer, noteGone } from '../sync/open-directories';
import { completed } from './completing';
import { decisionOf, knownLink } from './finding';
import { knownOf } from './from-records';
import { goneSince, isRenewed } from './gone';
import { keepCustomers, keepShowing, snapshotOf, stillAsked, type Snapshot } from './kept-customers';
import { withProblem, type Known, type KnownBefore } from './known';
import { meIn } from './me';

/** A CRM's answer; `kept` resolves once it is on the disk. */
type Asked = Known & { kept?: Promise<unknown> };

/** Asks the CRM. If that fails, the known customers stay, marked as stale or offline. */
export async function ask(desk: Desk, connected: Connected, contact: Contact, known: KnownBefore): Promise<Asked> {
  const connection = connected.settings.id;
  const snapshot = snapshotOf(desk);
  try {
    const asked = await askCrm(desk, connected, contact, known, snapshot);
    if (!stillAsked(desk, snapshot)) return known;
    await noteStanding(desk, connection, asked.finding.problem);
    return asked;
  } catch (thrown) {
    if (!stillAsked(desk, snapshot)) return known;
    const problem = toProblem(thrown, 'lookup');
    await noteStanding(desk, connection, problem);
    return withProblem(known, problem);
  }
}

/** The cheapest sufficient question: for the one known customer by id, otherwise for all customers of that name. */
async function askCrm(desk: Desk, connected: Connected, contact: Contact, known: KnownBefore, snapshot: Snapshot): Promise<Asked> {
  const { settings, connection } = connected;
  const { decided } = known;
  const signal = new AbortController().signal;
  const linked = decided.link && (await renewedLink(desk, connected, contact, decided.link, snapshot));
  if (linked) return knownLink(desk, decided.link!, linked);
  await fetchPerhaps(desk, connected, contact, decided, snapshot);
  const alone = decided.link ? undefined : known.alone;
  if (alone && (await isRenewed(desk, connected, alone, snapshot))) return knownOf(desk, settings.id, contact);
  const answered = connection.find({ name: contact.name, phones: phonesIn(contact.name, decided.home) }, signal);
  const answers = Promise.all([answered, meIn(desk, settings.id, signal)]);
  setTimeout(() => prepareMatching(contact.name));
  const [answer, me] = await answers;
  const asked = await keep(desk, connected, contact, { ...answer, me }, decided, snapshot);
  const gone =
    asked.finding.decision === 'none' && !asked.finding.problem
      ? await goneSince(desk, connected, known, snapshot, alone !== undefined)
      : null;
  return gone ? { ...asked, ...gone } : asked;
}

/**
 * The linked customer as the CRM has it now, or the last known record if the CRM says that they were deleted; null if there is no record here and the
 * CRM does not know them either.
 */
async function renewedLink(
  desk: Desk,
  { settings: { id }, connection }: Connected,
  contact: Contact,
  link: Linked,
  snapshot: Snapshot,
): Promise<CachedCustomer | null> {
  const ref = { connection: id, id: link.id };
  const before = await knownCustomer(desk, ref);
  try {
    const customer = await connection.get(before?.customer ?? addressed(ref, link, contact), new AbortController().signal);
    const [kept] = await keepCustomers(desk, [customer], snapshot);
    return kept ?? { ...ref, customer, fetchedAt: desk.now() };
  } catch (thrown) {
    if (toProblem(thrown, 'lookup').kind !== 'not-found') throw thrown;
    return before && noteGone(desk, before);
  }
}

/** Fetches the customers whom the contact may still be, if there is no record of them: their name in the CRM may differ from the shown one. */
async function fetchPerhaps(desk: Desk, connected: Connected, contact: Contact, { perhaps }: Decided, snapshot: Snapshot): Promise<void> {
  const connection = connected.settings.id;
  for (const one of perhaps) {
    const there = await knownCustomer(desk, { connection, id: one.id });
    if (!there) await renewedLink(desk, connected, contact, one, snapshot);
  }
}

/** Stores an answer under the name that was asked for; the person's decisions about a contact are applied when it is shown. */
async function keep(
  desk: Desk,
  connected: Connected,
  contact: Contact,
  { customers, complete, me }: Answered & { me: string | null },
  decided: Decided,
  snapshot: Snapshot,
): Promise<Asked> {
  const connection = connected.settings.id;
  const ids = customers.map(({ id }) => id);
  const { shown, kept } = keepShowing(desk, customers, snapshot, { connection, name: contact.name, ids, complete, fetchedAt: desk.now() });
  kept.catch(() => undefined);
  const known = (await shown).map(({ customer, fetchedAt }): KnownCustomer => ({ customer, freshness: 'fresh', fetchedAt }));
  const decision = decisionOf(desk, contact, connection, known, { complete, decided, me, kept });
  return { ...(await completed(desk, connected, await decision, snapshot)), kept };
}
