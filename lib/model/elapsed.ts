/**
 * Times that are kept (epoch ms) are by the clock of then, which may have been put back or forward since: a wrong zone, an empty battery, a guest
 * computer that was asleep. Nothing else compares a kept time with now: what the clock says to be still to come, and cannot be, counts as never.
 */

/** A clock that is set right little by little goes back by less than this, in ms. */
const CORRECTION = 1_000;

/** How long ago something was, in ms; Infinity where the clock says that it is still to come. */
export function since(time: number, now: number): number {
  return time - now > CORRECTION ? Infinity : Math.max(0, now - time);
}

/**
 * How long something still waits, in ms; 0 where its time has come.
 * @param longest the longest wait that there is for it, in ms: what is further away was set by another clock
 */
export function until(time: number, longest: number, now: number): number {
  const left = time - now;
  return left > longest + CORRECTION ? 0 : Math.max(0, left);
}

/** By how much another clock has written a time ahead of this one, in ms; 0 where this one can have written it. */
export function aheadBy(time: number, now: number): number {
  return since(time, now) === Infinity ? time - now : 0;
}
