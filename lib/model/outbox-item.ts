import type { Field } from './customer';
import type { Edit } from './edit';

/** An edit on its way and the name of the customer it belongs to, null where that is not known. */
export interface OutboxItem {
  edit: Edit;
  customer: string | null;
  /** The field that it changes, where it changes one that is known. */
  field?: Field | null;
}

/** The edit that was made last; `accepted` once the CRM has it. */
export interface LastMade extends OutboxItem {
  accepted: boolean;
  /** The edits that were made with it: the same change of the same person in other CRMs. */
  also: string[];
}
