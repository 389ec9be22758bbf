import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ITEM_CARDS } from '../lib/wire/item-cards';

const root = join(import.meta.dirname, '..');

/** The rows of a table of docs/architecture.md, by the title of its first column: what is in the first cell, and what that may import. */
function tableOf(title: string): [string, string[]][] {
  const lines = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${title} `));
  const rows = lines.slice(head + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((row) => {
      const cells = row.split('|').map((cell) => cell.trim());
      const allowed = cells[3]!.replaceAll(/\([^)]*\)/g, '').split(',');
      return [cells[1]!.replaceAll('`', ''), allowed.map((name) => name.trim()).filter((name) => name !== '' && name !== 'itself')];
    });
}

/** A room by the name that the table gives it: `model`, `overlay.content`, `components`. */
function named(name: string): string {
  return [name, `lib/${name}`, `entrypoints/${name}`].find((path) => existsSync(join(root, path)))!;
}

/** Which room may import from which; every room may import from itself. */
const MAY_IMPORT: Record<string, string[]> = Object.fromEntries(
  tableOf('room').flatMap(([rooms, allowed]) => rooms.split(', ').map((room) => [named(room), allowed.map(named)])),
);

/** The wings of the worker, the lowest first, and which each may import. */
const WINGS = tableOf('wing');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

function imports(file: string): string[] {
  const code = readFileSync(join(root, file), 'utf8');
  const found = code.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)'([^']+)'/gm);
  return [...found].map((match) => match[1]!);
}

function roomOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((room) => path.startsWith(`${room}/`));
}

/** The imported file's path from the root, or null for a package. */
function target(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? relative('', normalize(join(dirname(file), specifier))).replaceAll('\\', '/') : null;
}

const FILES = ['lib', 'components', 'locales', 'entrypoints'].flatMap(sources);

