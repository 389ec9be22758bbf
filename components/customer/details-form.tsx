import type { Customer } from '../../lib/model/customer';
import { beforeOf, type Base, type CustomerDetails } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';
import type { Region } from '../../lib/model/region';
import { typedNumbers } from '../../lib/model/split-phones';
import { useForm, type Form } from '../form';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { useHome } from '../use-home';
import { CustomerForm, type CustomerLines } from './customer-form';
import { detailsDraft } from './details-draft';

interface DetailsFormProps {
  customer: Customer;
  /** The lines that the CRM can write: no others are offered. */
  lines: (keyof CustomerDetails)[];
  /** The most phone numbers that it takes. */
  mostPhones: number;
  actions: PanelActions;
  onDone: () => void;
}

/** The form for the details of a customer that the CRM lets be changed. */
export function DetailsForm({ customer, lines, mostPhones, actions, onDone }: DetailsFormProps) {
  const { t } = useTexts();
  const home = useHome();
  const form = useForm(detailsDraft(customer), {
    name: customer.name,
    company: customer.company ?? '',
    phones: customer.phones.map((phone) => phone.number).join(', '),
    remark: '',
  });
  async function save(): Promise<Problem | null> {
    const details = changedDetails(form, home);
    const ref = { connection: customer.connection, id: customer.id };
    const problem = details ? await actions.submit(ref, { kind: 'details', details }, seenDetails(customer, form, details, home)) : null;
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
      // Who has more already keeps them while something else is changed.
      mostPhones={Math.max(mostPhones, customer.phones.length)}
      onSubmit={save}
      onCancel={() => {
        form.done();
        onDone();
      }}
    />
  );
}

/** The changed lines: only these are sent, because not every CRM can write all. Null if none was changed. */
function changedDetails({ changed, values, start }: Form<CustomerLines>, home: Region | null): CustomerDetails | null {
  const [all, before] = [detailsOf(values, home), detailsOf(start, home)];
  const parts = changed.filter((line) => line !== 'remark' && String(all[line]) !== String(before[line])) as (keyof CustomerDetails)[];
  return parts.length > 0 ? Object.fromEntries(parts.map((part) => [part, all[part]])) : null;
}

/** What the person saw of these parts when they first touched them, as far as it was known. */
function seenDetails(customer: Customer, { start }: Form<CustomerLines>, details: CustomerDetails, home: Region | null): Base | undefined {
  const { name, company, phones } = detailsOf(start, home);
  const seen = { ...customer, name, company, phones: phones.map((number) => ({ label: null, number, hidden: false })) };
  return beforeOf(seen, { kind: 'details', details }) ?? undefined;
}

function detailsOf({ name, company, phones }: CustomerLines, home: Region | null): Required<CustomerDetails> {
  return { name: name.trim(), company: company.trim() || null, phones: typedNumbers(phones, home) };
}
