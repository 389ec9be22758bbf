import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import buildDemo from '../../support/build-demo.ts';
import { measureFaults } from './faults.ts';
import { figure, type Figure } from './figures.ts';
import { measurePeer, PEERS } from './peers.ts';
import { measureSize } from './size.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    sizes: { type: 'string', default: '100000,1000000' },
    faults: { type: 'boolean', default: true },
    // The folder of another checkout's demo build, which is measured alternately with this one.
    beside: { type: 'string' },
    // Other indexes are filled with the same customers and asked the same keys.
    peers: { type: 'boolean', default: true },
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
    if (values.peers) await addPeers(found, prefix, size);
    if (at === 0 && values.faults) found.push(figure('', 'fillFaults', await measureFaults(), size));
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

async function addPeers(figures: Figure[], prefix: string, size: number): Promise<void> {
  for (const peer of PEERS) {
    const found = await measurePeer(peer, size);
    for (const one of figures) {
      const value = found[one.name.slice(prefix.length)];
      if (value !== undefined) one.peers = { ...one.peers, [peer]: Math.round(value * 100) / 100 };
    }
  }
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
      ...more.peers,
    })),
  );
  for (const { name, detail } of figures) if (detail) console.log(`${name}: ${detail}`);
}

/** How each figure grows with the number of customers, and the memory in all. */
function printGrowth(figures: Figure[], sizes: number[]): void {
  const [first, ...others] = sizes;
  const names = figures.map(({ name }) => name).filter((name) => others.every((size) => !name.startsWith(`${size}.`)));
  const at = (name: string, size: number) => figures.find((one) => one.name === (size === first ? name : `${size}.${name}`))?.value;
  const row = (of: (size: number) => number | undefined) =>
    Object.fromEntries(sizes.toSorted((a, b) => a - b).map((size) => [size, of(size)]));
  const rows = names.filter((name) => name !== 'fillFaults').map((name) => [name, row((size) => at(name, size))] as const);
  const memory = row((size) => Math.round(((at('memoryPerCustomerB', size) ?? Number.NaN) * size) / 1e5) / 10);
  console.table(Object.fromEntries([...rows, ['memory in all, MB', memory]]));
}

function write(file: string, figures: Figure[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(file, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}
