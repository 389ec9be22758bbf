import type { Customer } from './customer';
import type { Task } from './task';

/**
 * Who belongs to a phone number: customers, entries of the customer pool that was assigned to us, or entries of a list of
 * people to call. Those of pool and list are no customers yet, so they come as tasks.
 */
export interface FoundByPhone {
  source: 'none' | 'customer' | 'pool' | 'task';
  customers: Customer[];
  tasks: Task[];
}
