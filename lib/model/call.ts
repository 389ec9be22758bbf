import type { Customer } from './customer';
import type { Task } from './task';

/**
 * Who belongs to a phone number: customers, or somebody of the pool of customers that was assigned to us, or somebody on a list of
 * people to call. Those of pool and list are no customers yet, so they come as tasks.
 */
export interface CallerFound {
  source: 'none' | 'customer' | 'pool' | 'task';
  customers: Customer[];
  tasks: Task[];
}
