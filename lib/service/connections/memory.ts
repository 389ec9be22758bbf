import { sameValues, type ConnectionSettings } from '../../model/settings';
import { ProblemError } from '../../model/problem';
import type { Memory } from '../../providers/provider';
import { providerById } from '../../providers/registry';
import { ofConnection, type Database, type StoredConnection } from '../storage/database';

/** The worker's own part of the memory, with the reminders: no connection has an empty id. */
export const OWN_MEMORY = '';

/**
 * The small durable memory of one connection: a clock's offset, what the team's fields are. It is written for as long as the connection is
 * stored with these very values: an answer that comes after it was disconnected or changed leaves nothing behind. What a connection learns
 * that is only being tried is known to that trial alone.
 */
export function createMemory(database: Database, { id, values }: Pick<ConnectionSettings, 'id' | 'values'>): Memory {
  return memoryAt(database, id, (stored) => stored.some((one) => one.id === id && sameValues(one.values, values)));
}

/**
 * The memories that connections share. Each is one for the whole worker, also for a connection that is only being tried, and is written for
 * as long as a stored connection shares it.
 */
export interface SharedMemories {
  /** By provider and by the text that its connections share. */
  of(provider: string, text: string): Memory;
  /** What is known of it beside the disk is known no more. */
  forget(place: string): void;
  forgetAll(): void;
}

export function createSharedMemories(database: Database): SharedMemories {
  const known = new Map<string, Memory>();
  return {
    of(provider, text) {
      const place = sharedPlace(provider, text);
      const memory = known.get(place) ?? memoryAt(database, place, (stored) => stored.some((one) => sharedPlaces(one).includes(place)));
      known.set(place, memory);
      return memory;
    },
    forget: (place) => void known.delete(place),
    forgetAll: () => known.clear(),
  };
}

/** The key of what a connection shares in the table of memories. */
function sharedPlaces({ provider, values }: Pick<ConnectionSettings, 'provider' | 'values'>): string[] {
  return Object.values(providerById(provider)?.shares?.(values) ?? {}).map((text) => sharedPlace(provider, text));
}

/** The key of what belongs to a connection's account: its session, which other connections may use as well. */
export function accountPlace({ provider, values }: Pick<ConnectionSettings, 'provider' | 'values'>): string | null {
  const account = providerById(provider)?.shares?.(values).account;
  return account === undefined ? null : sharedPlace(provider, account);
}

/** The keys among these that are shared, but no longer by any connection. */
export function unshared(places: string[], connections: ConnectionSettings[]): string[] {
  const shared = connections.flatMap(sharedPlaces);
  // Ids of connections hold no blanks.
  return [...new Set(places)].filter((place) => place.startsWith(SHARED) && !shared.includes(place));
}

const SHARED = 'shared ';

function sharedPlace(provider: string, text: string): string {
  return `${SHARED}${provider} ${text}`;
}

/**
 * It is read once, at once, since a call begins with it: every change from elsewhere makes it anew. `isKept` tells by the connections that
 * are stored whether it may be written.
 */
function memoryAt(database: Database, place: string, isKept: (stored: StoredConnection[]) => boolean): Memory {
  const known = new Map<string, string | null>();
  let reading: Promise<void> | null = null;
  const readAll = () => {
    reading ??= database.getAll('memory', ofConnection(place)).then(
      // What was learned meanwhile is newer.
      (all) => all.forEach(({ key, value }) => known.has(key) || known.set(key, value)),
      (thrown: unknown) => {
        reading = null;
        unlessBroken(thrown);
      },
    );
    return reading;
  };
  readAll().catch(() => undefined);
  return {
    get: async (key) => {
      if (!known.has(key)) await readAll();
      return known.get(key) ?? null;
    },
    set: async (key, value) => {
      known.set(key, value);
      await write(key, value).catch(unlessBroken);
    },
  };

  async function write(key: string, value: string | null): Promise<void> {
    const transaction = database.transaction(['connections', 'memory'], 'readwrite');
    const stored = await transaction.objectStore('connections').getAll();
    if (isKept(stored.filter(({ former }) => !former))) {
      const memory = transaction.objectStore('memory');
      await (value === null ? memory.delete([place, key]) : memory.put({ connection: place, key, value }));
    }
    await transaction.done;
  }
}

/** While the database cannot be opened, what a connection has learned is known to it alone. */
function unlessBroken(thrown: unknown): void {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'storage-broken') throw thrown;
}
