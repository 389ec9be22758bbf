import { sameJson } from '../../model/backup/merge';
import type { Customer } from '../../model/customer';
import { packedBlock } from '../../model/directory-block';
import { isClosed, ProblemError } from '../../model/problem';
import { customersBy, isConcerned, recordIn, worked, type BookRecord } from '../../model/book/record';
import { tagsOf, withTags, type BookSchema } from '../../model/book/schema';
import type { Book, BookAppend, BookIndex, BookWork } from '../../providers/book';
import { BEHIND_FOR, waitsToFill, writeAlong } from '../directory/along';
import { isWhole, type Directory } from '../directory/directory';
import { asking } from '../directory/opening';
import { saveWhenDue } from '../directory/keeping';
import { countUses } from './uses';
import { addRecords, handed, OF_CUSTOMERS, readAfter, readMany, writeRecords } from './customer-tables';
import { countCustomers } from '../connections/local-records';
import { ofConnection, type Database } from '../storage/database';
import { readingIn, type Transaction } from '../storage/sealed-database';

/** What a book needs from the worker. */
export interface BookPlace {
  database: Database;
  connection: string;
  now(): number;
  /** The schema of a book whose schema was never changed. */
  firstSchema(): Promise<BookSchema>;
  /** Writes what must not be lost; frees disk space first where the disk is full. */
  withSpace<T>(write: () => Promise<T>): Promise<T>;
  /** The directory of its customers; null where none is open. */
  directory(): Promise<Directory | null>;
  /** Called after a step of many customers, which leaves the directory behind the book. */
  behind?(): void;
}

const OF_BOOK = [...OF_CUSTOMERS, 'bookSchemas', 'bookFollowUps', 'bookJournal'] as const;
const WRITTEN = [...OF_BOOK, 'directory', 'directoryState'] as const;
type Writing = Transaction<(typeof WRITTEN)[number]>;

/** The local book on the database. A write resolves once it has been handed to the disk. */
export function createBook(place: BookPlace): Book {
  const { database, connection } = place;
  const schema = async () => (await database.get('bookSchemas', connection))?.schema ?? place.firstSchema();
  const wholeOf = async (records: Promise<(BookRecord | undefined)[]>) => {
    const [found, by] = await Promise.all([records, schema()]);
    return found.filter((record) => record !== undefined).map(customersBy(by));
  };
  const whole = (ids: readonly string[]) => wholeOf(readMany(database, connection, ids));
  return {
    schema,
    get: async (id) => (await whole([id]))[0] ?? null,
    getMany: whole,
    part: (after, most) => wholeOf(readAfter(database, connection, after, most)),
    count: async () => {
      const index = indexIn(await place.directory());
      return index?.size ?? countCustomers(database, connection);
    },
    followUps: (customer) => database.getAll('bookFollowUps', ofConnection(connection, customer)),
    edit: (ids, by, also) => edit(place, ids, by, also),
    write: (work) => write(place, work),
    append: (work) => append(place, work),
    settle: () => settle(place),
    uses: (of) => countUses(database, connection, of),
    index: async () => indexIn(await place.directory()),
    indexSoFar: async () => {
      const directory = await place.directory();
      return directory && { ...indexOf(directory), whole: isWhole(directory) };
    },
  };
}

function indexIn(directory: Directory | null): BookIndex | null {
  return directory && isWhole(directory) ? indexOf(directory) : null;
}

function indexOf(directory: Directory): BookIndex {
  return {
    size: directory.people.size,
    ids: (places) => asking(directory, (people) => people.ids(places)),
    find: (query, most) => asking(directory, async (people) => people.idsOf(await people.find(query, most))),
  };
}

type Editing = Parameters<Book['edit']>;

function edit(place: BookPlace, ids: readonly string[], by: Editing[1], also: Editing[2] = () => ({})): Promise<Customer[]> {
  return inOneStep(place, async (begun, first) => {
    const before = await schemaIn(begun, place.connection, first);
    const records = await readMany(readingIn(begun), place.connection, ids);
    if (records.some((record) => record === undefined)) throw new ProblemError({ kind: 'not-found' });
    const whole = customersBy(before);
    const known = records.map((record) => whole(record!));
    const wanted = known.map((customer) => by(customer, before));
    const changed = wanted.filter((customer, at) => customer !== known[at]);
    const put = await putAll(begun, place.connection, before, changed);
    const { bulk, ...work } = also();
    putBeside(begun, place.connection, work);
    return { answer: wanted.map((customer) => put.get(customer.id) ?? customer), put: [...put.values()], removed: [], bulk };
  });
}

async function write(place: BookPlace, { put = [], remove = [], schema, bulk, flushedLater, ...work }: BookWork): Promise<void> {
  const { connection } = place;
  const written: Work<null> = async (begun, first) => {
    const before = await schemaIn(begun, connection, first);
    const after = schema?.(before) ?? before;
    if (after !== before) handed(begun.objectStore('bookSchemas').put({ connection, schema: after }));
    const there = await putAll(begun, connection, after, put, remove);
    for (const id of remove) handed(begun.objectStore('bookFollowUps').delete(ofConnection(connection, id)));
    for (const [customer, id] of work.dropFollowUps ?? []) handed(begun.objectStore('bookFollowUps').delete([connection, customer, id]));
    putBeside(begun, connection, work);
    return { answer: null, put: [...there.values()], removed: [...remove], bulk };
  };
  await inOneStep(place, written, flushedLater ? 'relaxed' : 'strict');
}

