import type { CustomerRef } from '../model/customer';
import { serialQueue, type SerialQueue } from '../model/serial-queue';
import { concernsConnection, endsWithIt, mustSignIn, ProblemError, type Problem } from '../model/problem';
import type { Rest } from '../model/rest';
import type { Rules } from '../model/rules';
import type { ConnectionSettings } from '../model/settings';
import type { ConnectionView } from '../model/view';
import type { ContactAnswer } from '../wire/items';
import { firstSchema } from '../model/book/first-schema';
import { bringOver } from './connections/bring-over';
import { rulesNow } from './rules';
import { writeState } from './session/items';
import { withoutNumbers } from '../providers/claimed';
import type { Book } from '../providers/book';
import { providerById } from '../providers/registry';
import type { Directory } from './directory/directory';
import { createLanes, type Lanes } from './connections/lanes';
import { originsOf } from './connections/origins';
import { createSharedMemories } from './connections/memory';
import { BOOK, connect, loadConnections, viewOf, type Connected, type Surroundings } from './connections/connections';

/**
 * The worker's working memory. The worker can be stopped at any await, so everything in it can be rebuilt from the database and the session's state.
 */
export interface Desk extends Required<Surroundings> {
  /** True while no record can be read or written. */
  locked: boolean;
  /** True if that is because the browser does not open the database. */
  broken: boolean;
  /** The connections in their order, once they are loaded. */
  connected: Promise<Connected[]> | null;
  /** The connections as loaded last, which are asked while the database cannot be opened. Empty once Kebian is locked. */
  remembered: Connected[];
  /** The queue of changes of the settings: each begins with the result of the one before. */
  settingsQueue: SerialQueue;
  /** The Problem of a whole connection, by its id. */
  problems: Map<string, Problem>;
  /**
   * For a connection with such a Problem: when the next edit may be sent as a trial, and how many trials there were. Its other edits wait meanwhile.
   */
  probes: Map<string, { from: number; tries: number }>;
  /** The settings as a document. */
  documents: Documents;
  /** Called when a call of a connection has succeeded after a Problem that made edits wait. */
  recovered: (connection: string) => void;
  /** Called when a call has shown that the person must sign in. */
  signedOut: (connection: string) => void;
  /** Called when a CRM has asked for a pause. */
  rests: (connection: string, rest: Rest) => void;
  /** How many pauses a connection has made since its last successful call, and when the present one ends. */
  rested: Map<string, { times: number; end: number }>;
  /** The lookups under way, by contact: the same question is not asked twice at once. */
  lookups: Map<string, Lookup>;
  /** Customers with an edit on its way to the CRM, so that a customer's edits keep their order. */
  sending: Map<string, 'looking' | 'look-again'>;
  /** Limits how many customers' edits of a connection are sent at once. */
  lanes: Lanes;
  /** The ids of all edits that were accepted in this session, once they are read: a page that got no answer submits its edit again. */
  takenEdits: Promise<Set<string>> | null;
  /** Customers that are being added, by the key that the page gave them. */
  adding: Map<string, Promise<CustomerRef>>;
  /** How many edits the CRMs have accepted, and which of them was the last one of each customer. */
  accepted: number;
  acceptedAt: Map<string, number>;
  /** How many lookups may still run before the session is trimmed again. */
  untilTrim: number;
  /** The Directories that are open, and the fills under way, by connection. */
  directories: Map<string, Promise<Directory>>;
  fills: Map<string, AbortController>;
}

/** The settings as a document, which a backup has with everything else. */
export interface Documents {
  /** Without the links, and without secrets unless they are wanted. (Mozilla's linter takes a method `write` for that of a web page.) */
  give(secrets: boolean): Promise<string>;
  take(document: string): Promise<void>;
  /** Throws the Problem `managed` where the administrator's policy does not allow what is in it. */
  refuse(document: string): Promise<void>;
  connectionsIn(document: string): ConnectionSettings[];
  /** Connects the local book beside the CRMs. */
  connectBook(): Promise<void>;
}

/** A lookup under way. `leading` is settled once the first connection that knows the person is known, at the latest with `whole`. */
export interface Lookup {
  leading: Promise<Leading>;
  whole: Promise<ContactAnswer>;
}

/** An answer with the result of the first connection that knows the person; `more` when others are pending or being asked again. */
export interface Leading {
  answer: ContactAnswer;
  more: boolean;
}

export function createDesk(surroundings: Surroundings): Desk {
  return {
    withSpace: (write) => write(),
    endAfter: async () => false,
    firstSchema: async () => firstSchema('zh_CN'),
    shared: createSharedMemories(surroundings.database),
    ...surroundings,
    locked: false,
    broken: false,
    connected: null,
    remembered: [],
    settingsQueue: serialQueue(),
    problems: new Map(),
    probes: new Map(),
    documents: NO_DOCUMENTS,
    recovered: () => undefined,
    signedOut: () => undefined,
    rests: () => undefined,
    rested: new Map(),
    lookups: new Map(),
    sending: new Map(),
    lanes: createLanes(),
    takenEdits: null,
    adding: new Map(),
    accepted: 0,
    acceptedAt: new Map(),
    untilTrim: 0,
    directories: new Map(),
    fills: new Map(),
  };
}

