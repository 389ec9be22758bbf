import { isWrittenBefore, type Edit } from '../../lib/model/edit';
import { rejectedText } from '../../locales/problem';
import { Button } from '../button';
import { useNow } from '../clock';
import type { EditActions } from '../panel/actions';
import { useTexts } from '../texts';
import { Line } from './follow-up-line';
import { WrittenBefore } from './written-before';

/** A follow-up on its way to the CRM, with what can be done when the CRM has refused it. */
export function PendingLine({ edit, actions }: { edit: Edit; actions: EditActions }) {
  const { t } = useTexts();
  const now = useNow(1000);
  if (edit.change.kind !== 'follow-up') return null;
  const { state } = edit;
  const { text } = edit.change.followUp;
  if (isWrittenBefore(edit)) {
    return (
      <Line dot="bg-warn" about="">
        {text}
        <WrittenBefore edit={edit} actions={actions} />
      </Line>
    );
  }
  const word = state.kind === 'sending' ? t('edit.saving') : t('edit.waiting');
  const about = state.kind === 'rejected' ? rejectedText(state.problem, t, now) : word;
  return (
    <Line dot={state.kind === 'rejected' ? 'bg-danger' : 'border border-edge'} about={about} refused={state.kind === 'rejected'}>
      {text}
      {state.kind === 'rejected' && (
        <span class="mt-1 flex flex-wrap gap-1.5">
          <Button onClick={() => actions.retry(edit.id)}>{t('common.retry')}</Button>
          <Button onClick={() => actions.discard(edit.id)}>{t('common.discard')}</Button>
        </span>
      )}
    </Line>
  );
}
