import { useState } from 'preact/hooks';
import { refKey } from '../../lib/model/customer';
import type { FoundBody } from '../../lib/model/one-record';
import type { Card } from '../../lib/model/view';
import { Remark } from '../customer/remark';
import { Section } from '../customer/section';
import { Tags } from '../customer/tags';
import { AddButton } from '../follow-ups/add-button';
import { followUpDraft } from '../follow-ups/follow-up-draft';
import { FollowUpForm } from '../follow-ups/follow-up-form';
import { PendingLine } from '../follow-ups/pending-line';
import { useIsHalfTyped } from '../form';
import { lazily } from '../lazily';
import type { NotWritten } from '../panel/actions';
import { writingAlso } from '../panel/writing-also';
import { LOCAL_BOOK } from '../local-book';
import { useTexts } from '../texts';
import type { PopoverProps } from './popover';

const WritesToAll = lazily(() => import('../panel/write-to').then((file) => file.WritesToAll));

/** The parts of a customer that can be edited without the panel. Only for a certain customer; a likely one is confirmed in the panel. */
export function CustomerParts(props: PopoverProps) {
  const { card, texts, broken = false } = props;
  if (broken || card?.body.kind !== 'found' || card.body.certainty !== 'sure') {
    return <p class="border-t border-line px-3 py-2.5 text-ink-2">{broken ? texts.storage : texts.readOnly}</p>;
  }
  return <Parts {...props} key={refKey(card.body.customer)} card={card} body={card.body} />;
}

function Parts({ card, body, also = [], actions, matches }: PopoverProps & { card: Card; body: FoundBody }) {
  const { customer, freshness } = body;
  const { can } = card.connection;
  const [missed, setMissed] = useState<NotWritten[]>([]);
  const shared = {
    customer,
    edits: card.edits,
    offline: freshness === 'offline',
    actions: also.length === 0 ? actions : writingAlso(actions, also, setMissed),
  };
  return (
    <>
      {also.length > 0 && <WritesToAll writer={{ ...card, body }} others={also} missed={missed} />}
      <Tags
        {...shared}
        can={{
          ...{ add: can.changes.includes('add-tag'), remove: can.changes.includes('remove-tag'), create: can.newTags },
          folds: card.connection.provider === LOCAL_BOOK,
        }}
        hotkey
        matches={matches}
        onShow={null}
      />
      <Remark {...shared} editable={can.changes.includes('remark')} hotkey />
      {can.addFollowUp && <AddFollowUp card={card} body={body} actions={actions} />}
    </>
  );
}

function AddFollowUp({ card, body: { customer }, actions }: Pick<PopoverProps, 'actions'> & { card: Card; body: FoundBody }) {
  const { t } = useTexts();
  const [adding, setAdding] = useState(useIsHalfTyped(followUpDraft(customer)));
  const pending = card.edits.filter(({ change }) => change.kind === 'follow-up');
  const add = <AddButton adding={adding} hotkey onAdd={() => setAdding(true)} />;
  return (
    <Section title={t('followUps.title')} hotkey="F" aside={add}>
      {adding && <FollowUpForm customer={customer} actions={actions} onDone={() => setAdding(false)} />}
      <ol aria-label={t('followUps.title')} class="grid gap-2 empty:hidden">
        {pending.map((edit) => (
          <PendingLine key={edit.id} edit={edit} actions={actions} />
        ))}
      </ol>
    </Section>
  );
}
