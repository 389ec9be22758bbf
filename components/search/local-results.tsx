import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { sameRef, type CustomerRef } from '../../lib/model/customer';
import type { LocalHit } from '../../lib/model/search/local-hit';
import type { DirectoryView } from '../../lib/model/view';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import type { Opening } from './found-person';
import { LocalResult } from './local-result';
import { LINE_HEIGHT, useSeen } from './use-seen';

export interface LocalResultsProps extends Opening {
  query: string;
  current: CustomerRef[];
  /** The state of each directory: a search without hits is repeated when one has changed. */
  directories: DirectoryView[];
  maskPhones: boolean;
}

/** The hits in the copies on this computer. Only the visible lines are in the document. */
export function LocalResults(props: LocalResultsProps) {
  const { query, actions, current } = props;
  const { t } = useTexts();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const { found, hits, next, more } = useHits(query, props.directories, actions);
  const { opened, setOpened } = useOpened(found);
  const { first, last } = useSeen(list, hits.length, opened);
  useEffect(() => {
    if (last >= hits.length) more();
    if (next !== AT_ONCE) return;
    const timer = setTimeout(more, PAUSE);
    return () => clearTimeout(timer);
  }, [query, last, hits.length, found, next]);
  const outside = (from: number, to: number) =>
    `${(to - from) * LINE_HEIGHT + (opened && opened.at >= from && opened.at < to ? opened.height : 0)}px`;
  return (
    <section aria-labelledby={id} class="rounded-m border border-line bg-surface shadow-card" data-found={found}>
      <div class="flex min-h-9 items-center gap-2 px-3">
        <h2 id={id} class="min-w-0 truncate text-sm font-semibold text-ink-2">
          {t('search.local')}
        </h2>
      </div>
      {found !== null && hits.length === 0 && <p class="border-t border-line px-3 py-2.5 text-ink-3">{t('search.localNothing')}</p>}
      <ul ref={list} style={{ paddingTop: outside(0, first), paddingBottom: outside(last, hits.length) }}>
        {hits.slice(first, last).map((hit, at) => (
          <LocalResult
            {...props}
            // By place: with every key the lines change their texts and stay where they are.
            key={first + at}
            hit={hit}
            place={first + at + 1}
            count={hits.length}
            isCurrent={current.some((ref) => sameRef(ref, hit.ref))}
            open={opened?.at === first + at}
            onOpen={(height) => setOpened(height === null ? null : { at: first + at, height })}
          />
        ))}
      </ul>
    </section>
  );
}

/** The lines that a key brings at once: as many as a high panel shows. A person who types waits for them, and each costs a read from the disk. */
const AT_ONCE = 24;
/** The next ones come after this many ms without a key, or as they are scrolled to. */
const PAUSE = 150;
/** How many lines there are then. */
const AFTER_PAUSE = 40;

/** Which line is open and how high it is. It closes when something else is found. */
function useOpened(found: string | null) {
  const [state, setState] = useState<{ found: string | null; at: number; height: number } | null>(null);
  const setOpened = (opened: { at: number; height: number } | null) => setState(opened && { ...opened, found });
  return { opened: state?.found === found ? state : null, setOpened };
}

/** The hits for what is typed; those of an earlier key stay until the next are there. `found` is the text that they belong to. */
function useHits(query: string, directories: DirectoryView[], actions: PanelActions) {
  const [state, setState] = useState<{ found: string | null; hits: LocalHit[]; next: number | null }>({
    found: null,
    hits: [],
    next: null,
  });
  const asked = useRef('');
  function load(from: number): void {
    asked.current = `${query} ${from}`;
    actions.searchLocal(query, from, from === 0 ? AT_ONCE : from === AT_ONCE ? AFTER_PAUSE : undefined).then(
      ({ hits, next }) => {
        if (asked.current !== `${query} ${from}`) return;
        setState((before) => ({ found: query, hits: from === 0 ? hits : [...before.hits, ...hits], next }));
      },
      // The worker was stopped meanwhile: the next key asks again, and the CRM can be searched.
      () => {
        if (asked.current === `${query} ${from}`) asked.current = '';
      },
    );
  }
  // In a layout effect, before the next frame: a key press is answered in that frame or the one after.
  useLayoutEffect(() => load(0), [query]);
  // After an import the index is a few seconds behind: what has no hits now may have some then.
  const copies = directories.map(({ connection, count, renewedAt }) => `${connection} ${count} ${renewedAt}`).join();
  const isNobody = state.found === query && state.hits.length === 0;
  useEffect(() => {
    if (isNobody) load(0);
  }, [copies]);
  function more(): void {
    if (state.found === query && state.next !== null && asked.current !== `${query} ${state.next}`) load(state.next);
  }
  return { ...state, more };
}
