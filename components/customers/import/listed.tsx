import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../button';
import { useImportTexts } from './use-import-texts';

/** The number of rows that are shown at first. */
const SHOWN = 20;

interface ListedProps {
  /** The number of rows that are listed; `all` is the number that exist. */
  count: number;
  all: number;
  children: (most: number) => ComponentChildren;
}

/** A long list that shows more on request. */
export function Listed({ count, all, children }: ListedProps) {
  const t = useImportTexts();
  const [most, setMost] = useState(SHOWN);
  const more = Math.min(100, count - most);
  return (
    <>
      <ul class="border-t border-line">{children(most)}</ul>
      {more > 0 && (
        <div>
          <Button look="link" onClick={() => setMost(most + more)}>
            {t('check.more', { count: more })}
          </Button>
        </div>
      )}
      {more <= 0 && count < all && <p class="text-sm text-ink-2">{t('check.first', { count })}</p>}
    </>
  );
}
