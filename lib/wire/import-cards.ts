import * as v from 'valibot';
import { later } from '../model/later';
import { LIMITS } from '../model/limits';
import { MOST } from '../model/sheet/file-fault';
import { ProblemError } from '../model/problem';
import { MOST_IN_PART, rowOf, type ImportRow } from '../model/sheet/import-part';
import { MOST_LISTED } from '../model/sheet/checked';
import { PLAIN_TARGETS } from '../model/sheet/columns';
import { ofConnection, PAGE } from './card';
import { short, text } from './chat-checks';
import { fields } from './schema-check';
import { count, listOf } from './shapes';

const run = v.pipe(v.string(), v.uuid());
const ofRun = () => v.strictObject({ connection: short, run });
const choice = v.picklist(['skip', 'merge', 'both']);
const phones = v.pipe(v.array(short), v.maxLength(LIMITS.phones));
const target = later(() =>
  v.nullable(
    v.union([
      v.picklist(PLAIN_TARGETS),
      v.custom<`field:${string}`>((value) => typeof value === 'string' && /^field:.{1,200}$/su.test(value)),
    ]),
  ),
);
const about = later(() =>
  v.strictObject({
    file: v.pipe(v.string(), v.maxLength(1_000)),
    digest: short,
    rows: count,
    reading: v.strictObject({
      encoding: v.exactOptional(short),
      separator: v.exactOptional(short),
      sheet: v.exactOptional(count),
      shown: v.exactOptional(v.boolean()),
      layout: v.exactOptional(v.picklist(['rows', 'fields'])),
    }),
    headerRow: v.nullable(count),
    targets: v.pipe(v.array(target), v.maxLength(MOST.columns)),
    adds: v.exactOptional(fields),
    damaged: v.picklist(['leave-out', 'without', 'as-is']),
    decisions: v.strictObject({
      all: choice,
      each: v.pipe(v.record(v.pipe(v.string(), v.maxLength(16), v.digits()), choice), v.maxEntries(MOST_LISTED)),
      prefers: v.picklist(['book', 'file']),
    }),
  }),
);
const key = v.strictTuple([v.picklist(['id', 'phone', 'wechat', 'name']), v.number()]);
const asked = later(() => v.strictObject({ row: count, keys: listOf(key) }));
const sentRow = later(() =>
  v.strictTuple([
    count,
    v.nullable(short),
    short,
    v.nullable(short),
    v.nullable(short),
    v.nullable(text),
    v.nullable(short),
    v.nullable(short),
    phones,
    v.array(short),
    v.nullable(short),
    v.record(short, v.union([text, v.number(), v.array(short)])),
    v.nullable(v.union([short, count])),
  ]),
);
const part = <S extends v.GenericSchema>(of: S) => v.pipe(v.array(of), v.maxLength(MOST_IN_PART));

const rowsOfPart = later(() => part(sentRow));

/** Parses the rows of an `importPart` call, which are sent as one text. */
export function rowsIn(text: string): ImportRow[] {
  const rows: unknown = parsed(text);
  if (v.is(rowsOfPart, rows)) return rows.map(rowOf);
  throw new ProblemError({ kind: 'malformed', where: 'importPart.rows' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The cards of the calls that import files into a book and export from it. */
export const IMPORT_ROWS = {
  bookFields: { ...PAGE, takesOut: false, ask: ofConnection },
  imports: { ...PAGE, takesOut: false, ask: ofConnection },
  importSame: {
    ...PAGE,
    takesOut: false,
    rule: 'localBook',
    ask: () => v.strictObject({ connection: short, rows: part(asked), fresh: v.boolean() }),
  },
  beginImport: {
    ...PAGE,
    takesOut: false,
    rule: 'localBook',
    ask: () => v.strictObject({ connection: short, run, about, state: v.exactOptional(count) }),
  },
  importPart: {
    ...PAGE,
    takesOut: false,
    rule: 'localBook',
    ask: () => v.strictObject({ connection: short, run, part: count, after: count, rows: v.string() }),
  },
  endImport: { ...PAGE, takesOut: false, ask: ofRun },
  undoImport: { ...PAGE, takesOut: false, ask: ofRun },
  exportBook: {
    ...PAGE,
    takesOut: 'export',
    ask: () =>
      v.strictObject({
        connection: short,
        from: v.union([v.strictObject({ after: v.nullable(short) }), v.strictObject({ ids: part(short) })]),
      }),
  },
} as const;
