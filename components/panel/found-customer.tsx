import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CustomerRef } from '../../lib/model/customer';
import type { CustomerDetails, Edit } from '../../lib/model/edit';
import type { CardBody, ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { CustomerForm } from '../customer/customer-form';
import { Facts } from '../customer/facts';
import { Fields } from '../customer/fields';
import { Nickname } from '../customer/nickname';
import { Remark } from '../customer/remark';
import { Stage, stageField } from '../customer/stage';
import { Tags } from '../customer/tags';
import { FollowUps } from '../follow-ups/follow-ups';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import { useAfterFirstFrame } from '../pace';
import { useTexts } from '../texts';
import type { CardProps } from './connection-card';
import { Further } from './further';

const Conflict = lazily(() => import('../customer/conflict').then((file) => file.Conflict));

type Found = Extract<CardBody, { kind: 'found' }>;

/**
 * A customer with everything about them. Until a likely one is confirmed, nothing about them can be
 * changed. Give it a `key` per customer: what is open or half typed here never moves on to somebody else.
 */
export function FoundCustomer(props: CardProps & { body: Found; renewed: number }) {
  const { body, card, leads, heading, preferences, actions, matches, renewed, onGo } = props;
  const { customer, freshness } = body;
  const { pick, t } = useTexts();
  const may = abilities(card.connection, body);
  const stage = stageField(customer);
  const shared = { customer, edits: card.edits, offline: freshness === 'offline', actions };
  const reason = card.connection.can.readOnlyReason;
  const whole = useAfterFirstFrame();
  return (
    <>
      {body.certainty === 'likely' && <Question body={body} actions={actions} />}
      <Details
        {...props}
        editable={may.details}
        showName={customer.name !== heading}
        maskPhones={preferences.maskPhones}
        nicknameEditor={may.nickname ? <Nickname {...shared} /> : null}
        stageEditor={may.fields && stage ? <Stage {...shared} field={stage} /> : null}
      />
      {whole && (
        <>
          <Tags
            {...shared}
            can={may.tags}
            hotkey={leads}
            matches={matches}
            onShow={may.friends ? (tag) => onGo({ kind: 'tag', connection: card.connection.id, tag }) : null}
          />
          <Remark {...shared} editable={may.remark} hotkey={leads} />
          {may.followUps.see && (
            <FollowUps
              customer={customer}
              edits={card.edits}
              canAdd={may.followUps.add}
              hotkey={leads}
              renewed={renewed}
              actions={actions}
            />
          )}
          <Fields {...shared} editable={may.fields} />
          {(may.messages || may.remove) && (
            <Further
              customer={customer}
              connectionName={card.connection.name}
              can={may}
              actions={actions}
              onHistory={() => onGo({ kind: 'history', customer })}
            />
          )}
        </>
      )}
      {whole && reason && (
        <p class="flex gap-1.5 border-t border-line px-3 py-2 text-sm text-ink-3">
          <span class="mt-0.5">
            <Icon name="lock" size={12} />
          </span>
          {t('card.readOnly', { reason: pick(reason) })}
        </p>
      )}
    </>
  );
}

/** "Is this right?" for a customer that was only guessed. */
function Question({ body, actions }: { body: Found; actions: CardProps['actions'] }) {
  const { t, list } = useTexts();
  const ref: CustomerRef = { connection: body.customer.connection, id: body.customer.id };
  return (
    <div class="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-info-soft px-3 py-2.5">
      <div class="min-w-0 flex-[1_1_10rem]">
        <p class="font-semibold text-info">{t('likely.question')}</p>
        <p class="text-sm text-ink-2">{list(body.reasons.map((reason) => t(`reason.${reason}`)))}</p>
      </div>
      <div class="flex gap-2">
        <Button look="primary" icon="check" onClick={() => actions.choose(ref)}>
          {t('likely.yes')}
        </Button>
        <Button onClick={() => actions.refuse(ref)}>{t('likely.no')}</Button>
      </div>
    </div>
  );
}

interface DetailsProps extends CardProps {
  body: Found;
  editable: boolean;
  showName: boolean;
  maskPhones: boolean;
  nicknameEditor: ComponentChildren;
  stageEditor: ComponentChildren;
}

/** The facts, or the form for them where the CRM lets them be typed in. */
function Details({ body: { customer }, card, editable, showName, maskPhones, nicknameEditor, stageEditor, actions }: DetailsProps) {
  const { t } = useTexts();
  const [editing, setEditing] = useState(false);
  if (editable && editing) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <CustomerForm
          title={t('facts.edit')}
          submitLabel={t('common.save')}
          start={{ name: customer.name, company: customer.company ?? '', phones: typedPhones(customer), nickname: '', remark: '' }}
          lines={['name', 'company', 'phones']}
          onCancel={() => setEditing(false)}
          onSubmit={async ({ name, company, phones }) => {
            const ref = { connection: customer.connection, id: customer.id };
            const details = changedDetails(customer, { name, company, phones });
            const nothing = Object.keys(details).length === 0;
            const problem = nothing ? null : await actions.submit(ref, { kind: 'details', details });
            if (!problem) setEditing(false);
            return problem;
          }}
        />
      </div>
    );
  }
  return (
    <div class="border-t border-line px-3 py-2.5">
      <Facts
        customer={customer}
        showName={showName}
        maskPhones={maskPhones}
        onCopy={actions.copy}
        nicknameEditor={nicknameEditor}
        stageEditor={stageEditor}
      />
      <DetailsConflict edits={card.edits} actions={actions} />
      {editable && (
        <Button look="link" icon="edit" class="mt-1 -ml-1" onClick={() => setEditing(true)}>
          {t('facts.edit')}
        </Button>
      )}
    </div>
  );
}

/** Where somebody else has changed the details too. */
function DetailsConflict({ edits, actions }: { edits: Edit[]; actions: CardProps['actions'] }) {
  return edits.map((edit) =>
    edit.change.kind === 'details' && edit.state.kind === 'conflict' ? (
      <Conflict key={edit.id} edit={edit} theirs={edit.state.theirs} actions={actions} />
    ) : null,
  );
}

/** Only what was changed goes to the CRM: not every one can write all of it. */
function changedDetails(customer: Found['customer'], typed: Required<CustomerDetails>): CustomerDetails {
  return {
    ...(typed.name !== customer.name && { name: typed.name }),
    ...(typed.company !== customer.company && { company: typed.company }),
    ...(typed.phones.join() !== customer.phones.map(({ number }) => number).join() && { phones: typed.phones }),
  };
}

function typedPhones(customer: Found['customer']): string {
  return customer.phones.map((phone) => phone.number).join(', ');
}

function abilities({ can }: ConnectionView, { certainty, customer }: Found) {
  const has = (kind: (typeof can.changes)[number]) => certainty === 'sure' && can.changes.includes(kind);
  return {
    tags: { add: has('add-tag'), remove: has('remove-tag'), create: can.newTags },
    remark: has('remark'),
    nickname: has('personal-name'),
    fields: has('field'),
    friends: can.tagCustomers,
    messages: certainty === 'sure' && can.messages,
    remove: certainty === 'sure' && can.remove,
    followUps: { see: certainty === 'sure' && can.followUps, add: can.addFollowUp },
    details: has('details') && customer.phones.every((phone) => !phone.hidden),
  };
}
