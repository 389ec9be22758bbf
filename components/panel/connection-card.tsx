import { useId, useRef, useState } from 'preact/hooks';
import { refKey } from '../../lib/model/customer';
import { contactKey, type Contact } from '../../lib/model/contact';
import type { Preferences } from '../../lib/model/settings';
import { isThere, takes, type FoundCard } from '../../lib/model/one-record';
import type { Card, ConnectionView } from '../../lib/model/view';
import { IconButton } from '../button';
import { useNow } from '../clock';
import { Absent } from '../customer/absent';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import { ProblemNote } from '../note';
import { Pill } from '../pill';
import { useTexts } from '../texts';
import { WaitingWord } from '../waiting-word';
import type { PanelActions, TagMatcher } from './actions';
import { FoundCustomer, isUnopened } from './found-customer';
import type { Route } from './route';
import { CardSkeleton } from './skeleton';

const Candidates = lazily(() => import('../customer/candidates').then((file) => file.Candidates), 'idle');
const GoneNote = lazily(() => import('./gone-note').then((file) => file.GoneNote));
const FurtherCrms = lazily(() => import('./further-crms').then((file) => file.FurtherCrms), 'idle');

export interface CardProps {
  contact: Contact;
  card: Card;
  /** The cards of all connections. */
  cards: Card[];
  connections: ConnectionView[];
  /** The first of several connections; the only one leads without saying so. */
  leads: boolean;
  alone: boolean;
  /** The name that the panel's heading shows already. */
  heading: string;
  preferences: Preferences;
  actions: PanelActions;
  matches: TagMatcher;
  onSearch: () => void;
  onGo: (route: Route) => void;
}

/** The card of one connection for the open contact; with `others` it is the first of several that know one person, and shows what all of them know. */
export function ConnectionCard(props: CardProps & { others?: Card[] }) {
  const { card, actions, leads, alone, others = [] } = props;
  const id = useId();
  const { t } = useTexts();
  const { connection } = card;
  const { renewed, asking, again } = useRenewal(props);
  const writer = others.length > 0 ? writerOf([card, ...others]) : null;
  return (
    <section aria-labelledby={id} class="rounded-m border border-line bg-surface shadow-card">
      <div class="flex min-h-10 flex-wrap items-center gap-x-2 py-1 pr-1.5 pl-3">
        <h2 id={id} class="min-w-0 truncate font-semibold" title={connection.name}>
          {connection.name}
        </h2>
        {leads && !alone && <Pill>{t('card.leads')}</Pill>}
        <span class="ml-auto flex min-w-0 items-center gap-0.5">
          <CardWaiting card={card} />
          <FreshnessWord card={card} asking={asking} />
          <IconButton small icon="again" label={t('card.again')} onClick={again} />
        </span>
      </div>
      <CardNews card={card} connections={props.connections} asking={asking} again={again} actions={actions} />
      <Body {...props} renewed={renewed} beside={others.filter(isThere)} writesTo={writer === card ? others : []} />
      {others.length > 0 && <FurtherCrms {...props} others={others} writer={writer} />}
    </section>
  );
}

/** The first card whose remark or tags can be written. */
function writerOf(cards: Card[]): FoundCard | null {
  return cards.filter(isThere).find((card) => takes(card, 'remark') || takes(card, 'tags')) ?? null;
}

/** How often the person has asked for the contact's newest state, whether an answer is awaited, and the action that asks. */
export function useRenewal({ contact, card, actions }: Pick<CardProps, 'contact' | 'card' | 'actions'>) {
  const [renewed, setRenewed] = useState(0);
  const asking = useAsking(contactKey(contact));
  const again = () => {
    setRenewed(renewed + 1);
    asking.begin(actions.lookUpAgain(card.connection.id));
  };
  return { renewed, asking: asking.on, again };
}

type CardNewsProps = Pick<CardProps, 'card' | 'connections' | 'actions'> & { asking: boolean; again: () => void };

