import type { ESTree } from 'rolldown/utils';

export type Node = ESTree.Node;

export const PARENT = Symbol('parent');
/** A node with its parent. */
export type Inner = Node & { [PARENT]?: Inner };

/** The nodes of a tree, each after its parent. */
export function allOf(program: Node): Inner[] {
  const all: Inner[] = [];
  const enter = (value: unknown, parent: Inner | undefined): void => {
    if (Array.isArray(value)) for (const one of value) enter(one, parent);
    else if (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string') {
      const node = value as Inner;
      if (parent) node[PARENT] = parent;
      all.push(node);
      for (const inner of Object.values(node)) enter(inner, node);
    }
  };
  enter(program, undefined);
  return all;
}

/** The text that a node is; null where it is something else, or is made while it runs. */
export function textOf(node: unknown): string | null {
  const { type, value, expressions, quasis } = (node ?? {}) as {
    type?: string;
    value?: unknown;
    expressions?: unknown[];
    quasis?: { value: { cooked: string } }[];
  };
  if (type === 'Literal' && typeof value === 'string') return value;
  return type === 'TemplateLiteral' && expressions!.length === 0 ? quasis![0]!.value.cooked : null;
}

/** The name of a member, where it is written in the code: `a.b`, `a['b']`. */
export function nameOfMember(node: ESTree.MemberExpression): string | null {
  return node.computed ? textOf(node.property) : (node.property as { name: string }).name;
}

/** The function around a node, or the whole file. */
export function enclosing(node: Inner): Inner {
  let up = node;
  while (up[PARENT] && !('params' in up)) up = up[PARENT];
  return up;
}

/** Members of members as they are written: `browser.storage.local`; null for anything else. */
export function chainOf(node: Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression')
    return chainOf(node.expression);
  if (node.type !== 'MemberExpression') return null;
  const [object, name] = [chainOf(node.object), nameOfMember(node)];
  return object === null || name === null ? null : `${object}.${name}`;
}
