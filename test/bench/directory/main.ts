import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import buildDemo from '../../support/build-demo.ts';
import { measureFaults } from './faults.ts';
import { figure, type Figure } from './figures.ts';
import { measureSize } from './size.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, sizes: { type: 'string', default: '100000,1000000' }, faults: { type: 'boolean', default: true } },
  allowNegative: true,
});
await main();

async function main(): Promise<void> {
  buildDemo();
  const figures: Figure[] = [];
  const [first = 100_000, ...others] = values.sizes.split(',').map(Number);
  figures.push(...(await measureSize(first, '')));
  if (values.faults) figures.push(figure('', 'fillFaults', await measureFaults()));
  print(figures);
  for (const size of others) {
    const more = await measureSize(size, `${size}.`).catch((failure: unknown) => tooMuch(size, failure));
    print(more);
    figures.push(...more);
  }
  if (values.json) write(values.json, figures);
}

/** A browser that cannot hold so many is told, not hidden. */
function tooMuch(size: number, failure: unknown): Figure[] {
  console.log(`${size} customers: the browser did not get through: ${failure instanceof Error ? failure.message : String(failure)}`);
  return [];
}

function print(figures: Figure[]): void {
  console.table(
    figures.map(({ name, value, unit, reach, holds, spread }) => ({ name, value, unit, reach, holds, spread: spread.join(' – ') })),
  );
  for (const { name, detail } of figures) if (detail) console.log(`${name}: ${detail}`);
}

function write(file: string, figures: Figure[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(file, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}
