import { useEffect, useRef, useState } from 'preact/hooks';
import type { Page } from '../lib/model/customer';
import { toProblem, type Problem } from '../lib/model/problem';

/** A list that is loaded page by page. */
export interface Loaded<T> {
  items: T[];
  /** The total count, null where it is unknown. */
  total: number | null;
  busy: boolean;
  problem: Problem | null;
  /** Loads the first page again, whatever is shown. */
  renew(): void;
  /** Loads what follows; null at the end. */
  more: (() => void) | null;
}

interface Held<T> {
  items: T[];
  next: string | null;
  total: number | null;
  busy: boolean;
  problem: Problem | null;
}

/**
 * Loads a list when `what` (a text that names it) is first shown and when it changes; an answer for anything else is dropped.
 * `renewed` is true where the person asked for the newest state. `wait` ms pass before the first call: who only passes by costs none. A first page that is `known` already is
 * shown from the start, and nothing is asked.
 */
export function useLoaded<T>(
  what: string,
  load: (page: string | null, renewed: boolean) => Promise<Page<T>>,
  { wait = 0, known = () => null }: { wait?: number; known?: () => Page<T> | null } = {},
): Loaded<T> {
  const [held, setHeld] = useState<Held<T> & { what: string }>(() => {
    const first = known();
    return { ...(first ? withPage(NOTHING, first, false) : NOTHING), what };
  });
  const turn = useRef(0);

  function ask(page: string | null, renewed: boolean): void {
    const mine = ++turn.current;
    setHeld((before) => ({ ...(before.what === what ? before : NOTHING), what, busy: true, problem: null }));
    load(page, renewed).then(
      (found) => turn.current === mine && setHeld((before) => withPage(before, found, page !== null)),
      (thrown: unknown) => turn.current === mine && setHeld((before) => ({ ...before, busy: false, problem: toProblem(thrown, 'panel') })),
    );
  }
  useEffect(() => {
    const timer = held.what === what && !held.busy ? undefined : setTimeout(() => ask(null, false), wait);
    return () => {
      clearTimeout(timer);
      turn.current++;
    };
  }, [what]);

  const { items, next, total, busy, problem } = held.what === what ? held : NOTHING;
  return {
    items,
    total,
    busy,
    problem,
    renew: () => ask(null, true),
    more: next === null || busy ? null : () => ask(next, false),
  };
}

const NOTHING: Held<never> = { items: [], next: null, total: null, busy: true, problem: null };

function withPage<T, H extends Held<T>>(before: H, page: Page<T>, added: boolean): H & Held<T> {
  return { ...before, items: added ? [...before.items, ...page.items] : page.items, next: page.next, total: page.total, busy: false };
}
