import { findBrowser } from '../../scripts/find-browser.mjs';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCrms } from '../sandbox/crm/start.ts';
import { startPage } from '../sandbox/page/start.ts';
import buildDemo from '../support/build-demo.ts';
import { DEMO_BUILD } from '../support/stage.ts';
import { calls, rapid } from './calls.ts';
import { pause } from './devtools.ts';
import { ratio, type Figure } from './figure.ts';
import { afterStop, connect, fresh, known, meetPeople, type Race } from './latency.ts';
import { startLoopback } from './loopback.ts';
import { KNOWN, pageCosts, panelOpenTimes, sizes } from './page.ts';
import { corner, kebianButton, openChat, setStand, type Stand } from './stand.ts';

const FLOOR = join(import.meta.dirname, 'floor');

/**
 * Measures what Kebian costs and how fast it is, in real browsers, beside the floor extension and the page alone, in one run.
 * `--json FILE` writes the figures, `--samples N` takes fewer or more (200 unless told), `--only a,b` some of the parts.
 * No figure makes the run fail.
 */
const options = { json: { type: 'string' }, samples: { type: 'string', default: '200' }, only: { type: 'string' } } as const;
const { values } = parseArgs({ options });
const samples = Number(values.samples);
const load = loadavg();
buildDemo();
const figures = await measure((part) => {
  const wanted = !values.only || values.only.split(',').includes(part);
  if (wanted) console.log(`${new Date().toLocaleTimeString()} ${part}`);
  return wanted;
});
print(figures);
if (values.json) write(values.json, figures);

async function measure(wanted: (part: string) => boolean): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-bench-crm-'));
  const [crms, page, loopback] = await Promise.all([startCrms({ folder }), startPage(), startLoopback()]);
  const stands = [
    await setStand(DEMO_BUILD, page.port, kebianButton),
    await setStand(FLOOR, page.port, corner),
    await setStand(null, page.port, corner),
  ] as const;
  const [kebian, floor, none] = stands;
  try {
    const options_ = await kebian.browser.page('chrome-extension://', 'options.html');
    await kebian.chats.send('Page.bringToFront');
    await connect(options_, crms);
    const found: Figure[] = sizes(DEMO_BUILD);
    if (wanted('page')) found.push(...(await pageCosts(kebian, none, Math.max(3, Math.round(samples / 60)))));
    await prepare(stands);
    if (wanted('open')) found.push(await panelOpen(kebian, floor));
    const panels = { kebianPanel: (await kebian.openPanel()).panel, floorPanel: (await floor.openPanel()).panel };
    // The panel asks from here on: another own page would live in its process and share its time.
    await options_.run(() => setTimeout(() => window.close(), 0), null);
    const start = { kebian, floor, options: panels.kebianPanel, crms, loopback, ...panels };
    const race: Race = { ...start, keys: await meetPeople(start) };
    await pause(1_000);
    if (wanted('known')) found.push(...(await known(race, samples)));
    if (wanted('new')) {
      found.push(await fresh(race, 'new0', '<= 1.3', 0, samples));
      found.push(await fresh(race, 'new150', '<= 1.1', 150, samples));
      found.push(await fresh(race, 'new600', '<= 1.05', 600, samples));
    }
    if (wanted('stop')) found.push(await afterStop(race, samples));
    if (wanted('calls')) found.push(...(await calls(race)));
    if (wanted('rapid')) found.push(...(await rapid(race, 12)));
    return found;
  } finally {
    await Promise.all(stands.map((stand) => stand.close()));
    loopback.stop();
    await Promise.all([crms.stop(), page.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(stands: readonly Stand[]): Promise<void> {
  for (const { chats } of stands) await openChat(chats, KNOWN);
  await pause(500);
}

/** Turns about, ten openings each. */
async function panelOpen(kebian: Stand, floor: Stand): Promise<Figure> {
  await panelOpenTimes(kebian, 10);
  await panelOpenTimes(floor, 10);
  const times: [number[], number[]] = [[], []];
  while (times[0].length < samples) {
    times[0].push(...(await panelOpenTimes(kebian, 10)));
    times[1].push(...(await panelOpenTimes(floor, 10)));
  }
  return ratio('panelOpen', '<= 1.5', 0.5, times[0], times[1]);
}

function print(found: Figure[]): void {
  console.table(
    found.map(({ name, value, unit, reach, holds, spread }) => ({ name, value, unit, reach, holds, spread: spread.join(' – ') })),
  );
  for (const { name, detail } of found) console.log(`${name}: ${detail}`);
  console.log(`load before the run ${load.map((one) => one.toFixed(2)).join(' ')}`);
}

function write(file: string, found: Figure[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ figures: found, machine: machine() }, null, 2)}\n`);
}

function machine() {
  const browser = execFileSync(findBrowser() ?? 'chromium', ['--version'], { encoding: 'utf8' }).trim();
  return {
    node: process.version,
    browser,
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load,
  };
}
