/** The vendor's limit: calls per seconds, counted over the whole company. */
export const CALLS = 10;
export const SECONDS = 10;

/** A person waits for an interactive call; a background call can be made another time. */
export type Priority = 'interactive' | 'background';

/** A call that was made or has a time for it; times are epoch ms. `company` is '' if the settings do not name it. */
export interface Taken {
  at: number;
  /** When its answer arrived, null before that. */
  answered: number | null;
  company: string;
}

/**
 * What is known of the quotas behind one address. A token is back ten seconds after the answer to the call that took it: by then the CRM has
 * counted that call, however long it travelled. Other computers use the same quota unseen, so background work finds out what they leave:
 * `pace` (calls in ten seconds) rises slowly with each call that is answered and is halved by each that is refused.
 */
export interface Bucket {
  taken: Taken[];
  pace: number;
  /** When the last background call was made; 0 for never. */
  background: number;
  /** Until when background work makes no call, as the CRM has asked; 0 for never. */
  closedUntil: number;
  /** When the pace was last changed, and when the CRM last refused a call; 0 for never. */
  pacedAt: number;
  refusedAt: number;
  /** The pace at which the CRM last refused a call. */
  ceiling: number;
}

export const EMPTY: Bucket = { taken: [], pace: 1, background: 0, closedUntil: 0, pacedAt: 0, refusedAt: 0, ceiling: 0 };

/** When a call may be made: `now` or later. Background calls keep to their pace and leave a token to people. */
export function nextTurn(bucket: Bucket, priority: Priority, company: string, now: number): number {
  const { taken, pace, background, closedUntil } = sound(bucket, now);
  const times = timesOf(taken, company, now);
  if (priority === 'interactive') return freeAt(times, CALLS, now);
  const paced = background === 0 ? now : background + Math.ceil((SECONDS * 1000) / pace);
  return Math.max(freeAt(times, CALLS - KEPT_FOR_PEOPLE, now), paced, closedUntil);
}

/** When the call planned for `at` may really be made: answers to earlier calls may have come later than expected. */
export function ownTurn(bucket: Bucket, at: number, company: string, now: number): number {
  const { taken } = sound(bucket, now);
  const own = taken.findLastIndex((one) => isPlace(one, at, company));
  return freeAt(timesOf(own < 0 ? taken : taken.slice(0, own), company, now), CALLS, now);
}

/** The bucket once a token is taken for a call at `at`. */
export function take(bucket: Bucket, priority: Priority, at: number, company: string, now: number): Bucket {
  const kept = sound(bucket, now);
  const taken = [...kept.taken, { at, answered: null, company }].toSorted((a, b) => a.at - b.at);
  return { ...kept, taken, background: priority === 'background' ? at : kept.background };
}

/** The bucket after a call planned for `at` was cancelled. */
export function giveBack(bucket: Bucket, at: number, company: string): Bucket {
  const own = bucket.taken.findLastIndex((one) => isPlace(one, at, company));
  return own < 0 ? bucket : { ...bucket, taken: bucket.taken.toSpliced(own, 1) };
}

/** The bucket once the call that was made at `at` is over, whatever came of it. */
export function answered(bucket: Bucket, at: number, company: string, now: number): Bucket {
  const own = bucket.taken.findIndex((one) => isPlace(one, at, company));
  return own < 0 ? bucket : { ...bucket, taken: bucket.taken.with(own, { at, answered: now, company }) };
}

/** The bucket after a successful call: there was quota left. */
export function faster(bucket: Bucket, now: number): Bucket {
  const { pace, pacedAt, refusedAt, ceiling } = sound(bucket, now);
  const near = now - refusedAt < CROWDED_MS && pace > ceiling * NEAR;
  const gained = (((near ? STEP : FAR_STEP) * (now - (pacedAt || now))) / (SECONDS * 1000)) * Math.sqrt(pace);
  // If very many share the quota calls are rare, and the time since the last one says nothing.
  return { ...bucket, pace: Math.min(MOST_PACE, pace + Math.min(gained, pace / 2)), pacedAt: now };
}

