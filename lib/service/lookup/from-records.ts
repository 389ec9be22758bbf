import type { Contact } from '../../model/contact';
import { decidedFor, type Decided } from '../contacts/links';
import type { Desk } from '../desk';
import { isWhole, type Directory } from '../directory/directory';
import { findIn } from '../directory/reading';
import { cachedAnswer } from '../storage/cache';
import type { CachedAnswer } from '../storage/database';
import { directoryOf, knownCustomer } from '../sync/open-directories';
import { asDecided, customersOf, done, findingOf, knownLink } from './finding';
import { freshnessOf, isFresh, nothingKnown, shownOf, wantsCompleting, type Known, type KnownBefore } from './known';
import { meIn } from './me';

/** What the records say about a contact: link, Directory and cache, in this order. */
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
  // A copy that is not whole knows less of a name than the CRM's last answer.
  return directory && isWhole(directory) ? inCopy() : ((await inCache()) ?? (await inCopy()));
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

/**
 * The Directory's match for the contact; null for nobody. Of one candidate only that customer is asked for; with several the CRM is asked for the
 * name, unless it was a moment ago.
 */
async function inDirectory(desk: Desk, directory: Directory, contact: Contact, { decided, answer, me }: Sources): Promise<Known | null> {
  const { connection } = directory;
  const found = await findIn(directory, contact.name, decided, me);
  const asked = answer !== null && isFresh(desk, answer.fetchedAt);
  if (found.decision === 'none') {
    return asked && isWhole(directory) ? { finding: done(connection, found), customers: [], fresh: true } : null;
  }
  const customers = await customersOf(desk, connection, found.candidates);
  // The decision is about the first candidate: no other takes their place if their record is missing.
  const first = customers.find(({ customer }) => customer.id === found.candidates[0]?.ref.id);
  if (!first) return null;
  // Before the Directory is whole, another customer of that name may be missing: the name has to be asked for.
  const alone = isWhole(directory) && found.decision !== 'several';
  const fresh = (asked || alone) && !(alone && wantsCompleting(desk, first));
  return { finding: done(connection, found), customers, fresh, ...(alone && { alone: first.customer }) };
}
