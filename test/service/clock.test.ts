import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { since, until } from '../../lib/model/elapsed';
import { createBound, createPace } from '../../lib/service/bound';

const HOUR = 3_600_000;
const jumps = fc.integer({ min: -30 * 24 * HOUR, max: 30 * 24 * HOUR });

describe('a kept time', () => {
  test('is never waited for longer than its own longest wait, whatever the clock did meanwhile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: HOUR }), jumps, (wait, jump) => {
        const now = Date.UTC(2026, 0, 5);
        const left = until(now + wait, HOUR, now + jump);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(HOUR + 1_000);
      }),
    );
  });

  test('that the clock says is still to come is as old as can be: nothing is fresh or kept for its sake', () => {
    fc.assert(
      fc.property(jumps, (jump) => {
        const age = since(Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 5) + jump);
        expect(age).toBe(jump < -1_000 ? Infinity : Math.max(0, jump));
      }),
    );
  });
});

test('the turns of a tab do not wait for a clock that was put back', async () => {
  const clock = { now: Date.UTC(2026, 0, 5) };
  const bound = createBound(1, 10_000, () => clock.now);
  const pace = createPace(1, 2, () => clock.now);
  expect([bound(7), bound(7), await pace(7, 'a')]).toEqual([true, false, true]);
  clock.now -= 24 * HOUR;
  vi.useFakeTimers();
  expect(bound(7)).toBe(true);
  expect(await pace(7, 'b')).toBe(true);
  vi.useRealTimers();
});

/**
 * Places that compare by themselves: reminders have no span, a wait of one call does not outlive its worker; the fill's plan and former
 * connections do not stand a clock that was put back yet.
 */
const BY_ITSELF = ['reminders', 'reminder-text', 'purge', 'wanted-search', 'former', 'start', 'directory/fill'].map(
  (name) => `lib/service/${name}.ts`,
);

test('no other part of the worker compares a kept time with now but by lib/model/elapsed.ts', () => {
  const root = join(import.meta.dirname, '../..');
  const files = (folder: string): string[] =>
    readdirSync(join(root, folder)).flatMap((name) =>
      statSync(join(root, folder, name)).isDirectory() ? files(`${folder}/${name}`) : [`${folder}/${name}`],
    );
  const compares = /\bnow\b(?:\(\))?\)? (?:-|<=?|>=?) |(?:-|<=?|>=?) (?:\w+\.)*now\b/;
  const found = files('lib/service').filter((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .some((line) => compares.test(line.replace(/\/\/.*|^\s*\*.*/, '')) && !/performance\.now|\b(?:since|until)\(/.test(line)),
  );
  expect(found.filter((file) => !BY_ITSELF.includes(file))).toEqual([]);
});
