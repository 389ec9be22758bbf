import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_ASKED, LONGEST_UNNAMED, restLeft } from '../../lib/model/rest';

const NOW = Date.UTC(2026, 2, 1);
const rest = (asked: number, until = NOW + asked) => ({ kind: 'rate-limited', until, asked, calls: null, seconds: null }) as const;

test('a rest of any length up to the longest is over when it is over, and not before', () => {
  fc.assert(
    fc.property(fc.nat({ max: LONGEST_ASKED }), fc.double({ min: 0, max: 1, noNaN: true }), (asked, part) => {
      const passed = Math.floor(asked * part);
      expect(restLeft(rest(asked), NOW + passed)).toBe(asked - passed);
      expect(restLeft(rest(asked), NOW + asked + 1)).toBe(0);
    }),
  );
});

test('a rest that is further away than it was asked for was written by another clock: it is over', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: LONGEST_UNNAMED, max: LONGEST_ASKED }),
      fc.integer({ min: 2_000, max: 10 * LONGEST_ASKED }),
      (asked, back) => {
        expect(restLeft(rest(asked), NOW - back)).toBe(0);
      },
    ),
  );
});

test('a rest that does not name its length, as older versions have stored it, is kept to for half an hour', () => {
  const { asked: _, ...unnamed } = rest(LONGEST_UNNAMED);
  expect(restLeft(unnamed, NOW)).toBe(LONGEST_UNNAMED);
  expect(restLeft({ ...unnamed, until: NOW + 3 * LONGEST_UNNAMED }, NOW)).toBe(0);
});
