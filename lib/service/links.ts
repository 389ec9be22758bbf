import { isNamedOnly, type Contact } from '../model/contact';
import type { Customer, CustomerRef } from '../model/customer';
import { readState } from '../wire/items';
import type { Region } from '../model/regions';
import { homeNow } from './language';
import { forgetLinked } from './linked-elsewhere';
import { isShownTwice } from './shown';
import { ofConnection, type CustomerAddress, type Database, type StoredLink } from './database';

/** What a person has decided about a contact in one connection. */
export interface Decided {
  /** The customer it is: `certain` unless only the name fits because a picture is not known. */
  link: { id: string; certain: boolean; address: CustomerAddress | null; agreed: boolean } | null;
  /** Never offered. Whoever is left once somebody was refused is shown with a question at most: that nobody else bears the name is not so. */
  refused: string[];
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
  const refusals = { refused: refusedAmong(named, contact), home };
  if (!pinned) {
    const link = linkAmong(named, contact);
    return { link: link && { ...link, certain: link.certain && !twice && !isNamedOnly(contact) }, ...refusals };
  }
  const row = named.find(({ customer }) => customer === pinned);
  return { link: linkOf(row, pinned, true), ...refusals };
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
  if (exact?.customer) return linkOf(exact, exact.customer, !exact.shared);
  const [linked, another] = fitting(named, contact).filter((link) => link.customer !== null);
  return linked && !another ? linkOf(linked, linked.customer!, false) : null;
}

function linkOf(row: StoredLink | undefined, id: string, certain: boolean): NonNullable<Decided['link']> {
  return { id, certain, address: row?.address ?? null, agreed: row?.agreed === true };
}

/** Another picture is as likely another person of that name as a new picture: nothing that was decided for it counts here. */
export function fitting(named: StoredLink[], contact: Contact): StoredLink[] {
  return named.filter((link) => link.avatar === '' || contact.avatar === null || link.avatar === contact.avatar);
}

/**
 * Whom to leave out. Where the picture is not known, people of one name may have refused one another's customer: then only those
 * whom all of them have refused.
 */
function refusedAmong(named: StoredLink[], contact: Contact): string[] {
  const exact = named.filter((link) => link.avatar !== '' && link.avatar === contact.avatar).flatMap(({ refused }) => refused);
  const blank = named.filter((link) => link.avatar === '').flatMap(({ refused }) => refused);
  const pictured = contact.avatar === null ? named.filter((link) => link.avatar !== '').map(({ refused }) => new Set(refused)) : [];
  const shared = pictured.length > 0 ? [...pictured.reduce((all, one) => all.intersection(one))] : [];
  return [...new Set([...exact, ...blank, ...shared])];
}

function linksNamed(database: Database, connection: string, contact: Contact): Promise<StoredLink[]> {
  return database.getAll('links', rangeOf(connection, contact));
}

export function rangeOf(connection: string, { site, name }: Contact): IDBKeyRange {
  return IDBKeyRange.bound([connection, site, name], [connection, site, name, []]);
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
  forgetLinked(database);
}

/** Two decisions about one contact as one: the newer one counts, and whom either has refused stays refused. */
export function joined(before: StoredLink, newer: StoredLink | undefined): StoredLink {
  if (!newer) return before;
  const decided = newer.customer === null ? before : newer;
  const refused = [...new Set([...before.refused, ...newer.refused])].filter((id) => id !== decided.customer);
  return { ...decided, refused, ...((before.shared || newer.shared) && { shared: true }) };
}

export async function pinOf(connection: string, contact: Contact): Promise<string | null> {
  if (isNamedOnly(contact)) return null;
  const key = pinKey(connection, contact);
  return (await readState([key]))[key]?.id ?? null;
}

export function pinKey(connection: string, contact: Contact): `pin:${string}` {
  return `pin:${connection}\n${contact.site}\n${contact.id}`;
}
