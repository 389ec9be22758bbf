import { Icon } from '../icon';
import { useTexts } from '../texts';
import { UnlockForm } from '../unlock-form';
import type { OptionsActions } from './actions';
import { PassphraseForm } from './passphrase-form';
import { ManagedMark, Section } from './section';
import { useOptionsTexts } from './use-options-texts';
import { Wipe } from './wipe';

/** Shown instead of the connections while no record can be read. */
export function Locked({ actions, mayWipe }: { actions: Pick<OptionsActions, 'unlock' | 'wipe'>; mayWipe: boolean }) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  return (
    <Section id="connections" title={t('state.locked')}>
      <div class="flex gap-3">
        <span class="mt-0.5 text-warn">
          <Icon name="lock" size={20} />
        </span>
        <div class="grid min-w-0 flex-1 gap-4">
          <p>{t('state.lockedHelp')}</p>
          <UnlockForm onUnlock={actions.unlock} focus />
          <div class="grid justify-items-start gap-2 border-t border-line pt-3">
            <p class="text-sm text-ink-2">{own('vault.forgotten')}</p>
            {mayWipe ? <Wipe label={own('vault.forgottenWipe')} wipe={actions.wipe} /> : <ManagedMark />}
          </div>
        </div>
      </div>
    </Section>
  );
}

/** Shown there while the administrator's policy asks for a passphrase and none is set. */
export function Unset({ actions }: { actions: Pick<OptionsActions, 'setPassphrase'> }) {
  const t = useOptionsTexts();
  return (
    <Section id="connections" title={t('vault.required')} help={t('vault.requiredHelp')}>
      <div class="grid gap-3">
        <ManagedMark />
        <PassphraseForm
          asks={['next', 'lockAfter']}
          note={t('vault.forget')}
          submit={t('vault.set')}
          onSubmit={({ next, lockAfter }) => actions.setPassphrase(next, lockAfter)}
        />
      </div>
    </Section>
  );
}
