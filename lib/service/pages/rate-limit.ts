import { since } from '../../model/elapsed';
/** A rate limiter: each key passes `most` times in `ms`. Its counts may be lost with the worker. */
export function createBound(most: number, ms: number, now: () => number): (key: number) => boolean {
  const turns = new Map<number, { since: number; count: number }>();
  return (key) => {
    const turn = turns.get(key);
    const current = turn && since(turn.since, now()) < ms ? turn : { since: now(), count: 0 };
    current.count++;
    turns.set(key, current);
    return current.count <= most;
  };
}

/** The most questions of a tab that are remembered: one of them passes again without being counted. */
const MOST_REMEMBERED = 500;

/**
 * A token bucket for each tab: `most` at once and `perSecond` new ones; a question that passed before needs none. Without a token a question waits
 * for one. False if a newer question of that tab has come meanwhile.
 */
export function createPace(most: number, perSecond: number, now: () => number): (tab: number, question: string) => Promise<boolean> {
  const tabs = new Map<number, { turns: number; at: number; asked: Set<string>; newest: string }>();
  return async (tab, question) => {
    const own = tabs.get(tab) ?? { turns: most, at: now(), asked: new Set<string>(), newest: question };
    tabs.set(tab, own);
    own.newest = question;
    while (!own.asked.has(question)) {
      own.turns = Math.min(most, own.turns + (since(own.at, now()) * perSecond) / 1_000);
      own.at = now();
      if (own.turns >= 1) {
        own.turns--;
        own.asked.add(question);
        for (const old of own.asked) if (own.asked.size > MOST_REMEMBERED) own.asked.delete(old);
        return true;
      }
      await new Promise<void>((resolve) => setTimeout(resolve, Math.ceil(((1 - own.turns) * 1_000) / perSecond)));
      if (own.newest !== question) return false;
    }
    return true;
  };
}
