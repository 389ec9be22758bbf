import { useId, useState } from 'preact/hooks';
import { isStuck } from '../../lib/model/edit';
import { isThere, type FoundCard } from '../../lib/model/one-record';
import { refKey, type Customer } from '../../lib/model/customer';
import { TEXTS, type DraftName } from '../../lib/model/draft';
import type { Card } from '../../lib/model/view';
import { Icon } from '../icon';
import { IconButton } from '../button';
import { textDraft } from '../customer/text-draft';
import { useDrafts } from '../drafts';
import { isDrafted } from '../form';
import { useTexts } from '../texts';
import { WaitingWord } from '../waiting-word';
import { CardNews, FreshnessWord, useRenewal, type CardProps } from './connection-card';
import { FoundCustomer } from './found-customer';

interface FurtherCrmsProps extends CardProps {
  /** The cards of the record behind the first. */
  others: Card[];
  /** The card whose remark and tags may be written to all; null where the first is that. */
  writer: FoundCard | null;
}

/** What the other CRMs know of the person: each a group of its own, with its own freshness, problem, remark and tags. */
export function FurtherCrms({ others, writer, ...props }: FurtherCrmsProps) {
  return others.map((card) => <Crm {...props} key={card.connection.id} card={card} writes={card === writer} />);
}

function Crm(props: CardProps & { writes: boolean }) {
  const { card, cards: all, actions, writes } = props;
  const { connection, edits } = card;
  const { t } = useTexts();
  const id = useId();
  const { renewed, asking, again } = useRenewal(props);
  const there = isThere(card) ? card : null;
  const stuck = edits.some(isStuck);
  const drafts = useDrafts();
  const halfTyped = there !== null && draftsAbout(there.body.customer).some((name) => isDrafted(drafts, name));
  // What is half typed is in sight again when the panel comes back to the person.
  const [opened, setOpened] = useState(halfTyped);
  return (
    <section aria-labelledby={id} class="border-t-4 border-bg">
      <div class="flex min-h-10 flex-wrap items-center gap-x-2 py-1 pr-1.5 pl-3">
        <h3 id={id} class="min-w-0 truncate font-semibold" title={connection.name}>
          {connection.name}
        </h3>
        <span class="ml-auto flex min-w-0 items-center gap-0.5">
          {edits.length > 0 && <WaitingWord until={connection.waitingUntil} />}
          {!stuck && edits.length > 0 ? (
            <span class="text-sm text-ink-3">{t(edits.some(({ attempts }) => attempts > 0) ? 'edit.waiting' : 'edit.saving')}</span>
          ) : (
            <FreshnessWord card={card} asking={asking} />
          )}
          <IconButton small icon="again" label={t('record.again', { connection: connection.name })} onClick={again} />
        </span>
      </div>
      <CardNews card={card} connections={props.connections} asking={asking} again={again} actions={actions} />
      {there && (
        <>
          <button
            type="button"
            aria-expanded={opened}
            class="flex w-full items-center gap-1.5 px-3 pb-2.5 text-left text-sm text-ink-2 hover:text-ink"
            onClick={() => setOpened(!opened)}
          >
            <Icon name={opened ? 'up' : 'down'} size={12} />
            <span class="min-w-0 truncate">
              {opened ? t('record.fold') : writes || stuck ? t('record.facts') : <Preview card={there} />}
            </span>
          </button>
          {/* What was not accepted is never folded away. */}
          {(opened || writes || stuck) && (
            <FoundCustomer
              {...props}
              key={refKey(there.body.customer)}
              body={there.body}
              renewed={renewed}
              leads={writes}
              facts={opened}
              writesTo={writes ? all.filter((other) => other.connection.id !== connection.id) : []}
            />
          )}
        </>
      )}
    </section>
  );
}

/** Whatever of a customer may be half typed: forms, and texts that are too long to save themselves. */
function draftsAbout(customer: Customer): DraftName[] {
  const [of, connection] = [refKey(customer), customer.connection];
  const forms = (['follow-up', 'details', 'tag'] as const).map((form) => ({ form, of, connection }));
  const texts = TEXTS.map((form) => textDraft(form, customer));
  return [...forms, ...texts, ...customer.fields.map(({ id }) => textDraft('field', customer, id))];
}

/** The first of what is folded away. */
function Preview({ card }: { card: FoundCard }) {
  const { t, list } = useTexts();
  const { tags, remark } = card.body.customer;
  const parts = [tags.length > 0 && list(tags.map(({ name }) => name)), remark?.split('\n')[0]].filter(Boolean);
  return (
    <>
      {t('record.open')}
      {parts.length > 0 && <span class="text-ink-3"> · {parts.join(' · ')}</span>}
    </>
  );
}
