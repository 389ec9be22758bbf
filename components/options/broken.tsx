import { Button } from '../button';
import { Note } from '../note';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { Section } from './section';
import { useOptionsTexts } from './use-options-texts';
import { Wipe } from './wipe';

/** Shown instead of the connections while the browser does not open the database. */
export function Broken({ actions }: { actions: Pick<OptionsActions, 'tryStorage' | 'wipe'> }) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  return (
    <Section id="connections" title={t('state.broken')}>
      <Note tone="warn" icon="warn" actions={<Button onClick={actions.tryStorage}>{t('common.retry')}</Button>}>
        {t('problem.storage-broken')}
      </Note>
      <div class="mt-4 grid justify-items-start gap-2 border-t border-line pt-3">
        <p class="text-sm text-ink-2">{own('wipe.about')}</p>
        <Wipe label={own('wipe.now')} wipe={actions.wipe} />
      </div>
    </Section>
  );
}

/** The browser has deleted the databases, and nothing is connected again yet. */
export function LostNote() {
  const { t } = useTexts();
  return (
    <Note tone="warn" icon="warn">
      {t('state.lost')}
    </Note>
  );
}
