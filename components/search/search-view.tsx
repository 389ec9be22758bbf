import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CustomerRef } from '../../lib/model/customer';
import { draftContact, type DraftName } from '../../lib/model/draft';
import type { CustomerQuery } from '../../lib/model/query';
import { stretches } from '../../lib/model/search/highlight';
import type { ConnectionView, DirectoryView, PanelView } from '../../lib/model/view';
import type { RecentView } from '../../lib/model/recent-view';
import { Button, IconButton } from '../button';
import { draftFromContact } from '../customer/draft-from-contact';
import { useForm } from '../form';
import { keyOf } from '../keys';
import { lazily } from '../lazily';
import { LOCAL_BOOK } from '../local-book';
import { SearchBox, searchedIn } from '../search-box';
import type { PanelActions } from '../panel/actions';
import type { Route } from '../panel/route';
import type { FoundShowing } from '../panel/whole-customer';
import { useTexts } from '../texts';
import { Directories, Recents } from './before-typing';
import { ConnectionResults } from './connection-results';
import { LocalResults } from './local-results';
import { currentOf, WayOut } from './way-out';

const Filters = lazily(() => import('./filters').then((file) => file.Filters));

/** `search` looks around; `change` is about the open chat, starts with its name and offers the ways out. */
export type SearchPurpose = 'search' | 'change';

interface SearchViewProps {
  purpose: SearchPurpose;
  /** The text that is searched for at once. */
  text?: string | undefined;
  view: PanelView;
  connections: ConnectionView[];
  directories: DirectoryView[];
  recents: RecentView[];
  maskPhones: boolean;
  showing: FoundShowing;
  actions: PanelActions;
  onGo: (route: Route) => void;
  onClose: () => void;
}

/** Searches the copies on this computer with every key, and the CRMs when the person says so or narrows the search by filters. */
export function SearchView({
  purpose,
  text: wanted = '',
  view,
  connections,
  directories,
  recents,
  maskPhones,
  showing,
  actions,
  onGo,
  onClose,
}: SearchViewProps) {
  const { t } = useTexts();
  const person = view.kind === 'person' ? view : null;
  const form = useForm(wanted ? null : searchDraft(purpose, view), {
    text: purpose === 'change' && person ? draftFromContact(person.contact).name : wanted,
  });
  const typed = form.values.text;
  const setTyped = (text: string) => form.set({ text });
  const now = searchedIn(typed);
  const text = usePaused(now);
  const [inCrm, setInCrm] = useState<string | null>(null);
  const { filters, shown: filtered, toggle, chosen, setChosen, setQuery, searched } = useFilters(connections);
  const query: CustomerQuery = { ...(text && { text }), ...filters };
  const asks = Object.keys(query).length > 0 && (filtered || inCrm === text);
  const box = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  // The tables of readings and scripts are built at their first use, which should not be the first key.
  useEffect(() => void stretches('暖', 'nuan'), []);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    box.current?.select();
    return () => before instanceof HTMLElement && before.isConnected && before.focus();
  }, []);

  function close(): void {
    form.done();
    onClose();
  }
  function choose(ref: CustomerRef): void {
    actions.choose([ref]);
    close();
  }
  const currents = connections.flatMap(({ id }) => currentOf(view, id) ?? []);
  const shared = { contactName: person?.contact.name ?? null, maskPhones, connections, showing, actions, onChoose: choose, onGo };
  return (
    <section
      aria-label={t(purpose === 'change' ? 'search.change' : 'search.title')}
      class="@container grid grid-cols-1 gap-2.5 p-3"
      onKeyDown={(event) => keyOf(event) === 'Escape' && form.done()}
    >
      <div class="flex items-center gap-1">
        <IconButton icon="back" label={t('common.back')} onClick={close} />
        <SearchBox
          box={box}
          aria-label={t('search.title')}
          placeholder={t('search.placeholder')}
          value={typed}
          onValue={setTyped}
          onKeyDown={(event) => {
            const key = keyOf(event);
            if (key === 'Enter' && now) setInCrm(now);
            if (key !== 'ArrowDown') return;
            event.preventDefault();
            results.current?.querySelector<HTMLElement>('button[data-result]')?.focus();
          }}
        />
        {chosen && <IconButton icon="filter" label={t('search.filters')} aria-expanded={filtered} onClick={toggle} />}
      </div>
      {filtered && chosen && (
        <Filters
          connections={connections.filter(canFilter)}
          connection={chosen}
          actions={actions}
          onConnection={setChosen}
          onQuery={setQuery}
        />
      )}
      {purpose === 'change' && person && <WayOut view={person} actions={actions} onDone={close} />}
      {!asks && !now && <p class="px-1 text-ink-2">{t(connections.length > 0 ? 'search.hint' : 'state.nothingConnected')}</p>}
      <div ref={results} class="grid grid-cols-1 gap-2.5" onKeyDown={(event) => moveFocus(event, results.current, box.current)}>
        {!asks && !now && <Recents {...shared} recents={recents} currents={currents} onPick={setTyped} />}
        {now && !filtered && <LocalResults {...shared} query={now} directories={directories} current={currents} />}
        {now && !filtered && inCrm !== now && connections.some(isCrm) && (
          <Button icon="search" class="justify-self-start" onClick={() => setInCrm(now)}>
            {t('search.crm')}
          </Button>
        )}
        {asks &&
          searched.map((connection) => (
            <ConnectionResults
              {...shared}
              key={`${connection.id} ${JSON.stringify(query)}`}
              connection={connection}
              query={query}
              current={currents.find((ref) => ref.connection === connection.id) ?? null}
            />
          ))}
      </div>
      <Directories directories={directories} connections={connections} />
    </section>
  );
}

