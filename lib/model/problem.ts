import type { AddressFault } from './address';
import type { FormerWhy } from './former';

/** Everything that can go wrong, each with what a person can do about it (the texts are in locales/). Times are epoch ms. */
export type Problem =
  | { kind: 'signature-refused' }
  | { kind: 'clock-off'; minutes: number }
  | { kind: 'signed-out'; elsewhere: boolean }
  | { kind: 'credentials-refused'; message: string | null }
  | { kind: 'forbidden' }
  | { kind: 'not-found' }
  /** `asked` is the rest that the CRM has asked for, in ms from the time of its answer; absent for a quota of some seconds. */
  | { kind: 'rate-limited'; until: number; asked?: number; calls: number | null; seconds: number | null }
  | { kind: 'not-understood'; path: string; expected: string }
  /** Whether the CRM itself has answered: `isBeforeTheCrm`. */
  | { kind: 'server-error'; status: number }
  | { kind: 'not-the-crm'; address: string }
  | { kind: 'refused'; message: string }
  | { kind: 'timed-out'; seconds: number }
  | { kind: 'unreachable'; origin: string }
  | { kind: 'offline' }
  | { kind: 'not-permitted'; origin: string }
  | { kind: 'address-refused'; fault: AddressFault }
  /** `unread`: a write would overwrite what the CRM's answer does not show in full; `ability` is then its name for that value. */
  | { kind: 'not-supported'; ability: string; unread?: true }
  | { kind: 'conflict'; theirs: string | null }
  /** The CRM has said yes to a change and has kept what it had; `value` is '' for nothing. */
  | { kind: 'kept'; value: string }
  /** The value is not of the kind that its field holds. */
  | { kind: 'unfit'; wants: 'number' | 'date' | 'option' | 'text' }
  /** The change was made, and other values have changed with it that the edit did not contain. */
  | { kind: 'changed-too'; changes: { what: string; before: string; now: string }[] }
  /** The customer to be added has a number, or the name and company, of a customer whom the person has not seen yet. */
  | { kind: 'already-there'; by: 'phone' | 'name' }
  /** What was to be added is there already as it was before it was corrected; `unsure` where nothing tells whether it is. */
  | { kind: 'done-before'; unsure?: true }
  | { kind: 'not-connected' }
  | { kind: 'held-back'; why: FormerWhy | 'policy' }
  | { kind: 'counted-otherwise' }
  /** A change that is not taken back: it is too long ago, what was there before is not known, or the CRM deletes none of its kind. */
  | { kind: 'not-undone'; why: 'too-late' | 'unseen' | 'written' }
  | { kind: 'storage-full' }
  | { kind: 'storage-broken' }
  /** Setting or removing the passphrase has come to no end; `later` where it is tried again by itself. Every record is where it was. */
  | { kind: 'not-moved'; later: boolean }
  /** Everything was to be deleted, and a database was not. */
  | { kind: 'not-wiped' }
  | { kind: 'lost' }
  | { kind: 'locked' }
  | { kind: 'wrong-passphrase' }
  | { kind: 'managed' }
  | { kind: 'crm-address'; origin: string }
  /** What was to be done is not taken: a text has more signs, or a list more entries, than are taken (`LIMITS`). */
  | { kind: 'too-long'; what: TooLong; length: number; most: number }
  /** A page has asked the worker in a shape that it does not take: most likely the page is of another version. */
  | { kind: 'malformed'; where: string }
  | { kind: 'unexpected'; where: string };

/** What a person has written too much of; `text` is anything else that is typed. */
export type TooLong = 'name' | 'tag' | 'phone' | 'company' | 'remark' | 'search' | 'passphrase' | 'list' | 'text';

/** Carries a Problem through `throw`. Its message holds the kind alone, so that it can be logged. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Turns whatever was thrown into a Problem; `where` says which part of Kebian saw it. */
export function toProblem(thrown: unknown, where: string): Problem {
  return thrown instanceof ProblemError ? thrown.problem : { kind: 'unexpected', where };
}

/** For background work: an unreadable database is not its fault; the work is resumed later. */
export function unlessLocked(thrown: unknown): void {
  if (!(thrown instanceof ProblemError) || !['locked', 'storage-broken'].includes(thrown.problem.kind)) throw thrown;
}

/** For work that no caller waits for: also a database that the browser has closed ends it; what was to be done is found by the next alarm. */
export function unlessUnreadable(thrown: unknown): void {
  if (!isClosed(thrown)) unlessLocked(thrown);
}

/** Whether trying again later, with nothing changed by anybody, may help. */
export function isPassing(problem: Problem): boolean {
  return ['rate-limited', 'server-error', 'timed-out', 'unreachable', 'offline'].includes(problem.kind);
}

/**
 * Whether it is not the CRM that has answered, but what stands before it: a web page, a redirect, a missing call, or a network that wants a
 * sign-in of its own (status 511, RFC 6585).
 */
export function isBeforeTheCrm(problem: Problem): boolean {
  return problem.kind === 'server-error' && (problem.status < 500 || problem.status === 511);
}

/** Whether the CRM may have answered so to one call alone, for what that call is about. */
export function mayBeOfOne({ kind }: Problem): boolean {
  return ['server-error', 'timed-out', 'unreachable', 'not-understood'].includes(kind);
}

/** The errors by which a browser reports that a database is not open or is closing. */
export function isClosed(thrown: unknown): boolean {
  return thrown instanceof Error && ['InvalidStateError', 'AbortError', 'UnknownError'].includes(thrown.name);
}

/** How a browser says that nothing more fits on the disk. */
export function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError';
}
