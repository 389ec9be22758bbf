import { render } from 'preact';
import { AcceptedContext } from '../../components/accepted';
import { Customers } from '../../components/customers/customers';
import { TextsProvider } from '../../components/texts';
import { createCustomersActions, createViewActions } from '../../lib/customers/actions';
import { createDrafts } from '../../lib/panel/drafts';
import { follow } from '../../lib/panel/follow';
import { applyLooks } from '../../lib/panel/looks';
import { createPanelStore } from '../../lib/panel/store';
import { useStore } from '../../lib/panel/use-store';
import { namedConnections } from '../../lib/panel/view';

const store = createPanelStore();
const actions = createCustomersActions();
const viewActions = createViewActions();
const drafts = createDrafts(store);

function App() {
  const known = useStore(store);
  const language = applyLooks(known.preferences);
  // What the person has chosen is known from then on.
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
