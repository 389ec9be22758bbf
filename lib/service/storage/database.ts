import { openDB, unwrap, type DBSchema } from 'idb';
import type { BookBlock } from '../../model/book/block';
import type { BookFollowUp, BookRecord } from '../../model/book/record';
import type { BookSchema } from '../../model/book/schema';
import { isFull, type Problem } from '../../model/problem';
import type { Customer } from '../../model/customer';
import type { StoredBlock } from '../../model/directory-block';
import type { Edit } from '../../model/edit';
import type { FollowUp } from '../../model/follow-up';
import type { FormerWhy } from '../../model/former';
import type { QuickReply } from '../../model/reply';
import type { ConnectionSettings } from '../../model/settings';
import type { Tag } from '../../model/tag';
import { FORM, TABLE_CARDS } from './table-cards';
import { STEPS } from './steps';
import { createDatabase, type Database, type RawDatabase, type Table } from './sealed-database';
import { setAside, type SetAside } from './set-aside';

/** A customer as the CRM had it at `fetchedAt` (epoch ms). */
export interface CachedCustomer {
  connection: string;
  id: string;
  customer: Customer;
  fetchedAt: number;
  /** When the CRM answered that the customer no longer exists (epoch ms). */
  goneAt?: number;
}

/** The customers that a connection returned for one shown name. */
export interface CachedAnswer {
  connection: string;
  name: string;
  ids: string[];
  /** Set where the CRM has no further customer with the name. */
  complete?: boolean;
  fetchedAt: number;
}

/**
 * A person's decision about a contact. Its key survives a new login: the page's own id if that lasts, otherwise the shown name, reduced by
 * `linkName`, and the picture.
 */
export interface StoredLink {
  connection: string;
  site: string;
  /** As it was shown when the first decision was made. */
  name: string;
  /** '' where the picture was not known; `avatarOfId` where the link is kept by the id. */
  avatar: string;
  /** The page's own lasting id. */
  id?: string;
  /** Every name under which the person has confirmed it; only in links by id. */
  names?: string[];
  /** The customer it is, or null when only refusals are known. */
  customer: string | null;
  /** Finds that customer in the CRM again once nothing else of them is stored. */
  address?: CustomerAddress;
  refused: string[];
  /** Set where the person confirmed the customer although a number or the customer of another connection contradicts it. */
  agreed?: true;
  /** Set once two contacts of one login had the same name and picture: from then on the link may belong to either. */
  shared?: boolean | undefined;
}

/** Progress of filling the Directory of a connection. Times are epoch ms. */
export interface DirectoryState {
  connection: string;
  /** The fill under way: from when on (null = everybody), behind which part, and its first block. */
  filling: { since: string | null; cursor: string | null; startedAt: number; firstBlock: number; mark?: string } | null;
  /** The CRM's mark, by which it is asked for changes; without one it is asked by the time. */
  mark?: string;
  /** When the last complete fill was begun, and the last complete one that went through all customers. */
  renewedAt: number | null;
  wholeAt: number | null;
  /** The CRM has more customers than the Directory may hold. */
  limited: boolean;
  /** The Problem that stopped the last fill, and when to try again. */
  problem: Problem | null;
  notBefore: number;
}

/** A part of the saved index; `upTo` is the last block that is in it. */
export interface IndexPart {
  connection: string;
  part: string;
  upTo: number;
  value: unknown;
}

/** A part of the journal of a bulk change of a book, see `JournalPart` of the providers. */
export interface StoredJournalPart {
  connection: string;
  id: string;
  part: number;
  at: number;
  value: unknown;
}

/** State of the backups, by subject. */
export interface StoredBackup {
  id: string;
  value: unknown;
}

/** Values of a customer that their CRM cannot store and that are only on this computer. */
export interface StoredBeside {
  connection: string;
  customer: string;
  note: string | null;
  tags: Tag[];
  followUps: FollowUp[];
}

export type CustomerAddress = Pick<Customer, 'name' | 'handle'>;

/**
 * A stored connection, at its place in the person's order. A former one is kept for the records that belong to it and connects to nothing: `tenant`
 * as in `Identity`, `at` (epoch ms) is when it was removed or changed.
 */
export type StoredConnection = ConnectionSettings & { order: number; former?: { tenant: string; why: FormerWhy; at: number } };

