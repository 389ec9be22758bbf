import { checkFile, undoRun, writeFile, type Call, type FileReader } from '../../../lib/customers/import/run';
import { methodsOf, Reader } from '../../../lib/customers/import/reader';
import type { Customer } from '../../../lib/model/customer';
import type { UndoStep } from '../../../lib/model/sheet/import-run';
import type { Decisions, Preview } from '../../../lib/model/sheet/checked';
import type { Target } from '../../../lib/model/sheet/columns';
import { addedBy } from '../../../lib/model/sheet/own-fields';
import { fieldsOf } from '../../../lib/model/book/schema';
import type { Damaged } from '../../../lib/model/sheet/row-fault';
import { ask } from '../worker';

export const CONNECTION = 'book';
export const call: Call = (name, asked) => ask(name, asked as never) as never;

/** The page's reader without a worker between: the same methods. */
export function newReader(): FileReader {
  const methods = methodsOf(new Reader());
  return new Proxy({} as FileReader, {
    get:
      (_, name: string) =>
      async (...asked: never[]) =>
        methods[name]!(...asked),
  });
}

type Choosing = (preview: Preview) => Target[];

/** A file that the page has opened and checked, with the columns as the person has chosen them. */
export async function checked(file: Blob, damaged: Damaged = 'leave-out', asking = call, choose: Choosing = ({ targets }) => targets) {
  const reader = newReader();
  const fields = await ask('bookFields', { connection: CONNECTION });
  const preview = await reader.open(file, {}, fields);
  const targets = choose(preview);
  const adds = addedBy(preview, targets);
  const plan = { targets, headings: preview.headings, fields: [...fields, ...fieldsOf({ fields: adds })], home: 'CN' as const, damaged };
  const found = (await checkFile({ reader, call: asking, connection: CONNECTION, plan }, () => undefined, new AbortController().signal))!;
  return { reader, preview, plan, found, adds };
}

/** Writes down what is to be imported, as the page does before the first part. */
export async function begin(
  { reader, preview, found, plan, adds }: Awaited<ReturnType<typeof checked>>,
  decisions: Decisions,
): Promise<string> {
  const run = crypto.randomUUID();
  const { headerRow } = preview;
  const { targets, damaged } = plan;
  const about = {
    file: 'a.csv',
    digest: await reader.digest(),
    rows: found.rows,
    reading: {},
    headerRow,
    targets,
    adds,
    damaged,
    decisions,
  };
  const { bookState: state } = found;
  const began = await ask('beginImport', { connection: CONNECTION, run, about, ...(state !== null && { state }) });
  if (!began) throw new Error('The book has changed since the file was checked');
  return run;
}

export const SKIP: Decisions = { all: 'skip', each: {}, prefers: 'book' };

/** A whole import, as the page makes it. */
export async function imported(file: Blob, decisions: Decisions = SKIP, damaged: Damaged = 'leave-out', choose?: Choosing) {
  const opened = await checked(file, damaged, call, choose);
  const run = await begin(opened, decisions);
  const written = await parts(opened.reader, run, decisions);
  return { ...opened, run, written };
}

export function parts(reader: FileReader, run: string, decisions: Decisions, from = 0) {
  return writeFile({ reader, call, connection: CONNECTION, run, decisions, from }, () => undefined, new AbortController().signal);
}

/** Everybody in the book. */
export async function everybody(): Promise<Customer[]> {
  const all: Customer[] = [];
  for (let after: string | null = null; ;) {
    const part: Customer[] = await ask('exportBook', { connection: CONNECTION, from: { after } });
    if (part.length === 0) return all;
    all.push(...part);
    after = part.at(-1)!.id;
  }
}

/** A CSV of so many invented customers. */
export function csvOf(count: number, line = (at: number) => `客户${at},${13_000_000_000 + at},老客${at}`): Blob {
  return new Blob([`姓名,手机号,备注\n${Array.from({ length: count }, (_, at) => line(at)).join('\n')}\n`]);
}

/** Undoes an import to its end, as the page does. */
export function undone(run: string): Promise<UndoStep> {
  return undoRun({ call, connection: CONNECTION, run }, () => undefined, new AbortController().signal);
}
