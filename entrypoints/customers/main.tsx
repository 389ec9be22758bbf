import { render } from 'preact';
import { AcceptedContext } from '../../components/accepted';
import { Customers } from '../../components/customers/customers';
import { TextsProvider } from '../../components/texts';
import { createViewActions } from '../../lib/customers/actions';
import { createActions } from '../../lib/panel/actions';
import { createDrafts } from '../../lib/panel/drafts';
import { follow } from '../../lib/panel/follow';
import { applyLooks } from '../../lib/panel/looks';
import { createPanelStore } from '../../lib/panel/store';
import { matchesTag } from '../../lib/panel/tag-matcher';
import { useStore } from '../../lib/panel/use-store';
import { lastMadeOf, namedConnections, outboxOf, shown } from '../../lib/panel/view';

const store = createPanelStore();
const actions = createActions(store);
const viewActions = createViewActions();
const drafts = createDrafts(store);

function App() {
  const known = useStore(store);
  const language = applyLooks(known.preferences);
  // Nothing is drawn before language and theme are known.
  if (!known.started) return null;
  return (
    <TextsProvider language={language}>
      <AcceptedContext.Provider value={(edit) => known.accepted.has(edit)}>
        <Customers
          connections={namedConnections(known, language)}
          directories={[...known.directories.values()]}
          preferences={known.preferences}
          managed={known.managed}
          vault={known.vault}
          outbox={outboxOf(known)}
          lastMade={lastMadeOf(known)}
          shown={(ref) => shown(known, ref)}
          matches={matchesTag}
          drafts={drafts}
          actions={actions}
          viewActions={viewActions}
          now={Date.now}
        />
      </AcceptedContext.Provider>
    </TextsProvider>
  );
}

render(<App />, document.getElementById('app')!);
void follow(store);
