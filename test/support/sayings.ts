import { PARENT, textOf, type Inner } from './nodes.ts';

/** Attributes whose text a person reads or hears. */
const SHOWN = /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label)$/;
/** Two letters side by side, of any script; an address is no text. */
const WORDS = /^(?!https?:)[^]*(?:\p{L}{2}|\p{Script=Han})/u;

/** The texts that markup says by itself, and not by a key of locales. */
export function sayingsIn(nodes: Inner[]): string[] {
  return nodes.flatMap((node) => {
    const text = node.type === 'JSXText' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : textOf(node);
    return text && WORDS.test(text) && isSaid(node) ? [text.trim()] : [];
  });
}

/** Whether a text stands between tags or in an attribute that is shown, also as one of two that are chosen from. */
function isSaid(node: Inner): boolean {
  const parent = node[PARENT];
  switch (parent?.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return true;
    case 'JSXAttribute':
      return SHOWN.test(String(parent.name.name));
    case 'ConditionalExpression':
      return parent.test !== node && isSaid(parent);
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'TemplateLiteral':
      return isSaid(parent);
    case 'BinaryExpression':
      return parent.operator === '+' && isSaid(parent);
    default:
      return false;
  }
}
