import type { Contact } from '../model/contact';
import { sameRef, type CustomerRef } from '../model/customer';
import { item, readState, writeState } from '../wire/items';
import { ofConnection, type Database, type StoredLink } from './database';

/** What a person has decided about a contact in one connection. */
export interface Decided {
  /** The customer it is: `certain` unless only the name fits because a picture is not known. */
  link: { id: string; certain: boolean } | null;
  refused: string[];
}

/**
 * What is decided about this contact. Within one login the page's own id tells people apart; across logins only what is shown does,
 * so two links that fit are no link: the person is asked again.
 */
export async function decidedFor(database: Database, connection: string, contact: Contact): Promise<Decided> {
  const fitting = await linksNamed(database, connection, contact);
  const exact = fitting.filter((link) => link.avatar === (contact.avatar ?? ''));
  const refused = [...new Set((exact.length > 0 ? exact : fitting).flatMap((link) => link.refused))];
  const pinned = await pinOf(connection, contact);
  if (pinned) return { link: { id: pinned, certain: true }, refused };
  return { link: linkAmong(fitting, exact, contact), refused };
}

function linkAmong(fitting: StoredLink[], exact: StoredLink[], contact: Contact): Decided['link'] {
  const sure = contact.avatar !== null && exact.length === 1 ? exact[0]!.customer : null;
  if (sure) return { id: sure, certain: true };
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

/** A customer is gone: no contact is linked to them any more. */
export async function forgetLinks(database: Database, ref: CustomerRef): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  const all = await transaction.store.getAll(ofConnection(ref.connection));
  for (const link of all.filter(({ customer }) => customer === ref.id)) await transaction.store.put({ ...link, customer: null });
  await transaction.done;
  const pins = Object.entries(await readState()).filter(([key, value]) => key.startsWith('pin:') && sameRef(value as CustomerRef, ref));
  await writeState(Object.fromEntries(pins.map(([key]) => [key, undefined])));
}

async function linksNamed(database: Database, connection: string, contact: Contact): Promise<StoredLink[]> {
  const from = [connection, contact.site, contact.name];
  return database.getAll('links', IDBKeyRange.bound(from, [...from, []]));
}

async function change(database: Database, connection: string, contact: Contact, decide: (before: StoredLink) => StoredLink): Promise<void> {
  const transaction = database.transaction('links', 'readwrite', { durability: 'strict' });
  const avatar = contact.avatar ?? '';
  const before = await transaction.store.get([connection, contact.site, contact.name, avatar]);
  const blank: StoredLink = { connection, site: contact.site, name: contact.name, avatar, customer: null, refused: [] };
  await transaction.store.put(decide(before ?? blank));
  await transaction.done;
}

async function pinOf(connection: string, contact: Contact): Promise<string | null> {
  const key = pinKey(connection, contact);
  return (await readState([key]))[key]?.id ?? null;
}

function pinKey(connection: string, contact: Contact): `pin:${string}` {
  return `pin:${connection}\n${contact.site}\n${contact.id}`;
}
