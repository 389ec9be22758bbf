import { idKindOf, type Contact } from '../../model/contact';
import type { Finding } from '../../wire/items';
import type { Database } from '../storage/database';
import { linkBook } from './link-book';
import type { Decided } from './links';

/**
 * A customer who is linked to somebody else, by another picture or another lasting id, is a question here, and comes after those who are not; one who was
 * refused for a contact who may be this one comes last.
 */
export async function besideLinks(database: Database, contact: Contact, finding: Finding, decided: Decided): Promise<Finding> {
  if (finding.candidates.length === 0) return finding;
  const elsewhere = await linkedElsewhere(database, finding.connection, contact);
  const perhaps = decided.perhaps.map(({ id }) => id);
  const reasonFor = (id: string) => {
    if (decided.doubted.includes(id)) return 'refused-before' as const;
    return elsewhere.has(id) && !perhaps.includes(id) ? ('linked-elsewhere' as const) : null;
  };
  const told = finding.candidates.map((one) => ({ one, reason: reasonFor(one.ref.id) }));
  if (told.every(({ reason }) => reason === null)) return finding;
  const place = ({ reason }: (typeof told)[number]) => [null, 'linked-elsewhere', 'refused-before'].indexOf(reason);
  const ordered = finding.decision === 'several' ? told.toSorted((a, b) => place(a) - place(b)) : told;
  const candidates = ordered.map(({ one, reason }) => (reason ? { ...one, reasons: [...one.reasons, reason] } : one));
  const decision = finding.decision === 'sure' && told[0]!.reason !== null ? 'likely' : finding.decision;
  return { ...finding, decision, candidates };
}

/** The customers of a connection whom a person has linked to another contact of this page, by their ids. */
async function linkedElsewhere(database: Database, connection: string, contact: Contact): Promise<ReadonlySet<string>> {
  const lasting = idKindOf(contact) === 'lasting';
  if (!lasting && contact.avatar === null) return NOBODY;
  const here = (await linkBook(database, connection)).all.filter(({ site, customer }) => site === contact.site && customer !== null);
  const compared = here.filter(({ id, avatar }) => (lasting ? id !== undefined : id === undefined && avatar !== ''));
  const isOwn = ({ id, avatar }: (typeof here)[number]) => (lasting ? id === contact.id : avatar === contact.avatar);
  const [own, others] = [true, false].map(
    (mine) => new Set(compared.filter((one) => isOwn(one) === mine).map(({ customer }) => customer!)),
  );
  return others!.difference(own!);
}

const NOBODY: ReadonlySet<string> = new Set();
