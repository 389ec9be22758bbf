import type { Matched } from '../../../lib/model/match/match.ts';
import type { LabelledContact } from './invent.ts';

/** A contact with the result of matching. */
export interface Answered {
  contact: LabelledContact;
  matched: Matched;
}

/** Shares from 0 to 1; NaN without a total. */
export interface Scores {
  surePrecision: number;
  sureShare: number;
  likelyPrecision: number;
  found: number;
  top5: number;
  strangersNotClaimed: number;
}

export function score(answered: readonly Answered[]): Scores {
  const sure = answered.filter(({ matched }) => matched.decision === 'sure');
  const likely = answered.filter(({ matched }) => matched.decision === 'likely');
  const known = answered.filter(({ contact }) => contact.truth !== null);
  const strangers = answered.filter(({ contact }) => contact.truth === null);
  return {
    surePrecision: share(sure, right),
    sureShare: sure.length / answered.length,
    likelyPrecision: share(likely, right),
    found: share(known, (one) => claimed(one) && right(one)),
    top5: share(known, ({ contact, matched }) => matched.candidates.slice(0, 5).some(({ id }) => isTruth(contact, id))),
    strangersNotClaimed: share(strangers, (one) => !claimed(one)),
  };
}

/** Whether the contact is this customer; of a person with two records, either is right. */
export function isTruth({ truth }: LabelledContact, id: string | undefined): boolean {
  return id !== undefined && truth !== null && [truth].flat().includes(id);
}

/** The best candidate is right. */
export function right({ contact, matched }: Answered): boolean {
  return isTruth(contact, matched.candidates[0]?.id);
}

/** The results for one kind of contacts. */
export function countsOf(answered: readonly Answered[]): Record<string, number> {
  const of = (decision: string) => answered.filter(({ matched }) => matched.decision === decision);
  const wrong = (some: Answered[]) => some.filter((one) => !right(one)).length;
  const five = answered.filter(({ contact, matched }) => matched.candidates.slice(0, 5).some(({ id }) => isTruth(contact, id)));
  const [sure, likely] = [of('sure'), of('likely')];
  return { sure: sure.length, wrongSure: wrong(sure), likely: likely.length, wrongLikely: wrong(likely), among5: five.length };
}

/**
 * Of the contacts in the CRM: how many an ideal ranking could find, and could place among the first five, if the order of people with equal
 * names is random.
 */
export function ceiling(answered: readonly Answered[]): { alone: number; top5: number } {
  const known = answered.filter(({ contact }) => contact.truth !== null);
  const twins = known.map(({ contact, matched }) => {
    const truth = matched.candidates.find(({ id }) => isTruth(contact, id));
    return truth ? matched.candidates.filter((other) => Math.abs(other.score - truth.score) <= truth.score * 0.06).length : Infinity;
  });
  return {
    alone: twins.filter((count) => count === 1).length / known.length,
    top5: twins.reduce((sum, count) => sum + Math.min(1, 5 / count), 0) / known.length,
  };
}

function claimed({ matched }: Answered): boolean {
  return matched.decision === 'sure' || matched.decision === 'likely';
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(holds).length / all.length;
}
