import type { CustomerRef } from './customer';

/** A contact whose chat was open in this session, with the matched customer. */
export interface RecentView {
  key: string;
  name: string;
  customer: string | null;
  /** The customer, who can be opened in place. */
  ref?: CustomerRef;
  /** Distinguishes the customer from another of the same name. */
  company?: string;
}
