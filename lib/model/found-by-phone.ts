import type { Customer } from './customer';
import type { Task } from './task';

/**
 * Those who have a phone number: customers, entries of the customer pool that were assigned to us, or entries of a call list. Entries of pool
 * and list are no customers yet, so they are tasks.
 */
export interface FoundByPhone {
  source: 'none' | 'customer' | 'pool' | 'task';
  customers: Customer[];
  tasks: Task[];
}
