import type { Edit } from '../../lib/model/edit';
import { problemText } from '../../locales/problem';
import { Button, IconButton } from '../button';
import { useNow } from '../clock';
import { useTexts } from '../texts';
import type { OutboxItem, PanelActions } from './actions';
import { changeText } from './change-text';

interface OutboxProps {
  id: string;
  items: OutboxItem[];
  actions: PanelActions;
  onClose: () => void;
}

/** An edit can be taken back for this long after it was made, in ms. */
const UNDO = 10_000;

/** Every edit on its way, oldest first, with what can be done about it. */
export function Outbox({ id, items, actions, onClose }: OutboxProps) {
  const { t } = useTexts();
  return (
    <section id={id} aria-label={t('outbox.title')} class="max-h-[50vh] overflow-y-auto border-b border-line px-3 py-2">
      <div class="flex items-center justify-between">
        <h2 class="text-sm font-semibold text-ink-2">{t('outbox.title')}</h2>
        <IconButton small icon="close" label={t('common.close')} onClick={onClose} />
      </div>
      <ul class="divide-y divide-line">
        {items.map((item) => (
          <OutboxLine key={item.edit.id} item={item} actions={actions} />
        ))}
      </ul>
    </section>
  );
}

function OutboxLine({ item: { edit, customer }, actions }: { item: OutboxItem; actions: PanelActions }) {
  const { t } = useTexts();
  const now = useNow(1000);
  const rejected = edit.state.kind === 'rejected';
  return (
    <li class="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
      <div class="min-w-0 flex-[1_1_10rem]">
        <p class="line-clamp-2 break-words">
          <span class="font-medium">{customer ?? t('outbox.unknown')}</span> <span class="text-ink-2">{changeText(edit.change, t)}</span>
        </p>
        <StateLine edit={edit} now={now} />
      </div>
      <div class="flex gap-1.5">
        {!rejected && edit.state.kind === 'queued' && now - edit.madeAt < UNDO && (
          <Button onClick={() => actions.undo(edit.id)}>{t('common.undo')}</Button>
        )}
        {(rejected || edit.attempts > 0) && <Button onClick={() => actions.retry(edit.id)}>{t('common.retry')}</Button>}
        {rejected && <Button onClick={() => actions.discard(edit.id)}>{t('common.discard')}</Button>}
      </div>
    </li>
  );
}

function StateLine({ edit, now }: { edit: Edit; now: number }) {
  const { t } = useTexts();
  switch (edit.state.kind) {
    case 'queued':
      return <p class="text-sm text-warn">{t('edit.waiting')}</p>;
    case 'sending':
      return <p class="text-sm text-ink-3">{t('edit.saving')}</p>;
    case 'rejected':
      return <p class="text-sm text-danger">{t('edit.rejected', { reason: problemText(edit.state.problem, t, now) })}</p>;
  }
}
