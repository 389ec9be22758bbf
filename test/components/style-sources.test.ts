import { globSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { PRODUCT, textOf } from '../support/source-tree';

/** A class that gives a colour. */
const COLOURS = /['"`][^'"`]*\b(?:bg|text|border)-[a-z]/;

const pages = globSync('entrypoints/*/style.css').map((path) => dirname(path));

/** Whether the page's styles are made from the classes of this file. */
function isSource(page: string, path: string): boolean {
  const lines = [...textOf(`${page}/style.css`).matchAll(/@source (not )?'(.+)';/g)];
  const covers = (glob: string) => {
    const place = join(page, glob);
    return matchesGlob(path, place) || path.startsWith(`${place}/`);
  };
  const [out, within] = [true, false].map((not) => lines.some(([, isNot, glob]) => Boolean(isNot) === not && covers(glob!)));
  return within! && !out;
}

/** The components that a page imports, directly or by others. */
function componentsOf(page: string): string[] {
  const met = new Set([`${page}/main.tsx`]);
  for (const path of met) {
    const source = PRODUCT.source(path);
    for (const one of source ? PRODUCT.importsOf(source) : []) if (!one.types) met.add(one.path);
  }
  return [...met].filter((path) => path.startsWith('components/'));
}

test.each(pages)('the styles of %s have the colours of all that it shows', (page) => {
  const shown = componentsOf(page);
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter((path) => COLOURS.test(textOf(path)) && !isSource(page, path))).toEqual([]);
});
