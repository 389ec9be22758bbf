/** Lets each key through so many times in so many ms; what it remembers may be lost with the worker. */
export function createBound(most: number, ms: number, now: () => number): (key: number) => boolean {
  const turns = new Map<number, { since: number; count: number }>();
  return (key) => {
    const turn = turns.get(key);
    const current = turn && now() - turn.since < ms ? turn : { since: now(), count: 0 };
    current.count++;
    turns.set(key, current);
    return current.count <= most;
  };
}
