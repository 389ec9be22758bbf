import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ITEM_CARDS } from '../lib/wire/item-cards';
import {
  FILES,
  WINGS,
  WORKER,
  floorsOfWorker,
  foldersIn,
  importsOf,
  packagesOf,
  folderNamed,
  tableOf,
  textOf,
  wingBreaches,
  wingOf,
} from './support/source-tree';

/** Which folder may import from which; every folder may import from itself. */
const MAY_IMPORT: Record<string, string[]> = Object.fromEntries(
  tableOf('folder').flatMap(([folders, allowed]) => folders.split(', ').map((folder) => [folderNamed(folder), allowed.map(folderNamed)])),
);

function folderOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((folder) => path.startsWith(`${folder}/`));
}

describe('the walls', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports only what docs/architecture.md allows', (folder, allowed) => {
    const breaches = FILES.filter((file) => folderOf(file) === folder).flatMap((file) =>
      importsOf(file)
        .filter((path) => folderOf(path) !== folder && !allowed.includes(folderOf(path) ?? path))
        .map((path) => `${file} imports ${path}: ${folder} may import ${allowed.join(', ') || 'nothing'}`),
    );
    expect(breaches).toEqual([]);
  });

  it('every source file stands in a folder of the table', () => {
    expect(FILES.filter((file) => folderOf(file) === undefined)).toEqual([]);
  });

  it('one vendor stays in one folder: nothing outside lib/providers/<id> imports from inside it, but the registry', () => {
    const breaches = FILES.filter((file) => !file.startsWith('lib/providers/')).flatMap((file) =>
      importsOf(file)
        .filter((path) => /^lib\/providers\/[^/]+\/./.test(path))
        .map((path) => `${file} imports ${path}`),
    );
    expect(breaches).toEqual([]);
  });

  it('components and pure code know no browser API', () => {
    const knowing = FILES.filter((file) => /^(components|lib\/model|lib\/providers|lib\/sites|locales)\//.test(file));
    expect(knowing.filter((file) => packagesOf(file).some((name) => name.startsWith('wxt/')))).toEqual([]);
  });

  it('only wiring stands in the entrypoints: no file there is long', () => {
    const long = FILES.filter((file) => file.startsWith('entrypoints/') && textOf(file).split('\n').length > 80);
    expect(long).toEqual([]);
  });

  it('a key is read in one place, which knows the keys of input methods', () => {
    const reads =
      /\.(?:isComposing|keyCode)\b|\b(?:event|e)\.(?:key|code|which)\b|\{[^{}]*\b(?:key|code)\b[^{}]*\}(?:: | = \w+ as )KeyboardEvent/;
    const reading = FILES.filter((file) => file !== 'components/keys.ts' && reads.test(textOf(file)));
    expect(reading.map((file) => `${file} reads a key by itself: take keyOf of components/keys.ts`)).toEqual([]);
  });

  it('text is never written as markup', () => {
    expect(FILES.filter((file) => /innerHTML|outerHTML|insertAdjacentHTML|document\.write/i.test(textOf(file)))).toEqual([]);
  });

  it('a kind of session item is told by its card, and by nothing else: no file looks how a key begins', () => {
    const kinds = Object.keys(ITEM_CARDS).join('|');
    const asks = new RegExp(`startsWith\\(['\`](?:${kinds}):|/\\^\\(?(?:\\?:)?(?:${kinds})(?:[:|$)])`);
    const asking = FILES.filter((file) => /^(?:lib\/(?:wire|service|panel)|entrypoints)\//.test(file));
    expect(asking.filter((file) => asks.test(textOf(file)))).toEqual([]);
  });

  it('there is no folder for what has no name', () => {
    expect(FILES.filter((file) => /\/(utils?|helpers?|common|misc|shared|constants)(\/|\.)/.test(file))).toEqual([]);
  });
});

describe('the wings of the worker', () => {
  const names = WINGS.map(([wing]) => wing);

  it.each(WINGS)('%s imports only the wings that docs/architecture.md allows, all of them lower', (wing, allowed) => {
    expect(allowed.filter((name) => names.indexOf(name) >= names.indexOf(wing))).toEqual([]);
    expect(wingBreaches(wing, allowed)).toEqual([]);
  });

  it('are all of its folders, and few files stand beside them', () => {
    expect(foldersIn('lib/service').toSorted()).toEqual(names.toSorted());
    expect(WORKER.filter((file) => !names.includes(wingOf(file))).length).toBeLessThanOrEqual(16);
  });

  it('and the files beside them import each other in no circle, over at most eleven floors', () => {
    expect(floorsOfWorker()).toBeLessThanOrEqual(11);
  });

  it('have their tests in folders of the same names', () => {
    expect(foldersIn('test/service').filter((name) => !names.includes(name))).toEqual([]);
  });
});

/** Every file that a file loads, itself among them. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const path of importsOf(file)) {
    const found = [path, `${path}.ts`, `${path}.tsx`].find((one) => FILES.includes(one));
    if (found) loadedBy(found, seen);
  }
  return seen;
}

describe('the style of a page', () => {
  it.each(['sidepanel', 'popover', 'options', 'customers'])('of %s is made from every component that stands in it', (page) => {
    const style = textOf(`entrypoints/${page}/style.css`);
    const looked = [...style.matchAll(/@source '\.\.\/\.\.\/([^']+)'/g)].map((match) => match[1]!);
    const isLookedAt = (file: string) =>
      looked.some((place) => (place.endsWith('/*.tsx') ? dirname(file) === dirname(place) : file.startsWith(place)));
    const shown = [...loadedBy(`entrypoints/${page}/main.tsx`)].filter((file) => file.startsWith('components/') && file.endsWith('.tsx'));
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.filter((file) => !isLookedAt(file))).toEqual([]);
  });
});

describe('no text for people', () => {
  it('stands inside lib, but for what providers bring and what sites look for', () => {
    const chinese = /[\u4e00-\u9fff]/;
    const speaking = FILES.filter((file) => /^lib\/(wire|service|panel)\//.test(file));
    const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(speaking.filter((file) => chinese.test(withoutComments(textOf(file))))).toEqual([]);
  });
});
