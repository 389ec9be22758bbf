import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { readSource, type Import, type Source } from './source.ts';

const root = join(import.meta.dirname, '../..');

/** The text of a file, by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The rows of a table of docs/architecture.md, by the title of its first column: the cells of each. */
function rowsOf(title: string): string[][] {
  const lines = textOf('docs/architecture.md').split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${title} `));
  const rows = lines.slice(head + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

const listIn = (cell = '') => cell.split(', ').filter((name) => name !== '' && name !== 'itself');

/** What a folder may import. */
export interface Allowed {
  folders: string[];
  /** Folders of which it may import types alone. */
  types: string[];
  packages: string[];
}

const TYPES = ' (types)';

/** The folders of the product, and what each may import; every folder may import from itself. */
export const FOLDERS: Record<string, Allowed> = Object.fromEntries(
  rowsOf('folder').flatMap(([names, , imports, packages]) => {
    const [types, folders] = [true, false].map((only) => listIn(imports).filter((name) => name.endsWith(TYPES) === only));
    const allowed = {
      folders: folders!.map(folderNamed),
      types: types!.map((name) => folderNamed(name.slice(0, -TYPES.length))),
      packages: listIn(packages),
    };
    return listIn(names).map((name) => [folderNamed(name), allowed]);
  }),
);

/** A folder by the name that the table gives it: `model`, `overlay.content`, `components`. */
function folderNamed(name: string): string {
  const found = [name, `lib/${name}`, `entrypoints/${name}`].find((path) => existsSync(join(root, path)));
  if (!found) throw new Error(`docs/architecture.md names a folder that is not there: ${name}`);
  return found;
}

export function folderOf(path: string): string | undefined {
  return Object.keys(FOLDERS).find((folder) => path.startsWith(`${folder}/`));
}

/** The folders below a folder, by their paths from there. */
export function foldersBelow(folder: string): string[] {
  const inner = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inner.flatMap(({ name }) => [name, ...foldersBelow(`${folder}/${name}`).map((further) => `${name}/${further}`)]);
}

/** The files below a folder, by their paths from the root. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** The files of the product, as they are or as a test has changed some of them. */
export interface Tree {
  /** All of them, also styles, pages and what lies in `public`. */
  all: string[];
  /** Those with code, read by a parser. */
  sources: Source[];
  textOf(path: string): string;
  /** What a source imports of the product: paths, with their endings where there is such a file. */
  importsOf(source: Source): (Import & { path: string })[];
  /** The names of the packages that it imports, as they stand there. */
  packagesOf(source: Source): string[];
  source(path: string): Source | undefined;
}

const isCode = (path: string) => /\.tsx?$/.test(path);

function createTree(texts: ReadonlyMap<string, string | null>, known: ReadonlyMap<string, Source>): Tree {
  const all = [...texts.keys()];
  const read = (path: string) => texts.get(path) ?? textOf(path);
  const byPath = new Map(all.filter(isCode).map((path) => [path, known.get(path) ?? readSource(path, read(path))]));
  const isOwn = ({ specifier }: Import) => /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
  const resolve = (from: string, specifier: string) => {
    const path = specifier.startsWith('/') ? specifier.slice(1) : posix.join(dirname(from), specifier);
    const tries = [path, `${path}.ts`, `${path}.tsx`, path.replace(/\.js(x?)$/, '.ts$1'), `${path}/index.ts`, `${path}/index.tsx`];
    return tries.find((one) => texts.has(one)) ?? path;
  };
  return {
    all,
    sources: [...byPath.values()],
    textOf: read,
    importsOf: ({ path, imports }) => imports.filter(isOwn).map((one) => ({ ...one, path: resolve(path, one.specifier) })),
    packagesOf: ({ imports }) => imports.filter((one) => !isOwn(one)).map(({ specifier }) => specifier),
    source: (path) => byPath.get(path),
  };
}

const there = new Map(['lib', 'components', 'locales', 'entrypoints', 'public', 'relay'].flatMap(filesIn).map((path) => [path, null]));

/** The product as it is. */
export const PRODUCT = createTree(there, new Map());

/** The product with further files, or others in the place of some. */
export function productWith(changed: Record<string, string>): Tree {
  const kept = PRODUCT.sources.filter(({ path }) => !(path in changed));
  return createTree(
    new Map<string, string | null>([...there, ...Object.entries(changed)]),
    new Map(kept.map((source) => [source.path, source])),
  );
}

/** Every source file of the product. */
export const FILES = PRODUCT.sources.map(({ path }) => path);

const SERVICE = 'lib/service/';

export function workerOf({ sources }: Tree): Source[] {
  return sources.filter(({ path }) => path.startsWith(SERVICE));
}

/** The files of the worker. */
export const WORKER = workerOf(PRODUCT).map(({ path }) => path);
/** The wings of the worker, the lowest first, and which each may import. */
export const WINGS = rowsOf('wing').map(([wing, , allowed]): [string, string[]] => [wing!, listIn(allowed)]);

/** The wing of a file of the worker; of a file directly in lib/service its name with the ending. */
export function wingOf(path: string): string {
  return path.slice(SERVICE.length).split('/')[0]!;
}

/** Whether such a name is that of a file beside the wings. */
export function isBeside(wing: string): boolean {
  return wing.includes('.');
}

/** What a file of the worker imports from other wings, and from the files beside them. */
export function otherWingsOf(tree: Tree, source: Source): string[] {
  return tree
    .importsOf(source)
    .map(({ path }) => path)
    .filter((path) => path.startsWith(SERVICE) && wingOf(path) !== wingOf(source.path));
}

/** The imports by which wings reach others that the table does not allow them. */
export function wingBreaches(tree: Tree): string[] {
  return WINGS.flatMap(([wing, allowed]) =>
    workerOf(tree)
      .filter(({ path }) => wingOf(path) === wing)
      .flatMap((source) =>
        otherWingsOf(tree, source)
          .filter((path) => !isBeside(wingOf(path)) && !allowed.includes(wingOf(path)))
          .map((path) => `${source.path} imports ${path}: ${wing} may import ${allowed.join(', ') || 'nothing'}`),
      ),
  );
}

/** How many wings, and files beside them, stand on each other. Throws where some import each other in a circle. */
export function floorsOfWorker(tree: Tree): number {
  const below = new Map<string, Set<string>>();
  for (const source of workerOf(tree)) {
    const wing = wingOf(source.path);
    below.set(wing, (below.get(wing) ?? new Set<string>()).union(new Set(otherWingsOf(tree, source).map(wingOf))));
  }
  const floors = new Map<string, number>();
  const floor = (wing: string, above: string[]): number => {
    if (above.includes(wing)) throw new Error(`a circle: ${[...above, wing].join(' -> ')}`);
    const known = floors.get(wing);
    if (known !== undefined) return known;
    const height = 1 + Math.max(0, ...[...(below.get(wing) ?? [])].map((to) => floor(to, [...above, wing])));
    floors.set(wing, height);
    return height;
  };
  return Math.max(...[...below.keys()].map((wing) => floor(wing, [])));
}
