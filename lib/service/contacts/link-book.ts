import type { Contact } from '../../model/contact';
import { linkName } from '../../model/link-name';
import { ofConnection, type Database, type StoredLink } from '../storage/database';

/** The links of one connection, found by whatever a contact can be known again by. */
export interface LinkBook {
  all: StoredLink[];
  /** The link that is kept by the contact's id. */
  byId(contact: Contact): StoredLink | undefined;
  /** Those that are kept by this name, whatever passes in it. */
  named(contact: Contact): StoredLink[];
  /** Those that are kept by an id, with this name among those that were confirmed. */
  namedBeside(contact: Contact): StoredLink[];
  /** Those that are kept by a name, with the contact's picture. */
  pictured(contact: Contact): StoredLink[];
}

/** At most this many names under which one contact was confirmed are stored. */
export const MOST_NAMES = 20;

/** The picture part of a link's key: a link stored by id does not share its key with links of the same name. */
export function avatarOfId(id: string): string {
  return `#${id}`;
}

/** The links of a connection: read once and then known by heart, until one of them changes. */
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

/** Links were written or deleted, or have to be forgotten. */
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

/** Of a name that holds nothing but what passes, all of it counts. */
function nameKey(name: string): string {
  return linkName(name) || `\n${name}`;
}
