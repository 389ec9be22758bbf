import type { BookSchema } from '../../model/book/schema';
import { LIMITS } from '../../model/limits';
import { ProblemError, type Problem } from '../../model/problem';
import type { ConnectionSettings } from '../../model/settings';
import { MEMBERS, type Abilities, type ConnectionView } from '../../model/view';
import { signsIn } from '../../model/signs-in';
import { claimed, claimedDetails } from '../../providers/claimed';
import { createHttp, type HttpOptions } from '../../providers/http';
import type { Book } from '../../providers/book';
import type { Connection, Provider, ProviderDeps } from '../../providers/provider';
import { refusing } from '../../providers/settings';
import { providerById } from '../../providers/registry';
import type { Database, StoredConnection } from '../storage/database';
import { createMemory, createSharedMemories, type SharedMemories } from './memory';
import { createWait } from './waiting';

/** The local book that everybody has before a connection is made. */
export const BOOK: ConnectionSettings = { id: 'book', provider: 'local', name: '', values: {} };

/** A connection with its Provider: ready for calls. */
export interface Connected {
  settings: ConnectionSettings;
  provider: Provider;
  connection: Connection;
}

/** What the worker's parts share. `fetch`, `now` and `online` are passed in; nothing here reaches for them. */
export interface Surroundings {
  database: Database;
  /** The memory that connections to the same company or account share. */
  shared?: SharedMemories;
  fetch: typeof fetch;
  now(): number;
  /** False when the browser knows that there is no network at all. */
  online(): boolean;
  /** The customers of a connection that is a local book. */
  bookOf(connection: string): Book;
  /** The schema of a new book. */
  firstSchema?(): Promise<BookSchema>;
  /** See `HttpOptions`. */
  endAfter?: NonNullable<HttpOptions['endAfter']>;
  /** Writes something that must not be lost; deletes what can be fetched again if the disk is full. */
  withSpace?<T>(write: () => Promise<T>): Promise<T>;
}

/** All connections in the person's order; the first one leads. */
export async function loadConnections(database: Database): Promise<ConnectionSettings[]> {
  return connectionsAmong(await database.getAll('connections'));
}

/** The stored connections that are not former ones; the book if there are none. */
export function connectionsAmong(stored: StoredConnection[]): ConnectionSettings[] {
  const there = stored.filter(({ former }) => !former).toSorted((a, b) => a.order - b.order);
  return there.length === 0 ? [BOOK] : there.map(({ order: _, ...settings }) => settings);
}

/** Connects by settings that may not be stored yet (as "Test connection" does). `remembered` is put into the connection's memory. */
export async function connect(
  settings: ConnectionSettings,
  surroundings: Surroundings,
  remembered: Record<string, string> = {},
): Promise<Connected> {
  const provider = providerById(settings.provider);
  if (!provider) throw new ProblemError({ kind: 'not-supported', ability: settings.provider });
  const { fetch, now, online, bookOf, endAfter } = surroundings;
  const http = createHttp({ origins: provider.origins(settings.values), fetch, now, online, ...(endAfter && { endAfter }) });
  const shared = surroundings.shared ?? createSharedMemories(surroundings.database);
  const memory = createMemory(surroundings.database, settings);
  for (const [key, value] of Object.entries(remembered)) await memory.set(key, value);
  const deps: ProviderDeps = {
    connection: settings.id,
    http: refusing(provider, settings.values, http),
    now,
    memory,
    shared: (text) => shared.of(settings.provider, text),
    book: bookOf(settings.id),
    wait: createWait(settings.id, surroundings.now),
  };
  const abilities = provider.abilities ? await provider.abilities(settings.values, deps) : null;
  const connection = claimed(provider.connect(settings.values, { ...deps, abilities }));
  return { settings, provider, connection };
}

/** The part of a connection that pages may see. */
export function viewOf({ settings, provider, connection }: Connected, problem: Problem | null): ConnectionView {
  const secrets = provider.settings.filter((field) => field.secret).map((field) => field.key);
  return {
    id: settings.id,
    provider: settings.provider,
    name: settings.name,
    providerName: provider.name,
    values: Object.fromEntries(Object.entries(settings.values).filter(([key]) => !secrets.includes(key))),
    secretsSet: secrets.filter((key) => settings.values[key]),
    ...(signsIn(provider, settings.values) && { signsIn: true }),
    can: abilitiesOf(connection),
    chosen: settings !== BOOK,
    dropped: settings.policy === 'dropped',
    problem,
    waitingUntil: null,
  };
}

function abilitiesOf(connection: Connection): Abilities {
  const { changes, addCustomer, newTags, readOnlyReason } = connection.can;
  const { mostPhones = LIMITS.phones, filters = [], whose = [], filledFields = false } = connection.can;
  return {
    changes,
    addCustomer,
    details: claimedDetails(connection.can),
    mostPhones,
    newTags,
    readOnlyReason,
    filters,
    whose,
    filledFields,
    tagCustomers: connection.friendsWithTag !== undefined,
    befriend: connection.tasks?.canBefriend ?? false,
    ...membersOf(connection),
  };
}

function membersOf(connection: Connection): Record<(typeof MEMBERS)[number], boolean> {
  const written = MEMBERS.map((member) => [member, connection[member] !== undefined]);
  return Object.fromEntries(written) as Record<(typeof MEMBERS)[number], boolean>;
}
