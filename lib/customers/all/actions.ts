import type { ToCarry } from '../../model/book/carry-over';
import { Columns } from '../../model/table/columns';
import { call } from '../../wire/bus';
import type { createImportActions } from '../import/actions';
import { createManyActions } from './many';

type Exporting = Parameters<ReturnType<typeof createImportActions>['exportRows']>;

/**
 * The actions of the table of all customers. Its rows stay in memory while the page is open, so that reopening the table shows them at once.
 */
export function createAllActions() {
  const held = new Map<string, Columns>();
  return {
    columns: (connection: string) => {
      const columns = held.get(connection) ?? new Columns();
      held.set(connection, columns);
      return columns;
    },
    rows: (connection: string, after: string | null) => call('rows', { connection, after }),
    rowsOf: (connection: string, ids: string[]) => call('rowsOf', { connection, ids }),
    stages: async (connection: string) => {
      const field = (await call('fields', { connection })).find(({ isStage }) => isStage);
      return field ? { field: field.id, options: field.options } : null;
    },
    exportRows: async (...wanted: Exporting) => (await import('../import/actions')).createImportActions().exportRows(...wanted),
    carryOver: (from: string, to: string, customers: ToCarry[]) => call('carryOver', { from, to, customers }),
    ...createManyActions(),
    found: (connection: string, query: string) => call('rowsFound', { connection, query }),
  };
}
