import { describe, expect, it } from 'vitest';
import { BREACHES } from './support/breaches';
import { PRODUCT, WINGS, foldersBelow, productWith } from './support/source-tree';
import { WALLS, type Wall } from './support/walls';

const walls = Object.entries(WALLS) as [keyof typeof WALLS, Wall][];

describe.each(walls)('%s', (name, breachesIn) => {
  it('is so', () => {
    expect(breachesIn(PRODUCT)).toEqual([]);
  });

  it.each(Object.entries(BREACHES[name]))('finds %s', (_, { files, says }) => {
    expect(breachesIn(productWith(files))).toContainEqual(expect.stringContaining(says));
  });
});

describe('docs/architecture.md', () => {
  it('names the wings of the worker from below', () => {
    const names = WINGS.map(([wing]) => wing);
    const up = WINGS.flatMap(([wing, allowed]) => allowed.filter((name) => !names.slice(0, names.indexOf(wing)).includes(name)));
    expect(up).toEqual([]);
  });
});

describe('the tests', () => {
  it.each(['model', 'wire', 'sites', 'service', 'panel', 'customers'])('of lib/%s stand in folders that are there', (part) => {
    const there = foldersBelow(`lib/${part}`);
    expect(foldersBelow(`test/${part}`).filter((folder) => !there.includes(folder))).toEqual([]);
  });
});
