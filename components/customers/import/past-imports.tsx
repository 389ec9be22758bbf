import { useEffect, useRef, useState } from 'preact/hooks';
import type { ImportRun, UndoStep } from '../../../lib/model/sheet/import-run';
import { MOST_IN_PART } from '../../../lib/model/sheet/import-part';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { ConfirmDialog } from '../../confirm-dialog';
import { useTexts } from '../../texts';
import type { ImportActions } from './actions';
import { ViewSection } from '../view-section';
import { FileButton } from './file-box';
import { TroubleNote } from './trouble';
import { UndoneNote, UndoProgress, useUndo } from './undo';
import { useImportTexts } from './use-import-texts';

interface PastImportsProps {
  connection: string;
  runs: ImportRun[];
  undo: ImportActions['undo'];
  onGoOn: (run: ImportRun, file: File) => void;
  /** Called after an import was undone, or a part of it. */
  onUndone: () => void;
}

/** The last imports: each can be undone, and an interrupted one can be continued. */
export function PastImports({ connection, runs, undo, onGoOn, onUndone }: PastImportsProps) {
  const t = useImportTexts();
  const [undone, setUndone] = useState<UndoStep | null>(null);
  const news = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone.
  useEffect(() => {
    if (undone) news.current?.focus();
  }, [undone]);
  if (runs.length === 0 && !undone) return null;
  return (
    <ViewSection title={t('past.title')}>
      <div ref={news} tabIndex={-1} role="status" class="outline-none empty:hidden">
        {undone && <UndoneNote sum={undone} />}
      </div>
      <ul>
        {runs.toReversed().map((run) => (
          <PastLine
            key={run.run}
            connection={connection}
            run={run}
            undo={undo}
            onGoOn={(file) => onGoOn(run, file)}
            onUndone={(step) => {
              setUndone(step);
              onUndone();
            }}
          />
        ))}
      </ul>
    </ViewSection>
  );
}

interface PastLineProps extends Omit<PastImportsProps, 'runs' | 'onGoOn' | 'onUndone'> {
  run: ImportRun;
  onGoOn: (file: File) => void;
  onUndone: (step: UndoStep) => void;
}

function PastLine({ connection, run, undo, onGoOn, onUndone }: PastLineProps) {
  const t = useImportTexts();
  const { ago } = useTexts();
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const { undoing, trouble, begin, stop } = useUndo(undo, connection, onUndone);
  const { about, added, merged, parts, state } = run;
  const { file } = about;
  return (
    <li class="grid grid-cols-1 gap-2 border-b border-line py-2">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <div class="min-w-0 flex-1 basis-60">
          <p class="break-words">{t('past.line', { file, added, merged })}</p>
          <p class="text-sm text-ink-2">
            {ago(run.at, now)}
            {state === 'running' && ` · ${t('past.running', { parts: Math.min(about.rows, parts * MOST_IN_PART), rows: about.rows })}`}
            {state === 'undoing' && ` · ${t('past.undoing')}`}
          </p>
        </div>
        {state === 'running' && !undoing && <FileButton label={t('past.goOn')} name={t('past.goOnOf', { file })} onFile={onGoOn} />}
        {!asking && !undoing && (
          <Button
            aria-label={t(state === 'undoing' ? 'past.undoOnOf' : 'past.undoOf', { file })}
            onClick={() => (state === 'undoing' ? void begin(run.run) : setAsking(true))}
          >
            {t(state === 'undoing' ? 'past.undoOn' : 'past.undo')}
          </Button>
        )}
      </div>
      {undoing && <UndoProgress undoing={undoing} onStop={stop} />}
      {trouble && <TroubleNote trouble={trouble} />}
      {asking && (
        <ConfirmDialog
          title={t('past.undoAsk', { file })}
          yes={t('past.undoYes')}
          onCancel={() => setAsking(false)}
          onYes={async () => {
            setAsking(false);
            void begin(run.run);
            return null;
          }}
        >
          <p>{t('past.undoHelp')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
