import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { since, until } from '../../lib/model/elapsed';
import type { Problem } from '../../lib/model/problem';
import { createBound, createPace } from '../../lib/service/bound';
import { fillDirectories } from '../../lib/service/directory/fill';
import { crowd, deskOn, newBrowser, scriptedCrm } from './scripted';

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

describe('a Directory whose clock', () => {
  const DAY = 24 * HOUR;
  const start = async (jump: number, problem: Problem | null) => {
    newBrowser();
    const clock = { now: Date.UTC(2026, 0, 5) };
    const crm = scriptedCrm(crowd(60));
    const desk = await deskOn(crm, { database: `clock-${jump}-${problem?.kind}`, clock });
    crm.problem = problem;
    await fillDirectories(desk);
    crm.problem = null;
    clock.now += jump;
    crm.asked = [];
    return { clock, crm, desk };
  };

  test.each([-DAY, -HOUR, DAY, 30 * DAY])('jumps by %i ms is renewed within two hours of when it would have been', async (jump) => {
    const { clock, crm, desk } = await start(jump, null);
    for (let minutes = 0; minutes <= 8 * 60; minutes += 10, clock.now += 10 * 60_000) await fillDirectories(desk);
    expect(crm.asked.length).toBeGreaterThan(0);
  });

  test.each([-DAY, -HOUR, DAY])('jumps by %i ms after a refusal is tried again within the hour that a refusal may take', async (jump) => {
    for (const problem of [
      { kind: 'server-error', status: 500 },
      { kind: 'signed-out', elsewhere: false },
      { kind: 'rate-limited', until: Date.UTC(2026, 0, 5) + 3 * HOUR, calls: null, seconds: null },
    ] satisfies Problem[]) {
      const { clock, crm, desk } = await start(jump, problem);
      for (let minutes = 0; minutes <= 60; minutes += 10, clock.now += 10 * 60_000) await fillDirectories(desk);
      expect(crm.asked, problem.kind).not.toEqual([]);
    }
  });

  test('was ahead at its last fill asks for everybody: what has changed since a time to come is nobody', async () => {
    const { clock, crm, desk } = await start(-2 * DAY, null);
    for (let minutes = 0; minutes <= 2 * 60; minutes += 10, clock.now += 10 * 60_000) await fillDirectories(desk);
    expect(crm.asked[0]).toBe('list all 0');
    crm.asked = [];
    for (let minutes = 0; minutes <= 4 * 60; minutes += 10, clock.now += 10 * 60_000) await fillDirectories(desk);
    expect(crm.asked).toEqual([]);
  });
});

/** Places that compare by themselves: reminders have no span, a wait of one call does not outlive its worker. */
const BY_ITSELF = ['reminders', 'reminder-text', 'purge', 'wanted-search', 'start'].map((name) => `lib/service/${name}.ts`);

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