/** A search belongs to the chat beside which it was begun: who is found there may be chosen for it. */
function searchDraft(purpose: SearchPurpose, view: PanelView): DraftName | null {
  const contact = view.kind === 'person' ? draftContact(view.contact) : view.kind;
  return contact === null ? null : { form: 'search', of: `${purpose} ${contact}`, connection: null };
}

/** The filters of one connection; folded away they do not filter. */
function useFilters(connections: ConnectionView[]) {
  const [shown, setShown] = useState(false);
  const [id, setId] = useState<string | null>(null);
  const [query, setQuery] = useState<CustomerQuery>({});
  const able = connections.filter(canFilter);
  const chosen = able.find((connection) => connection.id === id) ?? able[0] ?? null;
  const filters = useSettled(shown ? query : NO_QUERY);
  return {
    filters,
    shown,
    toggle: () => {
      setShown(!shown);
      setQuery({});
    },
    chosen,
    setChosen: (next: string) => {
      setId(next);
      setQuery({});
    },
    setQuery,
    searched: shown && chosen ? [chosen] : connections.filter(isCrm),
  };
}

/** Whether it is a CRM: the book has no customers besides those on this computer. */
function isCrm({ provider }: ConnectionView): boolean {
  return provider !== LOCAL_BOOK;
}

const NO_QUERY: CustomerQuery = {};

function canFilter({ can }: ConnectionView): boolean {
  return can.filters.length > 0;
}

/** Milliseconds without a key before the CRM is asked. */
const PAUSE = 300;

function usePaused(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Filters are applied after the same pause; no filters, at once. */
function useSettled(query: CustomerQuery): CustomerQuery {
  const settled = usePaused(JSON.stringify(query));
  return JSON.parse(settled) as CustomerQuery;
}

function moveFocus(event: KeyboardEvent, results: HTMLElement | null, box: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[keyOf(event) ?? ''];
  const all = [...(results?.querySelectorAll<HTMLElement>('button[data-result]') ?? [])];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  (at + step < 0 ? box : all[Math.min(at + step, all.length - 1)])?.focus();
}
