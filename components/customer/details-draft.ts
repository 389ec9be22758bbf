import { refKey, type Customer } from '../../lib/model/customer';
import type { DraftName } from '../../lib/model/draft';

/** The name of the draft of a customer's details. */
export function detailsDraft(customer: Customer): DraftName {
  return { form: 'details', of: refKey(customer), connection: customer.connection };
}
