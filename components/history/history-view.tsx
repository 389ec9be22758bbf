import { useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import type { ChatMessage } from '../../lib/model/message';
import type { TimeRange } from '../../lib/model/query';
import { Button } from '../button';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { SideView } from '../panel/side-view';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { useLoaded } from '../use-loaded';

interface HistoryViewProps {
  customer: Customer;
  actions: PanelActions;
  onClose: () => void;
}

/** What was said in the chat with a customer, newest first, within a time. */
export function HistoryView({ customer, actions, onClose }: HistoryViewProps) {
  const { t } = useTexts();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const span: TimeRange = { from: isoOf(from), to: isoOf(to) };
  const ref = { connection: customer.connection, id: customer.id };
  const { items, total, busy, problem, renew, more } = useLoaded(JSON.stringify(span), (page) =>
    actions.ask('messages', { ref, span, page }),
  );
  return (
    <SideView title={t('history.of', { name: customer.name })} onClose={onClose}>
      <div class="grid grid-cols-1 gap-2.5 @min-[20rem]:grid-cols-2">
        <TextLine label={t('history.from')} type="datetime-local" value={from} onValue={setFrom} />
        <TextLine label={t('history.to')} type="datetime-local" value={to} onValue={setTo} />
      </div>
      <p role="status" class="text-sm text-ink-3">
        {busy ? t('search.searching') : total === null ? '' : t('history.count', { count: total })}
      </p>
      {problem && <ProblemNote problem={problem} onRetry={renew} onSignIn={() => actions.signInAgain(customer.connection)} />}
      {!busy && !problem && items.length === 0 && <p class="text-ink-2">{t('history.empty')}</p>}
      <ol aria-label={t('history.title')} aria-busy={busy} class="grid grid-cols-1 gap-2">
        {items.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ol>
      {more && (
        <Button class="justify-self-center" onClick={more}>
          {t('history.earlier')}
        </Button>
      )}
    </SideView>
  );
}

function Message({ message: { text, at, sent, by } }: { message: ChatMessage }) {
  const { t, dateTime } = useTexts();
  const who = sent ? t('history.me') : by;
  return (
    <li
      class={`max-w-[85%] rounded-m px-2.5 py-1.5 ${sent ? 'justify-self-end bg-accent-soft' : 'justify-self-start border border-line bg-surface'}`}
    >
      <p class="text-xs text-ink-2">{[who, at === null ? t('history.noTime') : dateTime(at)].filter(Boolean).join(' · ')}</p>
      <p class={`break-words whitespace-pre-wrap ${text ? '' : 'text-ink-2'}`}>{text || t('history.noText')}</p>
    </li>
  );
}

function isoOf(local: string): string | null {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
