import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CustomerRef } from '../../lib/model/customer';
import { stretches } from '../../lib/model/search/highlight';
import type { ConnectionView, DirectoryView, PanelView } from '../../lib/model/view';
import { Button, IconButton } from '../button';
import { draftFromContact } from '../customer/draft-from-contact';
import { INPUT } from '../field';
import { Icon } from '../icon';
import { LOCAL_BOOK } from '../local-book';
import type { PanelActions, RecentView } from '../panel/actions';
import { useTexts } from '../texts';
import { Directories, Recents } from './before-typing';
import { ConnectionResults } from './connection-results';
import { LocalResults } from './local-results';

/** `search` looks around; `change` is about the open chat, starts with its name and offers to unlink. */
export type SearchPurpose = 'search' | 'change';

interface SearchViewProps {
  purpose: SearchPurpose;
  view: PanelView;
  connections: ConnectionView[];
  directories: DirectoryView[];
  recents: RecentView[];
  maskPhones: boolean;
  actions: PanelActions;
  onClose: () => void;
}

/** Searches the copies on this computer with every key, and the CRMs when the person says so. */
export function SearchView({ purpose, view, connections, directories, recents, maskPhones, actions, onClose }: SearchViewProps) {
  const { t } = useTexts();
  const person = view.kind === 'person' ? view : null;
  const [typed, setTyped] = useState(purpose === 'change' && person ? draftFromContact(person.contact).name : '');
  const query = typed.trim();
  const [inCrm, setInCrm] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  // The tables of readings and scripts are made at their first use: that is not to be the first key.
  useEffect(() => void stretches('暖', 'nuan'), []);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    box.current?.select();
    return () => before instanceof HTMLElement && before.isConnected && before.focus();
  }, []);

  function choose(ref: CustomerRef): void {
    actions.choose(ref);
    onClose();
  }
  const currents = connections.flatMap(({ id }) => currentOf(view, id) ?? []);
  const shared = { contactName: person?.contact.name ?? null, maskPhones, actions, onChoose: choose };
  return (
    <section aria-label={t(purpose === 'change' ? 'search.change' : 'search.title')} class="@container grid grid-cols-1 gap-2.5 p-3">
      <div class="flex items-center gap-1">
        <IconButton icon="back" label={t('common.back')} onClick={onClose} />
        <div class="relative min-w-0 flex-1">
          <span class="pointer-events-none absolute top-2 left-2 text-ink-3">
            <Icon name="search" />
          </span>
          <input
            ref={box}
            type="search"
            aria-label={t('search.title')}
            placeholder={t('search.placeholder')}
            autocomplete="off"
            spellcheck={false}
            value={typed}
            class={`${INPUT} pl-8`}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.isComposing) return;
              if (event.key === 'Enter' && query) setInCrm(query);
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              results.current?.querySelector<HTMLElement>('button[data-result]')?.focus();
            }}
          />
        </div>
      </div>
      {purpose === 'change' && person && <Unlink view={person} actions={actions} onDone={onClose} />}
      {!query && <p class="px-1 text-ink-2">{t(connections.length > 0 ? 'search.hint' : 'state.nothingConnected')}</p>}
      <div ref={results} class="grid grid-cols-1 gap-2.5" onKeyDown={(event) => moveFocus(event, results.current, box.current)}>
        {!query && <Recents recents={recents} onPick={setTyped} />}
        {query && <LocalResults {...shared} query={query} connections={connections} current={currents} />}
        {query && inCrm !== query && connections.some(isCrm) && (
          <Button icon="search" class="justify-self-start" onClick={() => setInCrm(query)}>
            {t('search.crm')}
          </Button>
        )}
        {query &&
          inCrm === query &&
          connections
            .filter(isCrm)
            .map((connection) => (
              <ConnectionResults
                {...shared}
                key={`${connection.id} ${query}`}
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

/** Which customer the open chat has now, per connection, and the way out of it. */
function Unlink({ view, actions, onDone }: { view: Extract<PanelView, { kind: 'person' }>; actions: PanelActions; onDone: () => void }) {
  const { t } = useTexts();
  return (
    <>
      {view.cards.map(({ body, connection }) =>
        body.kind === 'found' && body.certainty === 'sure' ? (
          <div key={connection.id} class="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-m bg-surface px-3 py-2 text-sm text-ink-2">
            <span class="min-w-0 flex-[1_1_10rem] break-words">
              {t('search.unlinkHelp', { name: view.contact.name, customer: body.customer.name, connection: connection.name })}
            </span>
            <Button
              onClick={() => {
                actions.unlink(connection.id);
                onDone();
              }}
            >
              {t('search.unlink')}
            </Button>
          </div>
        ) : null,
      )}
    </>
  );
}

function currentOf(view: PanelView, connection: string): CustomerRef | null {
  if (view.kind !== 'person') return null;
  const body = view.cards.find((card) => card.connection.id === connection)?.body;
  return body?.kind === 'found' && body.certainty === 'sure' ? body.customer : null;
}

/** The book has nothing that is not on this computer. */
function isCrm({ provider }: ConnectionView): boolean {
  return provider !== LOCAL_BOOK;
}

function moveFocus(event: KeyboardEvent, results: HTMLElement | null, box: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...(results?.querySelectorAll<HTMLElement>('button[data-result]') ?? [])];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  (at + step < 0 ? box : all[Math.min(at + step, all.length - 1)])?.focus();
}
