import { describe, expect, test } from 'vitest';
import {
  answered,
  EMPTY,
  faster,
  giveBack,
  nextTurn,
  ownTurn,
  readBucket,
  slower,
  take,
  type Bucket,
} from '../../lib/providers/lixiao/bucket';

const NOW = Date.parse('2026-03-01T08:00:00Z');
/** Ten seconds and a little, since two clocks do not tick alike. */
const BACK = 10_100;

/** A bucket out of which some calls were made and answered at `at`. */
function after(calls: number, at = NOW, company = ''): Bucket {
  return Array.from({ length: calls }).reduce<Bucket>(
    (bucket) => answered(take(bucket, 'interactive', at, company, at), at, company, at),
    EMPTY,
  );
}

describe('the bucket', () => {
  test('gives ten calls at once, and the eleventh when the first token is back', () => {
    expect(nextTurn(after(9), 'interactive', '', NOW + 5)).toBe(NOW + 5);
    expect(nextTurn(after(10), 'interactive', '', NOW + 5)).toBe(NOW + BACK);
    expect(nextTurn(after(10), 'interactive', '', NOW + BACK)).toBe(NOW + BACK);
  });

  test('a token is back ten seconds after the answer, however long the call has travelled', () => {
    const slow = take(after(9), 'interactive', NOW, '', NOW);
    expect(ownTurn(take(slow, 'interactive', NOW + BACK, '', NOW), NOW + BACK, '', NOW + 5_000)).toBe(NOW + BACK);
    const late = answered(take(EMPTY, 'interactive', NOW, '', NOW), NOW, '', NOW + 4_000);
    const full = Array.from({ length: 9 }).reduce<Bucket>((bucket) => take(bucket, 'interactive', NOW + 4_000, '', NOW + 4_000), late);
    expect(nextTurn(full, 'interactive', '', NOW + 4_000)).toBe(NOW + 4_000 + BACK);
  });

  test('a call whose worker was stopped before its answer holds its token for half a minute at most', () => {
    const lost = Array.from({ length: 10 }).reduce<Bucket>((bucket) => take(bucket, 'interactive', NOW, '', NOW), EMPTY);
    expect(nextTurn(lost, 'interactive', '', NOW + 12_000)).toBe(NOW + 12_000 + BACK);
    expect(nextTurn(lost, 'interactive', '', NOW + 20_000 + BACK)).toBe(NOW + 20_000 + BACK);
  });

  test('companies at one address have a quota each; a call of one that is not named counts for all', () => {
    expect(nextTurn(after(10, NOW, 'a'), 'interactive', 'b', NOW)).toBe(NOW);
    expect(nextTurn(after(10, NOW, 'a'), 'interactive', 'a', NOW)).toBe(NOW + BACK);
    expect(nextTurn(after(10, NOW, 'a'), 'interactive', '', NOW)).toBe(NOW + BACK);
    expect(nextTurn(after(10), 'interactive', 'b', NOW)).toBe(NOW + BACK);
  });

  test('background work begins with one call in ten seconds and leaves a token to people', () => {
    const one = answered(take(EMPTY, 'background', NOW, '', NOW), NOW, '', NOW + 100);
    expect(nextTurn(EMPTY, 'background', '', NOW)).toBe(NOW);
    expect(nextTurn(one, 'background', '', NOW + 100)).toBe(NOW + 10_000);
    expect(nextTurn(after(9), 'background', '', NOW)).toBe(NOW + BACK);
    expect(nextTurn(after(9), 'interactive', '', NOW)).toBe(NOW);
  });

  describe('finds out what others leave: its pace', () => {
    const S = 1_000;
    /** The pace after calls that are answered every second for so many seconds. */
    const answeredFor = (seconds: number, from: Bucket) =>
      Array.from({ length: seconds }, (_, at) => NOW + at * S).reduce((bucket, at) => faster(bucket, at), { ...from, pacedAt: NOW });
    const four = { ...EMPTY, pace: 4 };

    test('rises with the time of good answers, up to what leaves a token to people', () => {
      expect(answeredFor(11, EMPTY).pace).toBeGreaterThan(1.5);
      expect(answeredFor(11, EMPTY).pace).toBeLessThan(2);
      expect(answeredFor(600, EMPTY).pace).toBe(8.3);
    });

    test('is halved by a refusal, once where several come within ten seconds', () => {
      const halved = slower(four, NOW + S, NOW);
      expect(halved).toMatchObject({ pace: 2, closedUntil: NOW + S });
      expect(slower(halved, NOW + 6 * S, NOW + 5 * S)).toMatchObject({ pace: 2, closedUntil: NOW + 6 * S });
      expect(slower(halved, NOW + 12 * S, NOW + 11 * S).pace).toBe(1);
    });

    test('rises slowly near the pace that was refused, and fast again when nothing was refused for minutes', () => {
      const near = { ...slower(four, NOW, NOW), pace: 3.8 };
      expect(answeredFor(11, near).pace - 3.8).toBeLessThan(0.25);
      expect(answeredFor(11, { ...near, refusedAt: NOW - 300 * S }).pace - 3.8).toBeGreaterThan(0.8);
    });

    test('never ends, however many refuse it', () => {
      const hours = Array.from({ length: 100 }, (_, at) => NOW + at * 60 * S);
      const slowest = hours.reduce((bucket, at) => slower(bucket, at, at), EMPTY);
      expect(slowest.pace).toBeCloseTo(1 / 60);
      expect(nextTurn(slowest, 'background', '', hours.at(-1)!)).toBe(hours.at(-1)! + 600 * S);
    });

    test('does not jump after a pause', () => {
      expect(faster({ ...four, pacedAt: NOW }, NOW + 3_600 * S).pace).toBe(6);
    });
  });

  test('lets nothing in the background go before the time that the CRM has named', () => {
    const closed = slower(EMPTY, NOW + 70_000, NOW);
    expect(nextTurn(closed, 'background', '', NOW)).toBe(NOW + 70_000);
    expect(nextTurn(closed, 'interactive', '', NOW)).toBe(NOW);
    expect(nextTurn(closed, 'background', '', NOW + 80_000)).toBe(NOW + 80_000);
  });

  test('has the place again of a call that went away', () => {
    const full = take(after(10), 'interactive', NOW + BACK, '', NOW);
    expect(giveBack(full, NOW + BACK, '').taken).toEqual(after(10).taken);
    expect(giveBack(full, NOW + 1, '')).toEqual(full);
  });

  test.each([30_000, 5 * 60_000, 24 * 60 * 60_000])(
    'a clock that is put back by %d ms keeps nobody waiting for longer than ten seconds',
    (back) => {
      const ahead = NOW + back;
      expect(nextTurn(after(10, ahead), 'interactive', '', NOW)).toBeLessThanOrEqual(NOW + BACK);
      expect(nextTurn(answered(take(EMPTY, 'background', ahead, '', ahead), ahead, '', ahead), 'background', '', NOW)).toBe(NOW + 10_000);
      expect(nextTurn(slower(EMPTY, ahead, ahead), 'background', '', NOW)).toBeLessThanOrEqual(NOW + 10 * 60_000);
    },
  );

  test.each([null, '', '[', '{}', '[]', '{"taken":"x","closedUntil":"y","pace":null}', '{"taken":[null,"1",7,{"at":1}]}'])(
    'is full after %j',
    (text) => {
      expect(readBucket(text)).toEqual(EMPTY);
    },
  );

  test('comes back from its text as it was', () => {
    const bucket = faster(slower(take(after(3, NOW, 'ding1'), 'background', NOW + 4_000, '', NOW), NOW + 1, NOW), NOW + 20);
    expect(readBucket(JSON.stringify(bucket))).toEqual(bucket);
  });
});
