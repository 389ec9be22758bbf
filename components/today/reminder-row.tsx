import { useEffect, useId, useState } from 'preact/hooks';
import type { FormerName, Reminder } from '../../lib/model/reminder';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { Icon } from '../icon';
import type { PanelActions } from '../panel/actions';
import type { Route } from '../panel/route';
import { WholeCustomer, type FoundShowing } from '../panel/whole-customer';
import { useTexts } from '../texts';
import { Later } from './later';

interface ReminderRowProps {
  reminder: Reminder;
  connections: ConnectionView[];
  showing: FoundShowing;
  now: number;
  /** Whether the customer is shown below. */
  open: boolean;
  onToggle: () => void;
  onGo: (route: Route) => void;
  /** null while nothing can be changed. */
  actions: PanelActions | null;
  /** It is about to leave its place: done, or put off. */
  onGone: (said: string) => void;
}

/** One reminder: whom it is about, what, when; done, later, to the chat. */
export function ReminderRow({ reminder, connections, showing, now, open, onToggle, onGo, actions, onGone }: ReminderRowProps) {
  const { t, when, pick } = useTexts();
  const id = useId();
  const [puttingOff, setPuttingOff] = useState(false);
  const { customer, text, at, former, ref, onDevice } = reminder;
  const name = showing.shown(ref)?.customer.name || customer || t('outbox.unknown');
  const time = when(new Date(at).toISOString(), now);
  const from = connections.length > 1 && connections.find((one) => one.id === ref.connection)?.name;
  const formerText = ({ name: own_, product }: FormerName) => {
    const called = own_ || (product && pick(product));
    return called ? t('due.former', { name: called }) : t('due.unknown');
  };
  return (
    <li data-reminder={reminder.id} class="grid grid-cols-1 gap-1.5 border-t border-line px-3 py-2.5">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        class="-mx-1 flex items-center gap-2 rounded-s px-1 text-left hover:bg-hover"
        onClick={onToggle}
      >
        <span class="min-w-0 flex-1">
          <span class="flex items-baseline gap-2">
            <span class="min-w-0 truncate font-medium" title={name}>
              {name}
            </span>
            {from && <span class="ml-auto max-w-24 shrink-0 truncate text-xs text-ink-3">{from}</span>}
          </span>
          <span class="line-clamp-4 break-words whitespace-pre-wrap text-ink-2">{text}</span>
          <span class={`block text-sm ${at <= now ? 'text-warn' : 'text-ink-3'}`}>{at <= now ? t('today.wasDue', { time }) : time}</span>
          {onDevice && (
            <span class="flex items-center gap-1 text-sm text-ink-3">
              <Icon name="device" size={12} />
              {t('beside.title')}
            </span>
          )}
          {former && <span class="block text-sm break-words text-ink-3">{formerText(former)}</span>}
        </span>
        <span class="text-ink-3">
          <Icon name={open ? 'up' : 'down'} size={14} />
        </span>
      </button>
      {actions && (
        <div class="flex flex-wrap items-center gap-1.5">
          <Button
            icon="check"
            aria-label={t('due.doneWith', { name })}
            onClick={() => {
              onGone(t('today.doneSaid', { name }));
              actions.reminderDone(reminder.id);
            }}
          >
            {t('due.done')}
          </Button>
          <Button
            icon="clock"
            aria-expanded={puttingOff}
            aria-label={t('today.laterWith', { name })}
            onClick={() => setPuttingOff(!puttingOff)}
          >
            {t('today.later.button')}
          </Button>
          <ToChat reminder={reminder} name={name} actions={actions} />
        </div>
      )}
      {actions && puttingOff && (
        <Later
          now={now}
          onPick={(next) => {
            setPuttingOff(false);
            onGone(t('today.laterSaid', { name, time: when(new Date(next).toISOString(), now) }));
            actions.remindLater(reminder.id, next);
          }}
        />
      )}
      {open && actions && (
        <div id={id} class="-mx-3 -mb-2.5 border-t border-line [&>*:first-child]:border-t-0">
          <WholeCustomer {...showing} of={ref} heading={name} connections={connections} actions={actions} onGo={onGo} />
        </div>
      )}
    </li>
  );
}

/** Where the chat with the customer is open in some tab. */
function ToChat({ reminder: { ref }, name, actions }: Pick<ReminderRowProps, 'reminder'> & { name: string; actions: PanelActions }) {
  const { t } = useTexts();
  const [go, setGo] = useState<{ to: () => void } | null>(null);
  useEffect(() => {
    let here = true;
    void actions.chatWith(ref).then((to) => here && setGo(to && { to }));
    return () => void (here = false);
  }, [ref.connection, ref.id]);
  return (
    go && (
      <Button icon="chat" aria-label={t('today.chatWith', { name })} onClick={go.to}>
        {t('today.chat')}
      </Button>
    )
  );
}
