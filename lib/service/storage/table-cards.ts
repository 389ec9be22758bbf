import type { Table } from './sealed-database';

/**
 * The version of what is kept. Readable records have the form of their database's version, which is brought up to date when it is
 * opened; a sealed record says itself in which form it was sealed.
 */
export const FORM = 5;

/** What is true of the records of a table. The compiler wants a card for each table. */
interface TableCard {
  /** The columns of the key and of the indexes; all else of a record may be sealed. */
  key: string[];
  indexes: string[];
  /**
   * With what a connection's records go: its sign-in, options or CRM has changed; it is there no longer; or the person has given up what was made for
   * it and no CRM can give back. What goes with one goes with those that follow. Null for a table of which that cannot be said.
   */
  goes: 'changed' | 'removed' | 'given-up' | null;
  /**
   * What becomes of a former connection's records once one that is there turns out to be the same CRM: each is filed under that one, unless it has one
   * with that key; both are merged by `settings/former.ts`; or none is left by then, or they belong to no connection.
   */
  resumed: 'filed' | 'merged' | 'stays';
}

export const TABLE_CARDS = {
  connections: { key: ['id'], indexes: [], goes: null, resumed: 'stays' },
  memory: { key: ['connection', 'key'], indexes: [], goes: 'changed', resumed: 'merged' },
  book: { key: ['id'], indexes: [], goes: 'given-up', resumed: 'stays' },
  bookCustomers: { key: ['connection', 'id'], indexes: [], goes: 'given-up', resumed: 'filed' },
  bookBlocks: { key: ['connection', 'run', 'number'], indexes: ['size'], goes: 'given-up', resumed: 'merged' },
  bookSchemas: { key: ['connection'], indexes: [], goes: 'given-up', resumed: 'filed' },
  bookFollowUps: { key: ['connection', 'customer', 'id'], indexes: [], goes: 'given-up', resumed: 'filed' },
  bookJournal: { key: ['connection', 'id', 'part'], indexes: [], goes: 'given-up', resumed: 'filed' },
  replies: { key: ['id'], indexes: [], goes: null, resumed: 'stays' },
  backups: { key: ['id'], indexes: [], goes: null, resumed: 'stays' },
  beside: { key: ['connection', 'customer'], indexes: [], goes: 'given-up', resumed: 'merged' },
  // Those of a connection that is there no longer go unless an edit needs them.
  customers: { key: ['connection', 'id'], indexes: ['fetchedAt'], goes: 'given-up', resumed: 'merged' },
  answers: { key: ['connection', 'name'], indexes: ['fetchedAt'], goes: 'removed', resumed: 'stays' },
  links: { key: ['connection', 'site', 'name', 'avatar'], indexes: [], goes: 'given-up', resumed: 'merged' },
  edits: { key: ['id'], indexes: ['madeAt'], goes: 'given-up', resumed: 'merged' },
  directory: { key: ['connection', 'number'], indexes: [], goes: 'changed', resumed: 'stays' },
  directoryState: { key: ['connection'], indexes: [], goes: 'changed', resumed: 'stays' },
  directoryIndex: { key: ['connection', 'part'], indexes: [], goes: 'changed', resumed: 'stays' },
  aside: { key: ['id'], indexes: [], goes: null, resumed: 'stays' },
} satisfies Record<Table, TableCard>;

export const TABLES = Object.keys(TABLE_CARDS) as Table[];

/** The tables whose keys begin with the connection. */
export const TABLES_BY_CONNECTION = TABLES.filter((table) => TABLE_CARDS[table].key[0] === 'connection');

/** The tables whose records go with that. */
export type Going<G> = { [T in Table]: (typeof TABLE_CARDS)[T]['goes'] extends G ? T : never }[Table];

export function tablesGoing<G extends TableCard['goes']>(goes: G): Going<G>[] {
  return TABLES.filter((table): table is Going<G> => TABLE_CARDS[table].goes === goes);
}

/** The tables of whose records that becomes. */
export type Resumed<R> = { [T in Table]: (typeof TABLE_CARDS)[T]['resumed'] extends R ? T : never }[Table];

export function tablesResumed<R extends TableCard['resumed']>(resumed: R): Resumed<R>[] {
  return TABLES.filter((table): table is Resumed<R> => TABLE_CARDS[table].resumed === resumed);
}
