import type { AddressFault } from './address';
import type { FormerWhy } from './former';

/** Everything that can go wrong, each with what a person can do about it (the texts are in locales/). Times are epoch ms. */
export type Problem =
  | { kind: 'signature-refused' }
  | { kind: 'clock-off'; minutes: number }
  | { kind: 'signed-out'; elsewhere: boolean }
  /** The person is not signed in with an account of their company; `why` is how the last attempt ended. */
  | { kind: 'not-signed-in'; why: NotSignedIn }
  | { kind: 'credentials-refused'; message: string | null }
  | { kind: 'forbidden' }
  /** The CRM only answers trusted addresses; `address` is the caller's as the CRM saw it, null where it did not say. */
  | { kind: 'not-trusted'; address: string | null }
  | { kind: 'beyond-reach'; of: BeyondReach }
  | { kind: 'not-found' }
  /** `asked` is the wait that the CRM has asked for, in ms from its answer; absent where it did not name one. */
  | { kind: 'rate-limited'; until: number; asked?: number; calls: number | null; seconds: number | null }
  | { kind: 'not-understood'; path: string; expected: string }
  /** Whether the CRM itself answered: see `isBeforeTheCrm`. */
  | { kind: 'server-error'; status: number }
  | { kind: 'not-the-crm'; address: string }
  | { kind: 'refused'; message: string }
  | { kind: 'timed-out'; seconds: number }
  | { kind: 'unreachable'; origin: string }
  | { kind: 'offline' }
  | { kind: 'not-permitted'; origin: string }
  | { kind: 'address-refused'; fault: AddressFault }
  /** `unread`: a write would overwrite a value that the CRM did not show in full; `ability` is then the CRM's name of the value. */
  | { kind: 'not-supported'; ability: string; unread?: true }
  | { kind: 'conflict'; theirs: string | null }
  /** The CRM accepted a change but did not apply it; `value` is the CRM's value, '' for an empty one. */
  | { kind: 'kept'; value: string }
  /** The value has the wrong type for its field. */
  | { kind: 'unfit'; wants: 'number' | 'date' | 'option' | 'text' }
  /** The CRM made the change, and changed other values that the edit did not contain. */
  | { kind: 'changed-too'; changes: { what: string; before: string; now: string }[] }
  /** The new customer shares a number, or name and company, with existing customers that the person has not seen yet. */
  | { kind: 'already-there'; by: 'phone' | 'name' }
  /** A corrected follow-up was already added in its earlier form; `unsure` where that is unknown. */
  | { kind: 'done-before'; unsure?: true }
  | { kind: 'not-connected' }
  | { kind: 'held-back'; why: FormerWhy | 'policy' }
  | { kind: 'counted-otherwise' }
  /** A change that cannot be undone: it is too old, the earlier value is unknown, or the CRM cannot delete such a record. */
  | { kind: 'not-undone'; why: 'too-late' | 'unseen' | 'written' }
  | { kind: 'storage-full' }
  | { kind: 'storage-broken' }
  /** Setting or removing the passphrase was interrupted; `later` where it is tried again automatically. No record was changed. */
  | { kind: 'not-moved'; later: boolean }
  /** Everything was to be deleted, but one database could not be deleted. */
  | { kind: 'not-wiped' }
  | { kind: 'lost' }
  | { kind: 'locked' }
  | { kind: 'wrong-passphrase' }
  | { kind: 'managed' }
  | { kind: 'crm-address'; origin: string }
  /** A text or list exceeds `LIMITS`. */
  | { kind: 'too-long'; what: TooLong; length: number; most: number }
  /** A page has called the worker in a wrong form, most likely because it is of another version. */
  | { kind: 'malformed'; where: string }
  | { kind: 'unexpected'; where: string };

/**
 * `not-yet`: there was no attempt. `closed`: the person closed the page. `not-offered`: the relay has no sign-in. `away`: the company's sign-in cannot be
 * reached. `refused`: it has refused. `untrusted`, `clock`: the relay rejects its answer. `not-allowed`: the account is not among those that may use the
 * relay.
 */
