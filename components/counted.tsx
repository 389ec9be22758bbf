import { useEffect, useMemo, useState } from 'preact/hooks';
import { isNothing, type Counts } from '../lib/model/former';
import type { Problem } from '../lib/model/problem';
import { keptTexts, type KeptKey } from '../locales/kept';
import { createTranslate, type Translate } from '../locales/translate';
import { useTexts } from './texts';

/** The counts, null until they are there; `failed` if counting has failed. */
export interface Counted {
  counts: Counts | null;
  failed: Problem | null;
  recount: () => void;
}

/** Counts what would be lost before a question is asked about it. */
export function useCounts(count: () => Promise<Counts | Problem>): Counted {
  const [found, setFound] = useState<Counts | Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void count().then((counted) => isWanted && setFound(counted));
    return () => void (isWanted = false);
  }, [turn]);
  const failed = found && 'kind' in found ? found : null;
  const counts = found && !('kind' in found) ? found : null;
  return { counts, failed, recount: () => setTurn((before) => before + 1) };
}

export function useKeptTexts(): Translate<KeptKey> {
  const { language } = useTexts();
  return useMemo(() => createTranslate(language, keptTexts), [language]);
}

/** The counts in words: "3 unsent edits and 1 link"; '' if all are zero. */
export function useCountWords(): (counts: Counts) => string {
  const { list } = useTexts();
  const own = useKeptTexts();
  return (counts) => {
    const kinds = ['edits', 'links', 'reminders', 'customers'] as const;
    return isNothing(counts) ? '' : list(kinds.filter((kind) => counts[kind] > 0).map((kind) => own(kind, { count: counts[kind] })));
  };
}
