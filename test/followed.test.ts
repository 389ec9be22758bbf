import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVENTIONS, type Step } from './support/inventions';
import { RECIPES, isNew, type Row } from './support/recipes';

const ROOT = join(import.meta.dirname, '..');
/** Tests that a recipe says are asked for, and what these import. */
const TESTS = ['test/contract/provider.contract.ts', 'test/support/blind-console.ts', 'test/gallery/actions.ts'];
const folder = mkdtempSync(join(tmpdir(), 'kebian-recipes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

/** What the compiler says of the product once these steps were done: the files, each with what is said of it. */
async function saidAfter(name: string, steps: Step[]): Promise<Map<string, string>> {
  const copy = join(folder, name);
  for (const part of [
    'lib',
    'components',
    'locales',
    'entrypoints',
    'relay',
    'test/contract',
    'test/support',
    'test/gallery',
    'test/sandbox',
  ])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true, filter: (path) => !path.includes('node_modules') });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const step of steps) follow(copy, step);
  const include = [
    ...['lib', 'components', 'locales', 'entrypoints', 'relay'].map((part) => `${part}/**/*`),
    ...TESTS,
    join(ROOT, '.wxt/wxt.d.ts'),
  ];
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include, exclude: ['**/node_modules'] }),
  );
  const compiler = join(ROOT, 'node_modules/typescript/lib/tsc.js');
  const said = await new Promise<string>((resolve) =>
    execFile(process.execPath, [compiler, '--noEmit', '--pretty', 'false'], { cwd: copy, maxBuffer: 2 ** 26 }, (_, out, bad) =>
      resolve(out + bad),
    ),
  );
  const faults = new Map<string, string>();
  for (const [, file = '', text = ''] of said.matchAll(/^(\S.*?)\(\d+,\d+\): (error .*(?:\n .*)*)/gm))
    faults.set(file, `${faults.get(file) ?? ''}${text}\n`);
  return faults;
}

function follow(copy: string, { file, writes }: Step): void {
  const place = join(copy, file);
  if (typeof writes === 'string') {
    mkdirSync(dirname(place), { recursive: true });
    return writeFileSync(place, writes);
  }
  let text = readFileSync(place, 'utf8');
  for (const [before, after] of writes) {
    if (!text.includes(before)) throw new Error(`${file} does not say ${before} any more: mend test/support/inventions.ts`);
    text = text.replace(before, () => after);
  }
  writeFileSync(place, text);
}

/** Whether a row names a file; what stands in its angle brackets is any name. */
function names({ files }: Row, file: string): boolean {
  return files.some((one) => new RegExp(`^${one.replaceAll('.', '\\.').replaceAll(/<[^>]+>/g, '[^/]+')}$`).test(file));
}

const all = Object.values(INVENTIONS);
let halfway: Map<string, string>;
let atTheEnd: Map<string, string>;
beforeAll(async () => {
  halfway = await saidAfter(
    'halfway',
    all.flatMap(({ unasked }) => unasked),
  );
  atTheEnd = await saidAfter(
    'at-the-end',
    all.flatMap(({ unasked, asked }) => [...unasked, ...asked]),
  );
}, 120_000);

describe('who follows the recipes', () => {
  it('has something that compiles once every row is done', () => {
    expect(Object.fromEntries(atTheEnd)).toEqual({});
  });

  it('has nothing that compiles before', () => {
    expect(halfway.size).toBeGreaterThan(10);
  });

  it('finds all of them tried', () => {
    expect(Object.keys(INVENTIONS).toSorted()).toEqual([...RECIPES.keys()].toSorted());
  });

  describe.each(Object.entries(INVENTIONS))('%s', (recipe, { asked, unasked }) => {
    const rows = RECIPES.get(recipe)!;

    it('touches no file that the recipe does not name', () => {
      expect([...unasked, ...asked].filter(({ file }) => !rows.some((row) => names(row, file))).map(({ file }) => file)).toEqual([]);
    });

    it('is asked by the compiler for what the recipe says that it asks for', () => {
      const promised = rows.filter((row) => row.asked).flatMap(({ files }) => files);
      const forgotten = asked.map(({ file }) => file);
      expect(promised.filter((file) => !isNew(file) && !forgotten.includes(file))).toEqual([]);
      expect(forgotten.filter((file) => !rows.some((row) => row.asked && names(row, file)))).toEqual([]);
      expect(forgotten.filter((file) => !halfway.has(file))).toEqual([]);
    });
  });
});
