import { globSync, readFileSync } from 'node:fs';
import { parseAst } from 'rolldown/parseAst';

/** A regular expression in the product's code. */
export interface WrittenRegex {
  place: string;
  pattern: string;
  flags: string;
}

/** Every regular expression in the product, each form once; one that is built at run time (`new RegExp`) counts as ''. */
export function regexesOfProduct(): WrittenRegex[] {
  const files = globSync('{lib,components,entrypoints,locales}/**/*.{ts,tsx}', { cwd: root });
  const found = files.flatMap((file) => regexesIn(file, readFileSync(new URL(file, root), 'utf8')));
  return [...new Map(found.map((one) => [`/${one.pattern}/${one.flags}`, one])).values()];
}

/** Those of one file, read from its syntax tree. */
export function regexesIn(file: string, code: string): WrittenRegex[] {
  const found: WrittenRegex[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const { type, regex, callee, start } = node as Partial<Node>;
    const place = `${file}:${code.slice(0, start).split('\n').length}`;
    if (regex) found.push({ place, ...regex });
    if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp') found.push({ place, pattern: '', flags: '' });
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code, { lang: file.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}

interface Node {
  type: string;
  start: number;
  regex: { pattern: string; flags: string } | undefined;
  callee: { name?: string };
}

const root = new URL('../../', import.meta.url);
