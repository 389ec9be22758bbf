import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Sorting } from '../../../lib/model/table/order';
import type { ConnectionView } from '../../../lib/model/view';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { INPUT } from '../../field';
import { keyOf } from '../../keys';
import { LOCAL_BOOK } from '../../local-book';
import { SearchBox, searchedIn } from '../../search-box';
import { ProblemNote } from '../../note';
import { partsOf, withinOf } from '../place';
import { useCustomersTexts } from '../use-customers-texts';
import type { ViewProps } from '../views';
import type { AllActions } from './actions';
import { BulkBar } from './bulk-bar';
import { Empty, Unconnected } from './empty';
import { filterOf, Filters, NO_CHOICE } from './filters';
import { Grid } from './grid';
import { Opened } from './opened';
import { renewingWith, useRenewing } from './renewing';
import { inOrder, NOTHING_CHOSEN, stillThere } from './selection';
import { useTable } from './use-table';

type AllViewProps = ViewProps<AllActions>;

/** The table of all customers, of one connection at a time. */
export function AllView(props: AllViewProps) {
  const { connections, directories } = props;
  const listed = connections.filter(
    ({ id, provider }) => provider === LOCAL_BOOK || directories.some(({ connection }) => connection === id),
  );
  const opened = openedIn(props.within);
  const [asked = ''] = partsOf(props.within);
  const last = useRef(asked);
  if (asked) last.current = asked;
  const connection = listed.find(({ id }) => id === last.current) ?? listed[0];
  // A connection that comes before it takes nothing from the table that is being worked in.
  last.current ||= connection?.id ?? '';
  const nameless = asked === '' && listed.length > 1 ? connection?.id : undefined;
  // The address names the table, so that a lock, a reload or a bookmark leads to the same one.
  useEffect(() => {
    if (nameless) props.onWithin(withinOf([nameless]), 'instead');
  }, [nameless]);
  if (!connection) return <Unconnected onSettings={props.panel.openOptions} />;
  return (
    <TableOf
      {...props}
      key={connection.id}
      connection={connection}
      listed={listed}
      opened={opened?.connection === connection.id ? opened : null}
      onConnection={(id) => props.onWithin(withinOf([id]))}
    />
  );
}

/** `all/<connection>` is a table, `all/<connection>/<id>` a customer in it. */
function openedIn(within: string): CustomerRef | null {
  const [connection = '', id = ''] = partsOf(within);
  return connection && id ? { connection, id } : null;
}

interface TableOfProps extends AllViewProps {
  connection: ConnectionView;
  listed: ConnectionView[];
  opened: CustomerRef | null;
  onConnection: (id: string) => void;
}

const NEWEST_FIRST: Sorting = { by: 'updatedAt', descending: true };

