import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which room may import from which, as drawn in docs/architecture.md; every room may import from itself. */
const MAY_IMPORT: Record<string, { from: string[]; instead: string }> = {
  'lib/model': { from: [], instead: 'lib/model is pure: pass in what it needs' },
  'lib/wire': { from: ['lib/model'], instead: 'lib/wire connects contexts and knows only lib/model' },
  'lib/sites': { from: ['lib/model'], instead: 'a site only reads the page; the content script does the talking' },
  'lib/providers': { from: ['lib/model'], instead: 'a provider is given what it needs as ProviderDeps' },
  'lib/service': { from: ['lib/model', 'lib/wire', 'lib/providers'], instead: 'the worker sends state down through lib/wire' },
  'lib/panel': { from: ['lib/model', 'lib/wire'], instead: 'the panel asks the worker through lib/wire' },
  components: { from: ['lib/model', 'locales'], instead: 'components take props and give events' },
  locales: { from: ['lib/model', 'components'], instead: 'texts know the words of lib/model only' },
  'entrypoints/background': { from: ['lib/wire', 'lib/service'], instead: 'wiring only: put it into lib/service' },
  'entrypoints/overlay.content': {
    from: ['lib/model', 'lib/wire', 'lib/sites', 'components', 'locales'],
    instead: 'ask the worker: the chat page holds no credentials and no CRM',
  },
  'entrypoints/invited.content': {
    from: ['lib/model', 'lib/wire', 'lib/sites', 'entrypoints/overlay.content'],
    instead: 'what lives in a chat page stands in entrypoints/overlay.content',
  },
  'entrypoints/phones': {
    from: ['components'],
    instead: 'what talks to the worker stands in entrypoints/overlay.content',
  },
  'entrypoints/picker': {
    from: ['lib/model', 'lib/sites', 'components', 'locales'],
    instead: 'the picker speaks to nobody: its result is what it answers',
  },
  'entrypoints/sidepanel': {
    from: ['lib/model', 'lib/wire', 'lib/panel', 'components', 'locales'],
    instead: 'ask the worker through lib/wire',
  },
  'entrypoints/popover': {
    from: ['lib/model', 'lib/wire', 'lib/panel', 'components', 'locales'],
    instead: 'ask the worker through lib/wire',
  },
  'entrypoints/options': {
    from: ['lib/model', 'lib/wire', 'lib/panel', 'components', 'locales'],
    instead: 'ask the worker through lib/wire',
  },
};

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
  it.each(Object.entries(MAY_IMPORT))('%s imports only what it may', (room, { from, instead }) => {
    const breaches = FILES.filter((file) => roomOf(file) === room).flatMap((file) =>
      imports(file)
        .map((specifier) => target(file, specifier))
        .filter((path) => path !== null && roomOf(path) !== room && !from.includes(roomOf(path) ?? path))
        .map((path) => `${file} imports ${path}: ${instead}`),
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

  it('there is no room for what has no name', () => {
    expect(FILES.filter((file) => /\/(utils?|helpers?|common|misc|shared|constants)(\/|\.)/.test(file))).toEqual([]);
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