/** The bucket once the CRM has refused a call, and wants none before `until`; after `LONGEST_CLOSED_MS` one is made all the same. Refusals within ten seconds are one. */
export function slower(bucket: Bucket, until: number, now: number): Bucket {
  const kept = sound(bucket, now);
  const closed = { ...kept, background: now, closedUntil: Math.max(kept.closedUntil, Math.min(until, now + LONGEST_CLOSED_MS)) };
  if (now - kept.refusedAt < WINDOW_MS) return closed;
  return { ...closed, pace: Math.max(LEAST_PACE, kept.pace / 2), pacedAt: now, refusedAt: now, ceiling: kept.pace };
}

/** The bucket that a text holds; a full one for a text that holds none. */
export function readBucket(text: string | null): Bucket {
  try {
    const { taken, pace, background, closedUntil, pacedAt, refusedAt, ceiling } = JSON.parse(text ?? '') as Partial<
      Record<keyof Bucket, unknown>
    >;
    return {
      taken: (Array.isArray(taken) ? taken : []).filter(isTaken).toSorted((a, b) => a.at - b.at),
      pace: isNumber(pace) ? Math.min(MOST_PACE, Math.max(LEAST_PACE, pace)) : EMPTY.pace,
      background: isNumber(background) ? background : 0,
      closedUntil: isNumber(closedUntil) ? closedUntil : 0,
      pacedAt: isNumber(pacedAt) ? pacedAt : 0,
      refusedAt: isNumber(refusedAt) ? refusedAt : 0,
      ceiling: isNumber(ceiling) ? ceiling : 0,
    };
  } catch {
    return EMPTY;
  }
}

/** The clocks of two computers differ. */
const MARGIN_MS = 100;
const WINDOW_MS = SECONDS * 1000 + MARGIN_MS;
const KEPT_FOR_PEOPLE = 1;
const MOST_PACE = 8.3;
/** One call in ten minutes. */
const LEAST_PACE = 1 / 60;
/** What ten seconds of good answers add to a pace of one, where others have been met within the last minutes and where not. */
const STEP = 0.1;
const FAR_STEP = 0.6;
const NEAR = 0.9;
const CROWDED_MS = 3 * 60_000;
/** After this time no answer is expected any more; the worker may have been stopped. */
const LONGEST_CALL_MS = 20_000;
/** The longest wait for a turn; a later time was written by a clock that was set back since. */
const HORIZON_MS = 90_000;

/** The bucket without calls that no longer count, and without times that this clock cannot have written. */
function sound({ taken, pace, background, closedUntil, pacedAt, refusedAt, ceiling }: Bucket, now: number): Bucket {
  return {
    taken: taken
      .filter(({ at }) => at < now + HORIZON_MS)
      .map((one) => (one.answered !== null && one.answered > now ? { ...one, answered: now } : one))
      .filter((one) => timeOf(one, now) > now - WINDOW_MS),
    pace,
    background: Math.min(background, now),
    pacedAt: Math.min(pacedAt, now),
    refusedAt: Math.min(refusedAt, now),
    ceiling,
    closedUntil: closedUntil > now + LONGEST_CLOSED_MS ? 0 : closedUntil,
  };
}

/** Background work stays away for no longer, see `HORIZON_MS`: nothing else says whether the time was written by this clock. */
const LONGEST_CLOSED_MS = 10 * 60_000;

/** When the CRM may have counted a call at the latest. */
function timeOf({ at, answered: answer }: Taken, now: number): number {
  if (answer !== null) return answer;
  return at > now ? at : Math.min(now, at + LONGEST_CALL_MS);
}

/** A call of a company that is not known counts for each. */
function timesOf(taken: Taken[], company: string, now: number): number[] {
  const ours = taken.filter((one) => one.company === company || one.company === '' || company === '');
  return ours.map((one) => timeOf(one, now)).toSorted((a, b) => a - b);
}

function freeAt(times: number[], tokens: number, now: number): number {
  const before = times.at(-tokens);
  return before === undefined ? now : Math.max(now, before + WINDOW_MS);
}

function isPlace(one: Taken, at: number, company: string): boolean {
  return one.at === at && one.company === company && one.answered === null;
}

function isTaken(value: unknown): value is Taken {
  const { at, answered: answer, company } = (value ?? {}) as Partial<Record<keyof Taken, unknown>>;
  return isNumber(at) && (answer === null || isNumber(answer)) && typeof company === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
