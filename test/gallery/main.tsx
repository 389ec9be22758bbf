import { render } from 'preact';
import { TextsProvider } from '../../components/texts';
import { Customers } from '../../components/customers/customers';
import { Options } from '../../components/options/options';
import { Panel } from '../../components/panel/panel';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import { loadTexts, localeOf, type Spoken } from '../../locales/translate';
import { chatPages, openedPerson, optionsActions, panelActions } from './actions.ts';
import { customersProps, customersStates, viewActions, type CustomersState } from './customers-states.ts';
import { NO_NEWS, optionsStates, providers, type OptionsState } from './options-states.ts';
import { NOW } from './people.ts';
import { panelStates } from './panel-states.ts';
import { main } from './views.ts';
import './style.css';

/** Shows one state: `?state=found&theme=dark&lang=en`. */
const asked = new URLSearchParams(location.search);
const language = (asked.get('lang') ?? 'zh_CN') as Spoken;
document.documentElement.lang = localeOf(language);
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light';
document.title = asked.get('state') ?? 'gallery';
// A picture is of a page that has all its texts.
await loadTexts(language);
render(<TextsProvider language={language}>{picture(asked.get('state') ?? 'found')}</TextsProvider>, document.body);

function picture(name: string) {
  const options = optionsStates[name];
  if (options) return optionsPicture(options);
  const customers = customersStates[name];
  if (customers) return customersPicture(customers);
  const state = panelStates[name];
  if (!state) return <p>{[...Object.keys(panelStates), ...Object.keys(optionsStates), ...Object.keys(customersStates)].join(' ')}</p>;
  return (
    <Panel
      view={state.view}
      behind={state.behind === true}
      connections={state.connections ?? [main]}
      preferences={{ ...DEFAULT_PREFERENCES, ...state.preferences }}
      outbox={state.outbox ?? []}
      lastMade={state.lastMade ?? null}
      reminders={state.reminders ?? []}
      wanted={state.wanted ?? null}
      lost={state.storage === 'lost'}
      broken={state.storage === 'broken'}
      shown={openedPerson}
      actions={panelActions}
      now={() => NOW}
    />
  );
}

function customersPicture({ at, connections = customersProps.connections, vault = { kind: 'none' }, viewActions: own }: CustomersState) {
  location.hash = at;
  return <Customers {...customersProps} connections={connections} vault={vault} viewActions={{ ...viewActions, ...own }} />;
}

function optionsPicture({
  connections,
  former = [],
  managed = false,
  vault = { kind: 'none' },
  storage = NO_NEWS,
  told,
  rules,
  actions,
}: OptionsState) {
  return (
    <Options
      connections={connections}
      former={former}
      providers={providers}
      preferences={DEFAULT_PREFERENCES}
      managed={{
        ...(managed ? { connections: ['main'], preferences: ['maskPhones', 'keepDays'] } : { connections: [], preferences: [] }),
        ...(rules && { rules }),
      }}
      vault={vault}
      storage={storage}
      chatPages={chatPages}
      told={told}
      report={'{\n  "kebian": "0.1.0"\n}'}
      version="0.1.0"
      panelKeys="Ctrl+Shift+Y"
      actions={{ ...optionsActions, ...actions }}
      now={() => NOW}
    />
  );
}
