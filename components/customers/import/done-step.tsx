import { useEffect, useRef, useState } from 'preact/hooks';
import type { UndoStep } from '../../../lib/model/sheet/import-run';
import { Button } from '../../button';
import { Note } from '../../note';
import type { ImportActions } from './actions';
import { ViewSection } from '../view-section';
import { TroubleNote } from './trouble';
import { UndoneNote, UndoProgress, useUndo } from './undo';
import type { Step } from './use-import';
import { useImportTexts } from './use-import-texts';

interface DoneStepProps {
  step: Extract<Step, { kind: 'done' | 'stopped' }>;
  connection: string;
  rows: number;
  /** The number of rows that were left out for their faults. */
  left: number;
  undo: ImportActions['undo'];
  onAll: () => void;
  onFaulty: () => void;
  onGoOn: () => void;
  onAgain: () => void;
}

/** The result of an import, with a button that undoes it. */
export function DoneStep({ step, connection, rows, left, undo, onAll, onFaulty, onGoOn, onAgain }: DoneStepProps) {
  const t = useImportTexts();
  const [undone, setUndone] = useState<UndoStep | null>(null);
  const { undoing, trouble, begin, stop } = useUndo(undo, connection, setUndone);
  const isUndone = undone?.left === 0;
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (undone) heading.current?.focus();
  }, [undone]);
  return (
    <ViewSection next title={t(titleOf(step, undoing !== null, undone))}>
      <div ref={heading} tabIndex={-1} role="status" class="grid grid-cols-1 gap-1 outline-none">
        {undone ? (
          <UndoneNote sum={undone} />
        ) : step.kind === 'done' ? (
          <Summary done={step.done} rows={rows} left={left} />
        ) : (
          <Note tone="warn" icon="warn">
            {t('run.stopped', { read: step.read, rows })}
          </Note>
        )}
      </div>
      {undoing && <UndoProgress undoing={undoing} onStop={stop} />}
      {trouble && <TroubleNote trouble={trouble} />}
      <div class="flex flex-wrap gap-2">
        {step.kind === 'stopped' && !undone && (
          <Button look="primary" disabled={undoing !== null} onClick={onGoOn}>
            {t('run.goOn')}
          </Button>
        )}
        {step.kind === 'done' && !undone && (
          <Button look="primary" onClick={onAll}>
            {t('done.all')}
          </Button>
        )}
        {left > 0 && (
          <Button icon="file" onClick={onFaulty}>
            {t('check.faulty')}
          </Button>
        )}
        <Button disabled={undoing !== null} onClick={onAgain}>
          {t('done.again')}
        </Button>
        {!isUndone && (
          <Button disabled={undoing !== null} onClick={() => void begin(step.run)}>
            {t(undone ? 'past.undoOn' : 'done.undo')}
          </Button>
        )}
      </div>
    </ViewSection>
  );
}

function titleOf({ kind }: DoneStepProps['step'], isUndoing: boolean, undone: UndoStep | null) {
  if (isUndoing) return 'done.undoing';
  if (undone) return undone.left === 0 ? 'done.undone' : 'done.undonePart';
  return kind === 'done' ? 'done.title' : 'done.stopped';
}

function Summary({ done, rows, left }: { done: { added: number; merged: number; gone: number }; rows: number; left: number }) {
  const t = useImportTexts();
  const skipped = rows - left - done.added - done.merged;
  return (
    <>
      <p class="font-medium">{t('done.added', { count: done.added })}</p>
      {done.merged > 0 && <p>{t('done.merged', { count: done.merged })}</p>}
      {skipped > 0 && <p>{t('done.skipped', { count: skipped })}</p>}
      {left > 0 && <p class="text-warn">{t('done.left', { count: left })}</p>}
      {done.gone > 0 && <p>{t('done.gone', { count: done.gone })}</p>}
    </>
  );
}
