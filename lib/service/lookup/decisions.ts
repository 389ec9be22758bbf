import { contactKey, idKindOf, type Contact } from '../../model/contact';
import type { CustomerRef } from '../../model/customer';
import { isNoKey } from '../../model/link-name';
import type { Said } from '../../model/said';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';
import type { Handlers } from '../../wire/serve';
import { cachedCustomer } from '../storage/cache';
import { ofConnection, type Database, type StoredLink } from '../storage/database';
import type { Desk } from '../desk';
import { bookOf, forgetLinked, linkBook, type LinkBook } from '../contacts/link-book';
import { decidedFor, fitting, linksAbout, ownLink, pinKey, pinOf } from '../contacts/links';
import { forgetSure, sureKey } from '../contacts/same-contact';
import { isShownTwice, noteShown } from '../contacts/shown-names';

/**
 * Stores that the contact is these customers, one of each connection.
 * @param agreed the person knows what contradicts it
 */
export async function link(database: Database, contact: Contact, refs: readonly CustomerRef[], agreed = false): Promise<void> {
  const addresses = await Promise.all(refs.map((ref) => addressOf(database, ref)));
  const shared = await isShownTwice(contact);
  await inLinks(database, async (links) => {
    for (const [place, { connection, id }] of refs.entries()) {
      const book = await bookIn(links, connection);
      const own = ownLink(book, contact, connection);
      const refused = own.refused.filter((one) => one !== id);
      const kept = own.customer === id ? own : withoutLink(own);
      await links.put({ ...kept, customer: id, ...addresses[place], refused, ...(agreed && { agreed }), ...(shared && { shared }) });
      // This link replaces those that were stored for this contact under another form of the name, or before its id was known.
      for (const one of replacedBy(own, book, contact, id)) {
        await links.put(withoutLink({ ...one, refused: one.refused.filter((other) => other !== id) }));
      }
    }
  });
  const pins = refs.map((ref) => ({
    ...(idKindOf(contact) === 'login' && item(pinKey(ref.connection, contact), ref)),
    ...forgetSure(ref.connection, contact),
  }));
  await writeState(Object.assign({}, ...pins));
}

/** The other links of this contact; under a name that many people have, only those to the same customer. */
function replacedBy(own: StoredLink, book: LinkBook, contact: Contact, chosen: string): StoredLink[] {
  const lasting = idKindOf(contact) === 'lasting';
  const about = linksAbout(book, contact).filter((one) => one.id === undefined && (lasting || one.avatar === own.avatar));
  const others = about.filter((one) => one.name !== own.name || one.avatar !== own.avatar);
  return lasting && isNoKey(contact.name) ? others.filter(({ customer }) => customer === chosen) : others;
}

/** Stores that the contact is none of these customers. */
export async function refuse(database: Database, contact: Contact, refs: readonly CustomerRef[]): Promise<void> {
  const shared = await isShownTwice(contact);
  await inLinks(database, async (links) => {
    for (const { connection, id } of refs) {
      const own = ownLink(await bookIn(links, connection), contact, connection);
      await links.put({ ...own, refused: [...new Set([...own.refused, id])], ...(shared && { shared }) });
    }
  });
  await forgetLink(database, contact, refs);
}

/** Deletes the contact's link. */
export async function unlink(database: Database, contact: Contact, connection: string): Promise<void> {
  const { link: linked } = await decidedFor(database, connection, contact);
  if (linked) await forgetLink(database, contact, [{ connection, id: linked.id }]);
}

