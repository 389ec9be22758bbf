import { sameValues, type ConnectionSettings } from '../../model/settings';
import { ProblemError } from '../../model/problem';
import type { Memory } from '../../providers/provider';
import { providerById } from '../../providers/registry';
import { ofConnection, type Database, type StoredConnection } from '../storage/database';

/** The key of the worker's own memory, which holds the reminders. No connection has an empty id. */
export const OWN_MEMORY = '';

/**
 * The small memory of one connection on the disk, such as a clock's offset or the team's fields. It is written as long as the connection is stored
 * with these values: an answer that comes after a change or disconnection writes nothing. A connection that is only being tested keeps its memory to
 * itself.
 */
export function createMemory(database: Database, { id, values }: Pick<ConnectionSettings, 'id' | 'values'>): Memory {
  return memoryAt(database, id, (stored) => stored.some((one) => one.id === id && sameValues(one.values, values)));
}

/**
 * The memories that connections share: one object each for the whole worker, also for a connection that is only being tested. Written as long as a
 * stored connection shares it.
 */
export interface SharedMemories {
  /** The memory for a provider and the text that its connections share. */
  of(provider: string, text: string): Memory;
  /** Drops what the worker remembers of it; the next use reads the disk again. */
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

/** Where a connection's shared memory is in the table `memory`. */
function sharedPlaces({ provider, values }: Pick<ConnectionSettings, 'provider' | 'values'>): string[] {
  return Object.values(providerById(provider)?.shares?.(values) ?? {}).map((text) => sharedPlace(provider, text));
}

/** Where the memory of a connection's account is: its session, which other connections may use, too. */
export function accountPlace({ provider, values }: Pick<ConnectionSettings, 'provider' | 'values'>): string | null {
  const account = providerById(provider)?.shares?.(values).account;
  return account === undefined ? null : sharedPlace(provider, account);
}

/** The shared places among these that no connection shares any more. */
export function unshared(places: string[], connections: ConnectionSettings[]): string[] {
  const shared = connections.flatMap(sharedPlaces);
  // An id of a connection has no blanks, a shared place has.
  return [...new Set(places)].filter((place) => place.startsWith(SHARED) && !shared.includes(place));
}

const SHARED = 'shared ';

function sharedPlace(provider: string, text: string): string {
  return `${SHARED}${provider} ${text}`;
}

/**
 * Read once, when it is made, because a call begins with it; a change from outside makes a new one. `isKept` tells by the stored connections whether
 * it may be written.
 */
function memoryAt(database: Database, place: string, isKept: (stored: StoredConnection[]) => boolean): Memory {
  const known = new Map<string, string | null>();
  let reading: Promise<void> | null = null;
  const readAll = () => {
    reading ??= database.getAll('memory', ofConnection(place)).then(
      // A value that was set meanwhile is newer.
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

/** While the database cannot be opened, values are only in the worker's memory. */
function unlessBroken(thrown: unknown): void {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'storage-broken') throw thrown;
}
