import type { FormerName, Reminder } from '../../lib/model/reminder';
import { Button, IconButton } from '../button';
import { useNow } from '../clock';
import { Note } from '../note';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { useWorkTexts } from '../use-work-texts';

interface DueProps {
  id: string;
  reminders: Reminder[];
  actions: PanelActions;
  /** The browser does not open what is kept: nothing can be marked as done. */
  broken: boolean;
  onClose: () => void;
}

/** The follow-ups whose time has come, the oldest first. */
export function Due({ id, reminders, actions, broken, onClose }: DueProps) {
  const { t, when, pick } = useTexts();
  const own = useWorkTexts();
  const now = useNow(30_000);
  const formerText = ({ name, product }: FormerName) => {
    const called = name || (product && pick(product));
    return called ? own('due.former', { name: called }) : own('due.unknown');
  };
  return (
    <section id={id} aria-label={own('due.title')} class="max-h-[50vh] overflow-y-auto border-b border-line px-3 py-2">
      <div class="flex items-center justify-between">
        <h2 class="text-sm font-semibold text-ink-2">{own('due.title')}</h2>
        <IconButton small icon="close" label={t('common.close')} onClick={onClose} />
      </div>
      {broken && (
        <Note tone="warn" icon="warn" actions={<Button onClick={actions.tryStorage}>{t('common.retry')}</Button>}>
          {own('due.broken')}
        </Note>
      )}
      <ul class="divide-y divide-line">
        {reminders.map(({ id: reminder, customer, text, at, former }) => (
          <li key={reminder} class="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
            <div class="min-w-0 flex-[1_1_10rem]">
              <p class="line-clamp-3 break-words">
                <span class="font-medium">{customer || t('outbox.unknown')}</span> <span class="text-ink-2">{text}</span>
              </p>
              <p class="text-sm text-warn">{when(new Date(at).toISOString(), now)}</p>
              {former && <p class="text-sm break-words text-ink-3">{formerText(former)}</p>}
            </div>
            {!broken && (
              <Button icon="check" aria-label={own('due.doneWith', { name: customer })} onClick={() => actions.reminderDone(reminder)}>
                {own('due.done')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
