import { MOST_KEPT } from '../lib/model/draft';
import { LIMITS } from '../lib/model/limits';
import { useTexts } from './texts';

/** Says by how many characters a text is too long. It stays as it was typed or pasted, and is not sent before it is shorter. */
export function TooLong({ text, most, onDiscard }: { text: string; most: number; onDiscard?: () => void }) {
  const { t } = useTexts();
  if (text.length <= most) return null;
  return (
    <p role="status" class="basis-full text-sm text-danger">
      {t('form.tooLong', { over: text.length - most, length: text.length, most })}
      {/* A draft is stored with the text that was there before. */}
      {JSON.stringify(text).length > MOST_KEPT - LIMITS.text && ` ${t('form.notKept')}`}
      {onDiscard && (
        <>
          {' '}
          <button type="button" class="underline" onClick={onDiscard}>
            {t('common.discard')}
          </button>
        </>
      )}
    </p>
  );
}
