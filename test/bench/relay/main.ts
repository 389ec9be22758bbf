import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { unmeasured, type Figure } from '../figure.ts';
import { agents } from './agents.ts';
import { values } from './given.ts';
import { kills } from './kills.ts';
import { leaks, overhead, quota, saved, wait } from './loads.ts';
import { nginx } from './nginx.ts';
import { startSandbox, type BenchCrms } from './sandbox.ts';

/**
 * Measures a relay before the sandbox's CRMs, everything on this computer, each in processes of its own: `--json FILE` writes the figures, `--only a,b`
 * measures some of the parts, `--seconds N` is how long each load lasts, `--edits N --kills N` how much happens while processes are killed. No
 * figure makes the run fail.
 */
const PARTS: Record<string, (crms: BenchCrms) => Promise<Figure[]>> = { quota, saved, overhead, wait, kills, agents, leaks, nginx };
await main();

async function main(): Promise<void> {
  const figures: Figure[] = [];
  const crms = await startSandbox();
  try {
    for (const part of values.only?.split(',') ?? Object.keys(PARTS)) {
      const measure = PARTS[part];
      if (!measure) throw new Error(`There is no part ${part}; there are ${Object.keys(PARTS).join(', ')}`);
      console.log(`${new Date().toLocaleTimeString()} ${part}`);
      // A part that fails leaves what the others have measured.
      const measured = await measure(crms).catch((thrown: unknown) => [unmeasured(part, '', '', String(thrown))]);
      for (const { name, value, detail } of measured) console.log(`${name}: ${value} (${detail})`);
      figures.push(...measured);
    }
  } finally {
    await crms.stop();
  }
  console.table(figures.map(({ name, value, unit, reach, holds }) => ({ name, value, unit, reach, holds })));
  if (!values.json) return;
  mkdirSync(dirname(values.json), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(values.json, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}
