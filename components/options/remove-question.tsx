import { useEffect, useId, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { keyOf } from '../keys';
import { LOCAL_BOOK } from '../local-book';
import { useTexts } from '../texts';
import { useOptionsTexts } from './use-options-texts';

interface RemoveQuestionProps {
  connection: ConnectionView;
  onRemove: () => void;
  onCancel: () => void;
}

/** Asks before a connection goes, and says what goes with it. */
export function RemoveQuestion({ connection, onRemove, onCancel }: RemoveQuestionProps) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-labelledby={id}
      aria-describedby={`${id}-help`}
      class="mt-3 rounded-m bg-danger-soft p-3"
      onKeyDown={(event) => keyOf(event) === 'Escape' && onCancel()}
    >
      <p id={id} class="font-semibold text-danger">
        {own('connections.removeTitle', { name: connection.name })}
      </p>
      <p id={`${id}-help`} class="text-ink">
        {own(connection.provider === LOCAL_BOOK ? 'connections.removeBook' : 'connections.removeHelp')}
      </p>
      <div class="mt-2 flex gap-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button look="danger" onClick={onRemove}>
          {own('connections.removeYes')}
        </Button>
      </div>
    </div>
  );
}
