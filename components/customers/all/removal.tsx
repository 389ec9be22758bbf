import { useState } from 'preact/hooks';
import { isNothing } from '../../../lib/model/former';
import { useCounts, useCountWords } from '../../counted';
import { useTexts } from '../../texts';
import { ProblemNote } from '../../note';
import { ConfirmDialog } from '../../confirm-dialog';
import { TextLine } from '../../text-line';
import { useCustomersTexts } from '../use-customers-texts';
import type { AllActions } from './actions';

interface RemovalProps {
  count: number;
  load: () => ReturnType<AllActions['countMany']>;
  onYes: () => void;
  onCancel: () => void;
}

/** Confirms a deletion: shows what is deleted with the customers, and the person has to type their number. */
export function Removal({ count, load, onYes, onCancel }: RemovalProps) {
  const own = useCustomersTexts();
  const kept = useTexts().t;
  const words = useCountWords();
  const [typed, setTyped] = useState('');
  const { counts, failed, recount } = useCounts(load);
  const along = counts && { ...counts, customers: 0 };
  return (
    <ConfirmDialog
      title={own('all.removeTitle', { count })}
      yes={own('all.removeYes')}
      ready={counts !== null && typed.trim() === String(count)}
      onYes={async () => {
        onYes();
        return null;
      }}
      onCancel={onCancel}
    >
      <p class="text-ink">{own('all.removeHelp')}</p>
      <p aria-live="polite" class="font-medium text-ink empty:hidden">
        {along === null
          ? kept(failed ? 'kept.uncounted' : 'kept.counting')
          : isNothing(along)
            ? ''
            : own('all.removeAlong', { list: words(along) })}
      </p>
      {failed && <ProblemNote problem={failed} onRetry={recount} />}
      <TextLine label={own('all.removeType', { count })} value={typed} onValue={setTyped} />
    </ConfirmDialog>
  );
}
