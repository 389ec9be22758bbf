import { contactKey } from '../../lib/model/contact';
import { isOneRecord } from '../../lib/model/one-record';
import type { Preferences } from '../../lib/model/settings';
import type { ConnectionView, PanelView } from '../../lib/model/view';
import { Button } from '../button';
import { Closed } from '../closed';
import { lazily } from '../lazily';
import { LOCAL_BOOK } from '../local-book';
import { Placeholder } from '../placeholder';
import { useAfterFirstFrame } from '../pace';
import { useTexts } from '../texts';
import type { PanelActions, TagMatcher } from './actions';
import { ConnectionCard } from './connection-card';
import type { Route } from './route';
import { SaidNote } from './said';
import { CardSkeleton } from './skeleton';
import { State } from './state';

// The code that compares people is large, and the panel can show a customer without it.
const ChoiceCard = lazily(() => import('./choice-card').then((file) => file.ChoiceCard), 'idle');

export interface ContentProps {
  view: PanelView;
  heading: string;
  connections: ConnectionView[];
  preferences: Preferences;
  actions: PanelActions;
  matches: TagMatcher;
  onSearch: () => void;
  onGo: (route: Route) => void;
}

/** The panel's main content for each kind of view. */
export function Content(props: ContentProps) {
  const { view, actions, onSearch } = props;
  const { t } = useTexts();
  const search = <Button icon="search" children={t('state.search')} onClick={onSearch} />;
  const toPage = <Button look="primary" children={t('state.showPage')} onClick={actions.openChatPage} />;
  const toSettings = <Button children={t('problem.openSettings')} onClick={actions.openOptions} />;
  switch (view.kind) {
    case 'starting':
    case 'switching':
    case 'loading':
      return <Waiting label={t(`state.${view.kind}`)} />;
    case 'locked':
    case 'broken':
    case 'moving':
      return <Closed vault={view} actions={actions} />;
    case 'no-chat-page':
      return (
        <State
          icon="chat"
          title={t('state.noPage')}
          help={t('state.noPageHelp')}
          actions={[
            <Button look="primary" children={t('state.openPage')} onClick={actions.openChatPage} />,
            <Button children={t('state.teachPage')} onClick={actions.teachPage} />,
          ]}
        />
      );
    case 'signed-out':
      return <State icon="phone" title={t('state.signedOut')} help={t('state.signedOutHelp')} actions={toPage} />;
    case 'refused':
      return <State icon="lock" tone="warn" title={t('state.refused')} help={t('state.refusedHelp')} actions={search} />;
    case 'nothing-open':
      return <State icon="chat" title={t('state.nothing')} help={t('state.nothingHelp')} actions={search} />;
    case 'own-name':
      return <State icon="chat" title={t('state.nothing')} help={t('state.ownNameHelp')} actions={[search, toSettings]} />;
    case 'elsewhere':
      return <State icon="book" title={t('state.elsewhere')} help={t('state.elsewhereHelp')} actions={search} />;
    case 'reading':
      return <State icon="book" title={t('state.reading')} help={t('state.elsewhereHelp')} actions={search} />;
    case 'room':
      return <State icon="group" title={t('state.room')} help={t('state.roomHelp')} actions={search} />;
    case 'service':
      return <State icon="chat" title={t('state.service')} help={t('state.serviceHelp')} />;
    case 'unreadable':
      return (
        <State
          icon="warn"
          tone="warn"
          title={t(view.doubted ? 'state.changed' : 'state.unreadable')}
          help={<Unreadable {...view} />}
          actions={[search, toSettings]}
        />
      );
    case 'person':
      return <Person {...props} view={view} />;
  }
}

function Person(props: ContentProps & { view: Extract<PanelView, { kind: 'person' }> }) {
  const { view, connections, actions, onSearch } = props;
  const { t } = useTexts();
  if (view.cards.length === 0) {
    return (
      <State
        icon="plug"
        title={t('state.nothingConnected')}
        help={t('state.nothingConnectedHelp')}
        actions={<Button look="primary" children={t('state.connect')} onClick={actions.openOptions} />}
      />
    );
  }
  // A container takes another pass of styles and layout for each customer, so this is one only where a query may hold: narrow, wide, or with a form.
  return (
    <div class="grid grid-cols-1 gap-2.5 p-3 has-[form]:@container max-[15rem]:@container min-[31.5rem]:@container">
      {view.said && (
        <SaidNote
          key={view.said.at}
          said={view.said}
          onTakeBack={actions.takeBack}
          onSearch={view.cards.some(({ body }) => body.kind === 'found') ? onSearch : null}
        />
      )}
      <Cards {...props} />
      {connections.every(({ provider }) => provider === LOCAL_BOOK) && (
        <p class="flex flex-wrap items-center justify-center gap-x-1 py-1 text-sm text-ink-3">
          {t('state.local')}
          <Button look="link" children={t('state.connect')} onClick={actions.openOptions} />
        </p>
      )}
    </div>
  );
}

/**
 * One card per connection, but one question for all that are undecided, and one record where all know one person. The leading one comes first: the others would be pushed down when it grows.
 */
function Cards(props: ContentProps & { view: Extract<PanelView, { kind: 'person' }> }) {
  const { view, actions, preferences, onSearch } = props;
  const whole = useAfterFirstFrame(contactKey(view.contact));
  const undecided = view.cards.filter(({ body }) => body.kind === 'several');
  const asked = undecided.length > 1 ? undecided : [];
  const together = preferences.cards === 'one' && isOneRecord(view.cards);
  const single = view.cards.filter((card) => !asked.includes(card)).slice(0, together ? 1 : undefined);
  return (
    <>
      {asked.length > 0 && <ChoiceCard contact={view.contact} cards={asked} actions={actions} onSearch={onSearch} />}
      {single.slice(0, whole ? undefined : 1).map((card, place) => (
        <ConnectionCard
          {...props}
          key={card.connection.id}
          contact={view.contact}
          card={card}
          cards={view.cards}
          others={together ? view.cards.slice(1) : []}
          leads={place === 0 && asked.length === 0}
          alone={view.cards.length === 1}
        />
      ))}
    </>
  );
}

function Waiting({ label }: { label: string }) {
  return (
    <div class="p-3">
      <div class="rounded-m border border-line bg-surface shadow-card" role="img" aria-label={label}>
        <Placeholder class="flex min-h-10 items-center px-3">
          <span class="skeleton h-3.5 w-20" />
        </Placeholder>
        <CardSkeleton />
      </div>
    </div>
  );
}

function Unreadable({ missing, doubted }: { missing: string[]; doubted?: true }) {
  const { t, list } = useTexts();
  return (
    <>
      <p>{t(doubted ? 'state.changedHelp' : 'state.unreadableHelp')}</p>
      {missing.length > 0 && <p class="mt-2 text-sm break-words text-ink-3">{t('state.missing', { parts: list(missing) })}</p>}
    </>
  );
}
