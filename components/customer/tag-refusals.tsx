import type { Edit } from '../../lib/model/edit';
import { rejectedText } from '../../locales/problem';
import { Button } from '../button';
import { useNow } from '../clock';
import type { EditActions } from '../panel/actions';
import { changeText } from './change-text';
import { useTexts } from '../texts';

/** The tag changes that the CRM did not accept, each with what can be done. */
export function TagRefusals({ edits, actions }: { edits: Edit[]; actions: EditActions }) {
  const { t } = useTexts();
  const now = useNow(null);
  return (
    <>
      {edits.map(({ id, change, state }) =>
        state.kind === 'rejected' && (change.kind === 'add-tag' || change.kind === 'remove-tag') ? (
          <div key={id} class="mt-1.5 flex flex-wrap items-center gap-1.5 rounded-m bg-danger-soft px-2.5 py-1.5 text-danger">
            <span class="min-w-0 flex-[1_1_10rem] break-words">
              {changeText(change, t)} · {rejectedText(state.problem, t, now)}
            </span>
            <span class="flex gap-1.5">
              <Button onClick={() => actions.retry(id)}>{t('common.retry')}</Button>
              <Button onClick={() => actions.discard(id)}>{t('common.discard')}</Button>
            </span>
          </div>
        ) : null,
      )}
    </>
  );
}
