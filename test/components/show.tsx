import { cleanup, configure, render } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach, vi } from 'vitest';
import { AcceptedContext } from '../../components/accepted';
import { Customers, type CustomersProps } from '../../components/customers/customers';
import type { DraftShelf } from '../../components/drafts';
import type { OptionsActions } from '../../components/options/actions';
import { Options } from '../../components/options/options';
import type { PanelActions } from '../../components/panel/actions';
import { Panel, type PanelProps } from '../../components/panel/panel';
import { TextsProvider } from '../../components/texts';
import { ALL_ALLOWED } from '../../lib/model/rules';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import type { ConnectionView, PanelView } from '../../lib/model/view';
import { customersProps } from '../gallery/customers-states';
import { NO_NEWS, type OptionsState } from '../gallery/options-states';
import { chatPages, openedPerson, optionsActions, panelActions } from '../gallery/actions';
import { providers } from '../gallery/options-states';
import { NOW } from '../gallery/people';
import { main } from '../gallery/views';

// A busy machine is no fault of the product.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

/**
 * Shows the panel in English; `update` shows it again with other props, as the store would.
 * @param accepted which edits, by id, a CRM has accepted
 */
export function showPanel(view: PanelView, more: Partial<PanelProps> = {}, accepted = (_: string) => true) {
  const actions = spied(panelActions);
  const props = {
    view,
    connections: [main],
    preferences: DEFAULT_PREFERENCES,
    outbox: [],
    shown: openedPerson,
    actions,
    now: () => NOW,
    ...more,
  };
  const shown = render(inEnglish(<Panel {...props} />, accepted));
  return {
    actions: props.actions as typeof actions,
    update: (change: Partial<PanelProps>) => shown.rerender(inEnglish(<Panel {...props} {...change} />, accepted)),
    unmount: shown.unmount,
  };
}

type OptionsAround = Pick<OptionsState, 'vault' | 'storage' | 'managed' | 'former' | 'told' | 'rules'> & { drafts?: DraftShelf };

export function showOptions(connections: ConnectionView[], answers: Partial<OptionsActions> = {}, around: OptionsAround = {}) {
  return shownOptions(connections, answers, around).actions;
}

/** The options page in English; `update` shows it again with other connections. */
export function shownOptions(
  connections: ConnectionView[],
  answers: Partial<OptionsActions> = {},
  { vault = { kind: 'none' }, storage = NO_NEWS, managed = false, former = [], drafts, told, rules = ALL_ALLOWED }: OptionsAround = {},
) {
  const actions = spied({ ...optionsActions, ...answers });
  const page = (connections: ConnectionView[]) =>
    inEnglish(
      <Options
        connections={connections}
        former={former}
        providers={providers}
        preferences={DEFAULT_PREFERENCES}
        managed={{ connections: managed ? connections.map(({ id }) => id) : [], preferences: [], rules }}
        vault={vault}
        storage={storage}
        chatPages={chatPages}
        report='{ "kebian": "0.1.0" }'
        version="0.1.0"
        panelKeys="Ctrl+Shift+Y"
        {...(drafts && { drafts })}
        told={told}
        actions={actions}
        now={() => NOW}
      />,
    );
  const shown = render(page(connections));
  return { actions, update: (connections: ConnectionView[]) => shown.rerender(page(connections)) };
}

/** Shows the page of all customers in English, at the address that is in the address bar. */
export function showCustomers(more: Partial<CustomersProps> = {}) {
  const props: CustomersProps = { ...customersProps, ...more, actions: spied(more.actions ?? panelActions) };
  const shown = render(inEnglish(<Customers {...props} />));
  return {
    actions: props.actions as ReturnType<typeof spied<PanelActions>>,
    update: (change: Partial<CustomersProps>) => shown.rerender(inEnglish(<Customers {...props} {...change} />)),
  };
}

function inEnglish(children: ComponentChildren, accepted = (_: string) => true) {
  return (
    <AcceptedContext.Provider value={accepted}>
      <TextsProvider language="en">{children}</TextsProvider>
    </AcceptedContext.Provider>
  );
}

/** The same actions, each remembering how it was called. */
function spied<T extends PanelActions | OptionsActions>(actions: T): T {
  const all = Object.entries(actions).map(([name, action]) => [name, vi.fn(action as (...values: unknown[]) => unknown)]);
  return Object.fromEntries(all) as T;
}
