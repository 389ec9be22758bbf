import { useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import { isUnlocked, type LockAfter, type VaultView } from '../../lib/model/vault';
import { Button } from '../button';
import { useAnnounce } from '../live';
import { Pill } from '../pill';
import type { OptionsActions } from './actions';
import { LockAfterSelect, PassphraseForm } from './passphrase-form';
import { ManagedMark } from './section';
import { useOptionsTexts } from './use-options-texts';

interface VaultProps {
  vault: VaultView;
  /** The administrator's policy asks for a passphrase. */
  required: boolean;
  actions: OptionsActions;
}

type Open = 'set' | 'change' | 'remove' | null;

/** The passphrase: set, change and remove it, lock, and the time of automatic locking. */
export function Vault({ vault, required, actions }: VaultProps) {
  const t = useOptionsTexts();
  const announce = useAnnounce();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  /** Announces the result and closes the form, unless there was a Problem. */
  const told = async (asked: Promise<Problem | null>, text: 'vault.isSet' | 'vault.isChanged' | 'vault.isRemoved') => {
    const problem = await asked;
    if (problem) return problem;
    announce(t(text));
    close();
    return null;
  };
  if (vault.kind === 'moving') return <Moving done={vault.done} total={vault.total} />;
  if (vault.kind !== 'none' && !isUnlocked(vault)) return null;
  return (
    <div class="grid gap-3 border-t border-line pt-4">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div class="min-w-0 flex-[1_1_12rem]">
          <h3 class="flex flex-wrap items-center gap-2 font-medium">
            {t('vault.title')}
            {vault.kind !== 'none' && (
              <Pill tone="accent" icon="lock">
                {t('vault.on')}
              </Pill>
            )}
          </h3>
          <p class="text-sm text-ink-3">{t(vault.kind === 'none' ? 'vault.help' : 'vault.onHelp')}</p>
        </div>
        {vault.kind === 'none' && open === null && (
          <Button icon="lock" onClick={() => setOpen('set')}>
            {t('vault.set')}
          </Button>
        )}
        {vault.kind !== 'none' && open === null && (
          <span class="flex flex-wrap gap-2">
            <Button look="primary" icon="lock" onClick={() => void actions.lock()}>
              {t('vault.lock')}
            </Button>
            {vault.kind === 'open' && (
              <>
                <Button onClick={() => setOpen('change')}>{t('vault.change')}</Button>
                {required ? <ManagedMark /> : <Button onClick={() => setOpen('remove')}>{t('vault.remove')}</Button>}
              </>
            )}
          </span>
        )}
      </div>
      {open === 'set' && vault.kind === 'none' && (
        <PassphraseForm
          asks={['next', 'lockAfter']}
          note={t('vault.forget')}
          submit={t('vault.set')}
          onSubmit={({ next, lockAfter }) => told(actions.setPassphrase(next, lockAfter), 'vault.isSet')}
          onCancel={close}
        />
      )}
      {open === 'change' && vault.kind === 'open' && (
        <PassphraseForm
          asks={['current', 'next']}
          submit={t('vault.change')}
          onSubmit={({ current, next }) => told(actions.changePassphrase(current, next), 'vault.isChanged')}
          onCancel={close}
        />
      )}
      {open === 'remove' && vault.kind === 'open' && (
        <PassphraseForm
          asks={['current']}
          note={t('vault.removeHelp')}
          submit={t('vault.remove')}
          onSubmit={({ current }) => told(actions.removePassphrase(current), 'vault.isRemoved')}
          onCancel={close}
        />
      )}
      {vault.kind === 'open' && <AutoLock lockAfter={vault.lockAfter} onChange={(minutes) => void actions.setLockAfter(minutes)} />}
    </div>
  );
}

function AutoLock({ lockAfter, onChange }: { lockAfter: LockAfter; onChange: (minutes: LockAfter) => void }) {
  const t = useOptionsTexts();
  return (
    <label class="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span class="min-w-0 flex-[1_1_9rem]">
        {t('vault.lockAfter')}
        <span class="block text-sm text-ink-3">{t('vault.lockAfterHelp')}</span>
      </span>
      <LockAfterSelect value={lockAfter} onValue={onChange} />
    </label>
  );
}

function Moving({ done, total }: { done: number; total: number }) {
  const t = useOptionsTexts();
  return (
    <div class="grid gap-1.5 border-t border-line pt-4" role="status">
      <p class="font-medium">{t('vault.moving')}</p>
      <progress class="h-2 w-full accent-accent" aria-label={t('vault.moving')} max={Math.max(total, 1)} value={done} />
      <p class="text-sm text-ink-3">{t('vault.movingHelp')}</p>
    </div>
  );
}
