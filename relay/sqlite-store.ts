import { DatabaseSync } from 'node:sqlite';
import type { Store } from './store.ts';

/** The store of a relay that is alone: one file, or the memory of the process with `:memory:`. */
export function openSqliteStore(file: string, now: () => number = Date.now): Store {
  const database = new DatabaseSync(file);
  // Whoever is told that something was done may rely on it after a loss of power.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL, until INTEGER) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS taken (key TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS taken_at ON taken (key, at);
    CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
  `);
  const read = database.prepare('SELECT value FROM kept WHERE key = ? AND (until IS NULL OR until > ?)');
  const write = database.prepare('INSERT OR REPLACE INTO kept (key, value, until) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM kept WHERE key = ?');
  const removeOld = database.prepare('DELETE FROM kept WHERE until <= ?');
  const removeIf = database.prepare('DELETE FROM kept WHERE key = ? AND value = ?');
  const under = database.prepare(
    'SELECT value FROM kept WHERE substr(key, 1, length(?1)) = ?1 AND (until IS NULL OR until > ?2) ORDER BY key',
  );
  const forget = database.prepare('DELETE FROM taken WHERE key = ? AND at <= ?');
  const count = database.prepare('SELECT count(*) AS taken, min(at) AS first FROM taken WHERE key = ?');
  const add = database.prepare('INSERT INTO taken (key, at) VALUES (?, ?)');
  const append = database.prepare('INSERT INTO audit (line) VALUES (?)');
  const newest = database.prepare('SELECT line FROM (SELECT id, line FROM audit ORDER BY id DESC LIMIT ?) ORDER BY id');

  const valueOf = (key: string) => (read.get(key, now())?.['value'] as string | undefined) ?? null;
  const untilOf = (forMs: number | undefined) => (forMs === undefined ? null : now() + forMs);
  const sweep = setInterval(() => removeOld.run(now()), SWEEP_MS).unref();
  return {
    get: async (key) => valueOf(key),
    set: async (key, value, forMs) => void (value === null ? remove.run(key) : write.run(key, value, untilOf(forMs))),
    // Nothing is awaited in between: no other call of this process comes between reading and writing.
    claim: async (key, value, forMs) => {
      if (valueOf(key) !== null) return false;
      write.run(key, value, untilOf(forMs));
      return true;
    },
    release: async (key, value) => void removeIf.run(key, value),
    all: async (prefix) => under.all(prefix, now()).map((row) => row['value'] as string),
    take: async (key, calls, windowMs) => {
      const at = now();
      forget.run(key, at - windowMs);
      const { taken, first } = count.get(key) as { taken: number; first: number | null };
      if (taken >= calls) return Math.max(1, (first ?? at) + windowMs - at + 1);
      add.run(key, at);
      return 0;
    },
    note: async (line) => void append.run(line),
    noted: async (most) => newest.all(most).map((row) => row['line'] as string),
    close: async () => {
      clearInterval(sweep);
      database.close();
    },
  };
}

const SWEEP_MS = 60_000;
