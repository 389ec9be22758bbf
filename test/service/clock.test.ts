import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { since, until } from '../../lib/model/elapsed';
import type { Problem } from '../../lib/model/problem';
import type { Customer } from '../../lib/model/customer';
import type { VaultView } from '../../lib/model/vault';
import { withinLimit } from '../../lib/providers/lixiao/rate-limiter';
import { createBound, createPace } from '../../lib/service/pages/rate-limit';
import { fillDirectories } from '../../lib/service/sync/fill';
import { LOCK_ALARM, setAutoLock } from '../../lib/service/maintenance/locking';
import { PURGE_ALARM, purge, setPurgeAlarm } from '../../lib/service/maintenance/purge';
import { queueEdit, storedEdits } from '../../lib/service/edits/stored-edits';
import { createWait } from '../../lib/service/connections/waiting';
import { crowd, deskOn, newBrowser, preferring, scriptedCrm } from './scripted';

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

describe('a customer who was kept before the clock was put back', () => {
  const DAY = 24 * HOUR;
  const kept = async (database: Awaited<ReturnType<typeof deskOn>>['database']) => (await database.getAll('customers')).map(({ id }) => id);

  test('goes when they have been kept for long enough, whatever the clock says by then', async () => {
    newBrowser();
    await preferring({ keepDays: 7 });
    const clock = { now: Date.UTC(2026, 0, 5) };
    const [old, recent, next] = crowd(3) as [Customer, Customer, Customer];
    const { database, ...desk } = await deskOn(scriptedCrm([]), { database: 'clock-kept', clock });
    const keep = (customer: Customer) => database.put('customers', { ...customer, customer, fetchedAt: clock.now });
    await keep(old);
    clock.now += 6 * DAY;
    await keep(recent);
    // The clock was two days fast: by it `old` is four days old, and `recent` not even there.
    clock.now -= 2 * DAY;
    await purge({ ...desk, database }, 'running');
    expect(await kept(database)).toEqual([old.id]);
    await keep(next);
    clock.now += 1.5 * DAY;
    await purge({ ...desk, database }, 'running');
    expect(await kept(database)).toEqual([next.id]);
  });

  test('stays for an edit that waits, and is dated by the clock of now', async () => {
    newBrowser();
    const clock = { now: Date.UTC(2026, 0, 5) };
    const [customer] = crowd(1) as [Customer];
    const desk = await deskOn(scriptedCrm([]), { database: 'clock-spared', clock });
    await desk.database.put('customers', { ...customer, customer, fetchedAt: clock.now });
    await queueEdit(desk, { edit: 'e', ref: customer, change: { kind: 'remark', text: 'x' }, base: { kind: 'unseen' } });
    clock.now -= DAY;
    await purge(desk, 'running');
    expect((await desk.database.getAll('customers')).map(({ fetchedAt }) => fetchedAt)).toEqual([clock.now]);
  });

  test('is thrown away as soon as a worker finds that the alarm for it was set by another clock', async () => {
    newBrowser();
    await preferring({ keepDays: 1 });
    const clock = { now: Date.now() };
    const [customer] = crowd(1) as [Customer];
    const desk = await deskOn(scriptedCrm([]), { database: 'clock-purge', clock });
    await setPurgeAlarm(desk);
    await desk.database.put('customers', { ...customer, customer, fetchedAt: clock.now + 20 * HOUR });
    await setPurgeAlarm(desk);
    expect(await kept(desk.database)).toEqual([customer.id]);
    await fakeBrowser.alarms.create(PURGE_ALARM, { when: clock.now + 30 * HOUR, periodInMinutes: 720 });
    await setPurgeAlarm(desk);
    expect(await kept(desk.database)).toEqual([]);
    expect((await fakeBrowser.alarms.get(PURGE_ALARM))!.scheduledTime).toBeLessThan(clock.now + 13 * HOUR);
  });
});