/** Everything that must survive the worker and the browser. It is in the extension's own origin, out of reach for chat pages. */
export interface Tables extends DBSchema {
  connections: { key: string; value: StoredConnection };
  memory: { key: [string, string]; value: { connection: string; key: string; value: string } };
  /** Customers of books as stored before version 4; each is moved into `bookCustomers`. */
  book: { key: string; value: Customer };
  /** Customers of books with a record of their own: all but those of imports since version 5. */
  bookCustomers: { key: [string, string]; value: BookRecord };
  bookBlocks: { key: [string, string, number]; value: BookBlock; indexes: { size: [string, number] } };
  bookSchemas: { key: string; value: { connection: string; schema: BookSchema } };
  bookFollowUps: { key: [string, string, string]; value: BookFollowUp };
  bookJournal: { key: [string, string, number]; value: StoredJournalPart };
  replies: { key: string; value: QuickReply };
  backups: { key: string; value: StoredBackup };
  beside: { key: [string, string]; value: StoredBeside };
  customers: { key: [string, string]; value: CachedCustomer; indexes: { fetchedAt: number } };
  answers: { key: [string, string]; value: CachedAnswer; indexes: { fetchedAt: number } };
  links: { key: [string, string, string, string]; value: StoredLink };
  edits: { key: string; value: Edit; indexes: { madeAt: number } };
  directory: { key: [string, number]; value: StoredBlock };
  directoryState: { key: string; value: DirectoryState };
  directoryIndex: { key: [string, string]; value: IndexPart };
  aside: { key: string; value: SetAside };
}

export type { Database };

/**
 * Called when a database was closed from outside. `ended`: by the browser, which has deleted it or whose disk has failed; `taken`: another context, a
 * newer worker, deletes or upgrades it.
 */
export type Closed = (raw: RawDatabase, why: 'ended' | 'taken') => void;

/**
 * The database on the disk, created if it does not exist; its records may be sealed. `version` is for older ones in tests.
 * @param made called if nothing of it was on the disk, also if opening it fails after that
 */
export async function openRaw(
  name: string,
  version = FORM,
  closed: Closed = () => undefined,
  made: () => void = () => undefined,
): Promise<RawDatabase> {
  const raw: RawDatabase = await openDB(name, version, {
    upgrade: (database, before, _, transaction) => {
      if (before === 0) made();
      for (const step of STEPS.slice(before, version)) step(database, transaction);
    },
    // So that a deletion or upgrade of the database is not blocked.
    blocking: (_, __, event) => {
      (event.target as IDBDatabase).close();
      closed(raw, 'taken');
    },
    terminated: () => closed(raw, 'ended'),
  });
  refuseOnce(unwrap(raw) as unknown as IDBDatabase);
  return raw;
}

/**
 * In Firefox the transaction after one that found the disk full may only delete: a record that is put in it is refused as if the database were closed, even
 * if there is room by then. So an empty one takes that place, before anybody hears of the full disk.
 */
function refuseOnce(database: IDBDatabase): void {
  const own = new WeakSet<EventTarget>();
  const ended = ({ target }: Event) => {
    if (!(target instanceof IDBTransaction) || own.has(target) || !isFull(target.error)) return;
    try {
      own.add(database.transaction(database.objectStoreNames[0]!, 'readwrite'));
    } catch {
      // A database that is closed takes none, and needs none.
    }
  };
  database.addEventListener('abort', ended, { capture: true });
}

/** A database whose records are readable. */
export async function openDatabase(name = 'kebian'): Promise<Database> {
  const raw = await openRaw(name);
  const lying = { raw, seal: null };
  return createDatabase(
    () => lying,
    (table, key, why) => void setAside(lying, table, key, why, Date.now()),
  );
}

/** A range over all entries whose composite key begins with this connection, and with the parts of the key that are given behind it. */
export function ofConnection(connection: string, ...behind: string[]): IDBKeyRange {
  const key = [connection, ...behind];
  return IDBKeyRange.bound(key, [...key, []]);
}

/** A range over all records of a connection in a table whose key begins with it. */
export function within(table: Table, connection: string): IDBKeyRange {
  return TABLE_CARDS[table].key.length === 1 ? IDBKeyRange.only(connection) : ofConnection(connection);
}