/** The Problem of a connection with the button that helps; for a customer whom the CRM has deleted the possible next steps. */
export function CardNews({ card: { connection, body, problem, edits }, connections, asking, again, actions }: CardNewsProps) {
  if (!problem || asking) return null;
  if (body.kind === 'found' && body.freshness === 'gone') {
    const { customer, fetchedAt, reasons } = body;
    const shared = { connection, connections, customer, fetchedAt, edits, again, actions };
    return <GoneNote {...shared} key={refKey(customer)} linked={reasons.includes('linked')} />;
  }
  return (
    <div class="px-3 pb-2.5">
      <ProblemNote problem={problem} onRetry={again} onSignIn={() => actions.signInAgain(connection.id)} onSettings={actions.openOptions} />
    </div>
  );
}

function Body(props: CardProps & { renewed: number; beside: FoundCard[]; writesTo: Card[] }) {
  const { card, contact, actions, preferences, onSearch } = props;
  const { body, connection } = card;
  switch (body.kind) {
    case 'looking-up':
      return <CardSkeleton />;
    case 'failed':
      return null;
    case 'none':
      return (
        <Absent
          key={[contactKey(contact), connection.id, ...(body.others ?? []).map(({ id }) => id)].join(' ')}
          contact={contact}
          connections={[connection, ...(body.others ?? [])]}
          refused={body.refused === true}
          actions={actions}
          maskPhones={preferences.maskPhones}
          onSearch={onSearch}
        />
      );
    case 'several':
      return (
        <Candidates
          key={contactKey(contact)}
          people={body.candidates.map((candidate) => [candidate])}
          onChoose={isUnopened(connection) ? null : actions.choose}
          onRefuse={isUnopened(connection) ? null : () => actions.refuse(body.candidates.map(({ customer }) => customer))}
          onSearch={onSearch}
        />
      );
    case 'found':
      return <FoundCustomer {...props} body={body} />;
  }
}

/** Says why a card takes its time. */
function CardWaiting({ card: { body, connection, edits } }: { card: Card }) {
  const asked = body.kind === 'looking-up' || (body.kind === 'found' && body.freshness === 'stale') || edits.length > 0;
  return asked ? <WaitingWord until={connection.waitingUntil} /> : null;
}

/** Whether the person has asked for the newest state of this contact and has no answer yet. */
function useAsking(contact: string) {
  const [asked, setAsked] = useState<{ contact: string; turn: number } | null>(null);
  const turn = useRef(0);
  return {
    on: asked?.contact === contact,
    begin(answered: Promise<unknown>) {
      const mine = { contact, turn: ++turn.current };
      setAsked(mine);
      void answered.finally(() => setAsked((now) => (now?.turn === mine.turn ? null : now)));
    },
  };
}

/** From which age on the time is shown beside a customer who could not be renewed, in ms. */
const A_WHILE = 60_000;

export function FreshnessWord({ card: { body, problem }, asking }: { card: Card; asking: boolean }) {
  const { t, ago } = useTexts();
  const now = useNow(body.kind === 'found' ? 30_000 : null);
  if (body.kind === 'looking-up' || (asking && body.kind !== 'found')) return <span class="text-sm text-ink-3">{t('card.lookingUp')}</span>;
  if (body.kind !== 'found') return null;
  const time = ago(body.fetchedAt, now);
  if (body.freshness === 'fresh' && !asking) return <span class="text-sm text-ink-3">{t('fresh.updated', { time })}</span>;
  if (body.freshness === 'gone') return <span class="text-sm text-danger">{t('fresh.gone')}</span>;
  const offline = body.freshness === 'offline' && !asking;
  // After a failure nothing is being asked for.
  const failed = problem !== null && !asking;
  const justNow = failed && now - body.fetchedAt < A_WHILE;
  const standing = justNow ? 'fresh.notRenewed' : offline ? 'fresh.offline' : failed ? 'fresh.failed' : 'fresh.stale';
  return (
    <span class={`inline-flex items-center gap-1 text-sm ${offline ? 'text-warn' : 'text-ink-3'}`}>
      {offline && <Icon name="offline" size={12} />}
      {t(standing, { time })}
    </span>
  );
}
