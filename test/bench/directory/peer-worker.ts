/// <reference lib="webworker" />
import type MiniSearchOf from 'minisearch';
import type { Database } from '@sqlite.org/sqlite-wasm';
import type startSqlite from '@sqlite.org/sqlite-wasm';

/** Runs in a dedicated worker of the page that `peers.ts` serves: an index of another make, filled and asked as the directory is. */
export type PeerName = 'minisearch' | 'sqlite';

/** A customer's searched texts, in this order. */
export const TEXTS = ['name', 'remark', 'nickname', 'company', 'phones', 'tags'] as const;

export interface Peer {
  /** Adds customers; the first one has the number `from`. */
  add(from: number, customers: string[][]): void;
  /** Writes to the disk what is not there yet. */
  save(): Promise<void>;
  /** How many were found, at most `MOST`. */
  find(key: string): number;
}

/** As many as the panel shows first. */
const MOST = 40;

const opening: Record<PeerName, (isNew: boolean) => Promise<Peer>> = { minisearch: openMiniSearch, sqlite: openSqlite };

/** The documents of MiniSearch are in memory; what is stored is all of it, as JSON. Chinese names have no blanks, so parts of them are found by pairs of signs. */
async function openMiniSearch(isNew: boolean): Promise<Peer> {
  const { default: MiniSearch } = (await import('/minisearch.js' as string)) as { default: typeof MiniSearchOf };
  const options = { fields: [...TEXTS], tokenize: pairsOf };
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle('minisearch.json', { create: true });
  const index = isNew ? new MiniSearch(options) : await MiniSearch.loadJSONAsync(await (await file.getFile()).text(), options);
  return {
    add: (from, customers) =>
      index.addAll(customers.map((texts, at) => Object.fromEntries([['id', from + at], ...TEXTS.map((name, one) => [name, texts[one]])]))),
    save: async () => {
      const handle = await file.createSyncAccessHandle();
      handle.truncate(0);
      handle.write(new TextEncoder().encode(JSON.stringify(index)));
      handle.close();
    },
    find: (key) => Math.min(MOST, index.search(key, { combineWith: 'AND' }).length),
  };
}

function pairsOf(text: string): string[] {
  return text.length === 1 ? [text] : Array.from({ length: text.length }, (_, at) => [text[at]!, text.slice(at, at + 2)]).flat();
}

/** SQLite has no trigram for one or two signs: these are looked for in every row. */
async function openSqlite(isNew: boolean): Promise<Peer> {
  const { default: start } = (await import('/sqlite/index.mjs' as string)) as { default: typeof startSqlite };
  const sqlite = await start();
  const pool = await sqlite.installOpfsSAHPoolVfs({ name: 'peer' });
  const database: Database = new pool.OpfsSAHPoolDb('/customers.db');
  if (isNew) database.exec(`create virtual table c using fts5(${TEXTS.join()}, tokenize='trigram')`);
  const byTrigrams = database.prepare(`select rowid from c where c match ? limit ${MOST}`);
  const byRows = database.prepare(`select rowid from c where ${TEXTS.map((text) => `${text} like ?1`).join(' or ')} limit ${MOST}`);
  const insert = database.prepare(`insert into c(rowid,${TEXTS.join()}) values (?,?,?,?,?,?,?)`);
  return {
    add: (from, customers) =>
      database.transaction(() => {
        for (const [at, texts] of customers.entries()) insert.bind([from + at, ...texts]).stepReset();
      }),
    save: async () => undefined,
    find: (key) => {
      const isLong = [...key].length >= 3;
      const asked = isLong ? byTrigrams.bind([`"${key}"`]) : byRows.bind([`%${key}%`]);
      let count = 0;
      while (asked.step()) count++;
      asked.reset();
      return count;
    },
  };
}

let peer: Peer | undefined;

const tasks = {
  open: async (name: PeerName, isNew: boolean): Promise<number> => {
    peer = await opening[name](isNew);
    return 0;
  },
  /** Returns how long it took to add and to save, in ms, without waiting for the customers. */
  fill: async (count: number): Promise<number> => {
    let taken = 0;
    const timed = async (work: () => Promise<void> | void) => {
      const began = performance.now();
      await work();
      taken += performance.now() - began;
    };
    for (let from = 0; from < count; from += 1_000) {
      const customers = (await (await fetch(`/customers?from=${from}&to=${Math.min(count, from + 1_000)}`)).json()) as string[][];
      await timed(() => peer!.add(from, customers));
    }
    await timed(() => peer!.save());
    return taken;
  },
  find: (key: string): { ms: number; found: number } => {
    const began = performance.now();
    const found = peer!.find(key);
    return { ms: performance.now() - began, found };
  },
};

export type Tasks = typeof tasks;

addEventListener('message', ({ data: { task, of } }: MessageEvent<{ task: keyof Tasks; of: never[] }>) => {
  const work = async () => (tasks[task] as (...of: never[]) => unknown)(...of);
  work().then(
    (done) => postMessage({ done }),
    (thrown: unknown) => postMessage({ failed: String(thrown) }),
  );
});
