import { refKey, type Customer, type CustomerRef } from '../../model/customer';
import { cachedCustomer } from '../storage/cache';
import type { CachedAnswer, CachedCustomer } from '../storage/database';
import { toProblem } from '../../model/problem';
import type { Desk } from '../desk';
import { knownCustomer, learnCustomers } from '../sync/open-directories';

/** The state when a CRM was asked, to detect later changes. */
export interface Snapshot {
  /** The connections as they were then. */
  connected: Desk['connected'];
  /** How many edits had been accepted. */
  accepted: number;
  /** The answer is what the CRM has after an edit. */
  afterEdit?: true;
}

export function snapshotOf(desk: Desk): Snapshot {
  return { connected: desk.connected, accepted: desk.accepted };
}

/** Whether the connections are still the same as when the CRM was asked. */
export function stillAsked(desk: Desk, { connected }: Snapshot): boolean {
  return desk.connected === connected;
}

/** Customers being stored: as they can be shown now, and as they are in the cache afterwards. */
export interface BeingStored {
  shown: Promise<CachedCustomer[]>;
  kept: Promise<CachedCustomer[]>;
}

/** As `keepCustomers`, for a caller that shows them: waits for the disk only where a stored record may be more complete. */
export function keepShowing(desk: Desk, customers: Customer[], snapshot: Snapshot, answer: CachedAnswer | null): BeingStored {
  const isNewest = ({ brief, ...ref }: Customer) => !brief && !isAcceptedSince(desk, ref, snapshot);
  const shown = fetched(customers, desk.now());
  const kept = keepCustomers(desk, customers, snapshot, answer);
  return { shown: stillAsked(desk, snapshot) && customers.every(isNewest) ? Promise.resolve(shown) : kept, kept };
}

/**
 * Stores customers whom a CRM has answered with, and the answer itself. Returns their newest records: an older answer does not undo an edit that was
 * accepted since the CRM was asked, and a row of a list does not replace a whole customer. Stores nothing of connections that were changed meanwhile.
 */
export async function keepCustomers(
  desk: Desk,
  customers: Customer[],
  snapshot: Snapshot,
  answer: CachedAnswer | null = null,
): Promise<CachedCustomer[]> {
  if (!stillAsked(desk, snapshot)) return [];
  if (snapshot.afterEdit) noteAccepted(desk, customers);
  const fetchedAt = desk.now();
  const unkept = fetched(customers, fetchedAt);
  const write = () => store(desk, customers, snapshot, answer, fetchedAt);
  // If the disk is full the customers are shown without being stored: copies of all others are worth more. After an edit, what is stored is out of date.
  const kept = await (snapshot.afterEdit ? desk.withSpace(write) : write()).catch((thrown: unknown) => whenFull(thrown, unkept));
  const news = kept.filter((one) => one.fetchedAt === fetchedAt).map((one) => one.customer);
  await learnCustomers(desk, news).catch((thrown) => whenFull(thrown, undefined));
  return kept;
}

/** An edit needs the record of its customer. One in a Directory alone could be deleted before the edit is sent: it is stored by itself. */
export async function keepForEdit(desk: Desk, ref: CustomerRef): Promise<void> {
  if (await cachedCustomer(desk.database, ref)) return;
  const known = await knownCustomer(desk, ref);
  if (!known) return;
  const { store, done } = desk.database.transaction('customers', 'readwrite', { durability: 'strict' });
  if (!(await store.get([ref.connection, ref.id]))) await store.put(known);
  await done;
}

function whenFull<T>(thrown: unknown, otherwise: T): T {
  if (toProblem(thrown, '').kind !== 'storage-full') throw thrown;
  return otherwise;
}

async function store(
  desk: Desk,
  customers: Customer[],
  snapshot: Snapshot,
  answer: CachedAnswer | null,
  fetchedAt: number,
): Promise<CachedCustomer[]> {
  const transaction = desk.database.transaction(['customers', 'answers'], 'readwrite');
  const table = transaction.objectStore('customers');
  const kept: CachedCustomer[] = [];
  for (const customer of customers) {
    const { connection, id } = customer;
    const before = await table.get([connection, id]);
    const next = before && staysAsIs(desk, before, customer, snapshot) ? before : { connection, id, customer, fetchedAt };
    if (next !== before) await table.put(next);
    kept.push(next);
  }
  if (answer) await transaction.objectStore('answers').put(answer);
  await transaction.done;
  return kept;
}

function fetched(customers: Customer[], fetchedAt: number): CachedCustomer[] {
  return customers.map((customer) => ({ connection: customer.connection, id: customer.id, customer, fetchedAt }));
}

function staysAsIs(desk: Desk, before: CachedCustomer, next: Customer, snapshot: Snapshot): boolean {
  if (snapshot.afterEdit || before.goneAt !== undefined) return false;
  return isAcceptedSince(desk, next, snapshot) || Boolean(next.brief && !before.customer.brief);
}

function isAcceptedSince(desk: Desk, ref: CustomerRef, { accepted }: Snapshot): boolean {
  return (desk.acceptedAt.get(refKey(ref)) ?? 0) > accepted;
}

function noteAccepted(desk: Desk, customers: Customer[]): void {
  desk.accepted++;
  for (const customer of customers) desk.acceptedAt.set(refKey(customer), desk.accepted);
}
