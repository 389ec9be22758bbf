import { sameRef, type Customer, type CustomerRef } from '../../model/customer';
import type { Edit } from '../../model/edit';
import { NOTHING_KEPT, type Counts } from '../../model/former';
import type { Reminder } from '../../model/reminder';
import { ofConnection, type StoredLink, type Tables } from '../storage/database';
import { OWN_MEMORY } from './memory';

/** Everything that no CRM can give back. */
export interface Kept {
  edits: Edit[];
  links: StoredLink[];
  reminders: Reminder[];
  people: Customer[];
}

/** Reads a table, be it of the database or within a transaction. */
type Read = <T extends 'edits' | 'links' | 'memory' | 'book'>(table: T, where?: IDBKeyRange) => Promise<Tables[T]['value'][]>;

/** Reads all of it, of every connection. */
export async function everythingKept(read: Read): Promise<Kept> {
  const [edits, links, own, people] = await Promise.all([
    read('edits'),
    read('links'),
    read('memory', ofConnection(OWN_MEMORY)),
    read('book'),
  ]);
  return { edits, links, reminders: remindersIn(own), people };
}

/** What of it is of these connections. */
export function keptFor({ edits, links, reminders, people }: Kept, isOf: (connection: string) => boolean): Kept {
  return {
    edits: edits.filter(({ ref }) => isOf(ref.connection)),
    links: links.filter(({ connection }) => isOf(connection)),
    reminders: reminders.filter(({ ref }) => isOf(ref.connection)),
    people: people.filter(({ connection }) => isOf(connection)),
  };
}

/** What of it goes with a customer. A refusal names a customer whom a contact is not: that is no link. */
export function keptAbout({ edits, links, reminders }: Kept, about: CustomerRef): Kept {
  return {
    edits: edits.filter(({ ref }) => sameRef(ref, about)),
    links: links.filter(({ connection, customer }) => customer !== null && sameRef({ connection, id: customer }, about)),
    reminders: reminders.filter(({ ref }) => sameRef(ref, about)),
    people: [],
  };
}

export function countsOf({ edits, links, reminders, people }: Kept): Counts {
  return { ...NOTHING_KEPT, edits: edits.length, links: links.length, reminders: reminders.length, customers: people.length };
}

/** The connections that any of it was made for. */
export function ownersOf({ edits, links, reminders, people }: Kept): Set<string> {
  const refs = [...edits, ...reminders].map(({ ref }) => ref.connection);
  return new Set([...refs, ...[...links, ...people].map(({ connection }) => connection)]);
}

export function remindersIn(own: Tables['memory']['value'][]): Reminder[] {
  return own.map(({ value }) => JSON.parse(value) as Reminder);
}
