import type { LastMade, OutboxEntry } from '../../lib/model/outbox-entry';
import { useLayoutEffect, useState } from 'preact/hooks';
import { contactKey } from '../../lib/model/contact';
import type { Reminder } from '../../lib/model/reminder';
import type { Preferences } from '../../lib/model/settings';
import type { ConnectionView, DirectoryView, PanelView } from '../../lib/model/view';
import type { RecentView } from '../../lib/model/recent-view';
import type { Wanted } from '../../lib/model/wanted';
import type { Clock } from '../clock';
import { matchesName } from '../customer/tag-options';
import type { DraftShelf } from '../drafts';
import { lazily } from '../lazily';
import { Page } from '../page';
import type { PanelActions, TagMatcher } from './actions';
import { ContactStrip } from './contact-strip';
import { Content } from './content';
import { Footer } from './footer';
import { endsWithChat, type Route } from './route';
import { RouteView } from './route-view';
import { useShortcuts } from './shortcuts';
import type { Showing } from './whole-customer';
import { standingOf } from './standing';
import { useNews } from './use-news';

const PanelNotes = lazily(() => import('./panel-notes').then((file) => file.PanelNotes));

export interface PanelProps {
  /** The browser has deleted the databases, and nothing is connected again yet. */
  lost?: boolean;
  /** The browser does not open the database: the CRMs are asked without it. */
  broken?: boolean;
  view: PanelView;
  /** The chat page is open in a tab behind the one in front. */
  behind?: boolean;
  /** All connections, first the one that leads. */
  connections: ConnectionView[];
  preferences: Preferences;
  outbox: OutboxEntry[];
  /** The edit that was made last, however long ago. */
  lastMade?: LastMade | null;
  /** Every reminder, whether it is due or not. */
  reminders?: Reminder[];
  /** How far the copies on this computer are, and whose chats were open lately, newest first. */
  directories?: DirectoryView[];
  recents?: RecentView[];
  /** What was asked for outside the panel. */
  wanted?: Wanted | null;
  /** What is half typed anywhere; it ends with the page when left out. */
  drafts?: DraftShelf;
  actions: PanelActions;
  now: Clock;
  /** A customer who was opened apart from the chat. */
  shown?: Showing['shown'];
  /** How tags match what is typed; by name when left out. */
  matches?: TagMatcher;
}

/** The whole side panel. Needs a TextsProvider above it. */
export function Panel(props: PanelProps) {
  return (
    <Page now={props.now} drafts={props.drafts} home={props.preferences.home}>
      <Frame {...props} />
    </Page>
  );
}

function Frame({
  view,
  behind = false,
  connections,
  preferences,
  outbox,
  lastMade = null,
  directories = [],
  recents = [],
  reminders = [],
  wanted = null,
  lost = false,
  broken = false,
  actions,
  now,
  matches = matchesName,
  shown = () => null,
}: PanelProps) {
  const standing = standingOf(view);
  const known = useNews(standing, { outbox, lastMade }, actions, now);
  const closed = view.kind === 'locked' || view.kind === 'moving' || view.kind === 'broken';
  const { route, go } = useRoute(view, closed);
  const back = () => go(null);
  const change = () => go({ kind: 'search', purpose: 'change' });
  useLayoutEffect(() => {
    if (!wanted || view.kind === 'starting') return;
    go(wanted);
    actions.takeWanted(wanted.at);
  }, [wanted?.at, view.kind === 'starting']);
  // If there is nothing to go back from, Esc leaves the input, so that the next key is a shortcut again.
  const leave = () => (route ? back() : (document.activeElement as HTMLElement | null)?.blur());
  useShortcuts({ search: () => go({ kind: 'search', purpose: 'search' }), replies: () => go({ kind: 'replies' }), back: leave });
  return (
    <div class="flex h-dvh min-w-0 flex-col" data-contact={view.kind === 'person' ? view.contact.id : undefined}>
      <ContactStrip
        standing={standing}
        onChange={view.kind === 'person' && view.cards.length > 0 ? change : null}
        connections={connections}
        reminders={reminders}
        onGo={closed ? null : go}
        onCustomers={() => known.showCustomers('all')}
        onSettings={known.openOptions}
      />
      <main class="relative min-h-0 flex-1 overflow-y-auto">
        {!closed && (lost || broken || behind) && <PanelNotes {...{ behind, broken, actions }} lost={lost && !route} />}
        {route ? (
          <RouteView
            route={route}
            view={view}
            connections={connections}
            directories={directories}
            {...{ recents, reminders, broken }}
            showing={{ preferences, outbox, shown, matches }}
            actions={known}
            onGo={go}
            onClose={back}
          />
        ) : (
          <Content
            view={view}
            heading={standing.heading ?? ''}
            connections={connections}
            preferences={preferences}
            actions={known}
            matches={matches}
            onSearch={change}
            onGo={go}
          />
        )}
      </main>
      {!closed && (
        <Footer
          connections={connections}
          cards={view.kind === 'person' ? view.cards : []}
          outbox={outbox}
          lastMade={lastMade}
          broken={broken}
          actions={known}
        />
      )}
    </div>
  );
}

/** A view about the open chat is closed when another chat is opened: its customer must not be chosen for the wrong contact. */
function useRoute(view: PanelView, closed: boolean) {
  const contact = view.kind === 'person' ? contactKey(view.contact) : view.kind;
  const [at, setAt] = useState<{ route: Route; contact: string } | null>(null);
  const route = at && (at.contact === contact || !endsWithChat(at.route)) ? at.route : null;
  return { route: closed ? null : route, go: (next: Route | null) => setAt(next && !closed ? { route: next, contact } : null) };
}
