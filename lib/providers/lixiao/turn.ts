import { ProblemError } from '../../model/problem';
import type { ProviderDeps } from '../provider';
import { CALLS, close, giveBack, nextTurn, readBucket, SECONDS, take, type Bucket, type Priority } from './bucket';

/**
 * Waits until a call may go. A person's call gets its place at once and waits for it; a background call waits three seconds at most
 * and lets every person's call that comes meanwhile go first. Beyond that the Problem `rate-limited` says when to come again.
 */
export async function takeTurn(deps: ProviderDeps, priority: Priority, signal: AbortSignal): Promise<void> {
  const patience = deps.now() + PATIENCE_MS[priority];
  for (let mine = false; !mine;) {
    signal.throwIfAborted();
    const turn = await claim(deps, priority, patience);
    if (turn.at > patience) throw new ProblemError({ kind: 'rate-limited', until: turn.at, calls: CALLS, seconds: SECONDS });
    mine = turn.mine;
    await pass(deps, turn, signal);
  }
}

/** Remembers that the CRM wants no background call before `until`, epoch ms. */
export async function closeUntil(deps: ProviderDeps, until: number): Promise<void> {
  await change(deps, (bucket) => close(bucket, until));
}

/** Lets ms pass unless the signal aborts. */
export function wait(deps: ProviderDeps, ms: number, signal: AbortSignal): Promise<void> {
  return (deps.wait ?? timer)(ms, signal);
}

const PATIENCE_MS: Record<Priority, number> = { interactive: 60_000, background: 3_000 };
const MEMORY = 'calls';

/** When to go, epoch ms; a turn that is not `mine` is only when to ask again. */
interface Turn {
  at: number;
  mine: boolean;
}

/** A person's call keeps the place that it is told, a background call only one that is free now. */
async function claim(deps: ProviderDeps, priority: Priority, patience: number): Promise<Turn> {
  let turn: Turn = { at: 0, mine: false };
  await change(deps, (bucket) => {
    const now = deps.now();
    const at = nextTurn(bucket, priority, now);
    turn = { at, mine: at <= (priority === 'interactive' ? patience : now) };
    return turn.mine ? take(bucket, at, now) : bucket;
  });
  return turn;
}

async function pass(deps: ProviderDeps, { at, mine }: Turn, signal: AbortSignal): Promise<void> {
  const ms = at - deps.now();
  try {
    if (ms > 0) await wait(deps, ms, signal);
  } catch (thrown) {
    if (mine) await change(deps, (bucket) => giveBack(bucket, at));
    throw thrown;
  }
}

/** Changes the bucket of a connection, one change after the other, also when several parts of the worker speak with the same CRM. */
function change(deps: ProviderDeps, make: (bucket: Bucket) => Bucket): Promise<void> {
  const changed = (changes.get(deps.connection) ?? Promise.resolve()).then(async () => {
    const before = readBucket(await deps.memory.get(MEMORY));
    const after = make(before);
    if (after !== before) await deps.memory.set(MEMORY, JSON.stringify(after));
  });
  changes.set(
    deps.connection,
    changed.catch(() => {}),
  );
  return changed;
}

const changes = new Map<string, Promise<void>>();

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => (clearTimeout(id), reject(signal.reason as Error));
    const id = setTimeout(() => (signal.removeEventListener('abort', stop), resolve()), ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
