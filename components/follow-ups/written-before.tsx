import type { Edit } from '../../lib/model/edit';
import { Button } from '../button';
import type { EditActions } from '../panel/actions';
import { useTexts } from '../texts';

interface WrittenBeforeProps {
  edit: Edit;
  /** Null while nothing can be done about it. */
  actions: Pick<EditActions, 'retry' | 'discard'> | null;
}

/** Says that the CRM has, or may have, an earlier version of a corrected follow-up, and asks what to do with the corrected one. */
export function WrittenBefore({ edit: { id, state }, actions }: WrittenBeforeProps) {
  const { t } = useTexts();
  const isUnsure = state.kind === 'rejected' && state.problem.kind === 'done-before' && state.problem.unsure === true;
  return (
    <span class="mt-1 grid grid-cols-1 gap-1.5">
      <span class="text-sm break-words text-warn">{t(isUnsure ? 'written.unsure' : 'written.before')}</span>
      {actions && (
        <span class="flex flex-wrap gap-1.5">
          <Button onClick={() => actions.retry(id)}>{t('written.further')}</Button>
          <Button onClick={() => actions.discard(id)}>{isUnsure ? t('common.discard') : t('written.leave')}</Button>
        </span>
      )}
    </span>
  );
}
