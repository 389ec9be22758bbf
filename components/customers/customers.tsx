import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ALL_ALLOWED } from '../../lib/model/rules';
import type { LastMade } from '../../lib/model/outbox-entry';
import type { VaultView } from '../../lib/model/vault';
import type { DirectoryView, Managed } from '../../lib/model/view';
import type { Clock } from '../clock';
import type { DraftShelf } from '../drafts';
import { IconButton } from '../button';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import { Mark } from '../mark';
import { Footer } from '../panel/footer';
import type { Standing } from '../panel/standing';
import { useNews } from '../panel/use-news';
import type { Showing } from '../panel/whole-customer';
import { Page } from '../page';
import { useTexts } from '../texts';
import { Closed, isClosed } from '../closed';
import { addressOf, goInstead, usePlace } from './place';
import { useCustomersTexts } from './use-customers-texts';
import { VIEW_IDS, VIEWS, type ViewActions, type ViewCard, type ViewId, type ViewProps } from './views';

export interface CustomersProps extends Showing {
  /** The last edit, however long ago. */
  lastMade: LastMade | null;
  directories: DirectoryView[];
  managed: Managed;
  /** null until the worker has sent it. */
  vault: VaultView | null;
  /** What is half typed anywhere; without it, drafts end with the page. */
  drafts?: DraftShelf;
  viewActions: ViewActions;
  now: Clock;
}

/** The page of all customers. Needs a TextsProvider above it. */
export function Customers(props: CustomersProps) {
  return (
    <Page now={props.now} drafts={props.drafts} home={props.preferences.home}>
      <Views {...props} />
    </Page>
  );
}

function Views({ directories, managed, vault, viewActions, lastMade, ...showing }: CustomersProps) {
  const { connections, preferences, outbox, shown, matches } = showing;
  const actions = useNews(NO_CONTACT, { outbox, lastMade }, showing.actions, showing.now);
  const { t } = useTexts();
  const own = useCustomersTexts();
  const { view: asked, within } = usePlace();
  const view = VIEW_IDS.find((id) => id === asked) ?? VIEW_IDS[0]!;
  const title = own(VIEWS[view].title);
  const heading = useHeading(view, title, own('name'));
  return (
    <div class="flex h-dvh min-w-0 flex-col">
      <header class="z-10 flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2">
        <Mark size={28} />
        <nav aria-label={own('nav.label')} class="flex min-w-0 flex-1 flex-wrap gap-0.5 max-sm:order-1 max-sm:basis-full">
          {VIEW_IDS.map((id) => (
            <a
              key={id}
              href={addressOf({ view: id, within: '' })}
              aria-current={id === view ? 'page' : undefined}
              class="flex min-h-8 items-center gap-1.5 rounded-m px-2.5 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-deep"
            >
              <Icon name={VIEWS[id].icon} size={14} />
              {own(VIEWS[id].title)}
            </a>
          ))}
        </nav>
        <span class="ml-auto">
          <IconButton icon="settings" label={t('strip.settings')} onClick={actions.openOptions} />
        </span>
      </header>
      <main class="@container relative min-h-0 flex-1 overflow-y-auto">
        <h1 ref={heading} tabIndex={-1} class="sr-only">
          {title}
        </h1>
        {isClosed(vault) && <Closed vault={vault} actions={actions} />}
        {vault && !isClosed(vault) && (
          <View
            key={view}
            view={view}
            viewActions={viewActions}
            connections={connections}
            directories={directories}
            preferences={preferences}
            outbox={outbox}
            shown={shown}
            matches={matches}
            panel={actions}
            rules={managed.rules ?? ALL_ALLOWED}
            within={asked === view ? within : ''}
            onWithin={(next, how) => (how === 'instead' ? goInstead({ view, within: next }) : go(view, next))}
            onGo={go}
          />
        )}
      </main>
      {vault && !isClosed(vault) && (
        <Footer connections={connections} cards={[]} outbox={outbox} lastMade={lastMade} broken={false} actions={actions} />
      )}
    </div>
  );
}

/** This page has no chat. */
const NO_CONTACT: Standing = { heading: null, chatName: null, how: null, shown: null };

function go(view: ViewId, within = ''): void {
  location.hash = addressOf({ view, within });
}

/** Names the tab after the view, and moves the focus to the heading when another view is opened. */
function useHeading(view: ViewId, title: string, product: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [view]);
  return heading;
}

type Given = Omit<ViewProps<unknown>, 'actions'>;

/** A view with its actions; both are loaded when it is opened. */
function View({ view, viewActions, ...given }: Given & { view: ViewId; viewActions: ViewActions }) {
  const Loaded = useMemo(() => loadedView(view, viewActions), []);
  return <Loaded {...given} />;
}

function loadedView(view: ViewId, viewActions: ViewActions) {
  const { load }: ViewCard<never> = VIEWS[view];
  return lazily(async () => {
    const [Shown, actions] = await Promise.all([load(), viewActions[view]()]);
    // The type `Views` pairs each view with its actions, which the compiler cannot follow here.
    return (props: Given) => <Shown {...props} actions={actions as never} />;
  });
}
