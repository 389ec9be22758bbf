import type { MergeChoice } from '../../model/many/merge';
import { call } from '../../wire/bus';
import { problemOf } from '../../panel/actions';

/** The actions of the duplicates view. */
export function createDuplicatesActions() {
  return {
    sameKeys: (connection: string, after: string | null) => call('sameKeys', { connection, after }),
    apart: (connection: string) => call('apart', { connection }),
    setApart: (connection: string, ids: string[]) => problemOf(call('setApart', { connection, ids })),
    rowsOf: (connection: string, ids: string[]) => call('rowsOf', { connection, ids }),
    customer: (connection: string, id: string) => call('customer', { connection, id }),
    merge: (connection: string, run: string, into: string, from: string, choice: MergeChoice) =>
      problemOf(call('merge', { connection, run, into, from, choice })),
    undoMerge: (connection: string, run: string) => problemOf(call('undoMerge', { connection, run })),
  };
}
