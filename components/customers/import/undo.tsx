import { useEffect, useRef, useState } from 'preact/hooks';
import type { UndoStep } from '../../../lib/model/sheet/import-run';
import { Button } from '../../button';
import { Note } from '../../note';
import { useTexts } from '../../texts';
import type { Trouble } from '../../../lib/model/sheet/outcome';
import type { ImportActions } from './actions';
import { Progress } from '../progress';
import { useImportTexts } from './use-import-texts';

/** What an undo has done so far; `most` is the number of parts that there were when it began. */
interface Undoing {
  sum: UndoStep;
  most: number;
}

/** Undoes an import; `undoing` is null while none is being undone. It stops between two parts, also when its view is left, and can be continued. */
export function useUndo(undo: ImportActions['undo'], connection: string, onEnded: (sum: UndoStep) => void) {
  const [undoing, setUndoing] = useState<Undoing | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);
  async function begin(run: string): Promise<void> {
    stopping.current = new AbortController();
    setTrouble(null);
    setUndoing({ sum: { left: 0, removed: 0, restored: 0, kept: [] }, most: 0 });
    let most = 0;
    const onStep = (sum: UndoStep) => {
      most = Math.max(most, sum.left + 1);
      setUndoing({ sum, most });
    };
    const outcome = await undo(connection, run, onStep, stopping.current.signal);
    setUndoing(null);
    if (outcome.kind === 'done') onEnded(outcome.value);
    else setTrouble(outcome);
  }
  return { undoing, trouble, begin, stop: () => stopping.current.abort() };
}

/** How far an undo is, and the button that stops it, which has the focus. */
export function UndoProgress({ undoing: { sum, most }, onStop }: { undoing: Undoing; onStop: () => void }) {
  const t = useImportTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={box} class="grid grid-cols-1 gap-2">
      <Progress text={t('past.undoingNow', { count: sum.removed + sum.restored })} value={most - sum.left} most={most || null} />
      <div>
        <Button onClick={onStop}>{t('run.stop')}</Button>
      </div>
    </div>
  );
}

/** What an undo has done, to its end or until it was stopped. */
export function UndoneNote({ sum: { left, removed, restored, kept, fields } }: { sum: UndoStep }) {
  const t = useImportTexts();
  const { list } = useTexts();
  const names = kept.slice(0, 10).map(({ name }) => name);
  return (
    <Note tone={left > 0 ? 'warn' : 'accent'} icon={left > 0 ? 'warn' : 'check'}>
      <p>{t(left > 0 ? 'past.undoStopped' : 'past.undone', { removed, restored })}</p>
      {kept.length > 0 && <p>{t('past.kept', { count: kept.length, names: `${list(names)}${kept.length > names.length ? ' …' : ''}` })}</p>}
      {fields && fields.removed.length > 0 && <p>{t('past.fieldsRemoved', { names: list(fields.removed) })}</p>}
      {fields && fields.kept.length > 0 && <p>{t('past.fieldsKept', { names: list(fields.kept) })}</p>}
    </Note>
  );
}
