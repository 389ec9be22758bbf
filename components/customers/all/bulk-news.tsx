import { Button } from '../../button';
import { Note, ProblemNote } from '../../note';
import { useCustomersTexts } from '../use-customers-texts';
import type { ManyOutcome } from '../../../lib/model/many/many-calls';

/** The progress of a bulk action. */
export function Running({ done, of, onStop }: { done: number; of: number; onStop: () => void }) {
  const own = useCustomersTexts();
  const text = own('all.working', { done: Math.min(done, of), total: of });
  return (
    <div class="flex flex-wrap items-center gap-3 border-t border-line bg-info-soft px-3 py-2">
      <progress aria-label={text} max={of} value={done} class="h-2 min-w-24 flex-1 accent-accent" />
      <span>{text}</span>
      <Button look="quiet" onClick={onStop}>
        {own('all.stop')}
      </Button>
    </div>
  );
}

/** The result of a bulk action. */
export function Done({ outcome, onUndo, onClose }: { outcome: ManyOutcome; onUndo: () => void; onClose: () => void }) {
  const own = useCustomersTexts();
  return (
    <div class="grid gap-2 border-t border-line px-3 py-2">
      {outcome.problem && <ProblemNote problem={outcome.problem} />}
      <Note
        tone="accent"
        icon="check"
        actions={
          <>
            {outcome.run !== null && outcome.changed > 0 && <Button onClick={onUndo}>{own('all.undo')}</Button>}
            <Button look="quiet" onClick={onClose}>
              {own('all.close')}
            </Button>
          </>
        }
      >
        {own('all.done', { count: outcome.changed })}
      </Note>
    </div>
  );
}
