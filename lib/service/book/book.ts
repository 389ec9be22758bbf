import type { Customer } from '../../model/customer';
import { isClosed, ProblemError } from '../../model/problem';
import { customersBy, isConcerned, recordIn, worked, type BookRecord } from '../../model/book/record';
import { tagsOf, withTags, type BookSchema } from '../../model/book/schema';
import type { Book, BookIndex, BookWork } from '../../providers/book';
import { BEHIND_FOR, writeAlong } from '../directory/along';
import { isWhole, saveWhenDue, type Directory } from '../directory/directory';
import { behind, countUses } from './uses';
import { ofConnection, type Database } from '../storage/database';
import type { Transaction } from '../storage/sealed-database';

/** What a book needs of the worker. */
export interface BookPlace {
  database: Database;
  connection: string;
  now(): number;
  /** What the book has before anybody has arranged anything. */
  firstSchema(): Promise<BookSchema>;
  /** Writes what must not be lost, making room for it where the disk is full. */
  withSpace<T>(write: () => Promise<T>): Promise<T>;
  /** The index of its customers; null where there is none now. */
  directory(): Promise<Directory | null>;
  /** Told after a step of many: the index is behind. */
  behind?(): void;
}

const OF_BOOK = ['bookCustomers', 'bookSchemas', 'bookFollowUps', 'bookJournal'] as const;
const WRITTEN = [...OF_BOOK, 'directory', 'directoryState'] as const;
type Writing = Transaction<(typeof WRITTEN)[number]>;

/** The local book on the database. What is written has been handed to the disk when it resolves. */
export function createBook(place: BookPlace): Book {
  const { database, connection } = place;
  const key = (id: string): [string, string] => [connection, id];
  const schema = async () => (await database.get('bookSchemas', connection))?.schema ?? place.firstSchema();
  const wholeOf = async (records: Promise<(BookRecord | undefined)[]>) => {
    const [found, by] = await Promise.all([records, schema()]);
    return found.filter((record) => record !== undefined).map(customersBy(by));
  };
  const whole = (ids: readonly string[]) => wholeOf(Promise.all(ids.map((id) => database.get('bookCustomers', key(id)))));
  return {
    schema,
    get: async (id) => (await whole([id]))[0] ?? null,
    getMany: whole,
    part: (after, most) => wholeOf(database.getAll('bookCustomers', behind(connection, after), most)),
    count: async () => {
      const index = indexIn(await place.directory());
      return index?.match.size ?? database.count('bookCustomers', ofConnection(connection));
    },
    followUps: (customer) => database.getAll('bookFollowUps', within(connection, customer)),
    edit: (ids, by, also) => edit(place, ids, by, also),
    write: (work) => write(place, work),
    settle: () => settle(place),
    uses: (of) => countUses(database, connection, of),
    index: async () => indexIn(await place.directory()),
  };
}

function indexIn(directory: Directory | null): BookIndex | null {
  if (!directory || !isWhole(directory)) return null;
  const { people } = directory;
  return { match: people.match, find: (query, most) => people.find(query, most) };
}

type Editing = Parameters<Book['edit']>;

