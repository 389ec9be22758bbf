import { useState } from 'preact/hooks';
import type { ImportRun, UndoStep } from '../../../lib/model/sheet/import-run';
import { MOST_IN_PART } from '../../../lib/model/sheet/import-part';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { Note } from '../../note';
import { ConfirmDialog } from '../../confirm-dialog';
import { useTexts } from '../../texts';
import type { ImportActions } from './actions';
import { ViewSection } from '../view-section';
import { FileButton } from './file-box';
import { useImportTexts } from './use-import-texts';

interface PastImportsProps {
  connection: string;
  runs: ImportRun[];
  undo: ImportActions['undo'];
  onGoOn: (run: ImportRun, file: File) => void;
  /** Called after an import was undone. */
  onUndone: () => void;
}

/** The last imports: each can be undone, and an interrupted one can be continued. */
export function PastImports({ connection, runs, undo, onGoOn, onUndone }: PastImportsProps) {
  const t = useImportTexts();
  const [undone, setUndone] = useState<UndoStep | null>(null);
  if (runs.length === 0 && !undone) return null;
  return (
    <ViewSection title={t('past.title')}>
      <div role="status" class="empty:hidden">
        {undone && (
          <Note tone="accent" icon="check">
            {t('past.undone', { removed: undone.removed, restored: undone.restored })}
            {undone.kept.length > 0 && ` ${t('past.kept', { count: undone.kept.length, names: namesOf(undone.kept) })}`}
          </Note>
        )}
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

export function namesOf(kept: UndoStep['kept']): string {
  const names = kept.slice(0, 10).map(({ name }) => name);
  return `${names.join(', ')}${kept.length > names.length ? ' …' : ''}`;
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
        {state === 'running' && <FileButton label={t('past.goOn')} name={t('past.goOnOf', { file })} onFile={onGoOn} />}
        {!asking && (
          <Button aria-label={t('past.undoOf', { file })} onClick={() => setAsking(true)}>
            {t('past.undo')}
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={t('past.undoAsk', { file })}
          yes={t('past.undoYes')}
          onCancel={() => setAsking(false)}
          onYes={async () => {
            const outcome = await undo(connection, run.run, () => undefined);
            if (outcome.kind === 'done') onUndone(outcome.value);
            return outcome.kind === 'problem' ? outcome.problem : null;
          }}
        >
          <p>{t('past.undoHelp')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
