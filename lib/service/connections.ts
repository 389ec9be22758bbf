import { ProblemError, type Problem } from '../model/problem';
import type { Reminder } from '../model/reminder';
import type { ConnectionSettings } from '../model/settings';
import type { Abilities, ConnectionView } from '../model/view';
import { createHttp, type HttpOptions } from '../providers/http';
import type { Connection, Provider } from '../providers/provider';
import { providerById } from '../providers/registry';
import { createBook } from './book';
import { ofConnection, type Database } from './database';
import { createMemory, OWN_MEMORY } from './memory';
import { createWait } from './waiting';

/** The book that is there before anything is connected. */
export const BOOK: ConnectionSettings = { id: 'book', provider: 'local', name: '', values: {} };

/** A connection that is ready to be asked. */
export interface Connected {
  settings: ConnectionSettings;
  provider: Provider;
  connection: Connection;
}

/** What the worker's parts share. `fetch`, `now` and `online` are passed in; nothing here reaches for them. */
export interface Surroundings {
  database: Database;
  fetch: typeof fetch;
  now(): number;
  /** False when the browser knows that there is no network at all. */
  online(): boolean;
  /** As the calls to a CRM need it, see `HttpOptions`. */
  endAfter?: NonNullable<HttpOptions['endAfter']>;
  /** Writes what must not be lost, making room for it where the disk is full. */
  room?<T>(write: () => Promise<T>): Promise<T>;
}

/** All connections in the person's order; the first one leads. */
export async function loadConnections(database: Database): Promise<ConnectionSettings[]> {
  const stored = await database.getAll('connections');
  if (stored.length === 0) return [BOOK];
  return stored.sort((a, b) => a.order - b.order).map(({ order: _, ...settings }) => settings);
}

/** Connects by settings that may not be stored yet (as "Test connection" does). */
export function connect(settings: ConnectionSettings, surroundings: Surroundings): Connected {
  const provider = providerById(settings.provider);
  if (!provider) throw new ProblemError({ kind: 'not-supported', ability: settings.provider });
  const { fetch, now, online, room, endAfter } = surroundings;
  const http = createHttp({ origins: provider.origins(settings.values), fetch, now, online, ...(endAfter && { endAfter }) });
  const connection = provider.connect(settings.values, {
    connection: settings.id,
    http,
    now,
    memory: createMemory(surroundings.database, settings),
    book: createBook(surroundings.database, settings.id, room),
    wait: createWait(settings.id, surroundings.now),
  });
  return { settings, provider, connection };
}

/**
 * Replaces all stored connections. In the same step, since the worker may be stopped after any other, nothing of the connections
 * `gone` stays behind, and the sessions of those `changed` end. Answers with the ids of the reminders that went with them.
 */
export async function storeConnections(
  database: Database,
  wanted: ConnectionSettings[],
  gone: string[],
  changed: string[],
): Promise<string[]> {
  const copies = ['directory', 'directoryIndex'] as const;
  const tables = ['connections', 'memory', 'customers', 'answers', 'links', 'edits', 'book', 'directoryState', 'aside', ...copies] as const;
  const transaction = database.transaction(tables, 'readwrite', { durability: 'strict' });
  const store = (table: (typeof tables)[number]) => transaction.objectStore(table);
  await transaction.objectStore('connections').clear();
  await Promise.all(wanted.map((settings, order) => transaction.objectStore('connections').put({ ...settings, order })));
  await Promise.all([...gone, ...changed].map((id) => transaction.objectStore('memory').delete(ofConnection(id))));
  // Another account may see other customers.
  for (const id of [...gone, ...changed]) {
    await Promise.all(copies.map((table) => store(table).delete(ofConnection(id))));
    await store('directoryState').delete(id);
  }
  for (const table of ['customers', 'answers', 'links'] as const) {
    await Promise.all(gone.map((id) => store(table).delete(ofConnection(id))));
  }
  const people = (await transaction.objectStore('book').getAll()).filter(({ connection }) => gone.includes(connection));
  const edits = (await transaction.objectStore('edits').getAll()).filter(({ ref }) => gone.includes(ref.connection));
  await Promise.all([...people.map(({ id }) => store('book').delete(id)), ...edits.map(({ id }) => store('edits').delete(id))]);
  const reminders = remindersOf(await transaction.objectStore('memory').getAll(ofConnection(OWN_MEMORY)), gone);
  await Promise.all(reminders.map((id) => transaction.objectStore('memory').delete([OWN_MEMORY, id])));
  // Of a record that cannot be read nobody knows whose it was: it must not outlive any connection.
  if (gone.length > 0) await transaction.objectStore('aside').clear();
  await transaction.done;
  return reminders;
}

function remindersOf(kept: { key: string; value: string }[], gone: string[]): string[] {
  return kept.filter(({ value }) => gone.includes((JSON.parse(value) as Reminder).ref.connection)).map(({ key }) => key);
}

/** What pages may know of a connection. */
export function viewOf({ settings, provider, connection }: Connected, problem: Problem | null): ConnectionView {
  const secrets = provider.settings.filter((field) => field.secret).map((field) => field.key);
  return {
    id: settings.id,
    provider: settings.provider,
    name: settings.name,
    providerName: provider.name,
    values: Object.fromEntries(Object.entries(settings.values).filter(([key]) => !secrets.includes(key))),
    secretsSet: secrets.filter((key) => settings.values[key]),
    can: abilitiesOf(connection),
    chosen: settings !== BOOK,
    problem,
    waitingUntil: null,
  };
}

function abilitiesOf(connection: Connection): Abilities {
  const { changes, addCustomer, newTags, readOnlyReason, filters = [], whose = [], filledFields = false } = connection.can;
  return {
    changes,
    addCustomer,
    newTags,
    readOnlyReason,
    filters,
    whose,
    filledFields,
    followUps: connection.followUps !== undefined,
    addFollowUp: connection.addFollowUp !== undefined,
    colleagues: connection.colleagues !== undefined,
    remove: connection.remove !== undefined,
    messages: connection.messages !== undefined,
    tagCustomers: connection.friendsWithTag !== undefined,
    export: connection.export !== undefined,
    tasks: connection.tasks !== undefined,
    befriend: connection.tasks?.canBefriend ?? false,
    calls: connection.calls !== undefined,
  };
}
