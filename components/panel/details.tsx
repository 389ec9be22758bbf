import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { refKey, type Customer } from '../../lib/model/customer';
import type { DraftName } from '../../lib/model/draft';
import { beforeOf, type Base, type CustomerDetails, type Edit } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';
import { Button } from '../button';
import { CustomerForm, typedNumbers, type CustomerLines } from '../customer/customer-form';
import { Facts } from '../customer/facts';
import { Rejected } from '../customer/save-note';
import { useForm, useIsHalfTyped, type Form } from '../form';
import { lazily } from '../lazily';
import { useTexts } from '../texts';
import type { CardProps } from './connection-card';

const Conflict = lazily(() => import('../customer/conflict').then((file) => file.Conflict));

interface DetailsProps extends CardProps {
  /** Says whose these are: the form for them is closed when somebody else comes. */
  one: string;
  body: { customer: Customer };
  editable: boolean;
  showName: boolean;
  maskPhones: boolean;
  nicknameEditor: ComponentChildren;
  stageEditor: ComponentChildren;
}

/** The facts, or the form for them where the CRM lets them be typed in. */
export function Details({
  one,
  body: { customer },
  card,
  editable,
  showName,
  maskPhones,
  nicknameEditor,
  stageEditor,
  actions,
}: DetailsProps) {
  const { t } = useTexts();
  const halfTyped = useIsHalfTyped(detailsDraft(customer));
  const [opened, setOpened] = useState<{ one: string; open: boolean } | null>(null);
  const open = opened?.one === one ? opened.open : halfTyped;
  useEffect(() => setOpened(null), [one]);
  if (editable && open) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <DetailsForm
          key={one}
          customer={customer}
          lines={card.connection.can.details}
          actions={actions}
          onDone={() => setOpened({ one, open: false })}
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
      <DetailsNews edits={card.edits} actions={actions} />
      {editable && (
        <Button look="link" icon="edit" class="mt-1 -ml-1" onClick={() => setOpened({ one, open: true })}>
          {t('facts.edit')}
        </Button>
      )}
    </div>
  );
}

/** Details that the CRM has not accepted, or that somebody else has changed too. */
function DetailsNews({ edits, actions }: { edits: Edit[]; actions: CardProps['actions'] }) {
  return edits.map(({ id, change, state }, at) => {
    if (change.kind !== 'details') return null;
    if (state.kind === 'conflict') return <Conflict key={id} edit={edits[at]!} theirs={state.theirs} actions={actions} />;
    if (state.kind !== 'rejected') return null;
    return <Rejected key={id} problem={state.problem} onRetry={() => actions.retry(id)} onDiscard={() => actions.discard(id)} />;
  });
}

function detailsDraft(customer: Customer): DraftName {
  return { form: 'details', of: refKey(customer), connection: customer.connection };
}

interface DetailsFormProps {
  customer: Customer;
  /** What some call of the CRM writes: nothing else is offered. */
  lines: (keyof CustomerDetails)[];
  actions: CardProps['actions'];
  onDone: () => void;
}

function DetailsForm({ customer, lines, actions, onDone }: DetailsFormProps) {
  const { t } = useTexts();
  const form = useForm(detailsDraft(customer), {
    name: customer.name,
    company: customer.company ?? '',
    phones: customer.phones.map((phone) => phone.number).join(', '),
    remark: '',
  });
  async function save(): Promise<Problem | null> {
    const details = changedDetails(form);
    const ref = { connection: customer.connection, id: customer.id };
    const problem = details ? await actions.submit(ref, { kind: 'details', details }, seenDetails(customer, form, details)) : null;
    if (problem) return problem;
    form.done();
    onDone();
    return null;
  }
  return (
    <CustomerForm
      title={t('facts.edit')}
      submitLabel={t('common.save')}
      form={form}
      lines={lines}
      onSubmit={save}
      onCancel={() => {
        form.done();
        onDone();
      }}
    />
  );
}

/** Only what was changed goes to the CRM: not every one can write all of it. Null where nothing was. */
function changedDetails({ changed, values, start }: Form<CustomerLines>): CustomerDetails | null {
  const [all, before] = [detailsOf(values), detailsOf(start)];
  const parts = changed.filter((line) => line !== 'remark' && String(all[line]) !== String(before[line])) as (keyof CustomerDetails)[];
  return parts.length > 0 ? Object.fromEntries(parts.map((part) => [part, all[part]])) : null;
}

/** What the person saw of these parts when they first touched them, as far as it was known. */
function seenDetails(customer: Customer, { start }: Form<CustomerLines>, details: CustomerDetails): Base | undefined {
  const { name, company, phones } = detailsOf(start);
  const seen = { ...customer, name, company, phones: phones.map((number) => ({ label: null, number, hidden: false })) };
  return beforeOf(seen, { kind: 'details', details }) ?? undefined;
}

function detailsOf({ name, company, phones }: CustomerLines): Required<CustomerDetails> {
  return { name: name.trim(), company: company.trim() || null, phones: typedNumbers(phones) };
}