function TableOf(props: TableOfProps) {
  const { connection, listed, directories, opened, outbox, preferences, panel, actions, onConnection, onWithin } = props;
  const own = useCustomersTexts();
  const now = useNow(null);
  const box = useRef<HTMLInputElement>(null);
  const search = useId();
  const area = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [choice, setChoice] = useState(NO_CHOICE);
  const [sorting, setSorting] = useState(NEWEST_FIRST);
  const [picked, setPicked] = useState(NOTHING_CHOSEN);
  const directory = directories.find((one) => one.connection === connection.id);
  const directoryVersion = !directory || directory.filling ? '' : `${directory.renewedAt} ${directory.count}`;
  const isBook = connection.provider === LOCAL_BOOK;
  const table = useTable(connection.id, directoryVersion, filterOf(choice, isBook, now), searchedIn(text), sorting, actions);
  const { columns, order, renew } = table;
  const selection = stillThere(picked, columns);
  useRenewing(
    outbox.map(({ edit }) => edit.ref).filter((ref) => ref.connection === connection.id),
    renew,
  );
  const close = () => onWithin(listed.length > 1 ? withinOf([connection.id]) : '');
  const isEmpty = columns.size === 0 && !table.loading && !table.problem;
  const narrowed = text.trim() !== '' || choice !== NO_CHOICE;
  const slot = opened && columns.slotOf(opened.id);
  useSearchKey(box);
  const isOpen = opened !== null;
  const wasOpen = useRef(isOpen);
  // In a narrow page the table was hidden, so it can only take the focus after this render.
  useEffect(() => {
    if (wasOpen.current && !isOpen) area.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section class="@container flex h-full min-w-0">
      <div ref={area} class={`flex min-w-0 flex-1 flex-col ${opened ? '@max-4xl:hidden' : ''}`}>
        {(!isEmpty || listed.length > 1) && (
          <div class="flex flex-wrap items-end gap-2 px-3 py-2">
            {listed.length > 1 && (
              <label class="grid min-w-28 flex-[1_1_7rem] gap-0.5 text-xs text-ink-2 @5xl:max-w-44">
                {own('all.connection')}
                <select class={INPUT} value={connection.id} onChange={({ currentTarget }) => onConnection(currentTarget.value)}>
                  {listed.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {!isEmpty && (
              <div class="grid min-w-40 flex-[2_1_12rem] gap-0.5 text-xs text-ink-2">
                <label for={search}>{own('all.search')}</label>
                <SearchBox
                  id={search}
                  box={box}
                  aria-keyshortcuts="/"
                  value={text}
                  onValue={setText}
                  onKeyDown={(event) => {
                    if (keyOf(event) !== 'ArrowDown') return;
                    event.preventDefault();
                    area.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
                  }}
                />
              </div>
            )}
            {!isEmpty && <Filters columns={columns} folds={isBook} chosen={choice} onChosen={setChoice} />}
          </div>
        )}
        {table.problem && (
          <div class="px-3 pb-2">
            <ProblemNote problem={table.problem} onRetry={table.again} />
          </div>
        )}
        {isEmpty && <Empty isBook={isBook} onImport={() => props.onGo('import')} />}
        {!isEmpty && narrowed && order.length === 0 && !table.loading && !directory?.filling && (
          <p class="px-3 py-2 text-ink-2">{own('all.nothing')}</p>
        )}
        {!isEmpty && (
          <Grid
            label={own('all.title')}
            columns={columns}
            order={order}
            sorting={sorting}
            onSorting={setSorting}
            selection={selection}
            onSelection={setPicked}
            maskPhones={preferences.maskPhones}
            opened={opened?.id ?? null}
            onOpen={(id) => onWithin(withinOf([connection.id, id]))}
          />
        )}
        <BulkBar
          connection={connection}
          table={table}
          slots={inOrder(selection, order)}
          actions={actions}
          panel={panel}
          matches={props.matches}
          others={props.connections.filter(({ id }) => id !== connection.id)}
          maskPhones={preferences.maskPhones}
          mayExport={props.rules.export && props.rules.reveal}
          onMerge={([a, b]) => props.onGo('duplicates', withinOf([connection.id, a, b]))}
          onNone={() => setPicked(NOTHING_CHOSEN)}
        />
        <p role="status" class="flex min-h-9 flex-wrap items-center gap-x-3 px-3 text-sm text-ink-2">
          {!isEmpty && <span>{own(narrowed ? 'all.countOf' : 'all.count', { count: order.length, total: columns.size })}</span>}
          {table.loading && <span>{own('all.loading')}</span>}
          {directory?.filling && text.trim() !== '' && <span>{own('all.indexing')}</span>}
          {directory?.limited && !isBook && <span class="text-warn">{own('all.limited')}</span>}
          {narrowed && !isEmpty && (
            <Button
              look="link"
              onClick={() => {
                setText('');
                setChoice(NO_CHOICE);
              }}
            >
              {own('all.clear')}
            </Button>
          )}
        </p>
      </div>
      {opened && (
        <Opened
          of={opened}
          name={slot === null ? '' : (columns.names[slot!] ?? '')}
          connections={props.connections}
          preferences={preferences}
          outbox={outbox}
          shown={props.shown}
          actions={renewingWith(panel, renew, close)}
          matches={props.matches}
          onClose={close}
        />
      )}
    </section>
  );
}

/** Pressing / moves the focus to the search box, except while typing elsewhere. */
function useSearchKey(box: { current: HTMLElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keyOf(event) !== '/' || (event.target instanceof HTMLElement && event.target.matches('input, textarea, select'))) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
