import type { ComponentChildren } from 'preact';
import { refKey, type Customer } from '../../lib/model/customer';
import { useTexts } from '../texts';
import { Phones } from './phones';

interface FactsProps {
  customer: Customer;
  showName: boolean;
  maskPhones: boolean;
  onCopy: (text: string) => void;
  /** Edits the nickname; left out where it is only shown. */
  nicknameEditor?: ComponentChildren;
  /** Changes the stage; left out where it is only shown. */
  stageEditor?: ComponentChildren;
}

/** What every customer has. Company and phone keep their line when empty, the others only show when there is something. */
export function Facts({ customer, showName, maskPhones, onCopy, nicknameEditor, stageEditor }: FactsProps) {
  const { t, date } = useTexts();
  const { stage, source, createdAt, lastFollowUpAt, nickname } = customer;
  return (
    <dl class="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1 @max-[12rem]:grid-cols-[minmax(0,1fr)] @min-[30rem]:grid-cols-[max-content_minmax(0,1fr)_max-content_minmax(0,1fr)]">
      {showName && <Fact label={t('facts.name')}>{customer.name}</Fact>}
      <Fact label={t('facts.company')}>{customer.company ?? <Empty />}</Fact>
      {(stage || stageEditor) && <Fact label={t('facts.stage')}>{stageEditor ?? <StageName name={stage?.name ?? ''} />}</Fact>}
      {customer.owner && (
        <Fact label={t('facts.owner')}>
          <Owner customer={customer} />
        </Fact>
      )}
      <Fact label={t('facts.phone')}>
        {customer.phones.length > 0 ? (
          <Phones of={refKey(customer)} phones={customer.phones} mask={maskPhones} onCopy={onCopy} />
        ) : (
          <Empty />
        )}
      </Fact>
      {nicknameEditor ? (
        <Fact label={t('facts.nickname')}>{nicknameEditor}</Fact>
      ) : (
        nickname && nickname !== customer.name && <Fact label={t('facts.nickname')}>{nickname}</Fact>
      )}
      {source && (
        <Fact label={t('facts.source')}>
          {source}
          {createdAt && <span class="text-ink-3"> · {t('facts.createdOn', { date: date(createdAt) })}</span>}
        </Fact>
      )}
      {!source && createdAt && <Fact label={t('facts.created')}>{date(createdAt)}</Fact>}
      {lastFollowUpAt && <Fact label={t('facts.followUp')}>{date(lastFollowUpAt)}</Fact>}
    </dl>
  );
}

function StageName({ name }: { name: string }) {
  return <span class="inline-block max-w-full rounded-s border border-line-strong px-1.5 break-words">{name}</span>;
}

function Owner({ customer }: { customer: Customer }) {
  const { t, list } = useTexts();
  const helpers = customer.helpers.map((helper) => helper.name);
  return (
    <>
      {customer.owner?.name}
      {helpers.length > 0 && <span class="ml-1.5 text-ink-3">{t('facts.helpers', { names: list(helpers) })}</span>}
    </>
  );
}

/** One line of a list of facts. */
export function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <>
      <dt class="max-w-24 min-w-12 leading-6 break-words text-ink-3">{label}</dt>
      <dd class="min-w-0 leading-6 break-words">{children}</dd>
    </>
  );
}

export function Empty() {
  const { t } = useTexts();
  return <span class="text-ink-3">{t('facts.empty')}</span>;
}
