import { useEffect, useRef, useState } from 'preact/hooks';
import { fieldsOf } from '../../../lib/model/book/schema';
import type { Field } from '../../../lib/model/customer';
import type { Region } from '../../../lib/model/regions';
import type { Checked, Decisions, Preview } from '../../../lib/model/sheet/checked';
import type { Target } from '../../../lib/model/sheet/columns';
import type { PartDone } from '../../../lib/model/sheet/import-part';
import type { ImportAbout, ImportRun } from '../../../lib/model/sheet/import-run';
import type { Damaged } from '../../../lib/model/sheet/row-fault';
import { addedBy } from '../../../lib/model/sheet/own-fields';
import type { Outcome, Trouble } from '../../../lib/model/sheet/outcome';
import type { ImportActions } from './actions';
import { readingOf } from './reading-choices';

/** The step that the import of a file is at. */
export type Step =
  | { kind: 'start' }
  | { kind: 'opening'; file: string }
  | { kind: 'columns' }
  | { kind: 'checking'; rows: number; share: number | null }
  | { kind: 'checked'; checked: Checked }
  | { kind: 'running'; read: number }
  | { kind: 'stopped'; read: number; run: string }
  | { kind: 'done'; run: string; done: PartDone };

/** The file that is being imported, and the choices for it. */
export interface Chosen {
  file: File;
  preview: Preview;
  targets: Target[];
  damaged: Damaged;
  decisions: Decisions;
}

const FIRST: Pick<Chosen, 'damaged' | 'decisions'> = { damaged: 'leave-out', decisions: { all: 'skip', each: {}, prefers: 'book' } };

