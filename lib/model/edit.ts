import type { Customer, CustomerRef, FieldValue } from './customer';
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
  change: Change;
  base: string | null;
  madeAt: number;
  attempts: number;
  notBefore: number;
  state: { kind: 'queued' } | { kind: 'sending' } | { kind: 'rejected'; problem: Problem };
}

/** The customer as it will be once the CRM has accepted the change. */
export function applyChange(customer: Customer, change: Change): Customer {
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
      return {
        ...customer,
        fields: customer.fields.map((field) => (field.id === change.field ? { ...field, value: change.value } : field)),
      };
    case 'details':
      return withDetails(customer, change.details);
  }
}

function withDetails(customer: Customer, details: CustomerDetails): Customer {
  return {
    ...customer,
    name: details.name ?? customer.name,
    company: details.company === undefined ? customer.company : details.company,
    phones: details.phones?.map((number) => ({ label: null, number, hidden: false })) ?? customer.phones,
  };
}
