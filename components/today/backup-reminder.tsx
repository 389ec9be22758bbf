import { useEffect, useState } from 'preact/hooks';
import { Button } from '../button';
import { Icon } from '../icon';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { useWhenBack } from '../when-back';

/** Says quietly, under the day's work, that it is long since the last backup. */
export function BackupReminder({ now, actions }: { now: number; actions: Pick<PanelActions, 'oldBackup' | 'showCustomers'> }) {
  const { t, ago } = useTexts();
  const [last, setLast] = useState<number | null | undefined>(undefined);
  const ask = () => void actions.oldBackup().then(setLast, () => undefined);
  useEffect(ask, []);
  useWhenBack(ask);
  // The panel may stay in sight beside the tab in which the backup is made.
  useEffect(() => void (last !== undefined && ask()), [now]);
  if (last === undefined) return null;
  return (
    <p class="flex flex-wrap items-center gap-x-1.5 px-1 text-sm text-ink-2">
      <Icon name="shield" size={14} />
      {last === null ? t('backup.never') : t('backup.old', { ago: ago(last, now) })}
      <Button look="link" onClick={() => actions.showCustomers('backup')}>
        {t('backup.now')}
      </Button>
    </p>
  );
}
