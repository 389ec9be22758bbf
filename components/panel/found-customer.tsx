import type { ComponentChild } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { contactKey } from '../../lib/model/contact';
import { refKey, type Customer } from '../../lib/model/customer';
import type { Change, Edit } from '../../lib/model/edit';
import { isThere, type FoundBody, type FoundCard } from '../../lib/model/one-record';
import type { Card, ConnectionView } from '../../lib/model/view';
import { Fields } from '../customer/fields';
import { Nickname } from '../customer/nickname';
import { Remark } from '../customer/remark';
import { Stage, stageField } from '../customer/stage';
import { Tags } from '../customer/tags';
import { FollowUps } from '../follow-ups/follow-ups';
import { lazily } from '../lazily';
import { LOCAL_BOOK } from '../local-book';
import { useAfterFirstFrame } from '../pace';
import { useTexts } from '../texts';
import type { NotWritten } from './actions';
import type { CardProps } from './connection-card';
import { Details } from './details';
import { Further } from './further';
import { writingAlso } from './writing-also';

const Beside = lazily(() => import('./beside').then((file) => file.Beside), 'idle');
const OnDevice = lazily(() => import('../customer/on-device').then((file) => file.OnDevice), 'idle');
const WriteTo = lazily(() => import('./write-to').then((file) => file.WriteTo), 'idle');
const Entries = lazily(() => import('../customer/candidates').then((file) => file.Entries), 'idle');
const AgainstNote = lazily(() => import('./against-note').then((file) => file.AgainstNote));
const GuessQuestion = lazily(() => import('./guess-question').then((file) => file.GuessQuestion), 'idle');

/** For each kind of change, its editor and when it is offered; the type makes every kind have an entry. */
const EDITED_IN = {
  'add-tag': 'tags',
  'remove-tag': 'tags',
  remark: 'remark',
  'personal-name': 'nickname',
  field: 'fields',
  details: 'details',
} as const satisfies Record<Change['kind'], string>;

type EditedPart = (typeof EDITED_IN)[Change['kind']];

const EDITORS = { tags: Tags, remark: Remark, nickname: Nickname, fields: Fields, details: Details } satisfies Record<EditedPart, unknown>;

export interface FoundProps extends CardProps {
  body: FoundBody;
  /** Counts how often the person has asked for the newest state. */
  renewed: number;
  /** Whether the facts are shown here; where several CRMs have the person, only in the first card. */
  facts?: boolean;
  /** The same person in other CRMs: their differing values are shown beside the facts. */
  beside?: FoundCard[];
  /** Whether it is the customer of the open chat, and not a search result. */
  inChat?: boolean;
  /** The cards that the remark and tags may be written to as well. */
  writesTo?: Card[];
}

/**
 * A customer with everything about them. Until a likely one is confirmed, nothing about them can be changed. From one contact to the
 * next the facts stay where they are and change their texts, which is painted sooner than new ones; whatever can be open or half typed
 * is another one for every contact and customer, so that its state is never carried over.
 */
export function FoundCustomer(props: FoundProps) {
  const { contact, body, card, heading, preferences, actions, facts = true, beside = [] } = props;
  const { customer, freshness } = body;
  // A note that compares two cards is shown only while the other card has a customer.
  const against = body.against && [null, ...foundIn(props.cards)].includes(body.against.connection);
  const may = abilities(card.connection, body, props.inChat);
  const stage = stageField(customer);
  const shared = { customer, edits: card.edits, offline: freshness === 'offline', actions };
  const one = `${contactKey(contact)} ${refKey(customer)}`;
  const whole = useAfterFirstFrame(one);
  const work = useRef<ComponentChild>(null);
  // In the first frame the text is shown instead of its editor.
  const editor = (made: ComponentChild, text: string | null | undefined) => (whole ? made : text || '\u00a0');
  // Until this one has been painted, the parts of the one before stay where they are, unseen: to take them away would cost a part of the frame.
  if (whole) work.current = <Work key={one} {...props} may={may} shared={shared} />;
  return (
    <>
      {against && <AgainstNote connection={card.connection} body={body} cards={props.cards} actions={actions} />}
      {body.certainty === 'likely' && !against && <GuessQuestion card={card} body={body} cards={props.cards} actions={actions} />}
      {body.further && <Entries customers={body.further} onChoose={isUnopened(card.connection) ? null : actions.choose} />}
      {facts && (
        <EDITORS.details
          {...props}
          one={one}
          editable={may.details}
          showName={customer.name !== heading}
          maskPhones={preferences.maskPhones}
          nicknameEditor={may.nickname ? editor(<EDITORS.nickname key={one} {...shared} />, customer.nickname) : null}
          stageEditor={may.fields && stage ? editor(<Stage key={one} {...shared} field={stage} />, customer.stage?.name) : null}
          also={
            beside.length === 0
              ? undefined
              : (part, label) => (
                  <Beside
                    part={part}
                    label={label}
                    customer={customer}
                    others={beside}
                    maskPhones={preferences.maskPhones}
                    onCopy={actions.copy}
                  />
                )
          }
        />
      )}
      <div class={whole ? '' : 'unseen'}>{work.current}</div>
    </>
  );
}