export type NotSignedIn = 'not-yet' | 'closed' | 'not-offered' | 'away' | 'refused' | 'untrusted' | 'clock' | 'not-allowed';

/**
 * Why the CRM refuses a call of the company's own app. `app`: it has no right to such calls. `colleague`: the colleague is outside its visible range.
 * `customer`: the colleague does not have this customer, or no longer has. `left`: the colleague has left the company.
 */
export type BeyondReach = 'app' | 'colleague' | 'customer' | 'left';

/** What a person has written too much of; `text` is any other typed text. */
export type TooLong = 'name' | 'tag' | 'phone' | 'company' | 'remark' | 'search' | 'passphrase' | 'list' | 'text';

/** Returned instead of the expected value. */
export interface Failed {
  kind: 'problem';
  problem: Problem;
}

/** An error that carries a Problem. Its message only contains the kind, so that it can be logged. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Converts any thrown value to a Problem; `where` names the part of Kebian that caught it. */
export function toProblem(thrown: unknown, where: string): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return isFull(thrown) ? { kind: 'storage-full' } : { kind: 'unexpected', where };
}

/** For background work: ignores an unreadable database, because the work is resumed later. */
export function unlessLocked(thrown: unknown): void {
  if (!(thrown instanceof ProblemError) || !['locked', 'storage-broken'].includes(thrown.problem.kind)) throw thrown;
}

/** For work that no caller waits for: also ignores a database that the browser has closed; the next alarm resumes the work. */
export function unlessUnreadable(thrown: unknown): void {
  if (!isClosed(thrown)) unlessLocked(thrown);
}

/** Whether trying again later may help without anybody changing anything. */
export function isPassing(problem: Problem): boolean {
  return ['rate-limited', 'server-error', 'timed-out', 'unreachable', 'offline'].includes(problem.kind);
}

/**
 * Whether the answer is not the CRM's, but that of something in between: a web page, a redirect, a missing call, or a network that requires a
 * sign-in (status 511, RFC 6585).
 */
export function isBeforeTheCrm(problem: Problem): boolean {
  return problem.kind === 'server-error' && (problem.status < 500 || problem.status === 511);
}

/** The kinds of Problem that concern every call of a connection, not only the one that failed. */
const WHOLE: Problem['kind'][] = [
  ...(['signature-refused', 'clock-off', 'signed-out', 'not-signed-in', 'credentials-refused', 'rate-limited'] as const),
  ...(['not-permitted', 'not-trusted', 'managed', 'address-refused'] as const),
];

/** Whether a Problem concerns every call of the connection, also if not the CRM but a gateway in front of it has answered. */
export function concernsConnection(problem: Problem): boolean {
  return WHOLE.includes(problem.kind) || isBeforeTheCrm(problem) || (problem.kind === 'beyond-reach' && problem.of === 'app');
}

/** Whether work that waits because of this Problem continues once a call of the connection succeeds. */
export function endsWithIt(problem: Problem): boolean {
  return concernsConnection(problem) || isPassing(problem) || problem.kind === 'not-understood';
}

/** Whether the person has to sign in to the CRM, again or for the first time. */
export function mustSignIn({ kind }: Problem): boolean {
  return kind === 'signed-out' || kind === 'not-signed-in';
}

/** Whether the CRM may give this answer to one call only, because of its contents. */
export function mayBeOfOne({ kind }: Problem): boolean {
  return ['server-error', 'timed-out', 'unreachable', 'not-understood'].includes(kind);
}

/** The errors with which a browser reports that a database is closed or closing. */
export function isClosed(thrown: unknown): boolean {
  return thrown instanceof Error && ['InvalidStateError', 'AbortError', 'UnknownError'].includes(thrown.name);
}

/** The errors with which a browser reports that it cannot read a stored value. */
export function isUnreadable(thrown: unknown): thrown is Error {
  return thrown instanceof Error && ['DataError', 'NotReadableError', 'UnknownError'].includes(thrown.name);
}

/** The error with which Chromium answers a call of its interfaces by a worker that it is stopping. */
export function isStopping(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === 'No SW';
}

/** The error with which a browser reports a full disk. */
export function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError';
}
