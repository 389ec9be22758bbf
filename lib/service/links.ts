import type { Contact } from '../model/contact';
import { sameRef, type Customer, type CustomerRef } from '../model/customer';
import { item, readState, writeState } from '../wire/items';
import type { Region } from '../model/regions';
import { cachedCustomer } from './cache';
import { homeNow } from './language';
import { forgetSure } from './same-contact';
import { isShownTwice } from './shown';
import { ofConnection, type CustomerAddress, type Database, type StoredLink } from './database';

/** What a person has decided about a contact in one connection. */
export interface Decided {
  /** The customer it is: `certain` unless only the name fits because a picture is not known. */
  link: { id: string; certain: boolean; address: CustomerAddress | null } | null;
  refused: string[];
  /** Whoever was refused need not have been refused for this very contact: those who are left are shown with a question at most. */
  ask: boolean;
  /** How phone numbers without a calling code are read. */
  home: Region | null;
}

/**
 * What is decided about this contact. Within one login the page's own id tells people apart; across logins only what is shown does,
 * so two links that fit are no link, and a link that two contacts of one login fit is a question to both.
 */
export async function decidedFor(database: Database, connection: string, contact: Contact): Promise<Decided> {
  const [named, pinned, twice, home] = await Promise.all([
    linksNamed(database, connection, contact),
    pinOf(connection, contact),
    isShownTwice(contact),
    homeNow(),
  ]);
  const refusals = { ...refusalsAmong(named, contact), home };
  if (!pinned) {
    const link = linkAmong(named, contact);
    return { link: link && { ...link, certain: link.certain && !twice }, ...refusals };
  }
  const address = named.find(({ customer }) => customer === pinned)?.address ?? null;
  return { link: { id: pinned, certain: true, address }, ...refusals };
}

/** What finds a linked customer again of whom nothing else is kept; a CRM that needs a name is told the address's or the shown one. */
export function addressed(ref: CustomerRef, { address }: NonNullable<Decided['link']>, contact: Contact): Customer {
  const nothing = { company: null, remark: null, nickname: null, stage: null, source: null, owner: null };
  const never = { createdAt: null, updatedAt: null, lastFollowUpAt: null };
  const { name, handle } = address ?? { name: contact.name, handle: {} };
  return { ...ref, ...nothing, ...never, name, handle, phones: [], helpers: [], tags: [], fields: [], brief: true };
}

function linkAmong(named: StoredLink[], contact: Contact): Decided['link'] {
  const exact = contact.avatar === null ? undefined : named.find((link) => link.avatar === contact.avatar);
  if (exact?.customer) return { id: exact.customer, certain: !exact.shared, address: exact.address ?? null };
  const [linked, another] = fitting(named, contact).filter((link) => link.customer !== null);
  return linked && !another ? { id: linked.customer!, certain: false, address: linked.address ?? null } : null;
}

/** Another picture is as likely another person of that name as a new picture: nothing that was decided for it counts here. */
function fitting(named: StoredLink[], contact: Contact): StoredLink[] {
  return named.filter((link) => link.avatar === '' || contact.avatar === null || link.avatar === contact.avatar);
}

/**
 * Whom to leave out. Where the picture is not known, people of one name may have refused one another's customer: then only those
 * whom all of them have refused.
 */
function refusalsAmong(named: StoredLink[], contact: Contact): Pick<Decided, 'refused' | 'ask'> {
  const exact = named.filter((link) => link.avatar !== '' && link.avatar === contact.avatar).flatMap(({ refused }) => refused);
  const blank = named.filter((link) => link.avatar === '').flatMap(({ refused }) => refused);
  const pictured = contact.avatar === null ? named.filter((link) => link.avatar !== '').map(({ refused }) => new Set(refused)) : [];
  const shared = pictured.length > 0 ? [...pictured.reduce((all, one) => all.intersection(one))] : [];
  return { refused: [...new Set([...exact, ...blank, ...shared])], ask: [...blank, ...shared].some((id) => !exact.includes(id)) };
}

/** Remembers that the contact is this customer. */
export async function link(database: Database, contact: Contact, ref: CustomerRef): Promise<void> {
  const known = (await cachedCustomer(database, ref))?.customer;
  const address = known && { name: known.name, handle: known.handle };
  await change(database, ref.connection, contact, (before) => ({
    ...before,
    customer: ref.id,
    ...(address && { address }),
    refused: before.refused.filter((id) => id !== ref.id),
  }));
  await writeState({ ...item(pinKey(ref.connection, contact), ref), ...forgetSure(ref.connection, contact) });
}

