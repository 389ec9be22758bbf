import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/find-browser.mjs';
import { startPage } from '../../sandbox/page/start.ts';
import { startBrowser, type RunningBrowser } from '../../support/chromium.ts';
import { killBrowser, openedOptions } from '../../support/kill-browser.ts';
import { askFrom, DEMO_BUILD } from '../../support/stage.ts';
import { pause } from '../devtools.ts';
import { figure, type Figure } from '../figure.ts';

/** The event while a reminder waits; the clock can only be changed where libfaketime is installed (Debian's package of that name). */
type Event = 'stopped' | 'killed' | 'closed' | 'updated' | 'forward' | 'back';

/** A reminder is late from this time on (ms) after it was due, or after the clock jumped past that moment. */
const LATE = 60_000;
/** How long a notification stays before the person has seen it, in ms. */
const LOOKED_AT = 1_500;
/** After this time without a notification, a reminder counts as lost, in ms. */
const PATIENCE = 150_000;

interface Round {
  event: Event;
  /** ms after the moment at which it could be shown; null where it never was. */
  after: number | null;
}

/**
 * Counts reminders that are lost, shown twice or late over `events` worker stops, browser ends, updates and clock jumps in a real Chromium. A
 * third of the reminders are due during the event, the others after it.
 */
export async function measureDue(events: number): Promise<Figure[]> {
  const stand = await setStand();
  const rounds: Round[] = [];
  let doubled = 0;
  try {
    for (let at = 0; at < events; at++) {
      const event = stand.events[at % stand.events.length]!;
      const round = await play(stand, event, `due-${at}`, at);
      rounds.push(round);
      if (round.after === null || round.after > LATE)
        console.log(`due: ${event} ${round.after === null ? 'lost' : `${round.after} ms late`}`);
    }
    // A notification that was removed only comes again where it was shown twice.
    for (let at = 0; at < 50; at++) await stand.shown().then(() => pause(100));
    doubled = stand.shownTwice();
  } finally {
    await stand.close();
  }
  const lost = rounds.filter(({ after }) => after === null).length;
  const late = rounds.filter(({ after }) => after !== null && after > LATE).length;
  const halves = [0, 1].map((half) => rounds.filter(({ after }, at) => at % 2 === half && (after === null || after > LATE)).length);
  const longest = (kind: Event) => Math.max(0, ...rounds.filter(({ event }) => event === kind).map(({ after }) => after ?? 0));
  const said = [...new Set(stand.events)].map((kind) => `${kind} ${(longest(kind) / 1000).toFixed(1)} s`).join(', ');
  const unmoved = stand.events.includes('forward') ? '' : '; no libfaketime: the clock was not put';
  return [
    figure(
      'due',
      '',
      '0',
      rounds.length === events ? lost + doubled + late : Number.NaN,
      halves,
      `${rounds.length} events: ${lost} lost, ${doubled} twice, ${late} late; longest ${said}${unmoved}`,
    ),
  ];
}

interface Stand {
  events: Event[];
  page(): Page;
  now(): Promise<number>;
  happen(event: Event): Promise<void>;
  /** Records every notification of a reminder, and removes it after a while so that a second one is recorded. */
  shown(): Promise<Map<string, number>>;
  shownTwice(): number;
  close(): Promise<void>;
}

async function play(stand: Stand, event: Event, id: string, at: number): Promise<Round> {
  const ahead = event === 'forward' ? 3_600_000 : [400, 3_000, 6_000][at % 3]!;
  const due = (await stand.now()) + ahead;
  const followUp = { text: id, at: new Date(due).toISOString(), kind: null, remindAt: new Date(due).toISOString(), stage: null };
  await askFrom(stand.page(), 'submit', {
    edit: id,
    ref: { connection: 'book', id: 'c' },
    change: { kind: 'follow-up', followUp },
    base: null,
  });
  await stand.happen(event);
  // By the changed clock: from the time when it could be shown, but not before the browser had started again.
  const from = Math.max(due, await stand.now());
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    const when = (await stand.shown()).get(id);
    if (when !== undefined) return { event, after: Math.max(0, when - from) };
  }
  return { event, after: null };
}

