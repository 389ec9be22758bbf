import { textOf } from './source-tree.ts';

/** A row of a recipe. Of several files with "or" between them one is touched, and `names` are names in one of the files. */
export interface Row {
  files: string[];
  one: boolean;
  names: string[];
  /** Further files that are pointed at. */
  seen: string[];
  /** The compiler names the files once the first one is changed. */
  asked: boolean;
}

/** The recipes of the documents: the tables whose first column is called "file", by the titles that they stand under. */
export const RECIPES = new Map(['CONTRIBUTING.md', 'docs/providers.md'].flatMap((path) => recipesIn(textOf(path))));

function recipesIn(text: string): [title: string, rows: Row[]][] {
  return text.split(/^#{2,3} /m).flatMap((part): [string, Row[]][] => {
    const table = /^\| file .*\n\|[ -|]*\n((?:\|.*\n)*)/m.exec(part)?.[1];
    return table ? [[part.split('\n')[0]!, table.trim().split('\n').map(rowOf)]] : [];
  });
}

function rowOf(line: string): Row {
  const [, files = '', what = '', asked = ''] = line.split('|');
  const marked = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
  const isFile = (word: string) => word.includes('/');
  return {
    files: marked(files),
    one: files.includes(' or '),
    names: marked(what).filter((word) => !isFile(word)),
    seen: marked(what).filter(isFile),
    asked: asked.trim() === 'yes',
  };
}

export function isNew(file: string): boolean {
  return file.includes('<');
}

/** The files of product and documents that a recipe changes, except those of the CRMs and of the tests. */
export function touchedBy(recipe: string): string[] {
  return filesOf(RECIPES.get(recipe)!);
}

/** Those of them that the compiler names. */
export function askedBy(recipe: string): string[] {
  return filesOf(RECIPES.get(recipe)!.filter(({ asked }) => asked));
}

function filesOf(rows: Row[]): string[] {
  const files = rows.flatMap((row) => (row.one ? row.files.slice(0, 1) : row.files));
  return files.filter((file) => !file.startsWith('test/') && !file.startsWith('lib/providers/<'));
}
