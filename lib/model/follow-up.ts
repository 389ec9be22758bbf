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
 * A follow-up that a person has written. `at` is when the contact took place; together with the text it prevents that a repeated sending adds a
 * second one. `kind` and `stage` are ids of the CRM's options; a `stage` also moves the customer there.
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
