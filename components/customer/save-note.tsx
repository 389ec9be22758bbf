import type { Field } from '../../lib/model/customer';
import type { Problem } from '../../lib/model/problem';
import { rejectedText } from '../../locales/problem';
import { Button } from '../button';
import { useNow } from '../clock';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import type { EditActions } from '../panel/actions';
import { useTexts } from '../texts';
import type { Saving } from './use-saving';

const Conflict = lazily(() => import('./conflict').then((file) => file.Conflict));

/** The short word beside a heading: Saving, Saved, Waiting to send. */
export function SaveWord({ saving }: { saving: Saving }) {
  const { t } = useTexts();
  switch (saving.state.kind) {
    case 'saving':
      return <span class="text-sm text-ink-3">{t('edit.saving')}</span>;
    case 'saved':
      return (
        <span class="inline-flex items-center gap-1 text-sm text-accent">
          <Icon name="check" size={12} />
          {t('edit.saved')}
        </span>
      );
    case 'waiting':
      return (
        <span class="inline-flex items-center gap-1 text-sm text-warn">
          <Icon name="clock" size={12} />
          {t('edit.waiting')}
        </span>
      );
    default:
      return null;
  }
}

interface RefusalProps {
  saving: Saving;
  field?: Field;
  actions: EditActions;
  onDiscard?: () => void;
}

/** The note below a value that was rejected or changed by another user, with the person's options. */
export function Refusal({ saving, field, actions, onDiscard }: RefusalProps) {
  const { state } = saving;
  if (state.kind === 'conflict') {
    return <Conflict key={state.edit.id} edit={state.edit} theirs={state.theirs} field={field} actions={actions} onDone={onDiscard} />;
  }
  if (state.kind !== 'rejected') return null;
  const discard = () => (saving.discard(), onDiscard?.());
  return <Rejected problem={state.problem} onRetry={saving.retry} onDiscard={discard} />;
}

interface RejectedProps {
  problem: Problem;
  onRetry: () => void;
  onDiscard: () => void;
}

/** Why the CRM has not accepted something, and what the person can do about it. */
export function Rejected({ problem, onRetry, onDiscard }: RejectedProps) {
  const { t } = useTexts();
  const now = useNow(problem.kind === 'rate-limited' ? 1000 : null);
  return (
    <div class="mt-1.5 flex flex-wrap items-center gap-1.5 rounded-m bg-danger-soft px-2.5 py-1.5 text-danger">
      <span class="min-w-0 flex-[1_1_10rem] break-words">{rejectedText(problem, t, now)}</span>
      <span class="flex gap-1.5">
        <Button onClick={onRetry}>{t('common.retry')}</Button>
        <Button onClick={onDiscard}>{t('common.discard')}</Button>
      </span>
    </div>
  );
}
