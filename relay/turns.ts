/** A person waits for an interactive call; what runs in the background can wait for everybody. */
export type Priority = 'interactive' | 'background';

/** Limits how many calls to one CRM run at once, and decides which one is next. */
export interface Turns {
  /** Resolves when the call may begin, with what ends its turn. Rejects with the signal's reason if that aborts first. */
  take(agent: string, priority: Priority, signal: AbortSignal): Promise<() => void>;
}

/** More at once would wait in the CRM; what runs in the background never takes a person's place. */
const AT_ONCE: Record<Priority, number> = { interactive: 6, background: 2 };

/** How long the calls of people hold background work back, at most: it goes on also while there are always such calls, a page at a time. In ms. */
const LONGEST_HELD_MS = 250;
const LONGEST_REST_MS = 20;

/** Interactive calls before background ones, and of each kind one of every agent in turn: nobody's twenty calls hold up another one's first. */
export function createTurns(): Turns {
  const lines: Record<Priority, Line> = { interactive: createLine(), background: createLine() };
  const running: Record<Priority, number> = { interactive: 0, background: 0 };

  /** Since when background work could begin but for the calls of people, epoch ms; null while it need not wait for them. */
  let heldSince: number | null = null;
  let held: ReturnType<typeof setTimeout> | undefined;

  function callNext(): void {
    for (const priority of ['interactive', 'background'] as const) {
      while (running[priority] < AT_ONCE[priority] && (priority === 'interactive' || isQuiet())) {
        const begin = lines[priority].next();
        if (!begin) break;
        running[priority]++;
        const begun = performance.now();
        begin(once(() => end(priority, performance.now() - begun)));
      }
    }
  }

  /** Whether background work may begin: no person waits or is being answered, or background work has waited long enough. */
  function isQuiet(): boolean {
    if (lines.background.isEmpty() || !lines.interactive.isEmpty()) return false;
    const waited = heldSince === null ? 0 : performance.now() - heldSince;
    if (running.interactive === 0 || waited >= LONGEST_HELD_MS) {
      heldSince = null;
      return true;
    }
    heldSince ??= performance.now();
    clearTimeout(held);
    held = setTimeout(callNext, LONGEST_HELD_MS - waited);
    return false;
  }

  function end(priority: Priority, took: number): void {
    if (priority === 'background') {
      // A rest as long as the work took, so that people's calls get the relay's time.
      setTimeout(() => (running.background--, callNext()), Math.min(LONGEST_REST_MS, took));
      return;
    }
    running.interactive--;
    callNext();
  }

  return {
    take: (agent, priority, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const leave = (): void => {
          lines[priority].leave(agent, begin);
          reject(signal.reason as Error);
        };
        const begin: Begin = (ended) => {
          signal.removeEventListener('abort', leave);
          resolve(ended);
        };
        signal.addEventListener('abort', leave, { once: true });
        lines[priority].join(agent, begin);
        callNext();
      }),
  };
}

type Begin = (ended: () => void) => void;

interface Line {
  join(agent: string, begin: Begin): void;
  leave(agent: string, begin: Begin): void;
  next(): Begin | undefined;
  isEmpty(): boolean;
}

/** An agent whose call has begun moves behind all other waiting agents: a Map preserves the order in which its keys were set. */
function createLine(): Line {
  const waiting = new Map<string, Begin[]>();
  const put = (agent: string, all: Begin[]) => void (all.length > 0 ? waiting.set(agent, all) : waiting.delete(agent));
  return {
    join: (agent, begin) => put(agent, [...(waiting.get(agent) ?? []), begin]),
    leave: (agent, begin) =>
      put(
        agent,
        (waiting.get(agent) ?? []).filter((one) => one !== begin),
      ),
    next() {
      const [first] = waiting;
      if (!first) return undefined;
      const [agent, [begin, ...rest]] = first;
      waiting.delete(agent);
      put(agent, rest);
      return begin;
    },
    isEmpty: () => waiting.size === 0,
  };
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
