import type { Contact } from '../../model/contact';
import { linkName } from '../../model/link-name';
import { ofConnection, type Database, type StoredLink } from '../storage/database';

/** The links of one connection, indexed by everything that identifies a contact. */
export interface LinkBook {
  all: StoredLink[];
  /** The link stored under the contact's id. */
  byId(contact: Contact): StoredLink | undefined;
  /** The links stored under this name, without counters, marks and the like in it. */
  named(contact: Contact): StoredLink[];
  /** The links stored under an id that were confirmed under this name, too. */
  namedBeside(contact: Contact): StoredLink[];
  /** The links stored under a name, with the contact's picture. */
  pictured(contact: Contact): StoredLink[];
}

/** At most this many names under which one contact was confirmed are stored. */
export const MOST_NAMES = 20;

/** The picture part of a link's key: a link stored by id does not share its key with links of the same name. */
export function avatarOfId(id: string): string {
  return `#${id}`;
}

/** The links of a connection: read once and then kept in memory until one of them changes. */
export function linkBook(database: Database, connection: string): Promise<LinkBook> {
  const all = known.get(database) ?? new Map<string, Promise<LinkBook>>();
  known.set(database, all);
  let read = all.get(connection);
  if (!read) {
    read = database.getAll('links', ofConnection(connection)).then(bookOf);
    all.set(connection, read);
    read.catch(() => all.get(connection) === read && all.delete(connection));
  }
  return read;
}

/** To be called when links were written or deleted: they are read again. */
export function forgetLinked(database: Database): void {
  known.delete(database);
}

const known = new WeakMap<Database, Map<string, Promise<LinkBook>>>();

export function bookOf(all: StoredLink[]): LinkBook {
  const byName = all.filter(({ id }) => id === undefined);
  const ids = new Map(all.flatMap((one) => (one.id === undefined ? [] : [[placeOf(one.site, one.id), one]])));
  const names = Map.groupBy(byName, ({ site, name }) => placeOf(site, nameKey(name)));
  const beside = Map.groupBy(
    all.flatMap((one) =>
      one.id === undefined ? [] : (one.names ?? [one.name]).map((name) => ({ place: placeOf(one.site, nameKey(name)), one })),
    ),
    ({ place }) => place,
  );
  const pictures = Map.groupBy(
    byName.filter(({ avatar }) => avatar !== ''),
    ({ site, avatar }) => placeOf(site, avatar),
  );
  return {
    all,
    byId: ({ site, id }) => ids.get(placeOf(site, id)),
    named: ({ site, name }) => names.get(placeOf(site, nameKey(name))) ?? [],
    namedBeside: ({ site, name }) => [...new Set((beside.get(placeOf(site, nameKey(name))) ?? []).map(({ one }) => one))],
    pictured: ({ site, avatar }) => (avatar === null ? [] : (pictures.get(placeOf(site, avatar)) ?? [])),
  };
}

function placeOf(site: string, what: string): string {
  return `${site}\n${what}`;
}

/** The name without the parts that change; the whole name if nothing else is in it. */
function nameKey(name: string): string {
  return linkName(name) || `\n${name}`;
}
