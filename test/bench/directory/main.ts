import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import buildDemo from '../../support/build-demo.ts';
import { measureFaults } from './faults.ts';
import { figure, type Figure } from './figures.ts';
import { measureSize } from './size.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    sizes: { type: 'string', default: '100000,1000000' },
    faults: { type: 'boolean', default: true },
    // The folder of another checkout's demo build, which is measured alternately with this one.
    beside: { type: 'string' },
  },
  allowNegative: true,
});
await main();

async function main(): Promise<void> {
  buildDemo();
  const figures: Figure[] = [];
  const sizes = values.sizes.split(',').map(Number);
  for (const [at, size] of sizes.entries()) {
    const prefix = at === 0 ? '' : `${size}.`;
    const found = await measured(size, prefix);
    if (at === 0 && values.faults) found.push(figure('', 'fillFaults', await measureFaults()));
    print(found);
    figures.push(...found);
  }
  if (sizes.length > 1) printGrowth(figures, sizes);
  if (values.json) write(values.json, figures);
}

/** The figures of one size, and those of the other build; the first size has to succeed. */
async function measured(size: number, prefix: string): Promise<Figure[]> {
  const one = (build?: string) => measureSize(size, prefix, build).catch((failure: unknown) => tooMuch(size, failure));
  const ours = prefix === '' ? await measureSize(size, prefix) : await one();
  if (values.beside === undefined) return ours;
  const theirs = await one(values.beside);
  return ours.map((figure) => {
    const beside = theirs.find(({ name }) => name === figure.name)?.value;
    return beside === undefined ? figure : { ...figure, beside, ratio: Math.round((figure.value / beside) * 100) / 100 };
  });
}

/** Reports a browser that cannot hold this many customers. */
function tooMuch(size: number, failure: unknown): Figure[] {
  console.log(`${size} customers: the browser did not get through: ${failure instanceof Error ? failure.message : String(failure)}`);
  return [];
}

function print(figures: Figure[]): void {
  console.table(
    figures.map(({ name, value, unit, reach, holds, spread, ...more }) => ({
      name,
      value,
      unit,
      reach,
      holds,
      spread: spread.join(' – '),
      ...('ratio' in more && { beside: more.beside, ratio: more.ratio }),
    })),
  );
  for (const { name, detail } of figures) if (detail) console.log(`${name}: ${detail}`);
}

/** How each figure grows with the number of customers. */
function printGrowth(figures: Figure[], [first, ...others]: number[]): void {
  const names = figures.map(({ name }) => name).filter((name) => others.every((size) => !name.startsWith(`${size}.`)));
  const at = (name: string) => figures.find((one) => one.name === name)?.value;
  const row = (name: string) => Object.fromEntries([[first, at(name)], ...others.map((size) => [size, at(`${size}.${name}`)])]);
  console.table(Object.fromEntries(names.filter((name) => name !== 'fillFaults').map((name) => [name, row(name)])));
}

function write(file: string, figures: Figure[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(file, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}
