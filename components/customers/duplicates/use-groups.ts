import { useEffect, useRef, useState } from 'preact/hooks';
import { createSameGroups, type SameGroup } from '../../../lib/model/many/same-keys';
import { toProblem, type Problem } from '../../../lib/model/problem';
import { Columns } from '../../../lib/model/table/columns';
import type { DuplicatesActions } from './actions';

/** Finds the sets of possible duplicates; reads the keys of the whole book, page by page. */
export function useGroups(connection: string, actions: DuplicatesActions) {
  const [state, setState] = useState<{ groups: SameGroup[]; read: number; done: boolean; problem: Problem | null }>(NOTHING_READ);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let here = true;
    const read = async () => {
      const same = createSameGroups();
      let count = 0;
      for (let after: string | null = null; here;) {
        const part = await actions.sameKeys(connection, after);
        same.take(part.customers);
        count += part.customers.length;
        if (here) setState({ ...NOTHING_READ, read: count });
        after = part.next;
        if (after === null) break;
      }
      const said = new Set((await actions.apart(connection)).map(setOf));
      const groups = same.groups().filter(({ ids: set }) => !said.has(setOf(set)));
      if (here) setState({ groups, read: count, done: true, problem: null });
    };
    setState(NOTHING_READ);
    read().catch((thrown: unknown) => here && setState({ ...NOTHING_READ, done: true, problem: toProblem(thrown, 'duplicates') }));
    return () => void (here = false);
  }, [connection, turn]);
  return { ...state, again: () => setTurn(turn + 1) };
}

/** The number of customers that one call asks for. */
const MOST_LINES = 500;

/** The customers of the sets that are shown, read when they are. */
export function useLines(connection: string, shown: SameGroup[], actions: DuplicatesActions) {
  const columns = useRef(new Columns()).current;
  const read = useRef(new Set<string>()).current;
  const [, drawn] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  const missing = [...new Set(shown.flatMap(({ ids }) => ids))].filter((id) => !read.has(id));
  useEffect(() => {
    let here = true;
    const load = async () => {
      for (let from = 0; from < missing.length && here; from += MOST_LINES) {
        const ids = missing.slice(from, from + MOST_LINES);
        columns.put(await actions.rowsOf(connection, ids));
        for (const id of ids) read.add(id);
      }
      if (here) drawn((count) => count + 1);
    };
    setProblem(null);
    load().catch((thrown: unknown) => here && setProblem(toProblem(thrown, 'duplicates')));
    return () => void (here = false);
  }, [missing.join('\n'), turn]);
  return {
    problem,
    again: () => setTurn(turn + 1),
    has: ({ ids }: SameGroup) => ids.every((id) => read.has(id)),
    of: ({ ids }: SameGroup) =>
      ids.flatMap((id) => {
        const slot = columns.slotOf(id);
        return slot === null ? [] : [columns.line(slot)];
      }),
  };
}

/** A group by its ids, in any order. */
export function setOf(ids: string[]): string {
  return ids.toSorted().join('\n');
}

const NOTHING_READ = { groups: [] as SameGroup[], read: 0, done: false, problem: null };