async function setStand(): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-due-'));
  const profile = join(folder, 'profile');
  const clock = clockIn(folder);
  const chats = await startPage();
  const open = async (): Promise<{ browser: RunningBrowser; page: Page }> => {
    const browser = await startBrowser({ extensions: [DEMO_BUILD], chatPort: chats.port, headless: true, profile });
    const extensions = await browser.context.newPage();
    await extensions.goto('chrome://extensions');
    // Without developer mode, the browser disables an unpacked extension that reloads itself.
    await extensions.evaluate(() =>
      (globalThis as unknown as Chrome).chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }),
    );
    return { browser, page: await openedOptions(browser) };
  };
  /** With the library that changes the clock, a browser sometimes fails to start. */
  const openAgain = async (tries = 3): Promise<{ browser: RunningBrowser; page: Page }> =>
    open().catch(async (thrown: unknown) => {
      killBrowser(profile);
      await pause(1_000);
      if (tries === 1) throw thrown;
      return openAgain(tries - 1);
    });
  let { browser, page } = await openAgain();
  await askFrom(page, 'saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
  const nobody = { nickname: null, company: null, phones: [], remark: null };
  await askFrom(page, 'addCustomer', { key: 'c', contact: null, connection: 'book', customer: { name: '张伟', ...nobody }, despite: [] });
  const seen = new Map<string, number>();
  const looked = new Map<string, number>();
  const gone = new Set<string>();
  let twice = 0;
  const now = () => page.evaluate(() => Date.now());
  return {
    events: clock
      ? [
          'stopped',
          'updated',
          'stopped',
          'killed',
          'back',
          'stopped',
          'updated',
          'closed',
          'stopped',
          'stopped',
          'killed',
          'stopped',
          'forward',
        ]
      : ['stopped', 'updated', 'stopped', 'killed', 'stopped', 'updated', 'closed', 'stopped'],
    page: () => page,
    now,
    async happen(event) {
      if (event === 'forward') return clock!.put(3_600);
      if (event === 'back') {
        clock!.put(-3_600);
        await pause(1_500);
        return clock!.put(3_600);
      }
      if (event === 'stopped') {
        const session = await browser.context.newCDPSession(page);
        await session.send('ServiceWorker.enable');
        await session.send('ServiceWorker.stopAllWorkers');
        return session.detach();
      }
      if (event === 'updated') {
        const address = page.url();
        await page.evaluate(() => void setTimeout(() => (globalThis as unknown as Chrome).chrome.runtime.reload(), 0));
        await pause(500);
        page = await browser.context.newPage();
        for (let tries = 0; tries < 100; tries++) {
          if (
            await page.goto(address).then(
              () => true,
              () => false,
            )
          )
            return;
          await pause(100);
        }
        throw new Error('The extension has not come back after its update');
      }
      if (event === 'killed') killBrowser(profile);
      await browser.close();
      ({ browser, page } = await openAgain());
    },
    async shown() {
      const { ids, at } = await page.evaluate(async () => {
        const { notifications } = (globalThis as unknown as Chrome).chrome;
        return { ids: Object.keys(await notifications.getAll()), at: Date.now() };
      });
      for (const id of ids.map((one) => one.replace(/^reminder:/, ''))) {
        if (gone.has(id)) twice++;
        if (!seen.has(id)) seen.set(id, at);
        looked.set(id, looked.get(id) ?? performance.now());
        // Not removed at once: Kebian checks whether the browser shows the notification, and would show it again.
        if (performance.now() - looked.get(id)! < LOOKED_AT) continue;
        gone.add(id);
        await page.evaluate((one) => (globalThis as unknown as Chrome).chrome.notifications.clear(one), `reminder:${id}`);
      }
      return seen;
    },
    shownTwice: () => twice,
    async close() {
      await browser.close();
      await chats.stop();
      clock?.end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Chrome {
  chrome: {
    developerPrivate: { updateProfileConfiguration(to: { inDeveloperMode: boolean }): Promise<void> };
    runtime: { reload(): void };
    notifications: { getAll(): Promise<object>; clear(id: string): Promise<boolean> };
  };
}

const LIBRARIES = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`);

/** A browser with the library that changes its clock; null where the library is missing. */
function clockIn(folder: string): { put(seconds: number): void; end(): void } | null {
  const library = [process.env['KEBIAN_FAKETIME'], ...LIBRARIES].find((path) => path !== undefined && existsSync(path));
  if (!library) return null;
  const [file, script, before] = [join(folder, 'clock'), join(folder, 'browser'), process.env['KEBIAN_BROWSER']];
  let shift = 0;
  const write = () => writeFileSync(file, `${shift < 0 ? '' : '+'}${shift}\n`);
  write();
  const settings = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DISABLE_SHM: '1',
    // Only changes the wall clock: the browser's timers are not affected.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_FORCE_MONOTONIC_FIX: '0',
    FAKETIME_DONT_RESET: '1',
  };
  const lines = Object.entries(settings).map(([key, value]) => `export ${key}='${value}'`);
  writeFileSync(script, ['#!/bin/sh', ...lines, `exec '${findBrowser()}' "$@"`, ''].join('\n'));
  chmodSync(script, 0o755);
  process.env['KEBIAN_BROWSER'] = script;
  return {
    put(seconds) {
      shift += seconds;
      write();
    },
    end() {
      if (before === undefined) delete process.env['KEBIAN_BROWSER'];
      else process.env['KEBIAN_BROWSER'] = before;
    },
  };
}
