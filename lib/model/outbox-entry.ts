import type { Field } from './customer';
import type { Edit } from './edit';

/** An edit in the outbox with the name of its customer, null where that is unknown. */
export interface OutboxEntry {
  edit: Edit;
  customer: string | null;
  /** The field that it changes, where it changes a known one. */
  field?: Field | null;
}

/** The last edit; `accepted` once the CRM has accepted it. */
export interface LastMade extends OutboxEntry {
  accepted: boolean;
  /** The edits that were made together with it: the same change of the same person in other CRMs. */
  also: string[];
}
