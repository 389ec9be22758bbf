import { idKindOf, type Contact } from '../../model/contact';
import type { Customer, CustomerRef } from '../../model/customer';
import { isAlike, isNoKey } from '../../model/link-name';
import type { Region } from '../../model/regions';
import { readState } from '../session/items';
import { homeNow } from '../language';
import { avatarOfId, forgetLinked, linkBook, MOST_NAMES, type LinkBook } from './link-book';
import { isShownTwice } from './shown-names';
import { ofConnection, type CustomerAddress, type Database, type StoredLink } from '../storage/database';

/** A customer linked to a contact; `why` says what has changed since, if that makes the link a question. */
export interface Linked {
  id: string;
  address: CustomerAddress | null;
  /** The person knows what contradicts it. */
  agreed: boolean;
  why: 'renamed' | 'new-picture' | null;
}

/** What a person has decided about a contact in one connection. */
export interface Decided {
  /** The customer it is: `certain` unless another contact may be meant. */
  link: (Linked & { certain: boolean }) | null;
  /** Customers of contacts who may be this one under another picture or name: offered beside those that match the name. */
  perhaps: Linked[];
  /** Never offered. The remaining candidates are then offered with a question at most, because the name is not unique. */
  refused: string[];
  /** Refused for a contact who may be this one: offered with a question at most. */
  doubted: string[];
  /** How phone numbers without a calling code are read. */
  home: Region | null;
}

/** What is decided about this contact. A lasting id tells people apart for good, another one within its login; a name only with the picture. */
export async function decidedFor(database: Database, connection: string, contact: Contact): Promise<Decided> {
  const [book, home] = await Promise.all([linkBook(database, connection), homeNow()]);
  if (idKindOf(contact) === 'lasting') return { ...byId(book, contact), home };
  const [pinned, twice, free] = await Promise.all([pinOf(connection, contact), isShownTwice(contact), freeLinks(book, contact)]);
  const named = byName(book, contact, free);
  if (pinned) return { ...named, link: { ...linkedTo(pinned, book.named(contact)), certain: true }, perhaps: [], home };
  return { ...named, link: named.link && { ...named.link, certain: named.link.certain && !twice }, home };
}

/** A reference for fetching a linked customer without a record here; a CRM that needs a name gets the stored or the shown one. */
export function addressed(ref: CustomerRef, { address }: Linked, contact: Contact): Customer {
  const nothing = { company: null, remark: null, nickname: null, stage: null, source: null, owner: null };
  const never = { createdAt: null, updatedAt: null, lastFollowUpAt: null };
  const { name, handle } = address ?? { name: contact.name, handle: {} };
  return { ...ref, ...nothing, ...never, name, handle, phones: [], helpers: [], tags: [], fields: [], brief: true };
}

/**
 * By a lasting id. Under an entirely different name it becomes a question: a page may use an id that is not the contact's alone. A link that was stored
 * by name before the page had ids is offered with a question until it is known whose it was; such a refusal counts for a name that only one person
 * has.
 */
function byId(book: LinkBook, contact: Contact): Omit<Decided, 'home'> {
  const own = book.byId(contact);
  const older = book.named(contact);
  const held = older.length === 0 || isNoKey(contact.name) ? [] : older.flatMap((one) => one.refused);
  const refused = unique([...(own?.refused ?? []), ...held]).filter((id) => id !== own?.customer);
  const nothing = { link: null, perhaps: [], refused, doubted: [] };
  if (own?.customer) {
    const link = linkedTo(own.customer, [own]);
    const certain = (own.names ?? [own.name]).some((name) => isAlike(name, contact.name));
    return certain ? { ...nothing, link: { ...link, certain } } : { ...nothing, perhaps: [{ ...link, why: 'renamed' }] };
  }
  const [linked, another] = customersOf(older).filter((id) => !refused.includes(id));
  return { ...nothing, perhaps: linked !== undefined && another === undefined ? [linkedTo(linked, older)] : [] };
}

