import type { Colleague, Option } from './customer';

/** A dated note about contact with a customer. Times are ISO 8601 text with a zone, null where the CRM's is none; `automatic` ones were written by the CRM itself. */
export interface FollowUp {
  id: string;
  text: string;
  at: string | null;
  by: Colleague | null;
  kind: Option | null;
  remindAt: string | null;
  automatic: boolean;
}

/**
 * A follow-up as a person has written it. `at` is when the contact took place, and with the text it is what makes sending it twice
 * the same as once. `kind` and `stage` are ids of the CRM's options; a `stage` moves the customer there in the same step.
 */
export interface NewFollowUp {
  text: string;
  at: string;
  kind: string | null;
  remindAt: string | null;
  stage: string | null;
}

/** The newest first; those without a time last. */
export function newestFirst(all: FollowUp[]): FollowUp[] {
  const timeOf = ({ at }: FollowUp): number => (at === null ? -Infinity : Date.parse(at));
  return all.toSorted((a, b) => Math.sign(timeOf(b) - timeOf(a)) || 0);
}
