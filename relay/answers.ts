import { createHash } from 'node:crypto';
import { pause } from '../lib/providers/pause';
import { until } from '../lib/providers/until';
import { isCustomer } from './roles.ts';
import type { Store } from './store.ts';

/** The answers of one CRM, for all agents: before anything is left out of them for a role. */
export interface Answers {
  /** The stored answer to the same question, or the answer to an equal one that is being asked, or the result of `make`. */
  of(question: string, keepMs: number, signal: AbortSignal, make: (signal: AbortSignal) => Promise<unknown>): Promise<unknown>;
  /** From now on nothing that was answered of this customer before is used. */
  changed(customer: string): Promise<void>;
}

/** One question is asked once, however many agents ask it, of this relay or of others with the same store. */
export function createAnswers(store: Store, connection: string, now: () => number, longestMs: number): Answers {
  const underWay = new Map<string, Shared>();

  async function ask(question: string, keepMs: number, shared: Shared, make: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    const place = `answer ${connection} ${createHash('sha256').update(question).digest('base64url')}`;
    const flight = `flight ${place}`;
    const own = crypto.randomUUID();
    for (;;) {
      const kept = keepMs > 0 ? await stillGood(await store.get(place)) : null;
      if (kept) return kept.answer;
      if (await store.claim(flight, own, FLIGHT_MS)) break;
      await pause(POLL_MS, shared.signal);
    }
    const at = now();
    const made = make(shared.signal);
    // Whoever asked is answered at once; who asks now waits for the flight.
    const kept = made.then(
      (answer) => keep(answer, at),
      () => undefined,
    );
    void kept.finally(() => store.release(flight, own)).catch(() => undefined);
    return made;

    async function keep(answer: unknown, since: number): Promise<void> {
      const ids = [...new Set(customersIn(answer))];
      // What was changed while the CRM was asked may be in the answer or not.
      if (keepMs > 0 && (await areUnchanged(ids, since)))
        await store.set(place, JSON.stringify({ at: since, ids, answer } satisfies Kept), keepMs);
    }
  }

  async function stillGood(text: string | null): Promise<Kept | null> {
    if (text === null) return null;
    const kept = JSON.parse(text) as Kept;
    return (await areUnchanged(kept.ids, kept.at)) ? kept : null;
  }

  async function areUnchanged(ids: string[], since: number): Promise<boolean> {
    const times = await Promise.all(ids.map((id) => store.get(changedKey(id))));
    return times.every((time) => time === null || Number(time) < since);
  }

  const changedKey = (customer: string) => `changed ${connection} ${customer}`;
  return {
    async of(question, keepMs, signal, make) {
      signal.throwIfAborted();
      let shared = underWay.get(question);
      if (!shared) {
        const opened = (shared = openShared(() => forget(opened)));
        const forget = (one: Shared) => void (underWay.get(question) === one && underWay.delete(question));
        underWay.set(question, opened);
        opened.answer = ask(question, keepMs, opened, make).finally(() => forget(opened));
        opened.answer.catch(() => undefined);
      }
      return shared.join(signal);
    },
    changed: (customer) => store.set(changedKey(customer), String(now()), longestMs + FLIGHT_MS),
  };
}

/** As it lies in the store; `ids` are those of the customers in it. */
interface Kept {
  at: number;
  ids: string[];
  answer: unknown;
}

/** After this time the relay that was asking is assumed to have stopped, and another one asks. */
const FLIGHT_MS = 30_000;
const POLL_MS = 25;

/** A question under way; it is given up when nobody waits for it any more. */
interface Shared {
  signal: AbortSignal;
  answer: Promise<unknown>;
  join(signal: AbortSignal): Promise<unknown>;
}

function openShared(left: () => void): Shared {
  const controller = new AbortController();
  let waiting = 0;
  const shared: Shared = {
    signal: controller.signal,
    answer: Promise.resolve(),
    async join(signal) {
      waiting++;
      try {
        return await until(signal, shared.answer);
      } finally {
        if (--waiting === 0) {
          left();
          controller.abort(signal.reason);
        }
      }
    },
  };
  return shared;
}

function customersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(customersIn);
  if (typeof value !== 'object' || value === null) return [];
  return isCustomer(value) ? [value.id] : Object.values(value).flatMap(customersIn);
}
