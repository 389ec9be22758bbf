import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import buildDemo from '../../support/build-demo.ts';
import type { Figure } from '../figure.ts';
import { measureDue } from './due.ts';
import { measureFaults } from './faults.ts';
import { measureImport } from './import.ts';
import { measureRestore } from './restore.ts';
import { measureRoundTrip } from './round-trip.ts';
import { measureTable } from './table.ts';

/** The measurements of the book, each of which can be run alone: `--only import,restore`. */
const PARTS: Record<string, () => Promise<Figure[]>> = {
  due: () => measureDue(Number(values.events)),
  import: () => measureImport(Number(values.rows), Number(values.rounds)),
  faults: () => measureFaults(50),
  roundtrip: () => measureRoundTrip(10_000),
  restore: () => measureRestore(Number(values.customers)),
  table: () => measureTable(Number(values.rows), Number(values.rounds)),
};

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string', multiple: true },
    events: { type: 'string', default: '200' },
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    customers: { type: 'string', default: '20000' },
  },
});

buildDemo();
const only = values.only?.flatMap((names) => names.split(','));
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(PARTS)) if (!only || only.includes(name)) figures.push(...(await measure()));
console.table(
  figures.map(({ name, value, unit, reach, holds, spread }) => ({ name, value, unit, reach, holds, spread: spread.join(' – ') })),
);
for (const { name, detail } of figures) if (detail) console.log(`${name}: ${detail}`);
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(values.json, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}
process.exit();
