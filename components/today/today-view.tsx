import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { byDay } from '../../lib/model/reminder-days';
import type { Reminder } from '../../lib/model/reminder';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useNow } from '../clock';
import { useAnnounce } from '../live';
import { Note } from '../note';
import type { PanelActions } from '../panel/actions';
import type { Route } from '../panel/route';
import { SideView } from '../panel/side-view';
import type { FoundShowing } from '../panel/whole-customer';
import { useTexts } from '../texts';
import { BackupReminder } from './backup-reminder';
import { ReminderRow } from './reminder-row';

interface TodayViewProps {
  reminders: Reminder[];
  /** The reminder that is to be open at once, by its id. */
  opened: string | null;
  connections: ConnectionView[];
  showing: FoundShowing;
  /** The browser does not open what is kept: nothing can be marked as done. */
  broken: boolean;
  actions: PanelActions;
  onGo: (route: Route) => void;
  onClose: () => void;
}

/** What is overdue, due and coming over all connections, day by day. */
export function TodayView({ reminders, opened, broken, actions, onClose, ...rest }: TodayViewProps) {
  const { t } = useTexts();
  const id = useId();
  const now = useNow(30_000);
  const announce = useAnnounce();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(opened);
  useEffect(() => {
    if (opened !== null) list.current?.querySelector<HTMLElement>(`[data-reminder="${CSS.escape(opened)}"] button`)?.focus();
  }, []);
  /** The row goes with what was pressed in it: the next one has the focus, or the last. */
  const leave = (reminder: string, said: string) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-reminder]') ?? [])];
    const at = rows.findIndex((row) => row.dataset.reminder === reminder);
    const next = rows[at + 1] ?? rows[at - 1];
    (next?.querySelector('button') ?? list.current?.closest('section')?.querySelector('button'))?.focus();
    announce(said);
  };
  return (
    <SideView title={t('today.title')} onClose={onClose}>
      {broken && (
        <Note tone="warn" icon="warn" actions={<Button onClick={actions.tryStorage}>{t('common.retry')}</Button>}>
          {t('due.broken')}
        </Note>
      )}
      <div ref={list} class="grid grid-cols-1 gap-2.5">
        {reminders.length === 0 && <p class="px-1 text-ink-2">{t('today.empty')}</p>}
        {byDay(reminders, now).map(([day, those]) => (
          <section key={day} aria-labelledby={`${id}-${day}`} class="rounded-m border border-line bg-surface shadow-card">
            <h3
              id={`${id}-${day}`}
              class={`flex min-h-9 items-center gap-1.5 px-3 text-sm font-semibold ${day === 'overdue' ? 'text-warn' : 'text-ink-2'}`}
            >
              {t(`today.${day}`)}
              <span class="font-normal text-ink-3">{those.length}</span>
            </h3>
            <ul>
              {those.map((reminder) => (
                <ReminderRow
                  {...rest}
                  key={reminder.id}
                  reminder={reminder}
                  now={now}
                  open={open === reminder.id}
                  onToggle={() => setOpen(open === reminder.id ? null : reminder.id)}
                  actions={broken ? null : actions}
                  onGone={(said) => leave(reminder.id, said)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {!broken && <BackupReminder now={now} actions={actions} />}
    </SideView>
  );
}
