import { browser } from 'wxt/browser';
import type { Field } from '../../model/customer';
import { toProblem } from '../../model/problem';
import type { Checked, Decisions } from '../../model/sheet/checked';
import { FileFaultError } from '../../model/sheet/file-fault';
import type { ImportAbout, UndoStep } from '../../model/sheet/import-run';
import type { Outcome } from '../../model/sheet/outcome';
import type { Plan } from '../../model/sheet/plan';
import type { Fault } from '../../model/sheet/row-fault';
import { download } from '../../panel/download';
import { call } from '../../wire/bus';
import type { Reader } from './reader';
import { remote, type Remote } from './remote';
import { checkFile, exportFile, faultyFile, undoRun, writeFile, type Format } from './run';
import type { Reading } from './table';

/** The actions of the import view. A web worker reads each file; it is terminated when the next file is opened. */
export function createImportActions() {
  let reading: { ask: Remote<Reader>; end: () => void } | null = null;
  const reader = () => (reading ??= startReader()).ask;
  return {
    fields: (connection: string) => outcomeOf(call('bookFields', { connection })),
    open: (file: File, how: ImportAbout['reading'], fields: Field[]) => {
      reading?.end();
      reading = null;
      return outcomeOf(reader().open(file, how as Reading, fields));
    },
    preview: (fields: Field[], headerRow: number | null) => outcomeOf(reader().preview(fields, headerRow)),
    check: (
      connection: string,
      plan: Plan,
      onRows: Parameters<typeof checkFile>[1],
      signal: AbortSignal,
    ): Promise<Outcome<Checked | null>> => outcomeOf(checkFile({ reader: reader(), call, connection, plan }, onRows, signal)),
    digest: () => outcomeOf(reader().digest()),
    begin: (connection: string, about: ImportAbout, state: number | null) => {
      const run = crypto.randomUUID();
      const asked = { connection, run, about, ...(state !== null && { state }) };
      return outcomeOf(call('beginImport', asked).then((began) => (began ? run : null)));
    },
    write: (
      wanted: { connection: string; run: string; decisions: Decisions; from: number },
      onRead: (rows: number) => void,
      signal: AbortSignal,
    ) => outcomeOf(writeFile({ reader: reader(), call, ...wanted }, onRead, signal)),
    imports: (connection: string) => outcomeOf(call('imports', { connection })),
    undo: (connection: string, run: string, onStep: (sum: UndoStep) => void, signal: AbortSignal) =>
      outcomeOf(undoRun({ call, connection, run }, onStep, signal)),
    faulty: ({ name, ...wanted }: { name: string; headings: string[]; reason: string; reasonOf: (faults: Fault[]) => string }) =>
      outcomeOf(faultyFile(reader(), wanted).then((file) => (download(file, file.type, name), null))),
    exportRows: (
      {
        name,
        ...wanted
      }: { connection: string; ids: readonly string[] | null; format: Format; name: string; headings: Record<string, string> },
      onRows: (rows: number) => void,
    ) => outcomeOf(exported(name, wanted, onRows)),
    openOptions: () => void browser.runtime.openOptionsPage(),
  };
}

async function exported(
  name: string,
  wanted: Omit<Parameters<typeof exportFile>[0]['wanted'], 'sheet'>,
  onRows: (rows: number) => void,
): Promise<number> {
  const writer = startReader();
  let count = 0;
  try {
    const file = await exportFile({ reader: writer.ask, call, wanted: { ...wanted, sheet: name } }, (rows) => onRows((count = rows)));
    download(file, file.type, `${name}.${wanted.format}`);
    return count;
  } finally {
    writer.end();
  }
}

function startReader(): { ask: Remote<Reader>; end: () => void } {
  return remote<Reader>(new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' }));
}

async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await work };
  } catch (thrown) {
    if (thrown instanceof FileFaultError) return { kind: 'file', fault: thrown.fault };
    return { kind: 'problem', problem: toProblem(thrown, 'import') };
  }
}
