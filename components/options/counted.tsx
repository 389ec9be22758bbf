import { useEffect, useState } from 'preact/hooks';
import { isNothing, type Counts } from '../../lib/model/former';
import { useTexts } from '../texts';
import { useOptionsTexts } from './use-options-texts';

/** What is counted before a question is asked about it: null until that is done. `recount` counts once more. */
export function useCounts(count: () => Promise<Counts | null>): { counts: Counts | null; recount: () => void } {
  const [counts, setCounts] = useState<Counts | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void count().then((found) => isWanted && setCounts(found));
    return () => void (isWanted = false);
  }, [turn]);
  return { counts, recount: () => setTurn((before) => before + 1) };
}

/** What has been counted, in words: "3 unsent edits and 1 link". '' where there is nothing. */
export function useCountWords(): (counts: Counts) => string {
  const { list } = useTexts();
  const own = useOptionsTexts();
  return (counts) => {
    const kinds = ['edits', 'links', 'reminders', 'customers'] as const;
    return isNothing(counts)
      ? ''
      : list(kinds.filter((kind) => counts[kind] > 0).map((kind) => own(`kept.${kind}`, { count: counts[kind] })));
  };
}
