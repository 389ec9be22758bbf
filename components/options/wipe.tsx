import { useState } from 'preact/hooks';
import { Button } from '../button';
import { INPUT, Labelled } from '../field';
import { Question } from '../question';
import type { OptionsActions } from './actions';
import { useOptionsTexts } from './use-options-texts';

/** Deletes everything on this computer, after a word was typed. `label` is what leads there. */
export function Wipe({ label, wipe }: { label: string; wipe: OptionsActions['wipe'] }) {
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
      <Question
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
      </Question>
    </div>
  );
}
