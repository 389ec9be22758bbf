import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CALLS, close, giveBack, nextTurn, readBucket, SECONDS, take, type Bucket, type Priority } from '../../lib/providers/lixiao/bucket';
import { closeUntil, takeTurn } from '../../lib/providers/lixiao/turn';
import type { Memory, ProviderDeps } from '../../lib/providers/provider';
import { bookOf, going, memoryOf } from '../contract/connect';
import { problemOf } from '../contract/problem';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const EMPTY: Bucket = { taken: [], closedUntil: 0 };
/** Ten seconds and a little, since calls travel at different speeds. */
const BACK = 10_250;

function after(calls: number, at = NOW): Bucket {
  return Array.from({ length: calls }).reduce<Bucket>((bucket) => take(bucket, at, at), EMPTY);
}

function most(times: number[]): number {
  return Math.max(0, ...times.map((first) => times.filter((at) => at >= first && at < first + SECONDS * 1000).length));
}

describe('the bucket', () => {
  test('gives ten calls at once, and the eleventh when the first token is back', () => {
    expect(nextTurn(after(9), 'interactive', NOW + 5)).toBe(NOW + 5);
    expect(nextTurn(after(10), 'interactive', NOW + 5)).toBe(NOW + BACK);
    expect(nextTurn(after(10), 'interactive', NOW + BACK)).toBe(NOW + BACK);
  });

  test('keeps three tokens for people', () => {
    expect(nextTurn(after(6), 'background', NOW)).toBe(NOW);
    expect(nextTurn(after(7), 'background', NOW)).toBe(NOW + BACK);
    expect(nextTurn(after(7), 'interactive', NOW)).toBe(NOW);
  });

  test('lets nothing in the background go before the time that the CRM has named', () => {
    const closed = close(EMPTY, NOW + 7_000);
    expect(nextTurn(closed, 'background', NOW)).toBe(NOW + 7_000);
    expect(nextTurn(closed, 'interactive', NOW)).toBe(NOW);
    expect(nextTurn(closed, 'background', NOW + 8_000)).toBe(NOW + 8_000);
  });

  test('has the place again of a call that went away', () => {
    const full = take(after(10), NOW + BACK, NOW);
    expect(giveBack(full, NOW + BACK)).toEqual(after(10));
    expect(giveBack(full, NOW + 1)).toEqual(full);
  });

  test('forgets times of a clock that has been put back since', () => {
    const day = 24 * 60 * 60_000;
    expect(nextTurn(after(10, NOW + day), 'interactive', NOW)).toBe(NOW);
    expect(nextTurn(close(EMPTY, NOW + day), 'background', NOW)).toBe(NOW);
  });

  test.each([null, '', '[', '{}', '[]', '{"taken":"x","closedUntil":"y"}', '{"taken":[null,"1"]}'])('is full after %j', (text) => {
    expect(readBucket(text)).toEqual(EMPTY);
  });

  test('comes back from its text as it was', () => {
    const bucket = close(take(after(3), NOW + 4_000, NOW), NOW + 1);
    expect(readBucket(JSON.stringify(bucket))).toEqual(bucket);
  });

  test('never gives more than ten calls in any ten seconds, whoever asks when', () => {
    const asks = fc.array(fc.tuple(fc.nat({ max: 4_000 }), fc.constantFrom<Priority>('interactive', 'background')), { maxLength: 80 });
    fc.assert(
      fc.property(asks, (all) => {
        let [now, bucket] = [NOW, EMPTY];
        const gone: number[] = [];
        for (const [later, priority] of all) {
          now += later;
          const at = nextTurn(bucket, priority, now);
          if (priority === 'background' && at > now) continue;
          bucket = take(readBucket(JSON.stringify(bucket)), at, now);
          gone.push(at);
        }
        expect(most(gone)).toBeLessThanOrEqual(CALLS);
      }),
      { numRuns: 1_000, seed: 20_260_301 },
    );
  });
});

describe('taking turns', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());

  function deps(memory: Memory, connection: string): ProviderDeps {
    const http = () => Promise.reject(new Error('nothing is sent'));
    return { connection, http, now: Date.now, memory, book: bookOf() };
  }

  /** Asks for many turns at once; when each came, in ms from the start. */
  function turns(of: ProviderDeps, count: number, priority: Priority = 'interactive'): { came: number[]; all: Promise<unknown> } {
    const came: number[] = [];
    const one = async () => (await takeTurn(of, priority, going()), came.push(Date.now() - NOW));
    return { came, all: Promise.all(Array.from({ length: count }, one)) };
  }

  test('people’s calls wait for their turn, in the order in which they came, also in a new worker', async () => {
    const memory = memoryOf();
    const first = turns(deps(memory, 'a'), 12);
    await vi.advanceTimersByTimeAsync(0);
    expect(first.came).toEqual(Array.from({ length: 10 }, () => 0));
    const second = turns(deps(memory, 'a'), 2);
    await vi.advanceTimersByTimeAsync(BACK);
    await Promise.all([first.all, second.all]);
    expect([first.came.slice(10), second.came]).toEqual([
      [BACK, BACK],
      [BACK, BACK],
    ]);
  });

  test('background work that would wait longer than three seconds is told when to come again', async () => {
    const of = deps(memoryOf(), 'b');
    await turns(of, 7, 'background').all;
    expect(await problemOf(takeTurn(of, 'background', going()))).toEqual({
      kind: 'rate-limited',
      until: NOW + BACK,
      calls: 10,
      seconds: 10,
    });
  });

  test('background work waits up to three seconds, and people who come meanwhile go first', async () => {
    const of = deps(memoryOf(), 'c');
    await turns(of, 7).all;
    await vi.advanceTimersByTimeAsync(8_000);
    const work = turns(of, 1, 'background');
    await vi.advanceTimersByTimeAsync(0);
    const people = turns(of, 3);
    await people.all;
    expect(people.came).toEqual([8_000, 8_000, 8_000]);
    expect(work.came).toEqual([]);
    await vi.advanceTimersByTimeAsync(BACK - 8_000);
    await work.all;
    expect(work.came).toEqual([BACK]);
  });

  test('a call that is aborted while it waits ends with the reason and gives its place back', async () => {
    const of = deps(memoryOf(), 'd');
    await turns(of, 10).all;
    const controller = new AbortController();
    const reason = new Error('another chat');
    const gone = takeTurn(of, 'interactive', controller.signal).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(100);
    expect(readBucket(await of.memory.get('calls')).taken).toHaveLength(11);
    controller.abort(reason);
    expect(await gone).toBe(reason);
    expect(readBucket(await of.memory.get('calls')).taken).toHaveLength(10);
  });

  test('nobody waits for more than a minute', async () => {
    const of = deps(memoryOf(), 'e');
    const many = turns(of, 60);
    await vi.advanceTimersByTimeAsync(0);
    expect(await problemOf(takeTurn(of, 'interactive', going()))).toMatchObject({ kind: 'rate-limited', until: NOW + 6 * BACK });
    await vi.advanceTimersByTimeAsync(5 * BACK);
    await many.all;
    expect(most(many.came)).toBe(CALLS);
  });

  test('the CRM’s own word is remembered for background work', async () => {
    const of = deps(memoryOf(), 'f');
    await closeUntil(of, NOW + 7_000);
    expect(await problemOf(takeTurn(of, 'background', going()))).toMatchObject({ kind: 'rate-limited', until: NOW + 7_000 });
    await takeTurn(of, 'interactive', going());
    expect(readBucket(await of.memory.get('calls')).taken).toEqual([NOW]);
  });
});
