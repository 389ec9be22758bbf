import type { Source } from './source';
import { PARENT, chainOf, enclosing, nameOfMember, textOf, type Inner, type Node } from './nodes.ts';

const CUTTING =
  /^(?:split|indexOf|lastIndexOf|slice|substring|substr|startsWith|endsWith|match|matchAll|search|replace|replaceAll|at|charAt|charCodeAt)$/;

/** What a name says that it holds: the key of an item, an id; or several of them. */
const OF_IDENTITY = /^(?:key|id)$|[a-z](?:Key|Id)$/;
const OF_SEVERAL = /^(?:keys|ids)$|[a-z](?:Keys|Ids)$/;

/** Another name for a key or an id, and the function in which it is one. */
interface Alias {
  name: string;
  of: string;
  within: Inner;
}

/** Finds where keys of items and ids are taken apart, whatever they are called there, and what texts are compared with piece by piece. */
export function readCuts(found: Source, nodes: Inner[], line: (node: Node) => number): void {
  const aliases: Alias[] = [];
  for (const node of nodes) aliases.push(...aliasesIn(node, aliases));
  const cuts = (node: Node, what: string) => found.cuts.push(`${found.path}:${line(node)} ${what}`);
  for (const node of nodes) {
    if (isClip(node)) found.clips.push(`${found.path}:${line(node)} cuts off what was typed`);
    if (node.type === 'MemberExpression') {
      const name = nameOfMember(node);
      const whose = identityOf(node.object as Inner, aliases);
      if (whose !== null && name !== null && CUTTING.test(name) && !isShortening(node)) cuts(node, `takes ${whose} apart by ${name}`);
      if (name === 'length') found.pieces.push(headOf(node.object) ?? '');
      if (name !== null && (CUTTING.test(name) || name === 'includes')) found.pieces.push(headOf(argumentOf(node)) ?? '');
      if (name !== null && /^(?:test|exec)$/.test(name)) {
        const given = argumentOf(node);
        const tried = given && identityOf(given, aliases);
        if (tried) cuts(node, `takes ${tried} apart by a pattern`);
      }
    }
  }
}

function identityOf(node: Inner, aliases: Alias[]): string | null {
  const inner = (of: Node) => identityOf(of as Inner, aliases);
  // The key of a record in the database is a list.
  if (node.type === 'TSAsExpression' && node.typeAnnotation.type === 'TSArrayType') return null;
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression' || node.type === 'ChainExpression')
    return inner(node.expression);
  if (node.type === 'CallExpression') {
    const [given] = node.arguments;
    return node.callee.type === 'Identifier' && node.callee.name === 'String' && given ? inner(given) : inner(node.callee);
  }
  if (node.type === 'TemplateLiteral') return isOnlyFilled(node) ? inner(node.expressions[0]!) : null;
  if (node.type === 'MemberExpression' && node.computed && isSeveral(node.object as Inner)) return 'one of several';
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? nameOfMember(node) : null;
  if (name !== null && OF_IDENTITY.test(name)) return name;
  if (node.type !== 'Identifier') return null;
  const known = aliases.filter((alias) => alias.name === node.name);
  for (let up: Inner | undefined = node; up; up = up[PARENT]) {
    const alias = known.find(({ within }) => within === up);
    if (alias) return alias.of;
  }
  return null;
}

/** `event.currentTarget.value.slice(…)`, `text.slice(0, LIMITS.text)`. */
function isClip(node: Inner): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  if (!/^(?:slice|substring|substr)$/.test(nameOfMember(node.callee) ?? '')) return false;
  const isMember = (of: Node, wanted: RegExp): boolean => {
    const path = chainOf(of.type === 'CallExpression' && of.callee.type === 'MemberExpression' ? of.callee.object : of);
    return path !== null && wanted.test(path);
  };
  const [, to] = node.arguments;
  return isMember(node.callee.object, /[tT]arget\.value$/) || (to !== undefined && isMember(to, /^LIMITS\./));
}

/** `const one = key`, `({ key: one })`, and the first parameter of what is called with each of several. */
function aliasesIn(node: Inner, before: Alias[]): Alias[] {
  if (node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier') {
    const of = identityOf(node.init as Inner, before);
    return of === null ? [] : [{ name: node.id.name, of, within: enclosing(node) }];
  }
  if (node.type === 'Property' && node[PARENT]?.type === 'ObjectPattern') {
    const [key, value] = [(node.key as { name?: string }).name ?? '', node.value as Inner];
    return value.type === 'Identifier' && value.name !== key && OF_IDENTITY.test(key)
      ? [{ name: value.name, of: key, within: enclosing(node) }]
      : [];
  }
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return [];
  const [call, first] = [node[PARENT], node.params[0]];
  const isEach = call?.type === 'CallExpression' && call.callee.type === 'MemberExpression' && isSeveral(call.callee.object as Inner);
  return isEach && call.arguments[0] === (node as Node) && first?.type === 'Identifier'
    ? [{ name: first.name, of: 'one of several', within: node }]
    : [];
}

function isSeveral(node: Inner): boolean {
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? nameOfMember(node) : null;
  return name !== null && OF_SEVERAL.test(name);
}

/** `${key}` */
function isOnlyFilled(node: Node): boolean {
  return node.type === 'TemplateLiteral' && node.expressions.length === 1 && node.quasis.every(({ value }) => value.cooked === '');
}

/** `id.slice(0, 8)`, where that is compared with nothing: a shorter name for the same. */
function isShortening(member: Inner): boolean {
  const call = member[PARENT];
  if (call?.type !== 'CallExpression' || call.callee !== member) return false;
  const [from, to] = call.arguments;
  const isNumber = (node: Node | undefined, value?: number) =>
    node?.type === 'Literal' && typeof node.value === 'number' && (value === undefined || node.value === value);
  return isNumber(from, 0) && isNumber(to) && call[PARENT]?.type !== 'BinaryExpression';
}

/** What a method is called with. */
function argumentOf(member: Inner): Inner | undefined {
  const call = member[PARENT];
  return call?.type === 'CallExpression' && call.callee === member ? (call.arguments[0] as Inner | undefined) : undefined;
}

/** How a text begins. */
function headOf(node: Node | undefined): string | null {
  return node?.type === 'TemplateLiteral' ? node.quasis[0]!.value.cooked : textOf(node);
}
