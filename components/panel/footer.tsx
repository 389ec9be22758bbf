import type { LastMade, OutboxEntry } from '../../lib/model/outbox-entry';
import { since } from '../../lib/model/elapsed';
import { useId, useState } from 'preact/hooks';
import { isStuck, UNDO_FOR } from '../../lib/model/edit';
import { isPassing } from '../../lib/model/problem';
import type { Card, ConnectionView } from '../../lib/model/view';
import { useNow } from '../clock';
import { Icon } from '../icon';
import { keyOf } from '../keys';
import { lazily } from '../lazily';
import { useTexts, type Texts } from '../texts';
import type { PanelActions } from './actions';

const Outbox = lazily(() => import('./outbox').then((file) => file.Outbox));
const TakingBack = lazily(() => import('./taking-back').then((file) => file.TakingBack), 'idle');

interface FooterProps {
  connections: ConnectionView[];
  /** The shown cards: the Problem of a card counts as its connection's, except that a customer is gone. */
  cards: Card[];
  outbox: OutboxEntry[];
  lastMade: LastMade | null;
  broken: boolean;
  actions: PanelActions;
}

/** The state of the connections, and the edits that still wait. */
export function Footer({ connections, cards, outbox, lastMade, broken: unopened, actions }: FooterProps) {
  const texts = useTexts();
  const { t } = texts;
  const id = useId();
  const [open, setOpen] = useState(false);
  const now = useNow(30_000);
  const refused = outbox.filter(({ edit }) => edit.state.kind === 'rejected').length;
  const conflicts = outbox.filter(({ edit }) => edit.state.kind === 'conflict').length;
  const waiting = outbox.length - refused - conflicts;
  const counts = [
    waiting && t('footer.waiting', { count: waiting }),
    conflicts && t('footer.conflicts', { count: conflicts }),
    refused && t('footer.rejected', { count: refused }),
  ].filter(Boolean);
  const broken = connections.filter(
    (one) => one.problem ?? cards.some(({ connection, problem }) => connection.id === one.id && problem && problem.kind !== 'not-found'),
  );
  return (
    <footer
      class="border-t border-line bg-surface"
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
      }}
    >
      {lastMade && isRecent(lastMade, now) && <TakingBack key={lastMade.edit.id} last={lastMade} actions={actions} />}
      {open && outbox.length > 0 && <Outbox id={id} entries={outbox} broken={unopened} actions={actions} onClose={() => setOpen(false)} />}
      <div class="flex min-h-9 flex-wrap items-center gap-x-2 px-3 text-sm text-ink-2">
        <span class={`size-2 shrink-0 rounded-full ${dot(connections, broken)}`} />
        <span role="group" aria-label={t('footer.label')} class="min-w-0 flex-1 truncate">
          {connectionText(connections, broken, texts)}
        </span>
        {outbox.length > 0 && (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            class={`inline-flex min-h-6 items-center gap-1 rounded-s px-1 text-left hover:underline ${refused ? 'text-danger' : 'text-warn'}`}
            onClick={() => setOpen(!open)}
          >
            {counts.join(' · ')}
            <Icon name={open ? 'down' : 'up'} size={12} />
          </button>
        )}
      </div>
    </footer>
  );
}

/** Edits older than this that are no longer being sent are skipped. */
function isRecent({ edit }: LastMade, now: number): boolean {
  return !isStuck(edit) && since(edit.changedAt ?? edit.madeAt, now) < 2 * UNDO_FOR;
}

function dot(connections: ConnectionView[], broken: ConnectionView[]): string {
  if (connections.length === 0) return 'bg-edge';
  if (broken.length === 0) return 'bg-accent';
  const lasting = broken.length === connections.length && broken.some(({ problem }) => problem !== null && !isPassing(problem));
  return lasting ? 'bg-danger' : 'bg-warn';
}

function connectionText(connections: ConnectionView[], broken: ConnectionView[], { t }: Texts): string {
  if (connections.length === 0) return t('footer.noConnection');
  if (connections.length === 1) return t(broken.length ? 'footer.problem' : 'footer.connected', { name: connections[0]!.name });
  if (broken.length === 1) return t('footer.problem', { name: broken[0]!.name });
  return t('footer.some', { count: connections.length - broken.length, total: connections.length });
}
