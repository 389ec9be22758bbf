import { until } from '../../model/elapsed';
import { ProblemError } from '../../model/problem';
import { restLeft } from '../../model/rest';
import { pause } from '../pause';
import type { Memory, ProviderDeps, Settings } from '../provider';
import {
  answered,
  CALLS,
  faster,
  giveBack,
  nextTurn,
  ownTurn,
  readBucket,
  SECONDS,
  slower,
  take,
  type Bucket,
  type Priority,
} from './bucket';
import { sharesOf } from './shares';

/** The quota that the calls of a connection use. */
export interface Quota {
  memory: Memory;
  /** '' where the settings do not name it. */
  company: string;
  deps: Pick<ProviderDeps, 'now' | 'wait' | 'limited'>;
}

export function quotaOf(settings: Settings, deps: ProviderDeps): Quota {
  return { memory: deps.shared(sharesOf(settings).quota), company: settings.corpId?.trim() ?? '', deps };
}

/**
 * Makes a call when it may go. A person's call waits for its place, and is made again when the CRM has refused it because others have used
 * the quota up, for a minute in all. A background call waits three seconds at most and lets every person's call that comes meanwhile go
 * first. Beyond that the Problem `rate-limited` says when to come again. `make` must not have been carried out when it is refused so.
 */
export async function withinLimit<T>(quota: Quota, priority: Priority, signal: AbortSignal, make: () => Promise<T>): Promise<T> {
  const { now } = quota.deps;
  const patience: Patience = { left: PATIENCE_MS[priority] };
  for (let refusals = 0; ; refusals++) {
    const at = await takeTurn(quota, priority, patience, signal);
    const given = await settled(make());
    const refused = !given.ok && given.thrown instanceof ProblemError && given.thrown.problem.kind === 'rate-limited';
    const rest = refused ? restAfter(given.thrown, refusals, now()) : 0;
    // The write to the disk is not awaited: the count is in memory.
    const count = (bucket: Bucket) => afterCall(answered(bucket, at, quota.company, now()), given.ok, refused ? now() + rest : 0, now());
    if (!quota.deps.limited) void change(quota, count, false);
    if (given.ok) return given.value;
    if (!refused || priority === 'background' || rest > patience.left || refusals >= MOST_RETRIES) throw given.thrown;
    await spend(quota, patience, rest, signal);
  }
}

/** Waits ms unless the signal aborts; `quiet` if the wait is not shown. */
export function wait(deps: Pick<ProviderDeps, 'wait'>, ms: number, signal: AbortSignal, quiet = false): Promise<void> {
  return ms > 0 ? (deps.wait ?? pause)(ms, signal, quiet) : Promise.resolve();
}

/** How long a call may still wait, in ms. It is counted by the waits themselves: the clock may be set meanwhile. */
interface Patience {
  left: number;
}

function spend({ deps }: Quota, patience: Patience, ms: number, signal: AbortSignal, quiet = false): Promise<void> {
  patience.left -= ms;
  return wait(deps, ms, signal, quiet);
}

const PATIENCE_MS: Record<Priority, number> = { interactive: 60_000, background: 3_000 };
const MEMORY = 'calls';
/** Fewer than this fit into the patience; a stopped clock must not loop for ever. */
const MOST_RETRIES = 12;
const LONGEST_REST_MS = 10_000;
const TOGETHER_MS = 600;

type Settled<T> = { ok: true; value: T } | { ok: false; thrown: unknown };

function settled<T>(call: Promise<T>): Promise<Settled<T>> {
  return call.then(
    (value) => ({ ok: true, value }),
    (thrown: unknown) => ({ ok: false, thrown }),
  );
}

/**
 * In how many ms to try again. If the CRM names no time it is tried soon, then less and less often, with a random part, so that computers that were
 * refused together do not try together.
 */
function restAfter(thrown: unknown, refusals: number, now: number): number {
  const { problem } = thrown as ProblemError;
  const asked = problem.kind === 'rate-limited' ? restLeft(problem, now) : 0;
  return Math.max(asked, Math.min(LONGEST_REST_MS, asked * 1.6 ** refusals)) + Math.random() * TOGETHER_MS;
}

function afterCall(bucket: Bucket, ok: boolean, refusedUntil: number, now: number): Bucket {
  if (refusedUntil > 0) return slower(bucket, refusedUntil, now);
  return ok ? faster(bucket, now) : bucket;
}

/** Waits for a turn and returns its time, epoch ms. */
async function takeTurn(quota: Quota, priority: Priority, patience: Patience, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  if (quota.deps.limited) return quota.deps.now();
  const first = await claim(quota, priority, patience);
  if (priority === 'interactive') return first.mine ? pass(quota, first, patience, signal) : refuse(first.at);
  for (let turn = first; ; turn = await claim(quota, priority, patience, turn.at)) {
    if (turn.mine) return turn.at;
    if (turn.wait > patience.left) return refuse(turn.at);
    await spend(quota, patience, turn.wait, signal, true);
    signal.throwIfAborted();
  }
}

/** A place in the quota: when it is (epoch ms), how long it was away when it was claimed, and whether it was taken. */
interface Turn {
  at: number;
  wait: number;
  mine: boolean;
}

function refuse(at: number): never {
  throw new ProblemError({ kind: 'rate-limited', until: at, calls: CALLS, seconds: SECONDS });
}

/** A person's call keeps the place that it is told, a background call only one that is free now; until `waited` it has waited already. */
async function claim(quota: Quota, priority: Priority, patience: Patience, waited = 0): Promise<Turn> {
  let turn: Turn = { at: 0, wait: 0, mine: false };
  await change(quota, (bucket) => {
    const clock = quota.deps.now();
    const now = clock + until(waited, PATIENCE_MS[priority], clock);
    const at = nextTurn(bucket, priority, quota.company, now);
    turn = { at, wait: at - now, mine: at - now <= (priority === 'interactive' ? patience.left : 0) };
    return turn.mine ? take(bucket, priority, at, quota.company, now) : bucket;
  });
  return turn;
}

/** Waits for the place that was claimed, and for a later one where the calls before it were answered late. */
async function pass(quota: Quota, turn: Turn, patience: Patience, signal: AbortSignal): Promise<number> {
  const { deps, company } = quota;
  let place = turn.at;
  try {
    for (let left = turn.wait; left > 0;) {
      await spend(quota, patience, left, signal);
      await change(quota, (bucket) => {
        const now = deps.now();
        const due = ownTurn(bucket, place, company, now);
        // The wait is over, whatever the clock says.
        const waited = due <= Math.max(place, now);
        const at = waited ? now : due;
        const moved = take(giveBack(bucket, place, company), 'interactive', at, company, now);
        left = waited ? 0 : due - now;
        place = at;
        return moved;
      });
    }
    signal.throwIfAborted();
    return place;
  } catch (thrown) {
    await change(quota, (bucket) => giveBack(bucket, place, company));
    throw thrown;
  }
}

/** Changes what is known of the quota, one change after the other; it is on the disk when this resolves, unless `awaited` is false. */
function change({ memory }: Quota, make: (bucket: Bucket) => Bucket, awaited = true): Promise<void> {
  const changed = (changes.get(memory) ?? Promise.resolve()).then(async () => {
    const before = readBucket(await memory.get(MEMORY));
    const after = make(before);
    if (after === before) return;
    const written = memory.set(MEMORY, JSON.stringify(after));
    if (awaited) await written;
    else written.catch(() => undefined);
  });
  changes.set(
    memory,
    changed.catch(() => {}),
  );
  return changed;
}

const changes = new WeakMap<Memory, Promise<void>>();
