/** What the vendor allows: so many calls in so many seconds, counted over the whole company. */
export const CALLS = 10;
export const SECONDS = 10;

/** Somebody waits for an interactive call; a background call can be made another time. */
export type Priority = 'interactive' | 'background';

/**
 * Ten tokens, each of which comes back ten seconds after it was taken. `taken` holds when, as epoch ms in rising order; a time that is
 * still to come belongs to a call that waits for it. `closedUntil` is what the CRM itself said when it had too much, 0 for never.
 */
export interface Bucket {
  taken: number[];
  closedUntil: number;
}

/** When a call may go: `now` or later. Background calls leave some tokens to people and stay away while the CRM has too much. */
export function nextTurn(bucket: Bucket, priority: Priority, now: number): number {
  const tokens = priority === 'interactive' ? CALLS : CALLS - KEPT_FOR_PEOPLE;
  const before = recent(bucket, now).taken.at(-tokens);
  const free = before === undefined ? now : Math.max(now, before + WINDOW_MS);
  return priority === 'interactive' ? free : Math.max(free, recent(bucket, now).closedUntil);
}

/** The bucket once a token is taken for a call at `at`. */
export function take(bucket: Bucket, at: number, now: number): Bucket {
  const { taken, closedUntil } = recent(bucket, now);
  return { taken: [...taken, at].toSorted((a, b) => a - b), closedUntil };
}

/** The bucket once a call that waited for `at` has gone away. */
export function giveBack(bucket: Bucket, at: number): Bucket {
  return { ...bucket, taken: bucket.taken.toSpliced(bucket.taken.indexOf(at), bucket.taken.includes(at) ? 1 : 0) };
}

/** The bucket once the CRM has said that it wants no call before `until`. */
export function close(bucket: Bucket, until: number): Bucket {
  return { ...bucket, closedUntil: until };
}

/** The bucket that a text holds; a full one for a text that holds none. */
export function readBucket(text: string | null): Bucket {
  try {
    const { taken, closedUntil } = JSON.parse(text ?? '') as Partial<Record<keyof Bucket, unknown>>;
    return {
      taken: (Array.isArray(taken) ? taken : []).filter((at) => Number.isFinite(at)).toSorted((a, b) => a - b),
      closedUntil: typeof closedUntil === 'number' ? closedUntil : 0,
    };
  } catch {
    return { taken: [], closedUntil: 0 };
  }
}

/** Calls travel at different speeds, so that two of them may arrive closer together than they left. */
const MARGIN_MS = 250;
const WINDOW_MS = SECONDS * 1000 + MARGIN_MS;
const KEPT_FOR_PEOPLE = 3;
/** Nobody waits longer than this for a turn; a time beyond it was written by a clock that has been put back since. */
const HORIZON_MS = 10 * 60_000;

function recent({ taken, closedUntil }: Bucket, now: number): Bucket {
  return {
    taken: taken.filter((at) => at > now - WINDOW_MS && at < now + HORIZON_MS),
    closedUntil: closedUntil > now + HORIZON_MS ? 0 : closedUntil,
  };
}