/** The transaction starts with what it relies on: the puts follow at once, and are aborted if that turns out to be different. */
async function append(place: BookPlace, { put, journal, known }: BookAppend): Promise<{ written: Promise<boolean> }> {
  const { database, connection } = place;
  const first = await place.firstSchema();
  const directory = await place.directory();
  if (directory && !waitsToFill(directory, place.now())) return { written: Promise.resolve(false) };
  const begun = database.transaction(OF_BOOK, 'readwrite', { durability: 'relaxed' });
  const { id, part, value } = known.journal;
  const records = put.map((customer) => recordIn(known.schema, { ...customer, connection }));
  const isKnown = Promise.all([
    begun.objectStore('bookSchemas').get(connection),
    begun.objectStore('bookJournal').get([connection, id, part]),
    addRecords(begun, connection, records),
  ]).then(([schema, kept, isFree]) => {
    const isSame = isFree && sameJson(schema?.schema ?? first, known.schema) && sameJson(kept?.value, value);
    if (!isSame) begun.abort();
    return isSame;
  });
  begun.objectStore('bookJournal').putAll(journal.map((one) => ({ ...one, connection })));
  place.behind?.();
  const written = Promise.all([isKnown, begun.done]).then(
    ([isSame]) => isSame,
    () => false,
  );
  return { written };
}

/** The number of customers that one step goes through. */
const AT_A_TIME = 500;

function settle(place: BookPlace): Promise<boolean> {
  const { connection } = place;
  return inOneStep(place, async (begun, first) => {
    const schema = await schemaIn(begun, connection, first);
    const [work, ...later] = schema.pending ?? [];
    if (!work) return { answer: false, put: [], removed: [], bulk: undefined };
    const records = await readAfter(readingIn(begun), connection, work.after, AT_A_TIME);
    const changed = records.filter((record) => isConcerned(record, work)).map((record) => worked(record, work));
    await writeRecords(begun, connection, changed, []);
    const isLast = records.length < AT_A_TIME;
    const after = { ...schema, pending: isLast ? later : [{ ...work, after: records.at(-1)!.id }, ...later] };
    handed(begun.objectStore('bookSchemas').put({ connection, schema: after }));
    return { answer: !isLast || later.length > 0, put: changed.map(customersBy(after)), removed: [], bulk: undefined };
  });
}

/** Writes follow-ups and journal parts, in the transaction that writes the customers. */
function putBeside(
  begun: Writing,
  connection: string,
  { followUps = [], journal = [], endJournals = [] }: Pick<BookWork, 'followUps' | 'journal' | 'endJournals'>,
): void {
  for (const one of followUps) handed(begun.objectStore('bookFollowUps').put({ ...one, connection }));
  for (const id of endJournals) handed(begun.objectStore('bookJournal').delete(ofConnection(connection, id)));
  for (const part of journal) handed(begun.objectStore('bookJournal').put({ ...part, connection }));
}

async function schemaIn(transaction: Writing, connection: string, first: BookSchema): Promise<BookSchema> {
  return (await transaction.objectStore('bookSchemas').get(connection))?.schema ?? first;
}

/** Adds the tags that the schema lacks, stores the customers and deletes those with the ids in `remove`. Returns the stored customers by their ids. */
async function putAll(
  transaction: Writing,
  connection: string,
  schema: BookSchema,
  customers: readonly Customer[],
  remove: readonly string[] = [],
): Promise<Map<string, Customer>> {
  const after = withTags(schema, tagsOf(customers));
  if (after !== schema) handed(transaction.objectStore('bookSchemas').put({ connection, schema: after }));
  const whole = customersBy(after);
  const records = customers.map((customer) => recordIn(after, { ...customer, connection }));
  await writeRecords(transaction, connection, records, remove);
  return new Map(records.map((record) => [record.id, whole(record)]));
}

interface Step<T> {
  answer: T;
  put: Customer[];
  removed: string[];
  bulk: true | undefined;
}

/** Awaits nothing but the database, or the transaction would end. `first` is the schema of a book that has no stored one. */
type Work<T> = (begun: Writing, first: BookSchema) => Promise<Step<T>>;

/** Runs the work and the update of the directory in one transaction, flushed to the disk unless `durability` says otherwise. */
function inOneStep<T>(place: BookPlace, work: Work<T>, durability: 'strict' | 'relaxed' = 'strict'): Promise<T> {
  const attempt = async (): Promise<T> => {
    const first = await place.firstSchema();
    const directory = await place.directory();
    const step = async (along: (begun: Writing, step: Step<T>) => void): Promise<Step<T>> => {
      const begun = place.database.transaction(WRITTEN, 'readwrite', { durability });
      const [done] = await Promise.all([work(begun, first).then((made) => (along(begun, made), made)), begun.done]);
      return done;
    };
    if (!directory) return (await step(() => undefined)).answer;
    const now = place.now();
    const { answer, bulk } = await writeAlong(directory, now, (along) =>
      step((begun, { put, removed, bulk: isBulk }) => {
        const { blocks, state } = along({ customers: put, removed }, isBulk ? now + BEHIND_FOR : null);
        for (const block of blocks) handed(begun.objectStore('directory').put(packedBlock(block)));
        if (state) handed(begun.objectStore('directoryState').put(state));
      }),
    );
    if (bulk) place.behind?.();
    else void saveWhenDue(directory, false).catch(() => undefined);
    return answer;
  };
  // A directory that was deleted meanwhile is opened again.
  return place.withSpace(() => attempt().catch((thrown: unknown) => (isClosed(thrown) ? attempt() : Promise.reject(thrown as Error))));
}
