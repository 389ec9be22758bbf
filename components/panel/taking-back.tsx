import type { LastMade } from '../../lib/model/outbox-entry';

import { until } from '../../lib/model/elapsed';
import { useState } from 'preact/hooks';
import { reverseOf, UNDO_FOR } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';
import { problemText } from '../../locales/problem';
import { Button } from '../button';
import { Hotkey } from '../customer/section';
import { useMoment } from '../clock';
import { Icon } from '../icon';
import { useTexts } from '../texts';
import type { EditActions } from './actions';
import { changeText } from '../customer/change-text';

/**
 * The last edit, with the button that undoes it, for ten seconds. It stays while the focus or the pointer is on it, and never takes the focus by
 * itself.
 */
export function TakingBack({ last, actions }: { last: LastMade; actions: EditActions }) {
  const { t } = useTexts();
  const [held, setHeld] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { edit, customer, accepted, field, also } = last;
  const undo = () =>
    Promise.all([edit.id, ...also].map((id) => actions.undo(id))).then((problems) =>
      setProblem(problems.find((one) => one !== null) ?? null),
    );
  const from = edit.changedAt ?? edit.madeAt;
  const now = useMoment(held || problem ? null : from + UNDO_FOR);
  if (!held && !problem && until(from + UNDO_FOR, UNDO_FOR, now) === 0) return null;
  const written = edit.change.kind === 'follow-up' && (accepted || edit.attempts > 0);
  if (!written && edit.change.kind !== 'follow-up' && reverseOf(edit) === null) return null;
  return (
    <div
      role="group"
      aria-label={t('undo.title')}
      class="relative flex min-h-9 flex-wrap items-center gap-x-2 overflow-hidden py-1 border-b border-line px-3 text-sm text-ink-2"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span class={accepted ? 'text-accent' : 'text-ink-3'}>
        <Icon name={accepted ? 'check' : 'clock'} size={12} />
      </span>
      <span class="min-w-0 flex-[1_1_6rem] truncate">
        {customer && <span class="font-medium text-ink">{customer} </span>}
        {changeText(edit.change, t, field)}
        {also.length > 0 && <span class="text-ink-3"> · {t('undo.all', { count: also.length + 1 })}</span>}
      </span>
      {written ? (
        <span class="text-ink-3">{t('problem.not-undone-written')}</span>
      ) : problem ? (
        <span class="basis-full text-danger">{problemText(problem, t, now)}</span>
      ) : (
        <Button look="link" data-hotkey="u" aria-keyshortcuts="U" onClick={() => void undo()}>
          {t('common.undo')}
          <Hotkey>U</Hotkey>
        </Button>
      )}
      {!problem && (
        <span
          key={from}
          aria-hidden="true"
          class={`run-out absolute inset-x-0 bottom-0 h-0.5 origin-left bg-accent ${held ? 'paused' : ''}`}
          style={{ animationDelay: `${from - now}ms` }}
        />
      )}
    </div>
  );
}
