import type { Contact } from '../../model/contact';
import { personalNumbers } from '../../model/one-person';
import type { Region } from '../../model/region';
import type { Connected } from '../connections/connections';
import { besideLinks } from '../contacts/linked-elsewhere';
import type { Decided } from '../contacts/links';
import type { Desk } from '../desk';
import { cachedAnswer } from '../storage/cache';
import { directoryOf } from '../sync/open-directories';
import { isWhole } from '../directory/directory';
import { findIn } from '../directory/reading';
import { phonesIn } from '../directory/match';
import { certainIn } from './decide-once';
import { isFresh, type Known } from './known';
import { keepCustomers, snapshotOf } from './kept-customers';
import { customersOf } from './finding';

/** The most numbers of one person that are asked for: each is a call to the CRM. */
const MOST = 2;

/**
 * Looks for a customer who is certain in one connection in those that have nobody of the contact's name, by the customer's mobile numbers: they may
 * be there under another name. `decideOnce` then decides as among customers found by name. A CRM that cannot be asked counts as having nobody.
 */
export async function findByNumber(
  desk: Desk,
  all: readonly Connected[],
  now: (Known & { decided?: Decided })[],
  contact: Contact,
  publish: (found: Known[]) => Promise<void>,
): Promise<void> {
  const home = now[0]?.decided?.home ?? null;
  // The numbers in the shown name were asked for together with the name.
  const shown = phonesIn(contact.name, home);
  const numbers = [...new Set(certainIn(now).flatMap((one) => personalNumbers(one, home)))]
    .filter((number) => !shown.includes(number))
    .slice(0, MOST);
  if (numbers.length === 0) return;
  await Promise.all(
    now.map(async (one, position) => {
      const { connection, decision, progress, problem } = one.finding;
      if (decision !== 'none' || progress !== 'done' || problem) return;
      const refused = one.decided?.refused ?? [];
      const answered = await Promise.all(numbers.map((number) => holders(desk, all[position]!, number, home).catch(() => [])));
      const customers = answered.flat().filter(({ customer }, place, every) => {
        return !refused.includes(customer.id) && every.findIndex((other) => other.customer.id === customer.id) === place;
      });
      if (customers.length === 0) return;
      const candidates = customers.map(({ customer: { id } }) => ({ ref: { connection, id }, reasons: ['same-number' as const] }));
      const found = { ...one.finding, decision: customers.length > 1 ? ('several' as const) : ('likely' as const), candidates };
      const finding = one.decided ? await besideLinks(desk.database, contact, found, one.decided) : found;
      now[position] = { ...one, finding, customers };
      await publish([now[position]]);
    }),
  );
}

/** The customers of the connection that have this number. */
async function holders(desk: Desk, connected: Connected, number: string, home: Region | null): Promise<Known['customers']> {
  const found = await foundBy(desk, connected, number, home);
  return found.filter(({ customer }) => personalNumbers(customer, home).includes(number));
}

/** Asks the Directory if it is whole, else the last answer while that is fresh, else the CRM. */
async function foundBy(desk: Desk, { settings, connection }: Connected, number: string, home: Region | null): Promise<Known['customers']> {
  const { id } = settings;
  const directory = await directoryOf(desk, id);
  if (directory && isWhole(directory)) {
    return customersOf(desk, id, (await findIn(directory, number, { refused: [], home }, null)).candidates);
  }
  const answer = await cachedAnswer(desk.database, id, number);
  if (answer && isFresh(desk, answer.fetchedAt)) {
    const candidates = answer.ids.map((one) => ({ ref: { connection: id, id: one } }));
    return customersOf(desk, id, candidates);
  }
  const snapshot = snapshotOf(desk);
  const { customers, complete } = await connection.find({ name: number, phones: [number] }, new AbortController().signal);
  const ids = customers.map((one) => one.id);
  const kept = await keepCustomers(desk, customers, snapshot, { connection: id, name: number, ids, complete, fetchedAt: desk.now() });
  return kept.map(({ customer, fetchedAt }) => ({ customer, freshness: 'fresh' as const, fetchedAt }));
}
