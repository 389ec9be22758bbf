import { unwrap, type IDBPDatabase, type IDBPTransaction, type IndexNames, type StoreKey, type StoreNames, type StoreValue } from 'idb';
import type { Tables } from './database';
import { keepAlive, type KeepAlive } from './keep-alive';
import { createNames, type Names } from './known-absent';
import { keyOf, type Seal } from './seal';
import { isValid } from './shapes';

export type RawDatabase = IDBPDatabase;
/** Names of the tables. */
export type Table = StoreNames<Tables>;
type Key<T extends Table> = StoreKey<Tables, T>;
type Value<T extends Table> = StoreValue<Tables, T>;
type Where<T extends Table> = Key<T> | IDBKeyRange;

/** The database with the records, and what seals and opens them; `seal` is null while they are readable. */
export interface Lying {
  raw: RawDatabase;
  seal: Seal | null;
}

/** The database as the rest of the worker uses it: records go in and come out readable, whether they are sealed on the disk or not. */
export interface Database {
  get<T extends Table>(table: T, key: Key<T>): Promise<Value<T> | undefined>;
  /** The records under some keys, all at once; undefined for each that is absent. */
  getMany<T extends Table>(table: T, keys: readonly Key<T>[]): Promise<(Value<T> | undefined)[]>;
  getAll<T extends Table>(table: T, where?: Where<T>, most?: number): Promise<Value<T>[]>;
  getAllFromIndex<T extends Table>(table: T, index: IndexNames<Tables, T> & string, range?: IDBKeyRange): Promise<Value<T>[]>;
  /** With an index, `where` is a place in that. */
  count<T extends Table>(table: T, where?: Where<T> | IDBValidKey, index?: IndexNames<Tables, T> & string): Promise<number>;
  put<T extends Table>(table: T, value: Value<T>): Promise<unknown>;
  delete<T extends Table>(table: T, where: Where<T>): Promise<void>;
  clear(table: Table): Promise<void>;
  transaction<T extends Table>(tables: T | readonly T[], mode: 'readwrite', options?: IDBTransactionOptions): Transaction<T>;
}

/** All or nothing. Only requests to this database may be awaited while it is open. */
export interface Transaction<T extends Table> {
  /** The store of the first table. */
  store: Store<T>;
  objectStore<S extends T>(table: S): Store<S>;
  /** Writes nothing of it; `done` rejects. */
  abort(): void;
  done: Promise<void>;
}

export interface Store<T extends Table> {
  get(key: Key<T>): Promise<Value<T> | undefined>;
  getAll(where?: Where<T>, most?: number): Promise<Value<T>[]>;
  count(where?: Where<T> | IDBValidKey, index?: IndexNames<Tables, T> & string): Promise<number>;
  index(name: IndexNames<Tables, T> & string): { getAll(range?: IDBKeyRange): Promise<Value<T>[]> };
  put(value: Value<T>): Promise<unknown>;
  /** Puts many records without a promise for each; one that fails aborts the transaction. */
  putAll(values: readonly Value<T>[]): void;
  delete(where: Where<T>): Promise<void>;
  clear(): Promise<void>;
}

/** Reads within a transaction as in the database. */
export function readingIn<T extends Table>(transaction: Transaction<T>): Pick<Database, 'get' | 'getAll' | 'count'> {
  const store = (table: Table) => transaction.objectStore(table as T);
  return {
    get: (table, key) => store(table).get(key as never) as Promise<never>,
    getAll: (table, where, most) => store(table).getAll(where as never, most) as Promise<never>,
    count: (table, where, index) => store(table).count(where as never, index as never),
  };
}

/** Called for an invalid record, with its stored key; the record has been left out of the result. */
export type Broken = (table: Table, key: IDBValidKey, why: 'shape' | 'seal') => void;

/** `lying` is called for each operation; it throws a ProblemError while nothing can be read. */
export function createDatabase(lying: () => Lying, broken: Broken): Database {
  const at = async <R>(table: Table, where: unknown, ask: (raw: RawDatabase, where: never) => Promise<R>) => {
    const { raw, seal } = lying();
    return ask(raw, (seal ? await seal.place(where) : where) as never);
  };
  const names = createNames();
  const read = async (table: Table, where: unknown, ask: (raw: RawDatabase, place: never) => Promise<unknown[]>) => {
    const records = await at(table, where, async (raw, place) => {
      if (names.lack(raw, table, place)) return [];
      const found = await ask(raw, place);
      if (found.length === 0) names.missed(raw, table);
      return found;
    });
    return allOpened(table, records, lying().seal, broken);
  };
  return {
    get: async (table, key) => {
      const [found] = await read(table, key, async (raw, place) => [await raw.get(table, place)].filter(isThere));
      return found as never;
    },
    getMany: async (table, keys) => {
      const { raw, seal } = lying();
      const places = seal ? await Promise.all(keys.map((key) => seal.place(key))) : keys;
      const records = await readMany(raw, table, places);
      if (!seal) return records.map((record) => wholeOnes(table, [record], broken)[0]) as never;
      return (await Promise.all(records.map((record) => allOpened(table, [record], seal, broken)))).map(([value]) => value) as never;
    },
    getAll: async (table, where, most) => (await read(table, where, (raw, place) => raw.getAll(table, place, most))) as never,
    getAllFromIndex: async (table, index, range) =>
      (await allOpened(table, await lying().raw.getAllFromIndex(table, index, range), lying().seal, broken)) as never,
    count: (table, where, index) =>
      at(table, where, (raw, place) => (index ? raw.countFromIndex(table, index, place) : raw.count(table, place))),
    put: async (table, value) => {
      const { raw, seal } = lying();
      const record = seal ? await seal.seal(table, value) : value;
      names.written(raw, table, record);
      return raw.put(table, record);
    },
    delete: (table, where) => {
      names.deleted(table, where);
      return at(table, where, (raw, place) => raw.delete(table, place));
    },
    clear: (table) => {
      names.deleted(table);
      return lying().raw.clear(table);
    },
    transaction: (tables, mode, options) => begin(lying(), tables, mode, options, { names, broken }),
  };
}

