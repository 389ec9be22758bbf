import type { ComponentChildren } from 'preact';
import { refKey, type Customer } from '../../lib/model/customer';
import type { FactPart } from '../../lib/model/one-record';
import { useTexts } from '../texts';
import { Phones } from './phones';

export interface FactsProps {
  customer: Customer;
  showName: boolean;
  maskPhones: boolean;
  onCopy: (text: string) => void;
  /** Edits the nickname; left out where it is only shown. */
  nicknameEditor?: ComponentChildren;
  /** Changes the stage; left out where it is only shown. */
  stageEditor?: ComponentChildren;
  /** Renders what other CRMs know differently, below the value; with a label as a line of its own, if there is no value here. */
  also?: ((part: FactPart, label?: string) => ComponentChildren) | undefined;
}

/** The facts that every customer has. Company and phone have a line even when empty, the others only if there is something. */
export function Facts({ customer, showName, maskPhones, onCopy, nicknameEditor, stageEditor, also }: FactsProps) {
  const { t, date } = useTexts();
  const { stage, createdAt, lastFollowUpAt, nickname } = customer;
  // Where it is a field, it is shown among the fields.
  const source = customer.fields.some(({ isSource }) => isSource) ? null : customer.source;
  /** A part with a line of its own only where there is something, here or elsewhere. */
  const line = (part: FactPart, label: string, value: ComponentChildren) =>
    value ? (
      <Fact label={label}>
        {value}
        {also?.(part)}
      </Fact>
    ) : (
      also?.(part, label)
    );
  return (
    <dl class="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1 @max-[12rem]:grid-cols-[minmax(0,1fr)] @min-[30rem]:grid-cols-[max-content_minmax(0,1fr)_max-content_minmax(0,1fr)]">
      {line('name', t('facts.name'), showName && customer.name)}
      <Fact label={t('facts.company')}>
        {customer.company ?? <Empty />}
        {also?.('company')}
      </Fact>
      {line('stage', t('facts.stage'), stageEditor ?? (stage && <StageName name={stage.name} />))}
      {line('owner', t('facts.owner'), customer.owner && <Owner customer={customer} />)}
      <Fact label={t('facts.phone')}>
        {customer.phones.length > 0 ? (
          <Phones of={refKey(customer)} phones={customer.phones} mask={maskPhones} onCopy={onCopy} />
        ) : (
          <Empty />
        )}
        {also?.('phones')}
      </Fact>
      {line('nickname', t('facts.nickname'), nicknameEditor || (nickname !== customer.name && nickname))}
      {line(
        'source',
        t('facts.source'),
        source && (
          <>
            {source}
            {createdAt && <span class="text-ink-3"> · {t('facts.createdOn', { date: date(createdAt) })}</span>}
          </>
        ),
      )}
      {!source && createdAt && <Fact label={t('facts.created')}>{date(createdAt)}</Fact>}
      {line('lastFollowUpAt', t('facts.followUp'), lastFollowUpAt && date(lastFollowUpAt))}
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
