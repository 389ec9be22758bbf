import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from './store.ts';

/** The store of a relay that is alone: one file, or the memory of the process with `:memory:`. */
export function openSqliteStore(file: string, now: () => number = Date.now): Store {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL, until INTEGER) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS taken (key TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS taken_at ON taken (key, at);
    CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
  `);
  const read = database.prepare('SELECT value FROM kept WHERE key = ? AND (until IS NULL OR until > ?)');
  const write = database.prepare('INSERT OR REPLACE INTO kept (key, value, until) VALUES (?, ?, ?)');
  const claim = database.prepare(
    'INSERT INTO kept (key, value, until) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until WHERE until <= ?',
  );
  const prolong = database.prepare('UPDATE kept SET until = ? WHERE key = ? AND value = ? AND until > ?');
  const remove = database.prepare('DELETE FROM kept WHERE key = ?');
  const removeOld = database.prepare('DELETE FROM kept WHERE until <= ?');
  const removeIf = database.prepare('DELETE FROM kept WHERE key = ? AND value = ?');
  const under = database.prepare(
    'SELECT value FROM kept WHERE substr(key, 1, length(?1)) = ?1 AND (until IS NULL OR until > ?2) ORDER BY key',
  );
  const forget = database.prepare('DELETE FROM taken WHERE key = ? AND at <= ?');
  const count = database.prepare(
    // The one whose end makes room: with a smaller limit than others have taken that is not the oldest.
    'SELECT count(*) AS taken, (SELECT at FROM taken WHERE key = ? ORDER BY at DESC LIMIT 1 OFFSET ?) AS first FROM taken WHERE key = ?',
  );
  const add = database.prepare('INSERT INTO taken (key, at) VALUES (?, ?)');
  const append = database.prepare('INSERT INTO audit (line) VALUES (?)');
  const shorten = database.prepare('DELETE FROM audit WHERE id <= ?');
  const newest = database.prepare('SELECT line FROM (SELECT id, line FROM audit ORDER BY id DESC LIMIT ?) ORDER BY id');

  /** As a whole, also beside another process with the same file. */
  function inOne<T>(work: () => T): T {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (thrown) {
      // A full disk may have ended it already; left open, it would refuse every later one.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  }

  const numberOfFile = () => (file === MEMORY ? undefined : statSync(file, { throwIfNoEntry: false })?.ino);
  const opened = numberOfFile();
  /** An agent who is removed in a new file of this name would go on in the old one, which stays open. Each call of an agent begins with a read. */
  function stillThere(): void {
    if (numberOfFile() !== opened) throw new Error(`${file} was deleted or replaced while the relay runs. Start the relay again.`);
  }
  const valueOf = (key: string) => {
    stillThere();
    return (read.get(key, now())?.['value'] as string | undefined) ?? null;
  };
  const untilOf = (forMs: number | undefined) => (forMs === undefined ? null : now() + forMs);
  const sweep = setInterval(() => {
    try {
      removeOld.run(now());
    } catch {
      // A locked file or a full disk: the calls say so, and the next sweep deletes it.
    }
  }, SWEEP_MS).unref();
  return {
    get: async (key) => valueOf(key),
    set: async (key, value, forMs) => void (value === null ? remove.run(key) : write.run(key, value, untilOf(forMs))),
    claim: async (key, value, forMs) => Number(claim.run(key, value, untilOf(forMs), now()).changes) === 1,
    create: async (key, value) => Number(claim.run(key, value, null, now()).changes) === 1,
    prolong: async (key, value, forMs) => Number(prolong.run(untilOf(forMs), key, value, now()).changes) === 1,
    release: async (key, value) => void removeIf.run(key, value),
    all: async (prefix) => under.all(prefix, now()).map((row) => row['value'] as string),
    take: async (key, calls, windowMs) =>
      inOne(() => {
        const at = now();
        forget.run(key, at - windowMs);
        const { taken, first } = count.get(key, calls - 1, key) as { taken: number; first: number | null };
        if (taken >= calls) return Math.max(1, (first ?? at) + windowMs - at);
        add.run(key, at);
        return 0;
      }),
    note: async (line) => {
      const { lastInsertRowid } = append.run(line);
      const id = Number(lastInsertRowid);
      if (id % 1_000 === 0) shorten.run(id - MOST_LINES);
    },
    noted: async (most) => newest.all(most).map((row) => row['line'] as string),
    close: async () => {
      clearInterval(sweep);
      database.close();
    },
  };
}

const MEMORY = ':memory:';
const SWEEP_MS = 60_000;
/** The largest number of lines of the audit; beyond it the oldest are deleted. */
const MOST_LINES = 1_000_000;
