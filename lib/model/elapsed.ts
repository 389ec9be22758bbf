/**
 * Stored times (epoch ms) were read from a clock that may have been changed since: a wrong time zone, an empty battery, a suspended virtual
 * machine. All comparisons of a stored time with the present are here: a time that cannot be, because it is too far in the future, counts as
 * never.
 */

/** A clock that is adjusted gradually goes back by less than this, in ms. */
const CORRECTION = 1_000;

/** How long ago a time was, in ms; Infinity where it is in the future. */
export function since(time: number, now: number): number {
  return time - now > CORRECTION ? Infinity : Math.max(0, now - time);
}

/**
 * How long to wait until a time, in ms; 0 once it has come.
 * @param longest the longest possible wait, in ms: a time further in the future was set by another clock
 */
export function until(time: number, longest: number, now: number): number {
  const left = time - now;
  return left > longest + CORRECTION ? 0 : Math.max(0, left);
}

/** How far in the future a time was written by another clock, in ms; 0 where this clock may have written it. */
export function aheadBy(time: number, now: number): number {
  return since(time, now) === Infinity ? time - now : 0;
}
