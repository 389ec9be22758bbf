import { refKey, type Customer } from '../../lib/model/customer';
import type { DraftName } from '../../lib/model/draft';

/** What is half typed of a customer's details is kept under this name. */
export function detailsDraft(customer: Customer): DraftName {
  return { form: 'details', of: refKey(customer), connection: customer.connection };
}
