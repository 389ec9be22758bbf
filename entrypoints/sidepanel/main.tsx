import { render } from 'preact';
import { AcceptedContext } from '../../components/accepted';
import { PaceContext } from '../../components/pace';
import { Panel } from '../../components/panel/panel';
import { TextsProvider } from '../../components/texts';
import { createActions } from '../../lib/panel/actions';
import { createDrafts } from '../../lib/panel/drafts';
import { follow } from '../../lib/panel/follow';
import { createPanelStore, shownTab } from '../../lib/panel/store';
import { lastMadeOf, namedConnections, outboxOf, recentsOf, shown, viewOf, wantedHere } from '../../lib/panel/view';
import { useStore } from '../../lib/panel/use-store';
import { applyLooks } from '../../lib/panel/looks';
import { matchesTag } from '../../lib/panel/tag-matcher';

const store = createPanelStore();
const actions = createActions(store);
const drafts = createDrafts(store);

function App() {
  const known = useStore(store);
  const language = applyLooks(known.preferences);
  const state = { ...known, connections: namedConnections(known, language) };
  return (
    <TextsProvider language={language}>
      <PaceContext.Provider value>
        <AcceptedContext.Provider value={(edit) => state.accepted.has(edit)}>
          <Panel
            view={viewOf(state)}
            behind={shownTab(state) !== state.tab}
            connections={state.connections}
            preferences={state.preferences}
            outbox={outboxOf(state)}
            lastMade={lastMadeOf(state)}
            directories={[...state.directories.values()]}
            recents={recentsOf(state)}
            matches={matchesTag}
            shown={(ref) => shown(state, ref)}
            reminders={[...state.reminders.values()]}
            wanted={wantedHere(state)}
            lost={state.storage.lostAt !== undefined && !state.connections.some(({ chosen }) => chosen)}
            broken={state.vault?.kind === 'broken'}
            drafts={drafts}
            actions={actions}
            now={Date.now}
          />
        </AcceptedContext.Provider>
      </PaceContext.Provider>
    </TextsProvider>
  );
}

render(<App />, document.getElementById('app')!);
void follow(store);
