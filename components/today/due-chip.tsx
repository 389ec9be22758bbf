import { dueReminders, endOfDay, type Reminder } from '../../lib/model/reminder';
import { useNow } from '../clock';
import { Icon } from '../icon';
import { useTexts } from '../texts';

/** How many reminders are due by the end of the day; nothing where there are none. */
export function DueChip({ reminders, onPress }: { reminders: Reminder[]; onPress: () => void }) {
  const { t } = useTexts();
  const now = useNow(30_000);
  const count = dueReminders(reminders, endOfDay(now)).length;
  const label = t('due.count', { count });
  return (
    count > 0 && (
      <button
        type="button"
        aria-label={label}
        title={label}
        data-today
        class={`flex min-h-8 items-center gap-1 rounded-m px-1.5 font-semibold hover:bg-hover ${dueReminders(reminders, now).length > 0 ? 'text-warn' : 'text-ink-2'}`}
        onClick={onPress}
      >
        <Icon name="clock" />
        {count}
      </button>
    )
  );
}
