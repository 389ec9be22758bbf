import { until } from './elapsed';
import type { Problem } from './problem';

/** A wait that a CRM has asked for. */
export type Rest = Extract<Problem, { kind: 'rate-limited' }>;

/** The longest wait that is respected, in ms: after it, the CRM is asked again. */
export const LONGEST_ASKED = 24 * 60 * 60_000;

/** The wait where none was named, in ms: for quotas of some seconds, and those that older versions have stored. */
export const LONGEST_UNNAMED = 30 * 60_000;

/** The longest possible wait after this problem, in ms. */
export function longestRest(problem: Problem | null | undefined): number {
  const asked = problem?.kind === 'rate-limited' ? (problem.asked ?? 0) : 0;
  return Math.min(LONGEST_ASKED, Math.max(LONGEST_UNNAMED, asked));
}

/** In how many ms the CRM may be asked again; 0 where that time has come or was written by another clock. */
export function restLeft(rest: Rest, now: number): number {
  return until(rest.until, longestRest(rest), now);
}
