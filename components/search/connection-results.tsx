import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { refKey, sameRef, type Customer, type CustomerRef, type Page } from '../../lib/model/customer';
import { toProblem, type Problem } from '../../lib/model/problem';
import type { CustomerQuery } from '../../lib/model/query';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { lazily } from '../lazily';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { Placeholder } from '../placeholder';
import { useTexts } from '../texts';
import { WaitingWord } from '../waiting-word';
import type { Opening } from './found-person';
import { Result } from './result';

const ExportButton = lazily(() => import('./export-button').then((file) => file.ExportButton));

interface ConnectionResultsProps extends Opening {
  connection: ConnectionView;
  query: CustomerQuery;
  current: CustomerRef | null;
}

/** The results of one connection. Give it a `key` per query. */
export function ConnectionResults(props: ConnectionResultsProps) {
  const { connection, query, actions } = props;
  const { t } = useTexts();
  const id = useId();
  const { found, next, busy, problem, incomplete, load } = useResults(connection.id, query, actions);
  return (
    <section aria-labelledby={id} aria-busy={busy} class="rounded-m border border-line bg-surface shadow-card">
      <div class="flex min-h-9 items-center gap-2 px-3">
        <h2 id={id} class="min-w-0 truncate text-sm font-semibold text-ink-2">
          {connection.name}
        </h2>
        {busy && <WaitingWord until={connection.waitingUntil} />}
        <span role="status" class="ml-auto shrink-0 text-sm text-ink-3">
          {busy ? t('search.searching') : found.length > 0 ? t('search.results', { count: found.length }) : ''}
        </span>
      </div>
      {problem && (
        <div class="px-3 pb-2.5">
          <ProblemNote
            problem={problem}
            onRetry={load}
            onSignIn={() => actions.signInAgain(connection.id)}
            onSettings={actions.openOptions}
          />
        </div>
      )}
      {!busy && !problem && !incomplete && found.length === 0 && (
        <p class="border-t border-line px-3 py-2.5 text-ink-3">{t('search.nothing')}</p>
      )}
      {!problem && incomplete && <p class="border-t border-line px-3 py-2.5 text-sm text-ink-3">{t('search.incomplete')}</p>}
      {busy && !incomplete && found.length === 0 && <ResultSkeleton />}
      <ul class="divide-y divide-line">
        {found.map((customer) => (
          <Result
            {...props}
            key={refKey(customer)}
            query={query.text ?? query.name ?? ''}
            customer={customer}
            isCurrent={props.current !== null && sameRef(props.current, customer)}
          />
        ))}
      </ul>
      {!busy && found.length > 0 && (next !== null || connection.can.export) && (
        <div class="flex flex-wrap items-center justify-between gap-1 border-t border-line px-2 py-1">
          {next !== null && (
            <Button look="link" onClick={load}>
              {t('search.more')}
            </Button>
          )}
          {connection.can.export && <ExportButton connection={connection} query={query} actions={actions} />}
        </div>
      )}
    </section>
  );
}

interface Results {
  found: Customer[];
  /** The next page's cursor; null at the end. */
  next: string | null;
  busy: boolean;
  problem: Problem | null;
  incomplete: boolean;
}

function useResults(connection: string, query: CustomerQuery, actions: PanelActions): Results & { load: () => void } {
  const [results, setResults] = useState<Results>({ ...NOBODY, busy: true });
  const alive = useRef(true);
  function ask(page: string | null, join: (before: Results, page: Page<Customer>) => Results): void {
    actions.search(connection, query, page).then(
      (answer) => alive.current && setResults((before) => join(before, answer)),
      (thrown: unknown) => alive.current && setResults((before) => ({ ...before, busy: false, problem: toProblem(thrown, 'search') })),
    );
  }
  function load(): void {
    setResults((before) => ({ ...before, busy: true, problem: null }));
    ask(results.next, withPage);
  }
  useEffect(() => {
    alive.current = true;
    load();
    return () => void (alive.current = false);
  }, []);
  // Customers who are listed later may belong on any page: the search begins again.
  useEffect(() => {
    if (!results.incomplete || results.busy || results.problem) return;
    const timer = setTimeout(() => ask(null, (_, page) => withPage(NOBODY, page)), ASKED_AGAIN_AFTER);
    return () => clearTimeout(timer);
  }, [results]);
  return { ...results, load };
}

/** How long to wait, in ms, before a list that was still being made is asked again. */
const ASKED_AGAIN_AFTER = 1_000;

const NOBODY: Results = { found: [], next: null, busy: false, problem: null, incomplete: false };

function withPage(before: Results, page: Page<Customer>): Results {
  const known = new Set(before.found.map(refKey));
  const fresh = page.items.filter((customer) => !known.has(refKey(customer)));
  return { found: [...before.found, ...fresh], next: page.next, busy: false, problem: null, incomplete: page.incomplete === true };
}

function ResultSkeleton() {
  return (
    <Placeholder class="grid gap-1.5 border-t border-line px-3 py-2.5">
      <span class="skeleton h-3.5 w-20" />
      <span class="skeleton h-3 w-[70%]" />
    </Placeholder>
  );
}