/** The calls by which a person decides who a contact is; each decision can be undone until the next. `asked` is called for each. */
export function createDecisionHandlers(
  desk: Desk,
  asked: (decision: Promise<void>, contact: Contact) => Promise<null>,
): Pick<Handlers, 'choose' | 'refuse' | 'unlink' | 'takeBack'> {
  const { database } = desk;
  const made = (contact: Contact, what: Said['what'], of: { connection: string }[], decision: () => Promise<void>) => {
    const said = { contact: contactKey(contact), what, count: of.length, at: desk.now() };
    const connections = [...new Set(of.map(({ connection }) => connection))];
    return asked(
      // The contact is in this login: another picture with the name belongs to another contact.
      noteShown(contact).then(() => desk.withSpace(() => decide(database, contact, said, connections, decision))),
      contact,
    );
  };
  return {
    choose: ({ contact, refs, agreed }) => made(contact, 'chosen', refs, () => link(database, contact, refs, agreed)),
    refuse: ({ contact, refs }) => made(contact, 'refused', refs, () => refuse(database, contact, refs)),
    unlink: ({ contact, connection }) => made(contact, 'unlinked', [{ connection }], () => unlink(database, contact, connection)),
    takeBack: ({ contact }) =>
      asked(
        desk.withSpace(() => takeBack(database, contact)),
        contact,
      ),
  };
}

/** What a decision has replaced: the contact's rows in its connections, and the items of this login. */
interface Before {
  connections: string[];
  rows: StoredLink[];
  /** The items of the session, null for those that were not there. */
  items: Record<string, unknown>;
}

/** Makes a decision about a contact, and stores what is needed to undo it. */
async function decide(database: Database, contact: Contact, said: Said, connections: string[], decision: () => Promise<void>) {
  const before: Before = { connections, rows: [], items: {} };
  for (const connection of connections) {
    const keys = [pinKey(connection, contact), sureKey(connection, contact)] as const;
    before.rows.push(...linksAbout(await linkBook(database, connection), contact));
    const now = await readState([...keys]);
    for (const key of keys) before.items[key] = now[key] ?? null;
  }
  await decision();
  await writeState(item('decided', { ...said, before: JSON.stringify(before) }));
}

/** Undoes the last decision about this contact; nothing if another was made since. */
async function takeBack(database: Database, contact: Contact): Promise<void> {
  const { decided } = await readState(['decided']);
  if (decided?.contact !== contactKey(contact)) return;
  const { connections, rows, items } = JSON.parse(decided.before) as Before;
  await inLinks(database, async (links) => {
    for (const connection of connections) {
      for (const { site, name, avatar } of linksAbout(await bookIn(links, connection), contact)) {
        await links.delete([connection, site, name, avatar]);
      }
    }
    for (const row of rows) await links.put(row);
  });
  const held = Object.fromEntries(Object.entries(items).map(([key, value]) => [key, value ?? undefined]));
  await writeState({ ...held, ...item('decided', undefined) });
}

/** Deletes the links under every key by which this contact would find them, with the picture of then or of now. */
async function forgetLink(database: Database, contact: Contact, refs: readonly CustomerRef[]): Promise<void> {
  await inLinks(database, async (links) => {
    for (const { connection, id } of refs) {
      const about = linksAbout(await bookIn(links, connection), contact);
      // If the page has lasting ids, a link stored under the name may be another contact's: it is refused for this contact alone.
      const held = idKindOf(contact) === 'lasting' ? about.filter((one) => one.id === contact.id) : fitting(about, contact);
      for (const found of held) if (found.customer === id) await links.put(withoutLink(found));
    }
  });
  for (const { connection, id } of refs) {
    const pinned = (await pinOf(connection, contact)) === id;
    await writeState({ ...forgetSure(connection, contact), ...(pinned && item(pinKey(connection, contact), undefined)) });
  }
}

/** The link without its customer. */
export function withoutLink({ address: _, agreed: __, ...link }: StoredLink): StoredLink {
  return { ...link, customer: null };
}

async function addressOf(database: Database, ref: CustomerRef): Promise<Pick<StoredLink, 'address'>> {
  const known = (await cachedCustomer(database, ref))?.customer;
  return known ? { address: { name: known.name, handle: known.handle } } : {};
}

type Links = ReturnType<typeof begin>['store'];

/** One transaction over the links; the customers they name are read again after it. */
async function inLinks(database: Database, work: (links: Links) => Promise<void>): Promise<void> {
  const transaction = begin(database);
  await work(transaction.store);
  await transaction.done;
  forgetLinked(database);
}

function begin(database: Database) {
  return database.transaction('links', 'readwrite', { durability: 'strict' });
}

async function bookIn(links: Links, connection: string): Promise<LinkBook> {
  return bookOf(await links.getAll(ofConnection(connection)));
}
