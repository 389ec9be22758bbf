import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { JsonObject } from './json.ts';

/** A CRM's database in one sqlite file: tables of documents, in the order in which they were added. */
export interface Database {
  table<T extends object>(name: string): Table<T>;
  /** Runs `fill` when the file is new, in one transaction. */
  fillOnce(fill: () => void): void;
  close(): void;
}

/** Documents by id. Everything is also held in memory, so that a read costs nothing; a write outlives the process once it returns. */
export interface Table<T extends object> {
  all(): T[];
  ids(): string[];
  get(id: string | number): T | null;
  put(id: string | number, value: T): T;
  delete(id: string | number): void;
  /** A number above every id so far, `first` in an empty table. */
  nextId(first: number): number;
}

export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file);
  sqlite.exec('pragma journal_mode = wal; pragma synchronous = normal');
  return {
    table: (name) => openTable(sqlite, name),
    fillOnce: (fill) => fillOnce(sqlite, fill),
    close: () => sqlite.close(),
  };
}

function fillOnce(sqlite: DatabaseSync, fill: () => void): void {
  if (sqlite.prepare('pragma user_version').get()?.['user_version'] !== 0) return;
  sqlite.exec('begin');
  fill();
  sqlite.exec('pragma user_version = 1; commit');
}

function openTable<T extends object>(sqlite: DatabaseSync, name: string): Table<T> {
  sqlite.exec(`create table if not exists "${name}" (position integer primary key, id text unique not null, document text not null)`);
  const write = sqlite.prepare(
    `insert into "${name}" (id, document) values (?, ?) on conflict (id) do update set document = excluded.document`,
  );
  const erase = sqlite.prepare(`delete from "${name}" where id = ?`);
  const held = readAll<T>(sqlite.prepare(`select id, document from "${name}" order by position`));
  return {
    all: () => [...held.values()],
    ids: () => [...held.keys()],
    get: (id) => held.get(String(id)) ?? null,
    put(id, value) {
      write.run(String(id), JSON.stringify(value));
      held.set(String(id), value);
      return value;
    },
    delete(id) {
      erase.run(String(id));
      held.delete(String(id));
    },
    nextId: (first) => [...held.keys()].reduce((next, id) => Math.max(next, Number(id) + 1), first),
  };
}

function readAll<T extends object>(statement: StatementSync): Map<string, T> {
  return new Map(statement.all().map((row) => [String(row['id']), JSON.parse(String(row['document'])) as JsonObject as T]));
}
