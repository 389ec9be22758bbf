import { useEffect, useState } from 'preact/hooks';
import type { BesideView } from '../../lib/model/beside';
import type { Contact } from '../../lib/model/contact';
import { refKey, sameRef, type Customer, type CustomerRef } from '../../lib/model/customer';
import type { OutboxEntry } from '../../lib/model/outbox-entry';
import { toProblem, type Problem } from '../../lib/model/problem';
import type { Preferences } from '../../lib/model/settings';
import type { Card, ConnectionView, Freshness } from '../../lib/model/view';
import { ProblemNote } from '../note';
import type { PanelActions, TagMatcher } from './actions';
import { FoundCustomer } from './found-customer';
import type { Route } from './route';
import { CardSkeleton } from './skeleton';

/** A customer as they will be once what is on its way has been accepted. */
export interface ShownCustomer {
  customer: Customer;
  freshness: Freshness;
  fetchedAt: number;
  beside?: BesideView;
}

/** What it takes to show any customer with everything that can be done with them. */
export interface Showing {
  connections: ConnectionView[];
  preferences: Preferences;
  outbox: OutboxEntry[];
  /** The open customer, null until the worker has sent it. */
  shown: (ref: CustomerRef) => ShownCustomer | null;
  actions: PanelActions;
  matches: TagMatcher;
}

/** The same without what every view has by itself. */
export type FoundShowing = Pick<Showing, 'preferences' | 'outbox' | 'shown' | 'matches'>;

interface WholeCustomerProps extends Showing {
  of: CustomerRef;
  /** The name that is shown above already. */
  heading: string;
  onGo: (route: Route) => void;
}

/** There is no chat: drafts of a contact are stored by the customer instead. */
const NO_CHAT: Contact = { site: '', id: '', name: '', kind: 'person', avatar: null };

/** A customer apart from any chat, to be worked on as the customer of one. Give it a `key` per customer. */
export function WholeCustomer({ of, heading, connections, preferences, outbox, shown, actions, matches, onGo }: WholeCustomerProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const connection = connections.find(({ id }) => id === of.connection);
  const one = shown(of);
  const open = () => {
    setProblem(null);
    actions.openCustomer(of).catch((thrown: unknown) => setProblem(toProblem(thrown, 'customer')));
  };
  // The worker forgets who is open when the session is full.
  useEffect(open, [refKey(of), one === null]);
  const note = problem && (
    <div class="px-3 py-2">
      <ProblemNote problem={problem} onRetry={open} onSignIn={() => actions.signInAgain(of.connection)} onSettings={actions.openOptions} />
    </div>
  );
  if (!one || !connection) return note ?? <CardSkeleton />;
  const card: Card = {
    connection: { ...connection, can: { ...connection.can, tagCustomers: false } },
    body: { kind: 'found', certainty: 'sure', reasons: [], ...one },
    problem: null,
    edits: outbox.filter(({ edit }) => sameRef(edit.ref, of)).map(({ edit }) => edit),
  };
  if (card.body.kind !== 'found') return null;
  return (
    <>
      {note}
      <FoundCustomer
        contact={NO_CHAT}
        card={card}
        cards={[card]}
        body={card.body}
        connections={connections}
        leads={false}
        alone
        heading={heading}
        preferences={preferences}
        actions={actions}
        matches={matches}
        renewed={0}
        inChat={false}
        onSearch={() => undefined}
        onGo={onGo}
      />
    </>
  );
}
