import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCrms } from '../sandbox/crm/start.ts';
import { startPage } from '../sandbox/page/start.ts';
import { calls, rapid } from './calls.ts';
import { pause } from './devtools.ts';
import { inChromium } from './chromium.ts';
import type { Figure } from './figure.ts';
import { inFirefox } from './firefox.ts';
import { afterStop, connect, fresh, known, meetPeople, type Race } from './latency.ts';
import { startLoopback } from './loopback.ts';
import { openKnown, panelOpen } from './panel-open.ts';
import { sizes } from './sizes.ts';

/**
 * Measures the cost and speed of Kebian in real browsers, together with the floor extension and the page alone. `--browser firefox` uses
 * Firefox, `--json FILE` writes the figures, `--samples N` changes the number of samples (200 by default), `--only a,b` runs some of the parts.
 * No figure makes the run fail.
 */
const options = {
  browser: { type: 'string', default: 'chromium' },
  json: { type: 'string' },
  samples: { type: 'string', default: '200' },
  only: { type: 'string' },
} as const;
const { values } = parseArgs({ options });
const fields = { chromium: inChromium, firefox: inFirefox };
if (!(values.browser in fields)) throw new Error(`--browser takes ${Object.keys(fields).join(' or ')}`);
const samples = Number(values.samples);
const load = loadavg();
const { figures, browser } = await measure((part) => {
  const wanted = !values.only || values.only.split(',').includes(part);
  if (wanted) console.log(`${new Date().toLocaleTimeString()} ${part}`);
  return wanted;
});
print(figures);
if (values.json) write(values.json, figures);

async function measure(wanted: (part: string) => boolean): Promise<{ figures: Figure[]; browser: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-bench-crm-'));
  const [crms, page, loopback] = await Promise.all([startCrms({ folder }), startPage(), startLoopback()]);
  const field = await fields[values.browser as keyof typeof fields](page.port);
  const { kebian, floor, options: own } = field;
  try {
    await connect(own, crms);
    const found: Figure[] = sizes(field.build);
    if (wanted('page')) found.push(...(await field.pageCosts(samples)));
    await openKnown(field);
    if (wanted('open')) found.push(await panelOpen(field, samples));
    const panels = { kebianPanel: (await kebian.openPanel()).panel, floorPanel: (await floor.openPanel()).panel };
    // From here on the panel makes the calls: another extension page would share its process and time.
    await own.close();
    const start = { kebian, floor, options: panels.kebianPanel, crms, loopback, ...panels };
    const race: Race = { ...start, keys: await meetPeople(start) };
    await pause(1_000);
    if (wanted('known')) found.push(...(await known(race, samples)));
    if (wanted('new')) {
      found.push(await fresh(race, 'new0', '<= 1.3', 0, samples));
      found.push(await fresh(race, 'new150', '<= 1.1', 150, samples));
      found.push(field.leftOut.new600 ?? (await fresh(race, 'new600', '<= 1.05', 600, samples)));
    }
    if (wanted('stop')) found.push(await afterStop(race, samples));
    if (wanted('calls')) found.push(...(await calls(race)));
    if (wanted('rapid')) found.push(...(await rapid(race, 12)));
    return { figures: found, browser: field.browser };
  } finally {
    await field.close();
    loopback.stop();
    await Promise.all([crms.stop(), page.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
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
  return {
    node: process.version,
    browser,
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load,
  };
}