/** The value until the worker has connected its parts. */
const NO_DOCUMENTS: Documents = {
  give: async () => '',
  take: async () => undefined,
  refuse: async () => undefined,
  connectionsIn: () => [],
  connectBook: async () => undefined,
};

/**
 * All connections, with their Provider. One to a product that this version does not know is left out until a version knows it. Throws the Problem
 * `locked` as soon as the desk is locked: connections that were loaded while the vault closes would stay in memory.
 */
export function connections(desk: Desk): Promise<Connected[]> {
  if (desk.locked) return Promise.reject(new ProblemError({ kind: 'locked' }));
  if (desk.connected) return desk.connected;
  // What is brought over are customers of books: the connections can be read meanwhile.
  const reading = [loadConnections(desk.database), rulesNow(), bringOver(desk.database, desk.firstSchema)] as const;
  const loading = Promise.all(reading).then(([all, rules]) => {
    const allowed = (settings: ConnectionSettings) => rules.connections || settings.policy === 'set';
    const known = all.filter(({ provider }) => providerById(provider));
    const connecting = known.map((settings) => connect(settings, allowed(settings) ? desk : { ...desk, fetch: unasked }));
    const shown = (one: Connected) => (rules.reveal ? one : { ...one, connection: withoutNumbers(one.connection) });
    return Promise.all(connecting.map((one) => one.then(shown)));
  });
  loading.then(
    (all) => desk.connected === loading && (desk.remembered = all),
    () => desk.connected === loading && (desk.connected = null),
  );
  desk.connected = loading;
  return loading;
}

/** Used instead of `fetch` for a CRM that the administrator's policy does not allow. */
const unasked = (): Promise<never> => Promise.reject(new ProblemError({ kind: 'managed' }));

/** One connection by its id. Throws a Problem when there is none of that id. */
export async function connectionOf(desk: Desk, id: string): Promise<Connected> {
  const found = (await connections(desk)).find((one) => one.settings.id === id);
  if (!found) throw new ProblemError({ kind: 'not-connected' });
  return found;
}

/** Whether the connection is a local book: its customers are in this database. */
export async function isBook(desk: Desk, id: string): Promise<boolean> {
  return (await connections(desk)).some(({ settings }) => settings.id === id && settings.provider === BOOK.provider);
}

/** The book of a connection. Throws the Problem `not-connected` where the connection is none. */
export async function bookAt(desk: Desk, connection: string): Promise<Book> {
  if (!(await isBook(desk, connection))) throw new ProblemError({ kind: 'not-connected' });
  return desk.bookOf(connection);
}

export async function crmOrigins(desk: Desk): Promise<string[]> {
  return originsOf((await connections(desk)).map(({ settings }) => settings));
}

/** Tells the pages which connections there are and how they stand. */
export async function publishConnections(desk: Desk): Promise<void> {
  const [all, rules] = await Promise.all([connections(desk), rulesNow()]);
  await writeState({ connections: all.map((one) => allowed(viewOf(one, desk.problems.get(one.settings.id) ?? null), rules)) });
}

/** What a connection can do, as far as the administrator's policy allows it. */
function allowed(view: ConnectionView, rules: Rules): ConnectionView {
  const { can } = view;
  const isBook = view.provider === BOOK.provider;
  return {
    ...view,
    can: {
      ...can,
      export: can.export && rules.export && rules.reveal,
      addCustomer: can.addCustomer && (rules.localBook || !isBook),
    },
  };
}

/**
 * Stores the standing of a connection after a call, and tells the pages if it has changed.
 * @param ofAll whether the Problem concerns every call, if its kind does not tell. An answer that is not understood changes nothing for a connection
 * that has that Problem already.
 */
export async function noteStanding(desk: Desk, connection: string, problem: Problem | null, ofAll = false): Promise<void> {
  const before = desk.problems.get(connection) ?? null;
  const still = problem?.kind === 'not-understood' && before?.kind === 'not-understood';
  const standing = still
    ? before
    : problem && (concernsConnection(problem) || (ofAll && problem.kind === 'not-understood'))
      ? problem
      : null;
  if (standing) desk.problems.set(connection, standing);
  else {
    desk.problems.delete(connection);
    desk.probes.delete(connection);
    desk.rested.delete(connection);
  }
  if (standing?.kind === 'rate-limited') desk.rests(connection, standing);
  if (standing && mustSignIn(standing)) desk.signedOut(connection);
  if (JSON.stringify(before) !== JSON.stringify(standing)) await publishConnections(desk);
  // A refusal is an answer of the CRM, too.
  if (before && !standing && !(problem && endsWithIt(problem))) desk.recovered(connection);
}
