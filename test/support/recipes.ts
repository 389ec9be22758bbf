import { textOf } from './source-tree.ts';

/** A step of a recipe of CONTRIBUTING.md: the files that are changed or made in it, and the names in them that it speaks of. */
export interface Step {
  files: string[];
  names: string[];
}

/**
 * The recipes of CONTRIBUTING.md by their titles. A step is an entry of a numbered list: what stands in it in backticks and has a slash or the
 * ending of a document is a file, and any other word in backticks is a name in one of these. A file with <a name> in its path is a new one.
 */
export const RECIPES = new Map(
  textOf('CONTRIBUTING.md')
    .split(/^#{2,3} /m)
    .map((part): [string, Step[]] => [
      part.split('\n')[0]!,
      [...part.matchAll(/^\d+\. (.*(?:\n +\S.*)*)/gm)].map(([, text = '']) => stepOf(text)),
    ])
    .filter(([, steps]) => steps.length > 0),
);

function stepOf(text: string): Step {
  const marked = [...text.matchAll(/`([^`]+)`/g)].flatMap(([, word = '']) => spread(word));
  const isFile = (word: string) => word.includes('/') || word.endsWith('.md');
  return { files: marked.filter(isFile), names: marked.filter((word) => !isFile(word)) };
}

/** `a/{b,c}.ts` are two files. */
function spread(word: string): string[] {
  const [, before = '', choices, after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(word) ?? [];
  return choices === undefined ? [word] : choices.split(',').map((choice) => `${before}${choice}${after}`);
}

export function isNew(file: string): boolean {
  return file.includes('<');
}

/** The files of the product and its documents that somebody who follows a recipe touches, apart from those of the CRMs and of the tests. */
export function touchedBy(recipe: string): string[] {
  const files = RECIPES.get(recipe)!.flatMap((step) => step.files);
  return [...new Set(files)].filter((file) => !file.startsWith('test/') && !file.startsWith('lib/providers/<'));
}