/** Remembers that the contact is not this customer. */
export async function refuse(database: Database, contact: Contact, ref: CustomerRef): Promise<void> {
  await change(database, ref.connection, contact, (before) => ({ ...before, refused: [...new Set([...before.refused, ref.id])] }));
  await forgetLink(database, contact, ref);
}

/** Forgets whom the contact was linked to. */
export async function unlink(database: Database, contact: Contact, connection: string): Promise<void> {
  const { link: linked } = await decidedFor(database, connection, contact);
  if (linked) await forgetLink(database, contact, { connection, id: linked.id });
}

/** A customer is gone: no contact is linked to them any more. */
export async function forgetLinks(database: Database, ref: CustomerRef): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  const all = await transaction.store.getAll(ofConnection(ref.connection));
  for (const link of all.filter(({ customer }) => customer === ref.id)) await transaction.store.put(withoutLink(link));
  await transaction.done;
  const isOf = (key: string, value: unknown) =>
    (key.startsWith('pin:') && sameRef(value as CustomerRef, ref)) ||
    (key.startsWith('sure:') && sameRef((value as { ref: CustomerRef }).ref, ref));
  const pins = Object.entries(await readState()).filter(([key, value]) => isOf(key, value));
  await writeState(Object.fromEntries(pins.map(([key]) => [key, undefined])));
}

/** Takes the link away wherever it would be found for this contact, be it that the picture was known then or is now. */
async function forgetLink(database: Database, contact: Contact, { connection, id }: CustomerRef): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  const named = await transaction.store.getAll(rangeOf(connection, contact));
  for (const found of fitting(named, contact)) {
    if (found.customer === id) await transaction.store.put(withoutLink(found));
  }
  await transaction.done;
  const pinned = (await pinOf(connection, contact)) === id;
  await writeState({ ...forgetSure(connection, contact), ...(pinned && item(pinKey(connection, contact), undefined)) });
}

function withoutLink({ address: _, ...link }: StoredLink): StoredLink {
  return { ...link, customer: null };
}

function linksNamed(database: Database, connection: string, contact: Contact): Promise<StoredLink[]> {
  return database.getAll('links', rangeOf(connection, contact));
}

function rangeOf(connection: string, { site, name }: Contact): IDBKeyRange {
  return IDBKeyRange.bound([connection, site, name], [connection, site, name, []]);
}

async function change(database: Database, connection: string, contact: Contact, decide: (before: StoredLink) => StoredLink): Promise<void> {
  const shared = await isShownTwice(contact);
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  const avatar = contact.avatar ?? '';
  const before = await transaction.store.get([connection, contact.site, contact.name, avatar]);
  const blank: StoredLink = { connection, site: contact.site, name: contact.name, avatar, customer: null, refused: [] };
  await transaction.store.put({ ...decide(before ?? blank), ...(shared && { shared }) });
  await transaction.done;
}

/** Everything that was decided about contacts of these connections. */
export async function linksOf(database: Database, connections: { id: string }[]): Promise<StoredLink[]> {
  const each = await Promise.all(connections.map(({ id }) => database.getAll('links', ofConnection(id))));
  return each.flat();
}

/** Takes over decisions that were made elsewhere; what was decided here for the same name and picture stays. */
export async function storeLinks(database: Database, links: StoredLink[]): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  for (const one of links) {
    const here = await transaction.store.get([one.connection, one.site, one.name, one.avatar]);
    await transaction.store.put(joined(one, here));
  }
  await transaction.done;
}

/** Two decisions about one contact as one: the newer one counts, and whom either has refused stays refused. */
export function joined(before: StoredLink, newer: StoredLink | undefined): StoredLink {
  if (!newer) return before;
  const decided = newer.customer === null ? before : newer;
  const refused = [...new Set([...before.refused, ...newer.refused])].filter((id) => id !== decided.customer);
  return { ...decided, refused, ...((before.shared || newer.shared) && { shared: true }) };
}

async function pinOf(connection: string, contact: Contact): Promise<string | null> {
  const key = pinKey(connection, contact);
  return (await readState([key]))[key]?.id ?? null;
}

function pinKey(connection: string, contact: Contact): `pin:${string}` {
  return `pin:${connection}\n${contact.site}\n${contact.id}`;
}
