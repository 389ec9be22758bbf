import { MOST_IN_PART } from '../../model/sheet/import-part';
import type { ImportCalls } from '../../model/sheet/import-calls';
import { fieldsOf } from '../../model/book/schema';
import type { Handlers } from '../../wire/serve';
import { rowsIn } from '../../wire/import-cards';
import { bookAt, type Desk } from '../desk';
import { homeNow } from '../language';
import { refuseForbidden } from '../rules';
import { beginImport, endImport, importPart } from './imports';
import { imports } from './journal';
import { whoIsSame } from './same';
import { undoImport } from './undo';

/** The calls that import files into a book and export from it. `changed` is called after an import, or its undoing, has ended. */
export function createImportHandlers(desk: Desk, changed: () => Promise<unknown>): Pick<Handlers, keyof ImportCalls> {
  const ended = async <T>(answer: T): Promise<T> => {
    await changed();
    return answer;
  };
  return {
    bookFields: async ({ connection }) => fieldsOf(await (await bookAt(desk, connection)).schema()),
    imports: ({ connection }) => imports(desk, connection),
    importSame: async (ask) => {
      await bookAt(desk, ask.connection);
      return whoIsSame(desk, ask, await homeNow());
    },
    beginImport: async (ask) => {
      await bookAt(desk, ask.connection);
      return beginImport(desk, ask, await homeNow());
    },
    importPart: ({ connection, rows, ...part }) =>
      bookAt(desk, connection).then(() => importPart(desk, connection, { ...part, rows: rowsIn(rows) })),
    endImport: ({ connection, run }) =>
      bookAt(desk, connection)
        .then(() => endImport(desk, connection, run))
        .then(ended),
    undoImport: async ({ connection, run }) => {
      await bookAt(desk, connection);
      const step = await undoImport(desk, connection, run);
      return step.left === 0 ? ended(step) : step;
    },
    exportBook: async ({ connection, from }) => {
      // The exported rows hold unmasked phone numbers.
      await refuseForbidden('reveal');
      const book = await bookAt(desk, connection);
      return 'ids' in from ? book.getMany(from.ids) : book.part(from.after, MOST_IN_PART);
    },
  };
}
