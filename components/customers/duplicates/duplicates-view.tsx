import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../lib/model/problem';
import type { ConnectionView } from '../../../lib/model/view';
import { Button } from '../../button';
import { useAnnounce } from '../../live';
import { LOCAL_BOOK } from '../../local-book';
import { Note, ProblemNote } from '../../note';
import { State } from '../../panel/state';
import { Select } from '../../select';
import { partsOf, withinOf } from '../place';
import { useCustomersTexts } from '../use-customers-texts';
import type { ViewProps } from '../views';
import type { DuplicatesActions } from './actions';
import { Group } from './group';
import { Merge } from './merge';
import { setOf, useGroups, useLines } from './use-groups';

type DuplicatesProps = ViewProps<DuplicatesActions>;

/** Lists the customers who are in the book more than once, and merges them. */
export function DuplicatesView(props: DuplicatesProps) {
  const own = useCustomersTexts();
  const books = props.connections.filter(({ provider }) => provider === LOCAL_BOOK);
  const [connection = '', a = '', b = ''] = partsOf(props.within);
  const [page, setPage] = useState(0);
  // Of a person who is there three times, each step is undone by itself, the last one first.
  const [merges, setMerges] = useState<{ connection: string; run: string; name: string }[]>([]);
  const [round, setRound] = useState(0);
  const last = merges.at(-1);
  const shown = books.find(({ id }) => id === connection) ?? books[0];
  if (!shown) return <State icon="book" title={own('duplicates.none')} help={own('duplicates.noBook')} />;
  const leave = () => props.onWithin(books.length > 1 ? withinOf([shown.id]) : '');
  return (
    <section class="@container mx-auto grid max-w-[62rem] gap-3 px-4 py-4">
      {last && (
        <Undo
          key={last.run}
          name={last.name}
          earlier={merges.length - 1}
          undo={() => props.actions.undoMerge(last.connection, last.run)}
          onDone={() => {
            setMerges(merges.slice(0, -1));
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
            setMerges([...merges, { connection: shown.id, run, name }]);
            setRound(round + 1);
            leave();
          }}
          onCancel={leave}
        />
      ) : (
        <>
          {books.length > 1 && (
            <Select
              label={own('duplicates.book')}
              options={books.map(({ id, name }) => [id, name] as const)}
              value={shown.id}
              onValue={(id) => {
                setPage(0);
                props.onWithin(withinOf([id]));
              }}
            />
          )}
          <Found key={`${shown.id} ${round}`} {...props} book={shown} page={page} onPage={setPage} />
        </>
      )}
    </section>
  );
}

interface UndoProps {
  name: string;
  /** The number of merges before this one that can be undone after it. */
  earlier: number;
  undo: () => Promise<Problem | null>;
  onDone: () => void;
}

/** Shows who was merged, with a button that undoes it. */
function Undo({ name, earlier, undo, onDone }: UndoProps) {
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
        {earlier > 0 && <span class="block text-ink-2">{own('duplicates.earlier', { count: earlier })}</span>}
      </Note>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

/** The number of groups that are shown at once. */
const AT_A_TIME = 50;

type FoundProps = DuplicatesProps & { book: ConnectionView; page: number; onPage: (page: number) => void };

function Found({ book, preferences, actions, onWithin, page: wanted, onPage }: FoundProps) {
  const own = useCustomersTexts();
  const list = useRef<HTMLUListElement>(null);
  const { groups, read, done, problem, again } = useGroups(book.id, actions);
  const [apart, setApart] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const left = groups.filter(({ ids }) => !apart.has(setOf(ids)));
  const pages = Math.max(1, Math.ceil(left.length / AT_A_TIME));
  const page = Math.min(wanted, pages - 1);
  const from = page * AT_A_TIME;
  const shown = left.slice(from, from + AT_A_TIME);
  const lines = useLines(book.id, shown, actions);
  async function part(ids: string[]): Promise<void> {
    const found = await actions.setApart(book.id, ids);
    setRefused(found);
    if (!found) setApart(new Set([...apart, setOf(ids)]));
  }
  function turn(to: number): void {
    onPage(to);
    list.current?.focus();
    list.current?.scrollIntoView?.({ block: 'start' });
  }
  return (
    <>
      <p role="status" class="text-ink-2 empty:hidden">
        {!done ? own('duplicates.reading', { read }) : left.length > 0 && own('duplicates.count', { count: left.length })}
      </p>
      {problem && <ProblemNote problem={problem} onRetry={again} />}
      {refused && <ProblemNote problem={refused} />}
      {lines.problem && <ProblemNote problem={lines.problem} onRetry={lines.again} />}
      {done && left.length === 0 && !problem && <State icon="check" title={own('duplicates.none')} help={own('duplicates.noneHelp')} />}
      <ul ref={list} tabIndex={-1} aria-label={own('duplicates.title')} class="grid gap-3 outline-none">
        {shown.map(
          (group) =>
            lines.has(group) && (
              <Group
                key={group.ids.join('\n')}
                group={group}
                lines={lines.of(group)}
                maskPhones={preferences.maskPhones}
                onMerge={(a, b) => onWithin(withinOf([book.id, a, b]))}
                onApart={() => void part(group.ids)}
              />
            ),
        )}
      </ul>
      {pages > 1 && (
        <nav aria-label={own('duplicates.pages')} class="flex flex-wrap items-center gap-2">
          <Button disabled={page === 0} onClick={() => turn(page - 1)}>
            {own('duplicates.before')}
          </Button>
          <span role="status" class="text-ink-2">
            {own('duplicates.range', { from: from + 1, to: from + shown.length, count: left.length })}
          </span>
          <Button disabled={page === pages - 1} onClick={() => turn(page + 1)}>
            {own('duplicates.next')}
          </Button>
        </nav>
      )}
    </>
  );
}
