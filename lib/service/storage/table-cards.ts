import type { Table } from './sealed-database';

/**
 * The version of what is kept. Readable records have the form of their database's version, which is brought up to date when it is
 * opened; a sealed record says itself in which form it was sealed.
 */
export const FORM = 4;

/** What is true of the records of a table. The compiler wants a card for each table. */
interface TableCard {
  /** The columns of the key and of the indexes; all else of a record may be sealed. */
  key: string[];
  indexes: string[];
  /** Columns that cannot be sealed, because the browser alone can write them: they lie beside what is. */
  asIs?: string[];
  /**
   * With what a connection's records go: its sign-in, options or CRM has changed; it is there no longer; or the person has given up what was made for
   * it and no CRM can give back. What goes with one goes with those that follow. Null for a table of which that cannot be said.
   */
  goes: 'changed' | 'removed' | 'given-up' | null;
}

export const TABLE_CARDS = {
  connections: { key: ['id'], indexes: [], goes: null },
  memory: { key: ['connection', 'key'], indexes: [], goes: 'changed' },
  book: { key: ['id'], indexes: [], goes: 'given-up' },
  bookCustomers: { key: ['connection', 'id'], indexes: [], goes: 'given-up' },
  bookSchemas: { key: ['connection'], indexes: [], goes: 'given-up' },
  bookFollowUps: { key: ['connection', 'customer', 'id'], indexes: [], goes: 'given-up' },
  bookJournal: { key: ['connection', 'id', 'part'], indexes: [], goes: 'given-up' },
  replies: { key: ['id'], indexes: [], goes: null },
  backups: { key: ['id'], indexes: [], asIs: ['handle'], goes: null },
  beside: { key: ['connection', 'customer'], indexes: [], goes: 'given-up' },
  // Those of a connection that is there no longer go unless an edit needs them.
  customers: { key: ['connection', 'id'], indexes: ['fetchedAt'], goes: 'given-up' },
  answers: { key: ['connection', 'name'], indexes: ['fetchedAt'], goes: 'removed' },
  links: { key: ['connection', 'site', 'name', 'avatar'], indexes: [], goes: 'given-up' },
  edits: { key: ['id'], indexes: ['madeAt'], goes: 'given-up' },
  directory: { key: ['connection', 'number'], indexes: [], goes: 'changed' },
  directoryState: { key: ['connection'], indexes: [], goes: 'changed' },
  directoryIndex: { key: ['connection', 'part'], indexes: [], goes: 'changed' },
  aside: { key: ['id'], indexes: [], goes: null },
} satisfies Record<Table, TableCard>;

/** The columns of a table that cannot be sealed. */
export function lyingAsIs(table: Table): readonly string[] {
  const card: TableCard = TABLE_CARDS[table];
  return card.asIs ?? [];
}

export const TABLES = Object.keys(TABLE_CARDS) as Table[];

/** The tables whose records go with that. */
export type Going<G> = { [T in Table]: (typeof TABLE_CARDS)[T]['goes'] extends G ? T : never }[Table];

export function tablesGoing<G extends TableCard['goes']>(goes: G): Going<G>[] {
  return TABLES.filter((table): table is Going<G> => TABLE_CARDS[table].goes === goes);
}