function foundIn(cards: Card[]): string[] {
  return cards.flatMap(({ body, connection }) => (body.kind === 'found' ? [connection.id] : []));
}

type WorkProps = FoundProps & {
  may: ReturnType<typeof abilities>;
  shared: { customer: Customer; edits: Edit[]; offline: boolean; actions: CardProps['actions'] };
};

/** Everything that can be done with the customer. */
function Work({ card, cards, body, leads, actions, matches, preferences, renewed, onGo, may, shared, writesTo = [] }: WorkProps) {
  const { pick, t } = useTexts();
  const { customer, edits } = shared;
  const [missed, setMissed] = useState<NotWritten[]>([]);
  const all = preferences.writeTo === 'all' ? writesTo.filter(isThere) : [];
  const toAll = { ...shared, actions: all.length === 0 ? actions : writingAlso(actions, all, setMissed) };
  const reason = card.connection.can.readOnlyReason;
  // What could not be read comes once the connection stands again, after a sign-in for instance.
  const stands = card.connection.problem ? 0 : 1;
  return (
    <>
      {writesTo.length > 0 && (
        <WriteTo writer={{ ...card, body }} cards={cards} to={preferences.writeTo} missed={missed} actions={actions} />
      )}
      <EDITORS.tags
        {...toAll}
        can={may.tags}
        hotkey={leads}
        matches={matches}
        onShow={may.friends ? (tag) => onGo({ kind: 'tag', connection: card.connection.id, tag }) : null}
      />
      <EDITORS.remark {...toAll} editable={may.remark} hotkey={leads} />
      {may.followUps.see && (
        <FollowUps
          customer={customer}
          edits={edits}
          canAdd={may.followUps.add}
          hotkey={leads}
          renewed={renewed + stands}
          actions={actions}
        />
      )}
      <EDITORS.fields {...shared} editable={may.fields} />
      {may.beside && (
        <OnDevice
          customer={customer}
          connection={card.connection.name}
          beside={body.beside}
          offers={may.beside}
          hotkey={leads}
          matches={matches}
          actions={actions}
        />
      )}
      <Further
        customer={customer}
        connection={card.connection}
        can={may}
        actions={actions}
        onHistory={() => onGo({ kind: 'history', customer })}
      />
      {reason && (
        <details class="border-t border-line px-3 py-2 text-sm text-ink-3">
          <summary class="min-h-6 cursor-pointer py-0.5">{t('card.readOnly', { connection: card.connection.name })}</summary>
          <p class="mt-1">{pick(reason)}</p>
        </details>
      )}
    </>
  );
}

/** The browser cannot open the database: no decision about the contact can be stored. */
export function isUnopened({ problem }: ConnectionView): boolean {
  return problem?.kind === 'storage-broken';
}

function abilities({ can, provider }: ConnectionView, { certainty, customer, freshness }: FoundBody, inChat = true) {
  const isThere = certainty === 'sure' && freshness !== 'gone';
  const takes = (kind: Change['kind']) => isThere && can.changes.includes(kind);
  const edits = (part: EditedPart) => isThere && can.changes.some((kind) => EDITED_IN[kind] === part);
  const parts = {
    tags: { add: takes('add-tag'), remove: takes('remove-tag'), create: can.newTags, folds: provider === LOCAL_BOOK },
    remark: edits('remark'),
    nickname: edits('nickname'),
    fields: edits('fields'),
    details: edits('details') && can.details.length > 0 && customer.phones.every((phone) => !phone.hidden),
  } satisfies Record<EditedPart, unknown>;
  return {
    ...parts,
    friends: can.tagCustomers,
    refuse: certainty === 'sure' && inChat,
    messages: isThere && can.messages,
    remove: isThere && can.remove,
    followUps: { see: isThere && can.followUps, add: can.addFollowUp },
    // A local book stores everything on this device anyway.
    beside: certainty === 'sure' &&
      provider !== LOCAL_BOOK && {
        note: !can.changes.includes('remark'),
        tags: !can.changes.includes('add-tag'),
        followUps: !can.addFollowUp,
      },
  };
}
