import { useLayoutEffect } from 'preact/hooks';
import type { VaultView } from '../lib/model/vault';
import { Button } from './button';
import { useAnnounce } from './live';
import { State } from './panel/state';
import { useTexts } from './texts';
import { UnlockForm } from './unlock-form';
import type { PanelActions } from './panel/actions';

/** Whether no stored record can be read now. */
export function isClosed(vault: VaultView | null): vault is Extract<VaultView, { kind: 'locked' | 'moving' | 'broken' }> {
  return vault?.kind === 'locked' || vault?.kind === 'moving' || vault?.kind === 'broken';
}

interface ClosedProps {
  vault: { kind: 'locked'; unset?: true } | { kind: 'moving' } | { kind: 'broken' };
  actions: Pick<PanelActions, 'unlock' | 'tryStorage' | 'openOptions'>;
}

/** Shown instead of a page's content while no stored record can be read. */
export function Closed({ vault, actions }: ClosedProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  // The last announcement may name a customer.
  useLayoutEffect(() => announce(''), []);
  const toSettings = <Button onClick={actions.openOptions}>{t('problem.openSettings')}</Button>;
  if (vault.kind === 'moving') return <State icon="lock" title={t('state.moving')} help={t('state.movingHelp')} />;
  if (vault.kind === 'broken') {
    const retry = (
      <Button look="primary" onClick={actions.tryStorage}>
        {t('common.retry')}
      </Button>
    );
    return <State icon="warn" tone="warn" title={t('state.broken')} help={t('state.brokenHelp')} actions={[retry, toSettings]} />;
  }
  if (vault.unset) {
    const set = (
      <Button look="primary" onClick={actions.openOptions}>
        {t('state.setPassphrase')}
      </Button>
    );
    return <State icon="lock" title={t('state.unset')} help={t('state.unsetHelp')} actions={set} />;
  }
  const unlock = <UnlockForm onUnlock={actions.unlock} focus />;
  return <State icon="lock" title={t('state.locked')} help={t('state.lockedHelp')} actions={unlock} />;
}
