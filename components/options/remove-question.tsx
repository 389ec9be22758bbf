import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { isNothing, type Counts } from '../../lib/model/former';
import type { Problem } from '../../lib/model/problem';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useCounts, useCountWords } from '../counted';
import { keyOf } from '../keys';
import { LOCAL_BOOK } from '../local-book';
import { ProblemNote } from '../note';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { useOptionsTexts } from './use-options-texts';

interface RemoveQuestionProps {
  connection: ConnectionView;
  actions: OptionsActions;
  /** Leads to the form, where a connection that does not work can be mended; left out where there is none. */
  onEdit: (() => void) | undefined;
  onRemoved: () => void;
  onCancel: () => void;
}

/**
 * Asks before a connection is removed, and counts the records that no CRM can give back. If there are any, the ways that keep them come before the
 * one that deletes them.
 */
export function RemoveQuestion({ connection, actions, onEdit, onRemoved, onCancel }: RemoveQuestionProps) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  const words = useCountWords();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { counts, failed, recount } = useCounts(() => actions.countKept(connection.id));
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  const isBook = connection.provider === LOCAL_BOOK;
  const isLosing = counts !== null && !isNothing(counts);
  async function remove(loses: Counts | null): Promise<void> {
    const found = await actions.remove(connection.id, loses);
    setProblem(found);
    if (!found) onRemoved();
    else if (found.kind === 'counted-otherwise') recount();
  }
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-labelledby={id}
      aria-describedby={`${id}-help`}
      class="mt-3 rounded-m bg-danger-soft p-3"
      onKeyDown={(event) => keyOf(event) === 'Escape' && onCancel()}
    >
      <p id={id} class="font-semibold break-words text-danger">
        {own('connections.removeTitle', { name: connection.name })}
      </p>
      <div id={`${id}-help`} class="text-ink" aria-live="polite">
        {counts === null && <p>{t(failed ? 'kept.uncounted' : 'kept.counting')}</p>}
        {isLosing && <p>{own('connections.removeKept', { list: words(counts) })}</p>}
        {counts !== null && !isBook && <p>{own('connections.removeHelp')}</p>}
        {counts !== null && isBook && !isLosing && <p>{own('connections.removeEmptyBook')}</p>}
      </div>
      {failed && <ProblemNote problem={failed} onRetry={recount} />}
      {problem && <ProblemNote problem={problem} />}
      <div class="mt-2 flex flex-wrap gap-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        {isLosing && counts.edits > 0 && onEdit && <Button onClick={onEdit}>{own('connections.mend')}</Button>}
        {isLosing && counts.links > 0 && (
          <Button onClick={() => void actions.exportLinks(connection.id).then(setProblem)}>{own('kept.exportLinks')}</Button>
        )}
        {isLosing && <Button onClick={() => void remove(null)}>{own('connections.removeKeep')}</Button>}
        <Button look="danger" disabled={counts === null} onClick={() => void remove(counts)}>
          {own(isLosing ? 'connections.removeAll' : 'connections.removeYes')}
        </Button>
      </div>
    </div>
  );
}
