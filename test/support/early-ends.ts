import { parseSync } from 'rolldown/utils';
import { PARENT, allOf, type Inner, type Node } from './nodes';

/** The lines with `if (…) return;` in what is given to `test`, `it` or `describe`: nobody would see that nothing was tried. */
export function earlyEndsIn(path: string, text: string): number[] {
  const ends = allOf(parseSync(path, text).program).filter((node) => node.type === 'ReturnStatement' && endsTest(node));
  return ends.map(({ start }) => text.slice(0, start).split('\n').length);
}

function endsTest(node: Inner): boolean {
  let [up, conditional] = [node[PARENT], false];
  for (; up && !('params' in up); up = up[PARENT]) conditional ||= up.type !== 'BlockStatement';
  const call = up?.[PARENT];
  return conditional && call?.type === 'CallExpression' && isOfTests(call.callee);
}

function isOfTests(node: Node): boolean {
  if (node.type === 'Identifier') return /^(?:test|it|describe)$/.test(node.name);
  if (node.type === 'MemberExpression') return isOfTests(node.object);
  if (node.type === 'CallExpression') return isOfTests(node.callee);
  return node.type === 'TaggedTemplateExpression' && isOfTests(node.tag);
}