/** By name and picture, of the links that may be this contact's. A name that many people have makes nobody certain, and is not looked for under another picture. */
function byName(book: LinkBook, contact: Contact, { named, pictured }: FreeLinks): Omit<Decided, 'home'> {
  const beside = book.namedBeside(contact);
  // Most contacts have no link, and what tells a shared name takes a worker a few milliseconds when it is first used.
  const shared = named.length + pictured.length + beside.length > 0 && isNoKey(contact.name);
  const fits = fitting(named, contact);
  const others = shared ? [] : named.filter((one) => !fits.includes(one));
  const alike = pictured.filter((one) => isAlike(one.name, contact.name));
  const held = [...named.filter((one) => isExact(one, contact) || one.avatar === ''), ...alike];
  const refused = unique([...held.flatMap((one) => one.refused), ...refusedByAll(named, contact)]);
  const link = linkAmong(named, contact);
  const perhaps = [
    ...(shared ? [] : fits.map((one) => why(one, null))),
    ...others.map((one) => why(one, 'new-picture')),
    ...(alike.length > 0 ? alike : pictured.length > 1 ? [] : pictured).map((one) => why(one, 'renamed')),
    // The page had lasting ids before it was taught again.
    ...(shared ? [] : beside).map((one) => why(one, null)),
  ].flatMap((one) => one ?? []);
  const doubted = unique([...others, ...(contact.avatar === null ? named : [])].flatMap((one) => one.refused));
  return {
    link: link && { ...link, certain: link.certain && !shared && idKindOf(contact) !== 'name' },
    perhaps: link ? [] : perhaps.filter(({ id }, at) => !refused.includes(id) && perhaps.findIndex((one) => one.id === id) === at),
    refused,
    doubted: doubted.filter((id) => !refused.includes(id)),
  };
}

/** The links that may be the contact's. */
interface FreeLinks {
  /** Found by the name, with any picture. */
  named: StoredLink[];
  /** Found by the picture under another name: a similar name, or any name if the picture's number is long enough to be one contact's. */
  pictured: StoredLink[];
}

/** A link whose name and picture another contact shows in this login belongs to that contact. */
async function freeLinks(book: LinkBook, contact: Contact): Promise<FreeLinks> {
  const named = book.named(contact);
  const isOneContacts = ({ avatar }: StoredLink) => /^\d{5,}$/.test(avatar);
  const others = book.pictured(contact).filter((one) => !named.includes(one));
  const fits = (one: StoredLink) => isOneContacts(one) || isAlike(one.name, contact.name);
  const pictured = others.length === 0 || isNoKey(contact.name) ? [] : others.filter(fits);
  const isTaken = async ({ name, avatar }: StoredLink) => avatar !== '' && isShownTwice({ ...contact, name, avatar });
  const free = async (links: StoredLink[]) => {
    const taken = await Promise.all(links.map(isTaken));
    return links.filter((one, at) => !taken[at] || (named.includes(one) && isExact(one, contact)));
  };
  return { named: await free(named), pictured: await free(pictured) };
}

function linkAmong(named: StoredLink[], contact: Contact): Decided['link'] {
  const exact = named.filter((one) => isExact(one, contact));
  const [pictured] = customersOf(exact);
  if (pictured !== undefined) {
    if (customersOf(exact).length > 1) return null;
    return { ...linkedTo(pictured, exact), certain: !exact.some(({ shared }) => shared) };
  }
  const fits = fitting(named, contact);
  const [linked, another] = customersOf(fits);
  return linked !== undefined && another === undefined ? { ...linkedTo(linked, fits), certain: false } : null;
}

function customersOf(links: StoredLink[]): string[] {
  return unique(links.flatMap(({ customer }) => customer ?? []));
}

function linkedTo(id: string, links: StoredLink[]): Linked {
  const link = links.find(({ customer }) => customer === id);
  return { id, address: link?.address ?? null, agreed: link?.agreed === true, why: null };
}

function why(link: StoredLink, reason: Linked['why']): Linked | null {
  return link.customer === null ? null : { ...linkedTo(link.customer, [link]), why: reason };
}

