import type { OutboxEntry } from '../../lib/model/outbox-entry';

import { until } from '../../lib/model/elapsed';
import { isLost, isWrittenBefore, reverseOf, UNDO_FOR, type Edit } from '../../lib/model/edit';
import { problemText, rejectedText } from '../../locales/problem';
import { Button, IconButton } from '../button';
import { useMoment, useNow } from '../clock';
import { lazily } from '../lazily';
import { WrittenBefore } from '../follow-ups/written-before';
import { Note } from '../note';
import { useTexts } from '../texts';
import type { PanelActions } from './actions';
import { changeText } from '../customer/change-text';

interface OutboxProps {
  id: string;
  entries: OutboxEntry[];
  /** The browser cannot open the database: no button is offered. */
  broken: boolean;
  actions: PanelActions;
  onClose: () => void;
}

const Conflict = lazily(() => import('../customer/conflict').then((file) => file.Conflict));

/** All waiting edits, oldest first, with what can be done about them. */
export function Outbox({ id, entries, broken, actions, onClose }: OutboxProps) {
  const { t } = useTexts();
  return (
    <section id={id} aria-label={t('outbox.title')} class="max-h-[50vh] overflow-y-auto border-b border-line px-3 py-2">
      <div class="flex items-center justify-between">
        <h2 class="text-sm font-semibold text-ink-2">{t('outbox.title')}</h2>
        <IconButton small icon="close" label={t('common.close')} onClick={onClose} />
      </div>
      {broken && (
        <Note tone="warn" icon="warn" actions={<Button onClick={actions.tryStorage}>{t('common.retry')}</Button>}>
          {t('outbox.broken')}
        </Note>
      )}
      <ul class="divide-y divide-line">
        {entries.map((entry, at) => (
          <OutboxLine
            key={entry.edit.id}
            entry={entry}
            repeats={entries.slice(0, at).some((other) => waitsAlike(other, entry))}
            broken={broken}
            actions={actions}
          />
        ))}
      </ul>
    </section>
  );
}

/** Whether two edits wait for the same reason: the problem of a connection is shown once. */
function waitsAlike({ edit: a }: OutboxEntry, { edit: b }: OutboxEntry): boolean {
  if (a.ref.connection !== b.ref.connection || a.state.kind !== 'queued' || b.state.kind !== 'queued') return false;
  return JSON.stringify(a.state.problem) === JSON.stringify(b.state.problem);
}

interface LineProps {
  entry: OutboxEntry;
  repeats: boolean;
  broken: boolean;
  actions: PanelActions;
}

function OutboxLine({ entry: { edit, customer, field = null }, repeats, broken, actions }: LineProps) {
  const { t } = useTexts();
  const { state } = edit;
  const end = (edit.changedAt ?? edit.madeAt) + UNDO_FOR;
  const now = useMoment(end);
  const isAsked = isWrittenBefore(edit);
  const rejected = state.kind === 'rejected' && !isAsked;
  const waits = state.kind === 'queued' || state.kind === 'sending';
  // Sending it once more would not help: it waits for a decision in the settings.
  const isHeldBack = state.kind === 'queued' && state.problem?.kind === 'held-back';
  return (
    <li class="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
      <div class="min-w-0 flex-[1_1_10rem]">
        <p class={`break-words ${isLost(edit) ? 'whitespace-pre-wrap' : 'line-clamp-2'}`}>
          <span class="font-medium">{customer ?? t('outbox.unknown')}</span>{' '}
          <span class="text-ink-2">{changeText(edit.change, t, field)}</span>
        </p>
        {isAsked ? <WrittenBefore edit={edit} actions={broken ? null : actions} /> : <StateLine edit={edit} repeats={repeats} />}
      </div>
      {!broken && (
        <div class="flex gap-1.5">
          {waits && until(end, UNDO_FOR, now) > 0 && mayTakeBack(edit) && (
            <Button onClick={() => void actions.undo(edit.id)}>{t('common.undo')}</Button>
          )}
          {((rejected && !isLost(edit)) || (waits && edit.attempts > 0 && !isHeldBack)) && (
            <Button onClick={() => actions.retry(edit.id)}>{t('common.retry')}</Button>
          )}
          {isHeldBack && !repeats && <Button onClick={actions.openOptions}>{t('problem.openSettings')}</Button>}
          {rejected && <Button onClick={() => actions.discard(edit.id)}>{t('common.discard')}</Button>}
        </div>
      )}
      {state.kind === 'conflict' && !broken && (
        <div class="w-full">
          <Conflict edit={edit} theirs={state.theirs} field={field} actions={actions} />
        </div>
      )}
    </li>
  );
}

/** An edit that was never sent is deleted; otherwise it is reverted to its base, where the base is known. */
function mayTakeBack(edit: Edit): boolean {
  return (edit.attempts === 0 && edit.state.kind === 'queued') || reverseOf(edit) !== null;
}

function StateLine({ edit, repeats }: { edit: Edit; repeats: boolean }) {
  const { t } = useTexts();
  const { state } = edit;
  const problem = 'problem' in state ? state.problem : undefined;
  const now = useNow(problem?.kind === 'rate-limited' ? 1000 : null);
  switch (state.kind) {
    case 'queued':
      return (
        <p class="text-sm text-warn">
          {t('edit.waiting')}
          {problem && !repeats && <span class="text-ink-3"> · {problemText(problem, t, now)}</span>}
        </p>
      );
    case 'sending':
      return <p class="text-sm text-ink-3">{t('edit.saving')}</p>;
    case 'rejected':
      return <p class="text-sm text-danger">{rejectedText(state.problem, t, now)}</p>;
    case 'conflict':
      return <p class="text-sm text-warn">{t('edit.conflict')}</p>;
  }
}
