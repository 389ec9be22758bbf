import { useState } from 'preact/hooks';
import { Button } from '../button';
import { useCounts, useCountWords } from '../counted';
import { useTexts } from '../texts';
import { INPUT, Labelled } from '../field';
import { ConfirmDialog } from '../confirm-dialog';
import type { Counts } from '../../lib/model/former';
import type { Problem } from '../../lib/model/problem';
import type { OptionsActions } from './actions';
import { useOptionsTexts } from './use-options-texts';

interface WipeProps {
  /** The text of the button that opens it. */
  label: string;
  wipe: OptionsActions['wipe'];
  /** Left out if nothing can be read, and so not counted. */
  count?: () => Promise<Counts | Problem>;
}

/** Deletes everything on this computer, after a word was typed. */
export function Wipe({ label, wipe, count }: WipeProps) {
  const t = useOptionsTexts();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const word = t('wipe.word');
  const close = () => {
    setAsking(false);
    setTyped('');
  };
  if (!asking) {
    return (
      <Button look="danger" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <div class="w-full max-w-lg text-left">
      <ConfirmDialog
        title={t('wipe.title')}
        yes={t('wipe.yes')}
        ready={typed.trim().toLowerCase() === word.toLowerCase()}
        onYes={async () => {
          const problem = await wipe();
          if (!problem) close();
          return problem;
        }}
        onCancel={close}
      >
        <p>{t('wipe.help')}</p>
        <Counted count={count ?? unread} />
        <Labelled label={t('wipe.type', { word })}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={typed}
              class={INPUT}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Labelled>
      </ConfirmDialog>
    </div>
  );
}

/** The counts of the records that no CRM can give back. */
function Counted({ count }: Required<Pick<WipeProps, 'count'>>) {
  const t = useOptionsTexts();
  const kept = useTexts().t;
  const words = useCountWords();
  const { counts, failed } = useCounts(count);
  const list = counts && words(counts);
  return (
    <p aria-live="polite" class="font-medium empty:hidden">
      {failed ? kept('kept.uncounted') : list ? t('wipe.counted', { list }) : ''}
    </p>
  );
}

/** The answer while no record can be read. */
function unread(): Promise<Problem> {
  return Promise.resolve({ kind: 'locked' });
}