function edit(place: BookPlace, ids: readonly string[], by: Editing[1], also: Editing[2] = () => ({})): Promise<Customer[]> {
  return inOneStep(place, async (begun, first) => {
    const before = await schemaIn(begun, place.connection, first);
    const records = await Promise.all(ids.map((id) => begun.objectStore('bookCustomers').get([place.connection, id])));
    if (records.some((record) => record === undefined)) throw new ProblemError({ kind: 'not-found' });
    const whole = customersBy(before);
    const known = records.map((record) => whole(record!));
    const wanted = known.map((customer) => by(customer, before));
    const changed = wanted.filter((customer, at) => customer !== known[at]);
    const put = putAll(begun, place.connection, before, changed);
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
    const there = putAll(begun, connection, after, put);
    for (const id of remove) {
      handed(begun.objectStore('bookCustomers').delete([connection, id]));
      handed(begun.objectStore('bookFollowUps').delete(within(connection, id)));
    }
    for (const [customer, id] of work.dropFollowUps ?? []) handed(begun.objectStore('bookFollowUps').delete([connection, customer, id]));
    putBeside(begun, connection, work);
    return { answer: null, put: [...there.values()], removed: [...remove], bulk };
  };
  await inOneStep(place, written, flushedLater ? 'relaxed' : 'strict');
}

/** So many customers are gone through in one step. */
const AT_A_TIME = 500;

function settle(place: BookPlace): Promise<boolean> {
  const { connection } = place;
  return inOneStep(place, async (begun, first) => {
    const schema = await schemaIn(begun, connection, first);
    const [work, ...later] = schema.pending ?? [];
    if (!work) return { answer: false, put: [], removed: [], bulk: undefined };
    const records = await begun.objectStore('bookCustomers').getAll(behind(connection, work.after), AT_A_TIME);
    const changed = records.filter((record) => isConcerned(record, work)).map((record) => worked(record, work));
    for (const record of changed) handed(begun.objectStore('bookCustomers').put(record));
    const isLast = records.length < AT_A_TIME;
    const after = { ...schema, pending: isLast ? later : [{ ...work, after: records.at(-1)!.id }, ...later] };
    handed(begun.objectStore('bookSchemas').put({ connection, schema: after }));
    return { answer: !isLast || later.length > 0, put: changed.map(customersBy(after)), removed: [], bulk: undefined };
  });
}

/** What is written besides customers. */
function putBeside(
  begun: Writing,
  connection: string,
  { followUps = [], journal = [], endJournals = [] }: Pick<BookWork, 'followUps' | 'journal' | 'endJournals'>,
): void {
  for (const one of followUps) handed(begun.objectStore('bookFollowUps').put({ ...one, connection }));
  for (const id of endJournals) handed(begun.objectStore('bookJournal').delete(within(connection, id)));
  for (const part of journal) handed(begun.objectStore('bookJournal').put({ ...part, connection }));
}

/** All records of a table that are filed under these two. */
function within(connection: string, id: string): IDBKeyRange {
  return IDBKeyRange.bound([connection, id], [connection, id, []]);
}

async function schemaIn(transaction: Writing, connection: string, first: BookSchema): Promise<BookSchema> {
  return (await transaction.objectStore('bookSchemas').get(connection))?.schema ?? first;
}

/** Puts customers, and first the tags that the schema lacks. Answers with them as they are from now on, by their ids. */
function putAll(transaction: Writing, connection: string, schema: BookSchema, customers: readonly Customer[]): Map<string, Customer> {
  const after = withTags(schema, tagsOf(customers));
  if (after !== schema) handed(transaction.objectStore('bookSchemas').put({ connection, schema: after }));
  const whole = customersBy(after);
  const records = customers.map((customer) => recordIn(after, { ...customer, connection }));
  for (const record of records) handed(transaction.objectStore('bookCustomers').put(record));
  return new Map(records.map((record) => [record.id, whole(record)]));
}

interface Step<T> {
  answer: T;
  put: Customer[];
  removed: string[];
  bulk: true | undefined;
}

/** Nothing but the database is awaited in it. `first` is the schema of a book that has none of its own yet. */
type Work<T> = (begun: Writing, first: BookSchema) => Promise<Step<T>>;

/** One transaction, flushed to the disk unless it says otherwise, that the index agrees with. */
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
        for (const block of blocks) handed(begun.objectStore('directory').put(block));
        if (state) handed(begun.objectStore('directoryState').put(state));
      }),
    );
    if (bulk) place.behind?.();
    else void saveWhenDue(place.database, directory, false).catch(() => undefined);
    return answer;
  };
  // An index that was deleted meanwhile is opened anew.
  return place.withSpace(() => attempt().catch((thrown: unknown) => (isClosed(thrown) ? attempt() : Promise.reject(thrown as Error))));
}

/** What one request makes fail ends the whole transaction, which says so. */
function handed(request: Promise<unknown>): void {
  request.catch(() => undefined);
}
