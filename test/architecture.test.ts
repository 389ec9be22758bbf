import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BREACHES } from './support/breaches';
import { earlyEndsIn } from './support/early-ends';
import { PRODUCT, WINGS, WORKER, wingOf, filesIn, foldersBelow, isBeside, productWith, textOf } from './support/source-tree';
import { WALLS, type Wall } from './support/walls';

const ROOT = join(import.meta.dirname, '..');
const walls = Object.entries(WALLS) as [keyof typeof WALLS, Wall][];

describe.each(walls)('%s', (name, breachesIn) => {
  it('is so', () => {
    expect(breachesIn(PRODUCT)).toEqual([]);
  });

  it.each(Object.entries(BREACHES[name]))('finds %s', (_, { files, says }) => {
    expect(breachesIn(productWith(files))).toContainEqual(expect.stringContaining(says));
  });
});

describe('the documents', () => {
  const pages = ['.', 'docs', 'lib', 'test', 'relay', 'findings'].flatMap((folder) =>
    globSync(folder === '.' ? '*.md' : `${folder}/**/*.md`, { cwd: ROOT, exclude: ['**/node_modules/**'] }),
  );
  const isThere = (path: string) => existsSync(join(ROOT, path));

  it('name files that are there', () => {
    const named = pages.flatMap((page) =>
      [...textOf(page).matchAll(/`((?:lib|test|components|locales|entrypoints|docs|scripts|relay|findings|public)\/[^`\s<>*{…]+)`/g)]
        .map(([, path = '']) => ({ page, path }))
        .filter(({ path }) => !isThere(path) && !isThere(join(dirname(page), path))),
    );
    expect(named).toEqual([]);
  });

  it('lead to pages and headings that are there', () => {
    const dead = pages.flatMap((page) =>
      [...textOf(page).matchAll(/\]\(([^)#:\s]*)(?:#([^)\s]+))?\)/g)]
        .map(([, to = '', heading]) => ({ page, to: to === '' ? page : join(dirname(page), to), heading }))
        .filter(({ to, heading }) => !isThere(to) || (heading !== undefined && !headingsOf(to).includes(decodeURIComponent(heading)))),
    );
    expect(dead).toEqual([]);
  });
});

function headingsOf(page: string): string[] {
  const titles = [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase());
  return titles.map((title) => title.replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

describe('docs/architecture.md', () => {
  it('names every file that stands beside the wings', () => {
    const beside = WORKER.map(wingOf).filter(isBeside);
    const [, part = ''] = textOf('docs/architecture.md').split('### The wings of the worker');
    expect(beside.filter((file) => !part.includes(`\`${file}\``))).toEqual([]);
  });

  it('names the wings of the worker from below', () => {
    const names = WINGS.map(([wing]) => wing);
    const up = WINGS.flatMap(([wing, allowed]) => allowed.filter((name) => !names.slice(0, names.indexOf(wing)).includes(name)));
    expect(up).toEqual([]);
  });
});

describe('the tests', () => {
  it('end where they end: one that does not apply is skipped, and is seen to be', () => {
    const files = filesIn('test').filter((path) => /\.(?:test|contract)\.tsx?$/.test(path));
    const early = files.map((path) => ({ path, lines: earlyEndsIn(path, textOf(path)) })).filter(({ lines }) => lines.length > 0);
    expect(early.map(({ path, lines }) => `${path}:${lines.join(', ')}`)).toEqual([]);
  });

  it.each([
    `test('a', () => { if (b) return; c(); });`,
    `it.each([1])('a', async () => {\n  if (b) {\n    return;\n  }\n  c();\n});`,
    `describe.each([1])('a', () => {\n  if (b) return;\n  test('c', () => {});\n});`,
    `test.skipIf(a)('a', async () => { for (const one of all) { if (!one) return; } });`,
    `test('a', function () { switch (a) { case 1: return undefined; } });`,
  ])('and one that ends before is found: %s', (text) => {
    expect(earlyEndsIn('test/a.test.ts', text)).toHaveLength(1);
  });

  it.each(['model', 'wire', 'sites', 'service', 'panel', 'customers'])('of lib/%s stand in folders that are there', (part) => {
    const there = foldersBelow(`lib/${part}`);
    expect(foldersBelow(`test/${part}`).filter((folder) => !there.includes(folder))).toEqual([]);
  });
});
