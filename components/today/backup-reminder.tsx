import { useEffect, useState } from 'preact/hooks';
import { Button } from '../button';
import { Icon } from '../icon';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { useWorkTexts } from '../use-work-texts';

/** Says quietly, under the day's work, that it is long since the last backup. */
export function BackupReminder({ now, actions }: { now: number; actions: Pick<PanelActions, 'oldBackup' | 'showCustomers'> }) {
  const { ago } = useTexts();
  const own = useWorkTexts();
  const [last, setLast] = useState<number | null | undefined>(undefined);
  useEffect(() => void actions.oldBackup().then(setLast, () => undefined), []);
  if (last === undefined) return null;
  return (
    <p class="flex flex-wrap items-center gap-x-1.5 px-1 text-sm text-ink-2">
      <Icon name="shield" size={14} />
      {last === null ? own('backup.never') : own('backup.old', { ago: ago(last, now) })}
      <Button look="link" onClick={() => actions.showCustomers('backup')}>
        {own('backup.now')}
      </Button>
    </p>
  );
}