/** Called before reads and writes. */
interface Observers {
  names: Names;
  broken: Broken;
}

function begin<T extends Table>(
  { raw, seal }: Lying,
  tables: T | readonly T[],
  mode: 'readwrite',
  options: IDBTransactionOptions | undefined,
  observers: Observers,
): Transaction<T> {
  const names: string[] = typeof tables === 'string' ? [tables] : [...tables];
  const transaction = raw.transaction(names, mode, options);
  const alive = keepAlive(transaction.objectStore(names[0]!));
  const objectStore = <S extends T>(table: S) => storeOf<S>({ raw, transaction }, table, seal, alive, observers);
  return { store: objectStore(names[0] as T), objectStore, abort: () => transaction.abort(), done: transaction.done };
}

/** Sealing is asynchronous, and a transaction would end meanwhile: it is kept alive. */
function storeOf<T extends Table>(
  { raw: database, transaction }: { raw: RawDatabase; transaction: IDBPTransaction<unknown, string[], 'readwrite'> },
  table: T,
  seal: Seal | null,
  alive: KeepAlive,
  { names, broken }: Observers,
): Store<T> {
  const raw = transaction.objectStore(table);
  const after = <R, A>(made: (seal: Seal) => Promise<A>, plain: A, ask: (made: A) => Promise<R>): Promise<R> =>
    seal ? alive.inOrder(made(seal)).then(ask) : ask(plain);
  const at = <R>(where: unknown, ask: (where: never) => Promise<R>) =>
    after((using) => using.place(where), where, ask as never) as Promise<R>;
  const put = (value: unknown) =>
    after<IDBValidKey, unknown>(
      (using) => using.seal(table, value as Value<T>),
      value,
      (made) => {
        names.written(database, table, made);
        return raw.put(made);
      },
    );
  const read = async (records: unknown[]) =>
    (seal ? await alive.until(allOpened(table, records, seal, broken)) : wholeOnes(table, records, broken)) as never;
  return {
    get: async (key) => (await read([await at(key, (place) => raw.get(place))]))[0],
    getAll: async (where, most) => read(await at(where, (place) => raw.getAll(place, most))),
    count: (where, index) => at(where, (place) => (index ? raw.index(index) : raw).count(place)),
    index: (name) => ({ getAll: async (range) => read(await raw.index(name).getAll(range)) }),
    put,
    putAll: (values) => {
      const bare = unwrap(raw) as unknown as IDBObjectStore;
      for (const value of values) {
        if (seal) put(value).catch(() => undefined);
        else {
          names.written(database, table, value);
          bare.put(value);
        }
      }
    },
    delete: (where) => {
      names.deleted(table, where);
      return at(where, (place) => raw.delete(place));
    },
    clear: () => {
      names.deleted(table);
      return raw.clear();
    },
  };
}

/** With one promise for all of them: the promises of `idb` for a thousand small records cost more than reading these. */
function readMany(raw: RawDatabase, table: Table, places: readonly unknown[]): Promise<unknown[]> {
  if (places.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const transaction = (unwrap(raw) as unknown as IDBDatabase).transaction(table);
    const store = transaction.objectStore(table);
    const requests = places.map((place) => store.get(place as IDBValidKey));
    transaction.addEventListener('abort', () => reject(transaction.error ?? new DOMException('The read was aborted', 'AbortError')));
    // They succeed in their order.
    requests.at(-1)!.addEventListener('success', () => resolve(requests.map(({ result }) => result as unknown)));
  });
}

function isThere(record: unknown): boolean {
  return record !== undefined;
}

async function allOpened(table: Table, records: unknown[], seal: Seal | null, broken: Broken): Promise<unknown[]> {
  if (!seal) return wholeOnes(table, records, broken);
  const all = await Promise.all(records.map(async (record) => (record === undefined ? undefined : openOne(table, record, seal, broken))));
  return all.filter((value) => value !== undefined);
}

async function openOne(table: Table, record: unknown, seal: Seal, broken: Broken): Promise<unknown> {
  const value = await seal.open(table, record).catch(() => UNOPENED);
  if (value !== UNOPENED && isValid(table, value)) return value;
  broken(table, keyOf(table, record), value === UNOPENED ? 'seal' : 'shape');
  return undefined;
}

const UNOPENED = Symbol('unopened');

function wholeOnes(table: Table, records: unknown[], broken: Broken): unknown[] {
  return records.filter((record) => {
    if (record === undefined) return false;
    const whole = isValid(table, record);
    if (!whole) broken(table, keyOf(table, record), 'shape');
    return whole;
  });
}
