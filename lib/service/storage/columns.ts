import type { Table } from './sealed-database';

/**
 * The version of what is kept. Readable records have the form of their database's version, which is brought up to date when it is
 * opened; a sealed record says itself in which form it was sealed.
 */
export const FORM = 3;

/** The columns of every table that are its key and its indexes; all else of a record may be sealed. */
export const COLUMNS: Record<Table, { key: string[]; indexes: string[] }> = {
  connections: { key: ['id'], indexes: [] },
  memory: { key: ['connection', 'key'], indexes: [] },
  book: { key: ['id'], indexes: [] },
  customers: { key: ['connection', 'id'], indexes: ['fetchedAt'] },
  answers: { key: ['connection', 'name'], indexes: ['fetchedAt'] },
  links: { key: ['connection', 'site', 'name', 'avatar'], indexes: [] },
  edits: { key: ['id'], indexes: ['madeAt'] },
  directory: { key: ['connection', 'number'], indexes: [] },
  directoryState: { key: ['connection'], indexes: [] },
  directoryIndex: { key: ['connection', 'part'], indexes: [] },
  aside: { key: ['id'], indexes: [] },
};
