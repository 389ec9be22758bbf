import { dirname } from 'node:path';
import { ITEM_CARDS } from '../../lib/wire/item-cards';
import { BOOK, RELAY } from './crm-parts';
import { STORAGE_ITSELF, type Source } from './source';
import { FOLDERS, WINGS, floorsOfWorker, folderOf, isBeside, otherWingsOf, wingBreaches, wingOf, workerOf, type Tree } from './source-tree';

/** A rule about the whole product: the places that break it, each with its file. */
export type Wall = (tree: Tree) => string[];

const CHINESE = /[\u4e00-\u9fff]/;
const KINDS = Object.keys(ITEM_CARDS).join('|');
const BEGINS_WITH_KIND = new RegExp(`^(?:${KINDS}):`);
const LOOKS_FOR_KIND = new RegExp(`^\\^\\(?(?:\\?:)?(?:${KINDS})(?:[:|$)])`);

/** Where keys and ids are ours: providers and sites take those of others apart. */
const OURS = /^(?:lib\/(?:wire|service|panel|customers|model)|components|entrypoints)\//;

/** Files in which a rule does not hold, and why. */
const KEY_READER = 'components/keys.ts';
/** Here ids are given, or what a page calls an id is judged. */
const GIVES_IDS = [
  'lib/wire/item-keys.ts',
  'lib/model/former.ts',
  'lib/model/contact.ts',
  'lib/model/take-in.ts',
  'lib/model/book/block.ts',
];
/** What it calls a notification is no key of an item. */
const NAMES_NOTIFICATIONS = 'lib/service/edits/reminder-notices.ts';
/** The second asks for a file of the extension itself, to see whether it is still there; the others are the relay's: for its CRMs, and for the company's sign-in. */
const REACHES_THE_NET = [
  'lib/service/permitted-fetch.ts',
  'entrypoints/overlay.content/left-behind.ts',
  'relay/connections.ts',
  'relay/sign-in.ts',
];
/** One is the page's own, and holds a time. */
const STORES: [name: string, where: RegExp | null][] = [
  ['indexedDB', /^lib\/service\/storage\//],
  ['sessionStorage', /^lib\/sites\/refusal\.ts$/],
  ['localStorage', null],
  ['caches', null],
  ['cookieStore', null],
];
/** Replies that a person starts with, the languages in their own names, and a sign that wakes up the tables of the search. */
const OWN_TEXTS = ['components/customers/replies/examples.ts', 'components/options/preferences.tsx', 'components/search/search-view.tsx'];
/** The first says that it searches for the beginning of a text, the second how much a note has no space for. */
const SAYS_WHAT_IS_CUT = ['components/search-box.tsx', 'components/panel/gone-note.tsx'];
const LOGS = ['lib/wire/log.ts', 'relay/main.ts'];
/** The CRMs that a browser can be connected to; and those that only a relay can. */
const ON_RELAY = 'lib/providers/on-relay.ts';
const REGISTRIES = ['lib/providers/registry.ts', ON_RELAY];
/** It has the words for where a contact was met, such as `wecom`: they are not ids of CRMs. */
const SAYS_WHERE_FROM = 'lib/model/match/shown.ts';
/** Where a database is opened. */
const DATABASES = /^lib\/service\/(?:storage\/|choices\.ts$)|^lib\/wire\/folder-handle\.ts$/;
const AREAS: [area: string, where: RegExp][] = [
  ['session', /^lib\/service\/session\/|^lib\/wire\/state\.ts$/],
  ['local', /^lib\/service\/(?:choices|start|maintenance\/loss)\.ts$/],
  ['sync', /^never$/],
];

export const WALLS = {
  'a folder imports only what docs/architecture.md allows, packages too': (tree) =>
    tree.sources.flatMap((source) => {
      const folder = folderOf(source.path);
      const allowed = FOLDERS[folder ?? ''];
      if (!allowed) return [];
      const files = tree.importsOf(source).filter(({ path, types }) => {
        const to = folderOf(path) ?? path;
        return to !== folder && !allowed.folders.includes(to) && !(types && allowed.types.includes(to));
      });
      const packages = tree
        .packagesOf(source)
        .filter((name) => !allowed.packages.some((one) => name === one || name.startsWith(`${one}/`)));
      return [...files.map(({ path }) => path), ...packages].map((what) => `${source.path} imports ${what}`);
    }),

  'every import leads to a file of the product, or to a package': (tree) =>
    tree.sources.flatMap((source) => [
      ...source.blind.map((what) => `${source.path} ${what}`),
      ...tree
        .importsOf(source)
        .flatMap(({ path }) => (tree.all.includes(path) ? [] : [`${source.path} imports ${path}, which is no file`])),
    ]),

  'every file stands in a folder of the table, and is one that these walls can read': (tree) =>
    tree.all.filter((path) =>
      path.startsWith('public/')
        ? !/\.(?:png|svg|json)$/.test(path)
        : folderOf(path) === undefined || !KINDS_OF_FILES.some((kind) => kind.test(path)),
    ),

  'a page loads its own code and style, and has none in itself': (tree) =>
    tree.all.filter((path) => {
      if (!/\.(?:html|css)$/.test(path)) return false;
      const [text, loaded] = [tree.textOf(path), ['./style.css', './main.tsx']];
      if (path.endsWith('.css')) return /url\(|@import\s+(?!['"](?:tailwindcss|\.[^'"]*)['"])/.test(text);
      return (
        [...text.matchAll(/\b(?:src|href|srcdoc|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi)].some(
          ([, to = '']) => !loaded.includes(to.slice(1, -1)),
        ) || /<script\b[^>]*>\s*[^\s<]|<style\b|<base\b/i.test(text)
      );
    }),

  'one vendor stays in one folder: nothing outside lib/providers/<id> imports from inside it, but the registry': (tree) =>
    tree.sources.flatMap((source) => {
      const vendor = /^lib\/providers\/([^/]+)\//.exec(source.path)?.[1];
      return tree.importsOf(source).flatMap(({ path }) => {
        const [, other, file] = /^lib\/providers\/([^/]+)\/(.+)$/.exec(path) ?? [];
        if (other === undefined || other === vendor) return [];
        // The two ends of one protocol.
        if (other === RELAY && source.path.startsWith('relay/')) return [];
        return REGISTRIES.includes(source.path) && file === 'index.ts' ? [] : [`${source.path} imports ${path}`];
      });
    }),

  'what only a relay can run stays out of the extension: no other file imports it': (tree) =>
    tree.sources.flatMap((source) =>
      source.path.startsWith('relay/')
        ? []
        : tree.importsOf(source).flatMap(({ path }) => (path === ON_RELAY ? [`${source.path} imports ${path}`] : [])),
    ),

  'the browser is spoken to through its one import': using((source) => names(source, ['chrome', 'browser'])),

  'the net is reached in one place, which asks whether it is allowed': using(({ path, globals, members }) => {
    if (REACHES_THE_NET.includes(path)) return [];
    const ways = ['fetch', 'XMLHttpRequest', 'WebSocket', 'WebTransport', 'EventSource', 'RTCPeerConnection', 'importScripts', 'Image'];
    return [...ways.filter((name) => globals.has(name)), ...(members.has('sendBeacon') ? ['sendBeacon'] : [])];
  }),

  'what is stored is stored where docs/storage.md says': using(({ path, globals, chains, members, imports }) => [
    ...STORES.flatMap(([name, where]) => (globals.has(name) && !where?.test(path) ? [name] : [])),
    ...AREAS.flatMap(([area, where]) =>
      !where.test(path) && [...chains].some((chain) => chain.split('.').join(' ').includes(`storage ${area}`)) ? [`storage.${area}`] : [],
    ),
    ...(chains.has('document.cookie') ? ['document.cookie'] : []),
    ...(members.has('getDirectory') ? ['files of its own'] : []),
    ...(chains.has(STORAGE_ITSELF) ? ['browser.storage under another name'] : []),
    ...(imports.some(({ specifier, types }) => specifier === 'idb' && !types) && !DATABASES.test(path) ? ['idb'] : []),
  ]),

  'no text is run as code': using((source) => names(source, ['eval', 'Function'])),

  'text is never written as markup': using(({ members, texts, chains }) => {
    const markup =
      /^(?:innerHTML|outerHTML|insertAdjacentHTML|setHTML|setHTMLUnsafe|createContextualFragment|dangerouslySetInnerHTML|srcdoc|DOMParser)$/;
    const written = [...chains].filter((chain) => /^(?:\w+\.)*document\.write(?:ln)?$/.test(chain));
    return [...[...members, ...texts].filter((name) => markup.test(name)), ...written];
  }),

  'only wiring stands in the entrypoints: no file there is long': (tree) =>
    tree.sources.filter(({ path, text }) => path.startsWith('entrypoints/') && text.split('\n').length > 80).map(({ path }) => path),

  'a key is read in one place, which knows the keys of input methods': (tree) =>
    tree.sources.flatMap(({ path, keyReads }) =>
      path === KEY_READER ? [] : keyReads.map((what) => `${what}: take keyOf of ${KEY_READER}`),
    ),

  'a kind of session item is told by its card, and by nothing else: no file looks how a key begins': using(({ path, pieces }) =>
    OURS.test(path) && path !== NAMES_NOTIFICATIONS
      ? pieces.filter((piece) => BEGINS_WITH_KIND.test(piece) || LOOKS_FOR_KIND.test(piece))
      : [],
  ),

  'keys of items and ids are compared as a whole, never taken apart': (tree) =>
    tree.sources.flatMap(({ path, cuts }) => {
      if (GIVES_IDS.includes(path) || !OURS.test(path)) return [];
      // In the model a key is also a folded name.
      return cuts.filter((cut) => !path.startsWith('lib/model/') || !/ (?:key|\w+Key) /.test(cut));
    }),

  'what was typed or pasted is cut off nowhere': (tree) =>
    tree.sources.flatMap(({ path, clips }) =>
      /^(?:components|entrypoints|lib\/(?:panel|customers))\//.test(path) && !SAYS_WHAT_IS_CUT.includes(path) ? clips : [],
    ),

  'there is no folder or file for what has no name': (tree) =>
    tree.all.filter((path) =>
      /\/(?:(?:.*-)?(?:util(?:itie)?s?|utility|helpers?|misc|stuff)|common|shared|constants|tools?)[/.]/i.test(path),
    ),

  'no text for people stands inside lib, but for what providers bring and what sites look for': (tree) =>
    tree.sources.flatMap(({ path, texts }) => {
      if (!/^lib\/(wire|service|panel|customers)\//.test(path)) return [];
      return texts.filter((text) => CHINESE.test(text)).map((text) => `${path} says ${text}`);
    }),

  'what a page says is a text of locales: none stands in markup, and none in Chinese beside it': (tree) =>
    tree.sources.flatMap(({ path, texts, sayings }) => {
      if (!/^(?:components|entrypoints)\//.test(path)) return [];
      const chinese = OWN_TEXTS.includes(path) ? [] : texts.filter((text) => CHINESE.test(text));
      return [...sayings, ...chinese].map((text) => `${path} says ${text}`);
    }),

  'what is told to the log goes through one place, which leaves out what is told of people': using((source) =>
    LOGS.includes(source.path) ? [] : names(source, ['console']),
  ),

  'no CRM of a vendor is known by its id outside its folder': (tree) => {
    const vendors = tree.all.flatMap((path) => /^lib\/providers\/([^/]+)\/index\.ts$/.exec(path)?.[1] ?? []);
    const known = vendors.filter((id) => id !== BOOK && id !== RELAY);
    return tree.sources.flatMap(({ path, texts }) =>
      path.startsWith('lib/providers/') || path === SAYS_WHERE_FROM
        ? []
        : known.filter((id) => texts.includes(id)).map((id) => `${path} knows ${id}`),
    );
  },

  'the style of a page is made from every component that stands in it': (tree) =>
    tree.all.flatMap((style) => {
      const page = /^(entrypoints\/[^/]+)\/style\.css$/.exec(style)?.[1];
      return page ? unstyled(tree, page, tree.textOf(style)) : [];
    }),

  'a wing of the worker imports only the wings that docs/architecture.md allows': wingBreaches,

  'a wing reaches none of a higher row, not through the files beside the wings either': (tree) => {
    const rows = WINGS.map(([wing]) => wing);
    const worker = workerOf(tree);
    const reached = (source: Source, seen: Set<string>): string[] =>
      otherWingsOf(tree, source).flatMap((path) => {
        if (!isBeside(wingOf(path))) return [wingOf(path)];
        if (seen.has(path)) return [];
        seen.add(path);
        return reached(tree.source(path) ?? source, seen);
      });
    return worker.flatMap((source) => {
      const row = rows.indexOf(wingOf(source.path));
      if (row < 0) return [];
      const higher = [...new Set(reached(source, new Set()))].filter((wing) => wing !== wingOf(source.path) && rows.indexOf(wing) >= row);
      return higher.map((wing) => `${source.path} reaches ${wing}`);
    });
  },

  'what stands beside the wings hands none of their parts on': (tree) =>
    workerOf(tree).flatMap((source) =>
      isBeside(wingOf(source.path))
        ? tree.importsOf(source).flatMap(({ path, handsOn }) => (handsOn ? [`${source.path} hands on ${path}`] : []))
        : [],
    ),

  'the wings are all of the worker’s folders, and few files stand beside them': (tree) => {
    const rows = WINGS.map(([wing]) => wing);
    const places = [...new Set(workerOf(tree).map(({ path }) => wingOf(path)))];
    const beside = places.filter(isBeside);
    return [
      ...places.filter((place) => !isBeside(place) && !rows.includes(place)),
      ...rows.filter((row) => !places.includes(row)),
      ...beside.slice(16),
      ...beside.filter((place) => rows.includes(place.replace(/\.tsx?$/, ''))).map((place) => `${place} is called as a wing is`),
    ];
  },

  'the wings and the files beside them import each other in no circle, over at most eleven floors': (tree) => {
    try {
      const floors = floorsOfWorker(tree);
      return floors > 11 ? [`${floors} floors`] : [];
    } catch (error) {
      return [String(error)];
    }
  },
} satisfies Record<string, Wall>;

const KINDS_OF_FILES = [
  /\.tsx?$/,
  /^entrypoints\/\w+\/index\.html$/,
  /^entrypoints\/\w+\/style\.css$/,
  /^components\/theme\.css$/,
  /^lib\/model\/match\/data\/[\w-]+\.json$/,
  /^lib\/providers\/[\w-]+\/README\.md$/,
  /^relay\/(?:package\.json|deploy\/[\w.-]+)$/,
];

/** A wall that looks at one file after the other. */
function using(used: (source: Source) => string[]): Wall {
  return (tree) => tree.sources.flatMap((source) => used(source).map((what) => `${source.path} uses ${what}`));
}

function names({ globals }: Source, forbidden: string[]): string[] {
  return forbidden.filter((name) => globals.has(name));
}

/** The components that a page shows and that its style does not look at. */
function unstyled(tree: Tree, page: string, style: string): string[] {
  // In a text a comment does not begin.
  const lines = style.replaceAll(/"[^"]*"|'[^']*'|\/\*[\s\S]*?\*\//g, (one) => (one.startsWith('/*') ? '' : one));
  const sources = [...lines.matchAll(/@source\s+(not\s+)?["']\.\.\/\.\.\/([^"']+)["']/g)];
  const isIn = (path: string, [, , place = '']: string[]) => {
    if (place.endsWith('/*.tsx')) return dirname(path) === dirname(place);
    return path === place || path.startsWith(`${place}/`);
  };
  const isLookedAt = (path: string) =>
    sources.some((one) => !one[1] && isIn(path, one)) && !sources.some((one) => one[1] && isIn(path, one));
  const shown = [...loadedBy(tree, `${page}/main.tsx`)].filter((path) => path.startsWith('components/') && path.endsWith('.tsx'));
  if (shown.length <= 10) return [`${page} shows nothing`];
  return shown.filter((path) => !isLookedAt(path)).map((path) => `${page} shows ${path}`);
}

/** Every file that a file loads, itself among them. */
function loadedBy(tree: Tree, path: string, seen = new Set<string>()): Set<string> {
  const source = tree.source(path);
  if (!source || seen.has(path)) return seen;
  seen.add(path);
  for (const one of tree.importsOf(source)) loadedBy(tree, one.path, seen);
  return seen;
}
