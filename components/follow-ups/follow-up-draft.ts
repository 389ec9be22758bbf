import { refKey, type Customer } from '../../lib/model/customer';
import type { DraftName } from '../../lib/model/draft';

/** What is half typed about a customer is the same in the panel and in the popover. */
export function followUpDraft(customer: Customer): DraftName {
  return { form: 'follow-up', of: refKey(customer), connection: customer.connection };
}