test('edits keep their order over a clock that is put back, and the newest can be taken back for as long as any', async () => {
  newBrowser();
  const clock = { now: Date.UTC(2026, 0, 5) };
  const people = crowd(6);
  const desk = await deskOn(scriptedCrm(people), { database: 'clock-edits', clock });
  for (const [at, jump] of [0, 5_000, -25 * HOUR, 100, -HOUR, 48 * HOUR].entries()) {
    clock.now += jump;
    const edit = { edit: `e${at}`, ref: people[at]!, change: { kind: 'remark', text: 'x' }, base: { kind: 'unseen' } } as const;
    const { carrier } = await queueEdit(desk, edit);
    expect(Math.abs(carrier!.madeAt - clock.now)).toBeLessThan(10_000);
  }
  expect((await storedEdits(desk)).map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5']);
});

describe('a call that waits for its turn', () => {
  const memory = () => {
    const kept = new Map<string, string | null>();
    return {
      get: async (key: string) => kept.get(key) ?? null,
      set: async (key: string, value: string | null) => void kept.set(key, value),
    };
  };
  const { signal } = new AbortController();

  test.each([-24 * HOUR, -HOUR, 24 * HOUR])(
    'waits neither longer nor not at all when the clock jumps by %i ms in any await',
    async (jump) => {
      for (let moment = 1; moment <= 60; moment++) {
        let [time, reads] = [Date.UTC(2026, 0, 5), 0];
        let elapsed = 0;
        const now = () => {
          if (++reads === moment) time += jump;
          return time;
        };
        const wait = async (ms: number) => {
          elapsed += ms;
          time += ms;
        };
        const quota = { memory: memory(), company: '', deps: { now, wait } };
        let made = 0;
        for (let call = 0; call < 14; call++) await withinLimit(quota, 'interactive', signal, async () => void made++);
        expect(made, `moment ${moment}`).toBe(14);
        expect(elapsed, `moment ${moment}`).toBeLessThan(60_000);
      }
    },
  );

  test('is told to the pages, and ends when the time has passed that it was given', async () => {
    newBrowser();
    vi.useFakeTimers();
    const clock = { now: Date.UTC(2026, 0, 5) };
    for (const jump of [-24 * HOUR, 24 * HOUR]) {
      const wait = createWait('lixiao', () => {
        const { now } = clock;
        clock.now += jump;
        return now;
      });
      let over = false;
      void wait(5_000, signal).then(() => (over = true));
      await vi.advanceTimersByTimeAsync(4_900);
      expect(over).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      expect(over).toBe(true);
    }
    vi.useRealTimers();
  });
});

test('the alarm that looks whether anybody is still there rings within a minute again, although another clock had set it', async () => {
  newBrowser();
  vi.stubGlobal('browser', fakeBrowser);
  Object.assign(fakeBrowser, { idle: { setDetectionInterval: () => undefined } });
  const now = Date.now();
  const view = { kind: 'open', lockAfter: 15, used: true } as unknown as VaultView;
  await setAutoLock(view, now);
  await fakeBrowser.alarms.create(LOCK_ALARM, { when: now + 24 * HOUR, periodInMinutes: 1 });
  await setAutoLock(view, now);
  expect((await fakeBrowser.alarms.get(LOCK_ALARM))!.scheduledTime).toBeLessThan(Date.now() + 61_000);
});

/**
 * Places that compare by themselves: reminders have no span, the quota's times are put right by `sound` before anything else, two clocks are
 * compared with each other, and what is not the clock's time at all.
 */
const BY_ITSELF = [
  'lib/providers/tanma/client.ts',
  ...['cover-guard', 'overdue'].map((name) => `lib/panel/${name}.ts`),
  ...['edits/reminders', 'edits/reminder-clock', 'edits/reminder-text', 'maintenance/purge', 'start'].map(
    (name) => `lib/service/${name}.ts`,
  ),
  ...['bucket', 'rate-limiter'].map((name) => `lib/providers/lixiao/${name}.ts`),
];

test('no other part of the worker compares a kept time with now but by lib/model/elapsed.ts', () => {
  const root = join(import.meta.dirname, '../..');
  const files = (folder: string): string[] =>
    readdirSync(join(root, folder)).flatMap((name) =>
      statSync(join(root, folder, name)).isDirectory() ? files(`${folder}/${name}`) : [`${folder}/${name}`],
    );
  const compares = /\bnow\b(?:\(\))?\)? (?:-|<=?|>=?) |(?:-|<=?|(?<!=)>=?) (?:\w+\.)*now\b/;
  const found = ['lib/service', 'lib/providers', 'lib/wire', 'lib/panel'].flatMap(files).filter((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .some((line) => compares.test(line.replace(/\/\/.*|^\s*\*.*/, '')) && !/performance\.now|\b(?:since|until)\(/.test(line)),
  );
  expect(found.filter((file) => !BY_ITSELF.includes(file))).toEqual([]);
});