/** Leads a file through the steps of its import. */
export function useImport(actions: ImportActions, connection: string, home: Region | null) {
  const [step, setStep] = useState<Step>({ kind: 'start' });
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fields, setFields] = useState<Field[]>([]);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [runs, setRuns] = useState<ImportRun[]>([]);
  const [trouble, setTrouble] = useState<Trouble | { kind: 'other-file'; file: string } | { kind: 'book-changed' } | null>(null);
  const stopping = useRef(new AbortController());
  const readRuns = () => void actions.imports(connection).then((outcome) => outcome.kind === 'done' && setRuns(outcome.value));
  useEffect(() => {
    readRuns();
    return () => stopping.current.abort();
  }, [connection]);

  /** The value; for a failure null, and the step goes back. */
  function valueOf<T>(outcome: Outcome<T>, back: Step): { value: T } | null {
    if (outcome.kind === 'done') return { value: outcome.value };
    setTrouble(outcome);
    setStep(back);
    return null;
  }
  async function opened(file: File, reading: ImportAbout['reading'], back: Step = { kind: 'start' }) {
    setTrouble(null);
    setStep({ kind: 'opening', file: file.name });
    const known = valueOf(await actions.fields(connection), back);
    if (!known) return null;
    setFields(known.value);
    const preview = valueOf(await actions.open(file, reading, known.value), back);
    return preview && { preview: preview.value, fields: known.value };
  }
  function choose(file: File, preview: Preview): void {
    setChosen({ ...FIRST, file, preview, targets: preview.targets });
    setStep({ kind: 'columns' });
  }
  async function open(file: File, reading: ImportAbout['reading'] = {}): Promise<void> {
    const found = await opened(file, reading, chosen && step.kind === 'columns' ? step : undefined);
    if (found) choose(file, found.preview);
  }
  async function header(row: number | null): Promise<void> {
    const found = valueOf(await actions.preview(fields, row), { kind: 'columns' });
    if (found && chosen) choose(chosen.file, found.value);
  }
  async function check(now: Chosen, known = fields): Promise<Checked | null> {
    setTrouble(null);
    setChosen(now);
    setStep({ kind: 'checking', rows: 0, share: 0 });
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    const plan = {
      targets: now.targets,
      headings: now.preview.headings,
      fields: [...known, ...fieldsOf({ fields: addedBy(now.preview, now.targets) })],
      home,
      damaged: now.damaged,
    };
    const onRows = nowAndThen((rows, share: number | null) => signal.aborted || setStep({ kind: 'checking', rows, share }));
    const found = valueOf(await actions.check(connection, plan, onRows, signal), { kind: 'columns' });
    if (!found) return null;
    setChecked(found.value);
    setStep(found.value ? { kind: 'checked', checked: found.value } : { kind: 'columns' });
    return found.value;
  }
  async function write(run: string, decisions: Decisions, from: number): Promise<void> {
    setTrouble(null);
    setStep({ kind: 'running', read: 0 });
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    let last = 0;
    const shown = nowAndThen((read) => signal.aborted || setStep({ kind: 'running', read }));
    const onRead = (read: number) => shown((last = read));
    const outcome = await actions.write({ connection, run, decisions, from }, onRead, signal);
    const all = await actions.imports(connection);
    const known = all.kind === 'done' ? all.value : [];
    setRuns(known);
    const written = valueOf(outcome, { kind: 'stopped', read: last, run });
    // Rows that were written before an interruption count as well.
    const done = known.find((one) => one.run === run) ?? written?.value;
    if (written && done) setStep(written.value.whole ? { kind: 'done', run, done } : { kind: 'stopped', read: last, run });
  }
  async function begin(checked: Checked): Promise<void> {
    const { file, preview, targets, damaged, decisions } = chosen!;
    const adds = addedBy(preview, targets);
    const back: Step = { kind: 'checked', checked };
    const digest = valueOf(await actions.digest(), back);
    if (!digest) return;
    const about: ImportAbout = {
      ...{ file: file.name, digest: digest.value, rows: checked.rows, reading: readingOf(preview) },
      ...{ headerRow: preview.headerRow, targets, damaged, decisions },
      ...(adds.length > 0 && { adds }),
    };
    const run = valueOf(await actions.begin(connection, about, checked.bookState), back);
    if (run && run.value !== null) return write(run.value, decisions, 0);
    // A row that was new may be there by now: the person sees it before it is written.
    if (run && (await check(chosen!))) setTrouble({ kind: 'book-changed' });
  }
  /** Continues an interrupted import with its file; another file is refused. */
  async function goOn({ run, about, parts }: ImportRun, file: File): Promise<void> {
    const found = await opened(file, about.reading);
    if (!found) return;
    const digest = valueOf(await actions.digest(), { kind: 'start' });
    if (!digest) return;
    if (digest.value !== about.digest) {
      setTrouble({ kind: 'other-file', file: about.file });
      setStep({ kind: 'start' });
      return;
    }
    const preview = valueOf(await actions.preview(found.fields, about.headerRow), { kind: 'start' });
    if (!preview) return;
    const { targets, damaged, decisions } = about;
    if (await check({ file, preview: preview.value, targets, damaged, decisions }, found.fields)) await write(run, decisions, parts);
  }
  /** Continues after a cancellation, with the file that is still open. */
  async function goOnAgain(): Promise<void> {
    const outcome = await actions.imports(connection);
    if (step.kind !== 'stopped' || outcome.kind !== 'done') return;
    const run = outcome.value.find((one) => one.run === step.run);
    if (run) await goOn(run, chosen!.file);
  }
  function restart(): void {
    stopping.current.abort();
    setTrouble(null);
    setChosen(null);
    setStep({ kind: 'start' });
    readRuns();
  }
  return {
    ...{ step, chosen, fields, runs, trouble, open, header, check, begin, goOn, goOnAgain, restart, readRuns },
    // Empty rows do not count.
    ...{ rows: checked ? checked.rows - checked.empty : 0, left: checked?.left ?? 0 },
    change: (change: Partial<Chosen>) => setChosen((now) => now && { ...now, ...change }),
    back: () => setStep({ kind: 'columns' }),
    stop: () => stopping.current.abort(),
    report: (outcome: Outcome<unknown>) => outcome.kind !== 'done' && setTrouble(outcome),
  };
}

/** Limits how often progress is shown to ten times a second. */
function nowAndThen<More extends unknown[]>(show: (value: number, ...more: More) => void): typeof show {
  let last = 0;
  return (value, ...more) => {
    const now = performance.now();
    if (now - last < 100) return;
    last = now;
    show(value, ...more);
  };
}
