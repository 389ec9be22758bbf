import type { Customer, CustomerRef, FieldValue } from './customer';
import type { NewFollowUp } from './follow-up';
import type { Problem } from './problem';
import { withTag, withoutTag, type Tag } from './tag';

/** What the person wants to be true of a customer. */
export type Change =
  | { kind: 'remark'; text: string }
  | { kind: 'add-tag'; tag: Tag }
  | { kind: 'remove-tag'; tag: Tag }
  | { kind: 'personal-name'; text: string }
  | { kind: 'field'; field: string; value: FieldValue }
  | { kind: 'details'; details: CustomerDetails };

/** What an Edit carries to the CRM: a change of the customer, or a follow-up that is written about them. */
export type Intent = Change | { kind: 'follow-up'; followUp: NewFollowUp };

/** The parts of a customer that a person may type in where a CRM allows it; a part that is left out stays. */
export interface CustomerDetails {
  name?: string;
  company?: string | null;
  phones?: string[];
}

/** One intended change on its way: written down first, then sent, gone when the CRM has it. `base` is what the person saw. */
export interface Edit {
  id: string;
  ref: CustomerRef;
  change: Intent;
  base: string | null;
  madeAt: number;
  attempts: number;
  notBefore: number;
  state: { kind: 'queued' } | { kind: 'sending' } | { kind: 'rejected'; problem: Problem };
}

/** The customer as it will be once the CRM has accepted the change. */
export function applyChange(customer: Customer, change: Intent): Customer {
  switch (change.kind) {
    case 'remark':
      return { ...customer, remark: change.text };
    case 'add-tag':
      return { ...customer, tags: withTag(customer.tags, change.tag) };
    case 'remove-tag':
      return { ...customer, tags: withoutTag(customer.tags, change.tag) };
    case 'personal-name':
      return { ...customer, nickname: change.text };
    case 'field':
      return withField(customer, change.field, change.value);
    case 'details':
      return withDetails(customer, change.details);
    case 'follow-up':
      return withFollowUp(customer, change.followUp);
  }
}

/** Where the field is the customer's stage, the stage moves with it. */
function withField(customer: Customer, id: string, value: FieldValue): Customer {
  const field = customer.fields.find((one) => one.id === id);
  const stage = field?.isStage ? (field.options.find((option) => option.id === value) ?? null) : customer.stage;
  return { ...customer, stage, fields: customer.fields.map((one) => (one.id === id ? { ...one, value } : one)) };
}

function withFollowUp(customer: Customer, { at, stage }: NewFollowUp): Customer {
  const last = customer.lastFollowUpAt;
  const met = { ...customer, lastFollowUpAt: last !== null && Date.parse(last) > Date.parse(at) ? last : at };
  const field = customer.fields.find(({ isStage }) => isStage);
  return stage !== null && field ? withField(met, field.id, stage) : met;
}

function withDetails(customer: Customer, details: CustomerDetails): Customer {
  return {
    ...customer,
    name: details.name ?? customer.name,
    company: details.company === undefined ? customer.company : details.company,
    phones: details.phones?.map((number) => ({ label: null, number, hidden: false })) ?? customer.phones,
  };
}
