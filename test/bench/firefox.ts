import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFirefox } from '../../scripts/find-browser.mjs';
import { buildDemo } from '../support/build-demo.ts';
import { startFirefox, type Place, type RunningFirefox } from '../support/firefox.ts';
import { pause } from './devtools.ts';
import { unmeasured } from './figure.ts';
import { pageCosts } from './firefox-page.ts';
import { pageProbe } from './probe.ts';
import { CHATS, chatsThere, FLOOR, withProbe, type Field, type Stand } from './stand.ts';

const BUILD = join(import.meta.dirname, '../../.output/firefox-mv3-demo');

/** A separate Firefox for each side, since each has only one sidebar. */
export interface FirefoxStand extends Stand {
  firefox: RunningFirefox;
  chats: Place;
  /** Reloads the chat page; no chat is open afterwards. */
  load(): Promise<void>;
}

/** Three browsers: with Kebian, with the floor extension, with none. */
export async function inFirefox(chatPort: number): Promise<Field> {
  buildDemo('firefox');
  const kebian = await setStand(BUILD, chatPort, 'sidepanel.html');
  const floor = await setStand(FLOOR, chatPort, 'panel.html');
  const none = await setStand(null, chatPort, '');
  const options = await kebian.firefox.ownPage('options.html');
  await kebian.firefox.show(kebian.chats);
  return {
    kebian,
    floor,
    options: { run: options.run, close: () => kebian.firefox.closeTab(options) },
    browser: execFileSync(findFirefox()!, ['--version'], { encoding: 'utf8' }).trim(),
    build: BUILD,
    pageCosts: (samples) => pageCosts(kebian, none, Math.max(3, Math.round(samples / 60))),
    leftOut: { new600: unmeasured('new600', 'x', '<= 1.05', 'left to Chromium: four minutes in which the CRM is waited for') },
    close: async () => void (await Promise.all([kebian, floor, none].map((stand) => stand.close()))),
  };
}

const PREFS = {
  // A clock with fractions of a millisecond, as in Chromium.
  'privacy.reduceTimerPrecision': false,
  // Only `afterStop` needs a stopped background page, and stops it itself. In ms.
  'extensions.background.idle.timeout': 3_600_000,
};

async function setStand(folder: string | null, chatPort: number, panel: string): Promise<FirefoxStand> {
  const copy = folder && (await withProbe(folder));
  if (copy) await fitForFirefox(copy);
  const firefox = await startFirefox({ extension: copy, chatPort, prefs: PREFS });
  if (copy) await closed(firefox, panel);
  const chats = await firefox.open(CHATS);
  await chatsThere(chats);
  return {
    firefox,
    chats,
    load: async () => {
      await chats.run(() => {
        Object.assign(window, { before: true });
        setTimeout(() => location.reload(), 0);
      });
      // Before the new document exists, the old one answers, or none.
      while (!(await chats.run(() => !('before' in window) && document.body !== null).catch(() => false))) await pause(20);
      await chatsThere(chats);
    },
    openPanel: async () => {
      // No page can open it, so it is opened like by its toolbar button.
      const ahead = await firefox.window.run(aheadOfClock);
      const asked = await firefox.window.run(() => performance.timeOrigin + performance.now());
      await firefox.showSidebar();
      return { panel: await firefox.ownPage(panel), asked: asked - ahead };
    },
    closePanel: () => closed(firefox, panel),
    clockOf: (page) => page.run(aheadOfClock, null),
    stopWorker: async () => {
      await firefox.stopBackground();
      while (await firefox.hasOwnPage('_generated_background_page.html')) await pause(10);
    },
    close: async () => {
      await firefox.close();
      if (copy) await rm(copy, { recursive: true, force: true });
    },
  };
}

/**
 * Runs in a document: how far its precise clock is ahead of the computer's, in ms. Each process of Firefox reads that clock once, at its start,
 * and some differ by half a millisecond.
 */
function aheadOfClock(): number {
  const seen: number[] = [];
  for (let turn = 0; turn < 25; turn++) {
    const before = Date.now();
    while (Date.now() === before);
    seen.push(performance.timeOrigin + performance.now() - Date.now());
  }
  // A measurement that was interrupted is too large.
  return Math.min(...seen);
}

async function closed(firefox: RunningFirefox, panel: string): Promise<void> {
  await firefox.hideSidebar();
  while (await firefox.hasOwnPage(panel)) await pause(10);
  await pause(100);
}

/**
 * The floor's manifest is Chromium's. The probe of the chat page is injected together with the extension, before its own script: so it records
 * the time of the page's change, not that of the extension's reaction.
 */
async function fitForFirefox(folder: string): Promise<void> {
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const probe = { matches: ['https://wx.qq.com/*'], js: ['page-probe.js'], run_at: 'document_start', world: 'MAIN' };
  const made = { ...(manifest.side_panel ? floorFor(manifest) : manifest), content_scripts: [probe, ...manifest.content_scripts] };
  await writeFile(join(folder, 'page-probe.js'), `(${String(pageProbe)})()`);
  await writeFile(file, JSON.stringify(made));
}

interface Manifest {
  side_panel?: { default_path: string };
  permissions: string[];
  background: { service_worker?: string };
  content_scripts: object[];
}

function floorFor({ side_panel, permissions, background, ...manifest }: Manifest): object {
  return {
    ...manifest,
    permissions: permissions.filter((one) => one !== 'sidePanel'),
    background: { scripts: [background.service_worker] },
    sidebar_action: { default_panel: side_panel?.default_path },
    browser_specific_settings: { gecko: { id: 'floor@kebian.example' } },
  };
}
