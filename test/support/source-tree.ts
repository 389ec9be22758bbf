import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The text of a file, by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The rows of a table of docs/architecture.md, by the title of its first column: what is in the first cell, and what that may import. */
export function tableOf(title: string): [string, string[]][] {
  const lines = textOf('docs/architecture.md').split('\n');
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

/** A folder by the name that the table gives it: `model`, `overlay.content`, `components`. */
export function folderNamed(name: string): string {
  return [name, `lib/${name}`, `entrypoints/${name}`].find((path) => existsSync(join(root, path)))!;
}

export function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder)).filter((name) => statSync(join(root, folder, name)).isDirectory());
}

/** The source files below a folder. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

/** Every source file of the product. */
export const FILES = ['lib', 'components', 'locales', 'entrypoints'].flatMap(sourcesIn);

function specifiersIn(file: string): string[] {
  const found = textOf(file).matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)'([^']+)'/gm);
  return [...found].map(([, specifier = '']) => specifier);
}

/** The files that a file imports, by their paths from the root, which have no ending. */
export function importsOf(file: string): string[] {
  const own = specifiersIn(file).filter((specifier) => specifier.startsWith('.'));
  return own.map((specifier) => relative('', normalize(join(dirname(file), specifier))).replaceAll('\\', '/'));
}

export function packagesOf(file: string): string[] {
  return specifiersIn(file).filter((specifier) => !specifier.startsWith('.'));
}

const SERVICE = 'lib/service/';

/** The files of the worker. */
export const WORKER = FILES.filter((file) => file.startsWith(SERVICE));
/** The wings of the worker, the lowest first, and which each may import. */
export const WINGS = tableOf('wing');

/** The wing of a file or of an import, or the file itself where it stands directly in lib/service. */
export function wingOf(path: string): string {
  return path.slice(SERVICE.length).split('/')[0]!.replace(/\.ts$/, '');
}

/** What a file of the worker imports from other wings, and from the files beside them. */
export function otherWingsOf(file: string): string[] {
  return importsOf(file).filter((path) => path.startsWith(SERVICE) && wingOf(path) !== wingOf(file));
}

/** The imports by which a wing reaches one that the table does not allow. */
export function wingBreaches(wing: string, allowed: string[]): string[] {
  const names = WINGS.map(([name]) => name);
  const files = WORKER.filter((file) => wingOf(file) === wing);
  return files.flatMap((file) =>
    otherWingsOf(file)
      .filter((path) => names.includes(wingOf(path)) && !allowed.includes(wingOf(path)))
      .map((path) => `${file} imports ${path}: ${wing} may import ${allowed.join(', ') || 'nothing'}`),
  );
}

/** How many wings, and files beside them, stand on each other. Throws where some import each other in a circle. */
export function floorsOfWorker(): number {
  const below = new Map<string, Set<string>>();
  for (const file of WORKER) {
    below.set(wingOf(file), (below.get(wingOf(file)) ?? new Set<string>()).union(new Set(otherWingsOf(file).map(wingOf))));
  }
  const floor = (wing: string, above: string[]): number => {
    if (above.includes(wing)) throw new Error(`a circle: ${[...above, wing].join(' -> ')}`);
    return 1 + Math.max(0, ...[...(below.get(wing) ?? [])].map((to) => floor(to, [...above, wing])));
  };
  return Math.max(...[...below.keys()].map((wing) => floor(wing, [])));
}
