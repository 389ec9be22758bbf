import { shownText } from './shown-text';

/** What the first candidate that reads something reads: its text, '' when the part is there and empty, null when it is not there. */
export function readPart(within: ParentNode, candidates: string[] = []): string | null {
  let empty = false;
  for (const candidate of candidates) {
    const values = new Set(matching(within, candidate).map((element) => valueIn(element, candidate)));
    if (values.delete('')) empty = true;
    // Two different values: whoever is meant cannot be told by this one.
    if (values.size === 1) return [...values][0]!;
  }
  return empty ? '' : null;
}

/** The elements that the first candidate with any finds. */
export function findPart(within: ParentNode, candidates: string[] = []): Element[] {
  for (const candidate of candidates) {
    const found = matching(within, candidate);
    if (found.length > 0) return found;
  }
  return [];
}

/** The candidate's attribute, null where it reads the text. */
export function attributeOf(candidate: string): string | null {
  return SHAPE.exec(candidate)?.[2] ?? null;
}

/** The candidate's selector, '' where it is about the very element that is searched. */
export function selectorOf(candidate: string): string {
  return SHAPE.exec(candidate)?.[1] ?? candidate;
}

/** An attribute's name holds no bracket: the last @ inside `[href="a@b"]` begins none. */
const SHAPE = /^(.*)@([\w:.-]+)$/s;

/** An element without the candidate's attribute is not what is meant. */
function matching(within: ParentNode, candidate: string): Element[] {
  const selector = selectorOf(candidate);
  const attribute = attributeOf(candidate);
  const fits = (element: Element) => attribute === null || element.hasAttribute(attribute);
  try {
    const found = selector === '' ? [within].filter((one) => one instanceof Element) : [...within.querySelectorAll(selector)];
    return found.filter(fits);
  } catch {
    // A settings file may bring what this browser does not take for a selector.
    return [];
  }
}

function valueIn(element: Element, candidate: string): string {
  const attribute = attributeOf(candidate);
  if (attribute === null) return shownText(element);
  const value = (element.getAttribute(attribute) ?? '').trim();
  // The end of a long value, such as an address, is what tells it from others.
  return value.slice(-LONGEST);
}

/** Ids and picture marks are no longer than this anywhere in Kebian. */
const LONGEST = 200;
