import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { toProblem, type Problem } from '../../../lib/model/problem';
import type { Columns } from '../../../lib/model/table/columns';
import { MOST_ROWS } from '../../../lib/model/table/row';
import { filtered, sorted, type Sorting, type TableFilter } from '../../../lib/model/table/order';
import { localeOf } from '../../../locales/translate';
import { useTexts } from '../../texts';
import type { AllActions } from './actions';
import { createBreath } from './breath';

type StageField = NonNullable<Awaited<ReturnType<AllActions['stages']>>>;

export interface Table {
  columns: Columns;
  /** The slots that are shown, in their order. */
  order: Int32Array;
  /** The field with the stage; null until it is known, or where there is none. */
  stages: StageField | null;
  /** Set while the first rows are loading. */
  loading: boolean;
  problem: Problem | null;
  again: () => void;
  /** Reads these customers again after they were changed. */
  renew: (ids: string[]) => Promise<void>;
}

/** While rows are loading, the table is sorted again after at least this time, in ms. */
const AT_MOST_EVERY = 400;

/**
 * The customers of one connection, filtered and sorted. Rows that were read before are shown at once, while all are read again. `directoryVersion` changes
 * when the directory has changed.
 */
export function useTable(
  connection: string,
  directoryVersion: string,
  filter: Omit<TableFilter, 'found'>,
  text: string,
  sorting: Sorting,
  actions: AllActions,
): Table {
  const columns = actions.columns(connection);
  const [version, setVersion] = useState(0);
  const [turn, setTurn] = useState(0);
  const [stages, setStages] = useState<StageField | null>(null);
  const [state, setState] = useState<{ loading: boolean; problem: Problem | null }>({ loading: columns.size === 0, problem: null });
  /** When all rows were read, null while they are. */
  const readAt = useRef<number | null>(null);
  useBack(() => {
    const isDue = columns.size < MANY || performance.now() - (readAt.current ?? 0) > MANY_AT_MOST_EVERY;
    if (readAt.current !== null && isDue) setTurn((before) => before + 1);
  });
  useEffect(() => {
    let here = true;
    let told = 0;
    const tell = (now: number) => {
      told = now;
      setVersion((before) => before + 1);
    };
    const read = async () => {
      const met = new Set<string>();
      for (let after: string | null = null; here;) {
        const part = await actions.rows(connection, after);
        if (!here) return;
        columns.put(part);
        for (const { id } of part.rows) met.add(id);
        after = part.next;
        if (after === null) break;
        if (performance.now() - told > AT_MOST_EVERY) tell(performance.now());
      }
      if (!here) return;
      columns.keepOnly(met);
      readAt.current = performance.now();
      setState({ loading: false, problem: null });
      tell(performance.now());
    };
    // The stages may come from a CRM and take a while: the table is shown before.
    void actions.stages(connection).then(
      (field) => {
        if (here) setStages(field);
        columns.expect(field?.options ?? []);
        if (here) setVersion((before) => before + 1);
      },
      () => undefined,
    );
    setState({ loading: columns.size === 0, problem: null });
    readAt.current = null;
    read().catch((thrown: unknown) => here && setState({ loading: false, problem: toProblem(thrown, 'table') }));
    return () => void (here = false);
  }, [connection, directoryVersion, turn]);
  const found = useFound(connection, text, version, actions);
  const order = useOrder(columns, { ...filter, found }, sorting, version);
  return {
    ...state,
    columns,
    order,
    stages,
    again: () => setTurn(turn + 1),
    renew: async (ids) => {
      for (let from = 0; from < ids.length; from += MOST_ROWS) {
        const some = ids.slice(from, from + MOST_ROWS);
        const part = await actions.rowsOf(connection, some);
        const there = new Set(part.rows.map(({ id }) => id));
        for (const id of some) if (!there.has(id)) columns.remove(id);
        columns.put(part);
        setVersion((before) => before + 1);
      }
    },
  };
}

/** This many rows are not read again each time that the person comes back to the page, but at most so often, in ms. */
const MANY = 10_000;
const MANY_AT_MOST_EVERY = 60_000;

/** Calls `act` when the person comes back to this page, from the panel beside it or from another tab: customers may have been changed there. */
function useBack(act: () => void): void {
  const last = useRef(act);
  last.current = act;
  useEffect(() => {
    const back = () => last.current();
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  }, []);
}

/** The pause in typing before the search starts, in ms. */
const PAUSE = 120;

/** The ids that match the text, null without a text. Until the answer comes, those of the previous text. */
function useFound(connection: string, text: string, version: number, actions: AllActions): string[] | null {
  const [found, setFound] = useState<{ connection: string; ids: string[] } | null>(null);
  useEffect(() => {
    let here = true;
    if (text === '') return setFound(null);
    const ask = () =>
      actions.found(connection, text).then(
        (ids) => here && setFound({ connection, ids }),
        // The worker was stopped meanwhile: the next key searches again.
        () => undefined,
      );
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [connection, text, version]);
  return text === '' ? null : found?.connection === connection ? found.ids : null;
}

/** Sorts the rows in pieces, so that no frame is delayed; the earlier order is shown until the new one is complete. */
function useOrder(columns: Columns, filter: TableFilter, sorting: Sorting, version: number): Int32Array {
  const { language } = useTexts();
  // English has no collation for Chinese names.
  const collator = useMemo(() => new Intl.Collator(language === 'en' ? 'zh-CN' : localeOf(language), { numeric: true }), [language]);
  const [order, setOrder] = useState<{ columns: Columns; slots: Int32Array }>({ columns, slots: NOBODY });
  const wanted = useRef(0);
  const busy = useRef(false);
  const { found, ...rest } = filter;
  const key = JSON.stringify([rest, sorting]);
  const latest = useRef({ columns, filter, sorting });
  latest.current = { columns, filter, sorting };
  const put = async () => {
    if (busy.current) return;
    busy.current = true;
    for (let done = -1; done !== wanted.current;) {
      done = wanted.current;
      const now = latest.current;
      const slots = await sorted(now.columns, filtered(now.columns, now.filter), now.sorting, collator, createBreath());
      if (latest.current.columns === now.columns) setOrder({ columns: now.columns, slots });
    }
    busy.current = false;
  };
  useEffect(() => {
    wanted.current++;
    void put();
  }, [columns, key, found, version, collator]);
  return order.columns === columns ? order.slots : NOBODY;
}

const NOBODY = new Int32Array(0);
