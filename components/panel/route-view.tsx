import type { Reminder } from '../../lib/model/reminder';
import type { ConnectionView, DirectoryView, PanelView } from '../../lib/model/view';
import type { RecentView } from '../../lib/model/recent-view';
import { lazily } from '../lazily';
import type { PanelActions } from './actions';
import type { Route } from './route';
import type { FoundShowing } from './whole-customer';

interface RouteViewProps {
  route: Route;
  view: PanelView;
  connections: ConnectionView[];
  directories: DirectoryView[];
  recents: RecentView[];
  reminders: Reminder[];
  broken: boolean;
  /** What it takes to show a customer who is found. */
  showing: FoundShowing;
  actions: PanelActions;
  onGo: (route: Route) => void;
  onClose: () => void;
}

const SearchView = lazily(() => import('../search/search-view').then((file) => file.SearchView), 'idle');
const ExcerptView = lazily(() => import('../excerpt/excerpt-view').then((file) => file.ExcerptView));
const HistoryView = lazily(() => import('../history/history-view').then((file) => file.HistoryView));
const FriendsView = lazily(() => import('../friends/friends-view').then((file) => file.FriendsView));
const TodayView = lazily(() => import('../today/today-view').then((file) => file.TodayView));
const RepliesView = lazily(() => import('../replies/replies-view').then((file) => file.RepliesView));
const TasksView = lazily(() => import('../tasks/tasks-view').then((file) => file.TasksView));
const CallsView = lazily(() => import('../calls/calls-view').then((file) => file.CallsView));

/** The view that replaces the customer. */
export function RouteView({
  route,
  view,
  connections,
  directories,
  recents,
  reminders,
  broken,
  showing,
  actions,
  onGo,
  onClose,
}: RouteViewProps) {
  const shared = { maskPhones: showing.preferences.maskPhones, actions, onClose };
  switch (route.kind) {
    case 'search':
      return (
        <SearchView
          {...shared}
          // A new search request remounts the view.
          key={route.at}
          purpose={route.purpose}
          text={route.text}
          view={view}
          showing={showing}
          onGo={onGo}
          connections={connections}
          directories={directories}
          recents={recents}
        />
      );
    case 'excerpt':
      return <ExcerptView {...shared} key={route.at} text={route.text} of={route.of} view={view} />;
    case 'history':
      return <HistoryView customer={route.customer} actions={actions} onClose={onClose} />;
    case 'tag':
      return <FriendsView {...shared} connection={route.connection} tag={route.tag} />;
    case 'today':
      return (
        <TodayView
          {...shared}
          key={'at' in route ? route.at : 0}
          opened={'reminder' in route ? route.reminder : null}
          {...{ reminders, connections, broken, showing, onGo }}
        />
      );
    case 'replies':
      return <RepliesView view={view} actions={actions} onClose={onClose} />;
    case 'tasks':
      return <TasksView {...shared} connections={connections.filter(({ can }) => can.tasks)} />;
    case 'calls':
      return <CallsView {...shared} connections={connections.filter(({ can }) => can.telephony)} />;
  }
}
