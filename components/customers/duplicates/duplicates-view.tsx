import { useEffect, useRef, useState } from 'preact/hooks';
import { createSameGroups, type SameGroup } from '../../../lib/model/many/same-keys';
import { toProblem, type Problem } from '../../../lib/model/problem';
import { Columns } from '../../../lib/model/table/columns';
import type { ConnectionView } from '../../../lib/model/view';
import { Button } from '../../button';
import { useAnnounce } from '../../live';
import { LOCAL_BOOK } from '../../local-book';
import { Note, ProblemNote } from '../../note';
import { State } from '../../panel/state';
import { partsOf, withinOf } from '../place';
import { useCustomersTexts } from '../use-customers-texts';
import type { ViewProps } from '../views';
import type { DuplicatesActions } from './actions';
import { Group } from './group';
import { Merge } from './merge';

type DuplicatesProps = ViewProps<DuplicatesActions>;

/** Lists the customers who are in the book more than once, and merges them. */
export function DuplicatesView(props: DuplicatesProps) {
  const own = useCustomersTexts();
  const book = props.connections.find(({ provider }) => provider === LOCAL_BOOK);
  const [connection = '', a = '', b = ''] = partsOf(props.within);
  const [merged, setMerged] = useState<{ connection: string; run: string; name: string } | null>(null);
  const [round, setRound] = useState(0);
  const shown = props.connections.find(({ id }) => id === connection) ?? book;
  if (!shown) return <State icon="book" title={own('duplicates.none')} help={own('duplicates.noBook')} />;
  return (
    <section class="@container mx-auto grid max-w-[62rem] gap-3 px-4 py-4">
      {merged && (
        <Undo
          key={merged.run}
          name={merged.name}
          undo={() => props.actions.undoMerge(merged.connection, merged.run)}
          onDone={() => {
            setMerged(null);
            setRound(round + 1);
          }}
        />
      )}
      {a && b ? (
        <Merge
          key={`${a}/${b}`}
          connection={shown.id}
          ids={[a, b]}
          maskPhones={props.preferences.maskPhones}
          actions={props.actions}
          onMerged={(run, name) => {
            setMerged({ connection: shown.id, run, name });
            setRound(round + 1);
            props.onWithin('');
          }}
          onCancel={() => props.onWithin('')}
        />
      ) : (
        <Found key={round} {...props} book={shown} />
      )}
    </section>
  );
}

/** Shows who was merged, with a button that undoes it. */
function Undo({ name, undo, onDone }: { name: string; undo: () => Promise<Problem | null>; onDone: () => void }) {
  const own = useCustomersTexts();
  const announce = useAnnounce();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const said = own('duplicates.merged', { name });
  useEffect(() => announce(said), []);
  async function go(): Promise<void> {
    setBusy(true);
    const found = await undo();
    setBusy(false);
    setProblem(found);
    if (found) return;
    announce(own('all.undone'));
    onDone();
  }
  return (
    <>
      <Note
        tone="accent"
        icon="check"
        actions={
          <Button disabled={busy} onClick={() => void go()}>
            {own('all.undo')}
          </Button>
        }
      >
        {said}
      </Note>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

/** The most groups that are listed; the others follow once these are merged. */
const SHOWN = 100;

function Found({ book, preferences, actions, onWithin }: DuplicatesProps & { book: ConnectionView }) {
  const own = useCustomersTexts();
  const { groups, columns, read, done, problem, again } = useGroups(book.id, actions);
  const [apart, setApart] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const left = groups.filter(({ ids }) => !apart.has(setOf(ids)));
  async function part(ids: string[]): Promise<void> {
    const found = await actions.setApart(book.id, ids);
    setRefused(found);
    if (!found) setApart(new Set([...apart, setOf(ids)]));
  }
  return (
    <>
      <p role="status" class="text-ink-2">
        {own(done ? 'duplicates.count' : 'duplicates.reading', { count: left.length, read })}
      </p>
      {problem && <ProblemNote problem={problem} onRetry={again} />}
      {refused && <ProblemNote problem={refused} />}
      {done && left.length === 0 && !problem && <State icon="check" title={own('duplicates.none')} help={own('duplicates.noneHelp')} />}
      <ul class="grid gap-3">
        {left.slice(0, SHOWN).map((group) => (
          <Group
            key={group.ids.join('\n')}
            group={group}
            lines={group.ids.flatMap((id) => {
              const slot = columns.slotOf(id);
              return slot === null ? [] : [columns.line(slot)];
            })}
            maskPhones={preferences.maskPhones}
            onMerge={(a, b) => onWithin(withinOf([book.id, a, b]))}
            onApart={() => void part(group.ids)}
          />
        ))}
      </ul>
      {left.length > SHOWN && <p class="text-ink-2">{own('duplicates.more', { count: left.length - SHOWN })}</p>}
    </>
  );
}

/** Reads the keys of the whole book in parts, then the rows of the customers in groups. */
function useGroups(connection: string, actions: DuplicatesActions) {
  const [state, setState] = useState<{ groups: SameGroup[]; read: number; done: boolean; problem: Problem | null }>(NOTHING_READ);
  const columns = useRef(new Columns()).current;
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
      const ids = [...new Set(groups.slice(0, SHOWN * 2).flatMap((group) => group.ids))];
      for (let from = 0; from < ids.length && here; from += 500) columns.put(await actions.rowsOf(connection, ids.slice(from, from + 500)));
      if (here) setState({ groups, read: count, done: true, problem: null });
    };
    setState(NOTHING_READ);
    read().catch((thrown: unknown) => here && setState({ ...NOTHING_READ, done: true, problem: toProblem(thrown, 'duplicates') }));
    return () => void (here = false);
  }, [connection, turn]);
  return { ...state, columns, again: () => setTurn(turn + 1) };
}

/** A group by its ids, in any order. */
function setOf(ids: string[]): string {
  return ids.toSorted().join('\n');
}

const NOTHING_READ = { groups: [] as SameGroup[], read: 0, done: false, problem: null };
