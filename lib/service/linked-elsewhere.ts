import type { Contact } from '../model/contact';
import type { Finding } from '../wire/items';
import { ofConnection, type Database } from './database';

/** A customer who is linked to somebody with another picture is a question here, and comes after those who are not. */
export async function besideLinks(database: Database, contact: Contact, finding: Finding): Promise<Finding> {
  if (finding.candidates.length === 0) return finding;
  const elsewhere = await linkedElsewhere(database, finding.connection, contact);
  const isElsewhere = ({ ref }: Finding['candidates'][number]) => elsewhere.has(ref.id);
  if (!finding.candidates.some(isElsewhere)) return finding;
  const told = finding.candidates.map((one) =>
    isElsewhere(one) ? { ...one, reasons: [...one.reasons, 'linked-elsewhere' as const] } : one,
  );
  const candidates = finding.decision === 'several' ? told.toSorted((a, b) => Number(isElsewhere(a)) - Number(isElsewhere(b))) : told;
  const decision = finding.decision === 'sure' && isElsewhere(candidates[0]!) ? 'likely' : finding.decision;
  return { ...finding, decision, candidates };
}

/**
 * The customers of a connection whom a person has linked to somebody with another picture, by their ids. The links are read once and then
 * known by heart, until one of them changes.
 */
async function linkedElsewhere(database: Database, connection: string, contact: Contact): Promise<ReadonlySet<string>> {
  if (contact.avatar === null) return NOBODY;
  const here = (await pictured(database, connection)).filter(({ site }) => site === contact.site);
  const [own, others] = [true, false].map(
    (isOwn) => new Set(here.filter(({ avatar }) => (avatar === contact.avatar) === isOwn).map(({ customer }) => customer)),
  );
  return others!.difference(own!);
}

/** Links were written or deleted. */
export function forgetLinked(database: Database): void {
  known.delete(database);
}

const NOBODY: ReadonlySet<string> = new Set();

interface Pictured {
  site: string;
  avatar: string;
  customer: string;
}

const known = new WeakMap<Database, Map<string, Promise<Pictured[]>>>();

/** The links whose picture is known: of the others it cannot be said whose they are not. */
function pictured(database: Database, connection: string): Promise<Pictured[]> {
  const all = known.get(database) ?? new Map<string, Promise<Pictured[]>>();
  known.set(database, all);
  let read = all.get(connection);
  if (!read) {
    read = database
      .getAll('links', ofConnection(connection))
      .then((links) =>
        links.flatMap(({ site, avatar, customer }) => (customer === null || avatar === '' ? [] : [{ site, avatar, customer }])),
      );
    all.set(connection, read);
    read.catch(() => all.delete(connection));
  }
  return read;
}