function isExact({ avatar }: StoredLink, contact: Contact): boolean {
  return avatar !== '' && avatar === contact.avatar;
}

/** The links that hold for the contact. Another picture is as likely to be another person of that name as a new picture of this one. */
export function fitting(named: StoredLink[], contact: Contact): StoredLink[] {
  return named.filter((link) => link.avatar === '' || contact.avatar === null || link.avatar === contact.avatar);
}

/** If the picture is not known, several people of one name may each have refused the other's customer: only customers whom all of them have refused. */
function refusedByAll(named: StoredLink[], contact: Contact): string[] {
  const pictured = contact.avatar === null ? named.filter((link) => link.avatar !== '').map(({ refused }) => new Set(refused)) : [];
  return pictured.length > 0 ? [...pictured.reduce((all, one) => all.intersection(one))] : [];
}

/** All links about the contact, with any picture. */
export function linksAbout(book: LinkBook, contact: Contact): StoredLink[] {
  const own = idKindOf(contact) === 'lasting' ? book.byId(contact) : undefined;
  return [...(own ? [own] : []), ...book.named(contact)];
}

/** The link that stores the decisions about the contact, or a new one. */
export function ownLink(book: LinkBook, contact: Contact, connection: string): StoredLink {
  const { site, name, id } = contact;
  const blank = { connection, site, name, customer: null, refused: [] };
  const about = linksAbout(book, contact);
  if (idKindOf(contact) === 'lasting') {
    const own = about.find((one) => one.id === id) ?? { ...blank, avatar: avatarOfId(id), id };
    const names = own.names ?? [];
    return { ...own, names: names.includes(name) ? names : [...names, name].slice(-MOST_NAMES) };
  }
  const avatar = contact.avatar ?? '';
  const here = about.filter((one) => one.id === undefined && one.avatar === avatar);
  return here.find((one) => one.name === name) ?? here[0] ?? { ...blank, avatar };
}

/** Everything that was decided about contacts of these connections. */
export async function linksOf(database: Database, connections: { id: string }[]): Promise<StoredLink[]> {
  const each = await Promise.all(connections.map(({ id }) => database.getAll('links', ofConnection(id))));
  return each.flat();
}

/** Adds decisions that were made elsewhere; a decision that was made here for the same contact stays. */
export async function storeLinks(database: Database, links: StoredLink[]): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  const placeOf = ({ connection, site, id, name, avatar }: StoredLink) =>
    JSON.stringify(id === undefined ? [connection, site, name, avatar] : [connection, site, avatarOfId(id)]);
  const there = new Map((await transaction.store.getAll()).map((one) => [placeOf(one), one]));
  for (const one of links) {
    const here = there.get(placeOf(one));
    const avatar = one.id === undefined ? one.avatar : avatarOfId(one.id);
    const taken = here ? { ...joined(one, here), name: here.name, avatar: here.avatar } : { ...one, avatar };
    there.set(placeOf(one), taken);
    await transaction.store.put(taken);
  }
  await transaction.done;
  forgetLinked(database);
}

/** Merges two decisions about one contact: the newer one counts, and customers whom either has refused stay refused. */
export function joined(before: StoredLink, newer: StoredLink | undefined): StoredLink {
  if (!newer) return before;
  const decided = newer.customer === null ? before : newer;
  const refused = unique([...before.refused, ...newer.refused]).filter((id) => id !== decided.customer);
  const names = unique([...(before.names ?? []), ...(newer.names ?? [])]).slice(-MOST_NAMES);
  return { ...decided, refused, ...(names.length > 0 && { names }), ...((before.shared || newer.shared) && { shared: true }) };
}

function unique<T>(all: T[]): T[] {
  return [...new Set(all)];
}

export async function pinOf(connection: string, contact: Contact): Promise<string | null> {
  if (idKindOf(contact) !== 'login') return null;
  const key = pinKey(connection, contact);
  return (await readState([key]))[key]?.id ?? null;
}

export function pinKey(connection: string, contact: Contact): `pin:${string}` {
  return `pin:${connection}\n${contact.site}\n${contact.id}`;
}
