import { useEffect, useState } from 'preact/hooks';
import { isNothing, type Counts } from '../lib/model/former';
import type { Problem } from '../lib/model/problem';
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

/** The counts in words: "3 unsent edits and 1 link"; '' if all are zero. */
export function useCountWords(): (counts: Counts) => string {
  const { t, list } = useTexts();
  return (counts) => {
    const kinds = ['edits', 'links', 'reminders', 'followUps', 'beside', 'customers'] as const;
    return isNothing(counts)
      ? ''
      : list(kinds.filter((kind) => counts[kind] > 0).map((kind) => t(`kept.${kind}`, { count: counts[kind] })));
  };
}
