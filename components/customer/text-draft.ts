import { refKey, type Customer } from '../../lib/model/customer';
import type { DraftName, TEXTS } from '../../lib/model/draft';

/** The name of the draft of a text that saves itself but is too long; `field` is the id of one of the CRM's own fields. */
export function textDraft(
  form: (typeof TEXTS)[number] | 'field',
  customer: Pick<Customer, 'connection' | 'id'>,
  field?: string,
): DraftName {
  const of = refKey(customer);
  return { form, of: field === undefined ? of : `${of} ${field}`, connection: customer.connection };
}
