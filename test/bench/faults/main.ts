import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import buildDemo from '../../support/build-demo.ts';
import type { Figure } from '../figure.ts';
import { editFaults } from './edits.ts';
import { blanked } from './blanked.ts';
import { clock } from './clock.ts';
import { browserKilled } from './killed.ts';
import { forged } from './forged.ts';
import { injected } from './injected.ts';
import { lint } from './lint.ts';
import { moved } from './moved.ts';
import { mutated } from './mutated.ts';
import { offlineEdits } from './offline.ts';
import { quota } from './quota.ts';
import { stale } from './stale.ts';
import { stall } from './stall.ts';
import { thrownAway } from './thrown-away.ts';
import { wrongPaints, wrongPaintsLoaded } from './wrong-paints.ts';

/**
 * Measures what goes wrong when everything else fails. `--json FILE` writes the figures, `--only a,b` measures some of the parts. No figure
 * makes the run fail.
 */
const PARTS: Record<string, () => Promise<Figure[]>> = {
  offline: offlineEdits,
  killed: browserKilled,
  edits: editFaults,
  blanked,
  clock,
  stale,
  moved,
  forged,
  injected,
  mutated,
  lint,
  stall,
  thrownAway,
  wrongPaints,
  wrongPaintsLoaded,
  quota,
};

/** These run the code directly; all others need the built extension. */
const WITHOUT_BROWSER = ['blanked', 'clock', 'quota', 'stale'];

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
await main();

async function main(): Promise<void> {
  const wanted = values.only?.split(',') ?? Object.keys(PARTS);
  if (wanted.some((part) => !WITHOUT_BROWSER.includes(part))) buildDemo();
  const figures: Figure[] = [];
  for (const part of wanted) {
    const measure = PARTS[part];
    if (!measure) throw new Error(`There is no part ${part}; there are ${Object.keys(PARTS).join(', ')}`);
    console.log(`${new Date().toLocaleTimeString()} ${part}`);
    figures.push(...(await measure()));
    // Some parts take a quarter of an hour: earlier figures are written before.
    if (values.json) write(values.json, figures);
  }
  print(figures);
}

function print(figures: Figure[]): void {
  console.table(figures.map(({ name, value, unit, reach, holds }) => ({ name, value, unit, reach, holds })));
  for (const { name, detail } of figures) if (detail) console.log(`${name}: ${detail}`);
}

function write(file: string, figures: Figure[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(file, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}