describe('the walls', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports only what docs/architecture.md allows', (room, allowed) => {
    const breaches = FILES.filter((file) => roomOf(file) === room).flatMap((file) =>
      imports(file)
        .map((specifier) => target(file, specifier))
        .filter((path) => path !== null && roomOf(path) !== room && !allowed.includes(roomOf(path) ?? path))
        .map((path) => `${file} imports ${path}: ${room} may import ${allowed.join(', ') || 'nothing'}`),
    );
    expect(breaches).toEqual([]);
  });

  it('every source file stands in a room', () => {
    expect(FILES.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('one vendor stays in one folder: nothing outside lib/providers/<id> imports from inside it, but the registry', () => {
    const breaches = FILES.filter((file) => !file.startsWith('lib/providers/')).flatMap((file) =>
      imports(file)
        .map((specifier) => target(file, specifier))
        .filter((path) => path !== null && /^lib\/providers\/[^/]+\/./.test(path))
        .map((path) => `${file} imports ${path}`),
    );
    expect(breaches).toEqual([]);
  });

  it('components and pure code know no browser API', () => {
    const knowing = FILES.filter((file) => /^(components|lib\/model|lib\/providers|lib\/sites|locales)\//.test(file));
    expect(knowing.filter((file) => imports(file).some((specifier) => specifier.startsWith('wxt/')))).toEqual([]);
  });

  it('only wiring stands in the entrypoints: no file there is long', () => {
    const long = FILES.filter((file) => file.startsWith('entrypoints/') && readFileSync(join(root, file), 'utf8').split('\n').length > 80);
    expect(long).toEqual([]);
  });

  it('a key is read in one place, which knows the keys of input methods', () => {
    const reads =
      /\.(?:isComposing|keyCode)\b|\b(?:event|e)\.(?:key|code|which)\b|\{[^{}]*\b(?:key|code)\b[^{}]*\}(?:: | = \w+ as )KeyboardEvent/;
    const reading = FILES.filter((file) => file !== 'components/keys.ts' && reads.test(readFileSync(join(root, file), 'utf8')));
    expect(reading.map((file) => `${file} reads a key by itself: take keyOf of components/keys.ts`)).toEqual([]);
  });

  it('a kind of session item is told by its card, and by nothing else: no file looks how a key begins', () => {
    const kinds = Object.keys(ITEM_CARDS).join('|');
    const asks = new RegExp(`startsWith\\(['\`](?:${kinds}):|/\\^\\(?(?:\\?:)?(?:${kinds})(?:[:|$)])`);
    const asking = FILES.filter((file) => /^(?:lib\/(?:wire|service|panel)|entrypoints)\//.test(file));
    expect(asking.filter((file) => asks.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('there is no room for what has no name', () => {
    expect(FILES.filter((file) => /\/(utils?|helpers?|common|misc|shared|constants)(\/|\.)/.test(file))).toEqual([]);
  });
});

describe('the wings of the worker', () => {
  const SERVICE = 'lib/service/';
  const inside = FILES.filter((file) => file.startsWith(SERVICE));
  /** The wing of a file or of an import, or the file itself where it stands directly in lib/service. */
  const wingOf = (path: string) => path.slice(SERVICE.length).split('/')[0]!.replace(/\.ts$/, '');
  const names = WINGS.map(([wing]) => wing);
  const importsOf = (file: string) =>
    imports(file)
      .map((specifier) => target(file, specifier))
      .filter((path) => path?.startsWith(SERVICE) && wingOf(path) !== wingOf(file));

  it.each(WINGS)('%s imports only the wings that docs/architecture.md allows, all of them lower', (wing, allowed) => {
    expect(allowed.filter((name) => names.indexOf(name) >= names.indexOf(wing))).toEqual([]);
    const breaches = inside
      .filter((file) => wingOf(file) === wing)
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => names.includes(wingOf(path!)) && !allowed.includes(wingOf(path!)))
          .map((path) => `${file} imports ${path}: ${wing} may import ${allowed.join(', ') || 'nothing'}`),
      );
    expect(breaches).toEqual([]);
  });

  it('are all of its folders, and few files stand beside them', () => {
    const folders = readdirSync(join(root, SERVICE)).filter((name) => !name.endsWith('.ts'));
    expect(folders.toSorted()).toEqual(names.toSorted());
    expect(readdirSync(join(root, SERVICE)).length - folders.length).toBeLessThanOrEqual(16);
  });

  it('and the files beside them import each other in no circle, over at most eleven floors', () => {
    const below = new Map<string, Set<string>>();
    for (const file of inside) {
      const found = below.get(wingOf(file)) ?? new Set<string>();
      below.set(wingOf(file), found.union(new Set(importsOf(file).map((path) => wingOf(path!)))));
    }
    const floor = (room: string, above: string[]): number => {
      if (above.includes(room)) throw new Error(`a circle: ${[...above, room].join(' -> ')}`);
      return 1 + Math.max(0, ...[...(below.get(room) ?? [])].map((to) => floor(to, [...above, room])));
    };
    expect(Math.max(...[...below.keys()].map((room) => floor(room, [])))).toBeLessThanOrEqual(11);
  });

  it('have their tests in folders of the same names', () => {
    const folders = readdirSync(join(root, 'test/service')).filter((name) => !name.endsWith('.ts'));
    expect(folders.filter((name) => !names.includes(name))).toEqual([]);
  });
});

/** Every file that a file loads, itself among them. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const path of imports(file).map((specifier) => target(file, specifier))) {
    const found = [path, `${path}.ts`, `${path}.tsx`].find((one) => FILES.includes(one!));
    if (found) loadedBy(found, seen);
  }
  return seen;
}

describe('the style of a page', () => {
  it.each(['sidepanel', 'popover', 'options'])('of %s is made from every component that stands in it', (page) => {
    const style = readFileSync(join(root, `entrypoints/${page}/style.css`), 'utf8');
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
    expect(speaking.filter((file) => chinese.test(withoutComments(readFileSync(join(root, file), 'utf8'))))).toEqual([]);
  });
});
