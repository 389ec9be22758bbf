import { refKey, type Customer } from '../../lib/model/customer';
import type { DraftName, TEXTS } from '../../lib/model/draft';

/** Where a text that saves itself, and is too long for that, is kept; `field` is the id of one of the CRM's own fields. */
export function textDraft(
  form: (typeof TEXTS)[number] | 'field',
  customer: Pick<Customer, 'connection' | 'id'>,
  field?: string,
): DraftName {
  const of = refKey(customer);
  return { form, of: field === undefined ? of : `${of} ${field}`, connection: customer.connection };
}
