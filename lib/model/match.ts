import type { Customer } from './customer';

/** Why a customer was taken for the contact, strongest first; the words for a person are in locales/. */
export type Reason =
  | 'linked'
  | 'phone'
  | 'remark'
  | 'name'
  | 'nickname'
  | 'company'
  | 'title'
  | 'decorated'
  | 'spelling'
  | 'sound'
  | 'script'
  | 'rare-name'
  | 'mine'
  | 'only-one';

export interface Candidate {
  customer: Customer;
  reasons: Reason[];
}

/** sure = shown at once; likely = shown with "Is this right?"; several = the person chooses; none = nobody in the CRM. */
export type Decision = 'sure' | 'likely' | 'several' | 'none';

/** Contact -> customers, best first, with the reasons. `none` has no candidates. */
export interface Match {
  decision: Decision;
  candidates: Candidate[];
}
