import type { Contact } from '../model/contact';
import type { CustomerRef } from '../model/customer';
import { item, readState, writeState } from '../wire/items';
import type { Database, StoredLink } from './database';

/** What a person has decided about a contact in one connection. */
export interface Decided {
  /** The customer it is: `certain` unless only the name fits because a picture is not known. */
  link: { id: string; certain: boolean } | null;
  refused: string[];
}

/**
 * What is decided about this contact. Within one login the page's own id tells people apart; across logins only what is shown does,
 * so two links that fit are no link, and a link that two contacts of one login fit is a question to both.
 */
export async function decidedFor(database: Database, connection: string, contact: Contact): Promise<Decided> {
  const fitting = await linksNamed(database, connection, contact);
  const exact = fitting.filter((link) => link.avatar === (contact.avatar ?? ''));
  const refused = [...new Set((exact.length > 0 ? exact : fitting).flatMap((link) => link.refused))];
  const pinned = await pinOf(connection, contact);
  if (pinned) return { link: { id: pinned, certain: true }, refused };
  const link = linkAmong(fitting, exact, contact);
  if (!link || !(await isShownTwice(contact))) return { link, refused };
  return { link: { ...link, certain: false }, refused };
}

function linkAmong(fitting: StoredLink[], exact: StoredLink[], contact: Contact): Decided['link'] {
  const only = contact.avatar !== null && exact.length === 1 ? exact[0]! : null;
  if (only?.customer) return { id: only.customer, certain: !only.shared };
  // Another picture is as likely another person of that name as a new picture: then nothing is guessed.
  const linked = fitting.filter((link) => link.customer !== null && (link.avatar === '' || contact.avatar === null));
  return linked.length === 1 ? { id: linked[0]!.customer!, certain: false } : null;
}

/** Remembers that the contact is this customer. */
export async function link(database: Database, contact: Contact, ref: CustomerRef): Promise<void> {
  await change(database, ref.connection, contact, (before) => ({
    ...before,
    customer: ref.id,
    refused: before.refused.filter((id) => id !== ref.id),
  }));
  await writeState(item(pinKey(ref.connection, contact), ref));
}

/** Remembers that the contact is not this customer. */
export async function refuse(database: Database, contact: Contact, ref: CustomerRef): Promise<void> {
  await change(database, ref.connection, contact, (before) => ({
    ...before,
    customer: before.customer === ref.id ? null : before.customer,
    refused: [...new Set([...before.refused, ref.id])],
  }));
  if ((await pinOf(ref.connection, contact)) === ref.id) await writeState(item(pinKey(ref.connection, contact), undefined));
}

/** Forgets whom the contact was linked to. */
export async function unlink(database: Database, contact: Contact, connection: string): Promise<void> {
  await change(database, connection, contact, (before) => ({ ...before, customer: null }));
  await writeState(item(pinKey(connection, contact), undefined));
}

/** Everything that was decided about contacts of these connections. */
export async function linksOf(database: Database, connections: string[]): Promise<StoredLink[]> {
  const all = await database.getAll('links');
  return all.filter(({ connection }) => connections.includes(connection));
}

/** Takes over decisions that were made elsewhere; for the same name and picture the newcomer counts. */
export async function storeLinks(database: Database, links: StoredLink[]): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  for (const one of links) void transaction.store.put(one);
  await transaction.done;
}

async function linksNamed(database: Database, connection: string, contact: Contact): Promise<StoredLink[]> {
  const from = [connection, contact.site, contact.name];
  return database.getAll('links', IDBKeyRange.bound(from, [...from, []]));
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

async function pinOf(connection: string, contact: Contact): Promise<string | null> {
  const key = pinKey(connection, contact);
  return (await readState([key]))[key]?.id ?? null;
}

function pinKey(connection: string, contact: Contact): `pin:${string}` {
  return `pin:${connection}\n${contact.site}\n${contact.id}`;
}

/** Whether another contact of this login is shown by the same name and picture. */
async function isShownTwice(contact: Contact): Promise<boolean> {
  const key = shownKey(contact);
  return ((await readState([key]))[key] ?? []).some((id) => id !== contact.id);
}

let noting: Promise<unknown> = Promise.resolve();

/** Remembers who is shown how in this login; must have been done before what is decided about the contact is asked. */
export function noteShown(contact: Contact): Promise<void> {
  const noted = noting.then(async () => {
    const key = shownKey(contact);
    const ids = (await readState([key]))[key] ?? [];
    if (!ids.includes(contact.id)) await writeState(item(key, [...ids, contact.id]));
  });
  noting = noted.catch(() => undefined);
  return noted;
}

/** A login is over: the page's ids mean nobody any more. */
export async function forgetShown(): Promise<void> {
  const keys = Object.keys(await readState()).filter((key) => key.startsWith('shown:'));
  await writeState(Object.fromEntries(keys.map((key) => [key, undefined])));
}

function shownKey({ site, name, avatar }: Contact): `shown:${string}` {
  return `shown:${site}\n${name}\n${avatar ?? ''}`;
}
