import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProblemError } from '../../lib/model/problem';
import { CALLS, readBucket, SECONDS, type Priority } from '../../lib/providers/lixiao/bucket';
import { withinLimit, type Quota } from '../../lib/providers/lixiao/rate-limiter';
import type { Memory } from '../../lib/providers/provider';
import { going, memoryOf } from '../contract/connect';
import { problemOf } from '../contract/problem';

const NOW = Date.parse('2026-03-01T08:00:00Z');
/** Ten seconds and a little, since two clocks do not tick alike. */
const BACK = 10_100;

function most(times: number[]): number {
  return Math.max(0, ...times.map((first) => times.filter((at) => at >= first && at < first + SECONDS * 1000).length));
}

describe('calls in turn', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());

  function quota(memory: Memory = memoryOf(), company = ''): Quota {
    return { memory, company, deps: { now: Date.now } };
  }

  /** Makes many calls at once, each of which travels for `travel` ms; when each left, in ms from the start. */
  function calls(of: Quota, count: number, priority: Priority = 'interactive', travel = 0): { left: number[]; all: Promise<unknown> } {
    const left: number[] = [];
    const make = async () => {
      left.push(Date.now() - NOW);
      if (travel) await new Promise((resolve) => setTimeout(resolve, travel));
    };
    return { left, all: Promise.all(Array.from({ length: count }, () => withinLimit(of, priority, going(), make))) };
  }

  const refusal = (until: number) => new ProblemError({ kind: 'rate-limited', until, calls: 10, seconds: 10 });

  test('people’s calls wait for their turn, in the order in which they came, also in a new worker', async () => {
    const memory = memoryOf();
    const first = calls(quota(memory), 12);
    await vi.advanceTimersByTimeAsync(0);
    expect(first.left).toEqual(Array.from({ length: 10 }, () => 0));
    const second = calls(quota(memory), 2);
    await vi.advanceTimersByTimeAsync(BACK);
    await Promise.all([first.all, second.all]);
    expect([first.left.slice(10), second.left]).toEqual([
      [BACK, BACK],
      [BACK, BACK],
    ]);
  });

  test('never arrive eleven in ten seconds, whoever asks when and however long each call travels', async () => {
    const asks = fc.array(
      fc.record({ later: fc.nat({ max: 3_000 }), there: fc.nat({ max: 2_000 }), back: fc.nat({ max: 2_000 }), person: fc.boolean() }),
      {
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(asks, async (all) => {
        const of = quota();
        const arrived: number[] = [];
        const made: Promise<unknown>[] = [];
        const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
        for (const { later, there, back, person } of all) {
          await vi.advanceTimersByTimeAsync(later);
          const call = async () => (await pause(there), arrived.push(Date.now()), pause(back));
          made.push(withinLimit(of, person ? 'interactive' : 'background', going(), call).catch(() => undefined));
        }
        await vi.advanceTimersByTimeAsync(200_000);
        await Promise.all(made);
        expect(most(arrived)).toBeLessThanOrEqual(CALLS);
      }),
      { numRuns: 150, seed: 20_260_301 },
    );
  });

  test('background work that would wait longer than three seconds is told when to come again', async () => {
    const of = quota();
    await calls(of, 1, 'background').all;
    const made = calls(of, 1, 'background');
    expect(await problemOf(made.all)).toEqual({ kind: 'rate-limited', until: NOW + 10_000, calls: 10, seconds: 10 });
    expect(made.left).toEqual([]);
  });

  test('background work waits up to three seconds, and people who come meanwhile go first', async () => {
    const of = quota();
    await calls(of, 9).all;
    await vi.advanceTimersByTimeAsync(8_000);
    const work = calls(of, 1, 'background');
    await vi.advanceTimersByTimeAsync(0);
    const people = calls(of, 1);
    await people.all;
    expect([people.left, work.left]).toEqual([[8_000], []]);
    await vi.advanceTimersByTimeAsync(BACK - 8_000);
    await work.all;
    expect(work.left).toEqual([BACK]);
  });

  test('a call that is aborted while it waits ends with the reason and gives its place back', async () => {
    const of = quota();
    await calls(of, 10).all;
    const controller = new AbortController();
    const reason = new Error('another chat');
    const gone = withinLimit(of, 'interactive', controller.signal, async () => undefined).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(100);
    expect(readBucket(await of.memory.get('calls')).taken).toHaveLength(11);
    controller.abort(reason);
    expect(await gone).toBe(reason);
    expect(readBucket(await of.memory.get('calls')).taken).toHaveLength(10);
  });

  test('nobody waits for more than a minute', async () => {
    const of = quota();
    const many = calls(of, 60);
    await vi.advanceTimersByTimeAsync(0);
    expect(await problemOf(calls(of, 1).all)).toMatchObject({ kind: 'rate-limited', until: NOW + 6 * BACK });
    await vi.advanceTimersByTimeAsync(5 * BACK);
    await many.all;
    expect(most(many.left)).toBe(CALLS);
  });

  test('a person’s call that others’ calls have crowded out is made again, and background work of this computer keeps away', async () => {
    const of = quota();
    let refusals = 3;
    const left: number[] = [];
    const made = withinLimit(of, 'interactive', going(), async () => {
      left.push(Date.now() - NOW);
      if (refusals-- > 0) throw refusal(Date.now() + 1_000);
      return 'found';
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(await problemOf(calls(of, 1, 'background').all)).toMatchObject({ kind: 'rate-limited' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await made).toBe('found');
    expect(left).toHaveLength(4);
    expect(
      left
        .slice(1)
        .map((at, before) => at - left[before]!)
        .every((ms, at) => ms >= 1_000 * 1.6 ** at),
    ).toBe(true);
    expect(readBucket(await of.memory.get('calls')).pace).toBeLessThan(1);
  });

  test('a person’s call that is refused for a minute ends with what the CRM has said', async () => {
    const of = quota();
    const made = problemOf(withinLimit(of, 'interactive', going(), () => Promise.reject(refusal(Date.now() + 5_000))));
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await made).toMatchObject({ kind: 'rate-limited' });
  });

  test.each([31 * 60_000, 2 * 60 * 60_000, 24 * 60 * 60_000])(
    'a call that is to come again in %i ms is not made again here',
    async (asked) => {
      for (const priority of ['interactive', 'background'] as const) {
        const of = quota();
        let made = 0;
        const refused = withinLimit(of, priority, going(), () => {
          made++;
          return Promise.reject(new ProblemError({ kind: 'rate-limited', until: Date.now() + asked, asked, calls: null, seconds: null }));
        });
        const problem = problemOf(refused);
        await vi.advanceTimersByTimeAsync(61_000);
        expect([(await problem).kind, made]).toEqual(['rate-limited', 1]);
        // In the background none is made for as long as is kept to there.
        expect(await problemOf(calls(of, 1, 'background').all)).toMatchObject({ kind: 'rate-limited' });
      }
    },
  );

  test.each<Priority>(['interactive', 'background'])('a clock that stands still keeps no %s call waiting for ever', async (priority) => {
    const of: Quota = { ...quota(), deps: { now: () => NOW, wait: async () => undefined } };
    const made = () => withinLimit(of, priority, going(), async () => 'made').catch(() => 'refused');
    const all: string[] = [];
    for (let at = 0; at < 25; at++) all.push(await made());
    expect(all).toHaveLength(25);
    const refused = () => withinLimit(of, priority, going(), () => Promise.reject(refusal(NOW + 1_000)));
    expect(await problemOf(refused())).toMatchObject({ kind: 'rate-limited' });
  });

  test('a background call that is refused is not made again here', async () => {
    const of = quota();
    const until = NOW + 7_000;
    expect(await problemOf(withinLimit(of, 'background', going(), () => Promise.reject(refusal(until))))).toMatchObject({
      kind: 'rate-limited',
      until,
    });
    expect(await problemOf(calls(of, 1, 'background').all)).toMatchObject({ kind: 'rate-limited' });
  });
});
