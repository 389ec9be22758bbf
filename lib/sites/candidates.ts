import { partIn } from './part-of-value';
import { shownText } from './shown-text';

/** The value of a part: its text, '' where the part is present but empty, null where it is missing. */
export interface PartRead {
  value: string | null;
  /** None of the element's known marks exists any more: the element that was found may be another one. */
  doubted: boolean;
}

/** The value of the first candidate that has one. */
export function readPart(within: ParentNode, candidates: string[] = []): string | null {
  return readFirmly(within, candidates).value;
}

/**
 * The same, and whether it is reliable. Where a candidate's element is present but empty, the part is empty: other candidates would find
 * something else. With two different values, neither is reliable; a candidate by place may decide between them.
 */
export function readFirmly(within: ParentNode, candidates: string[] = []): PartRead {
  const marked = candidates.some((one) => !isVague(one));
  const several = new Set<string>();
  for (const candidate of candidates) {
    const values = new Set(matching(within, candidate).map((element) => valueIn(element, candidate)!));
    const vague = marked && isVague(candidate);
    if (values.size === 1 && values.has('') && !vague) return { value: '', doubted: false };
    values.delete('');
    if (values.size === 1) {
      const [value] = values;
      return { value: value!, doubted: vague && !several.has(value!) };
    }
    for (const value of values) several.add(value);
  }
  return { value: null, doubted: false };
}

/** The elements of the first candidate that finds any. */
export function findPart(within: ParentNode, candidates: string[] = []): Element[] {
  for (const candidate of candidates) {
    const found = matching(within, candidate);
    if (found.length > 0) return found;
  }
  return [];
}

/** The attribute in the candidate, null where it reads the text. */
export function attributeOf(candidate: string): string | null {
  return SHAPE.exec(candidate)?.[2] ?? null;
}

/** The selector in the candidate, '' for the searched element itself. */
export function selectorOf(candidate: string): string {
  return SHAPE.exec(candidate)?.[1] ?? candidate;
}

/** selector@attribute, and selector@attribute~part. An @ within brackets, or an escaped one, belongs to the selector. */
const SHAPE = /^((?:\\.|\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|[^@[\\])*)@([\w:.-]+)(?:~(.*))?$/s;

/** Whether a candidate only uses positions, or a part of a word: after a redesign of the page it matches whatever is there. */
function isVague(candidate: string): boolean {
  const selector = selectorOf(candidate);
  return (BY_PLACE.test(selector) && /[>:]/.test(selector)) || /^\[[\w-]+\*=[^\]]*\]$/.test(selector);
}

const BY_PLACE = /^(?::scope > |#[\w\\:.-]+ > )?[\w-]+(?::nth-of-type\(\d+\))?(?: > [\w-]+(?::nth-of-type\(\d+\))?)*$/;

/** An element without the candidate's attribute, or without its part of the value, does not match. */
function matching(within: ParentNode, candidate: string): Element[] {
  const selector = selectorOf(candidate);
  try {
    const found = selector === '' ? [within].filter((one) => one instanceof Element) : [...within.querySelectorAll(selector)];
    return found.filter((element) => valueIn(element, candidate) !== null);
  } catch {
    // A settings file may contain a selector that this browser does not support.
    return [];
  }
}

function valueIn(element: Element, candidate: string): string | null {
  const [, , attribute, part] = SHAPE.exec(candidate) ?? [];
  if (attribute === undefined) return shownText(element);
  const value = element.getAttribute(attribute)?.trim() ?? null;
  // Long values, such as addresses, differ at their end.
  return (value === null || part === undefined ? value : partIn(value, part))?.slice(-LONGEST) ?? null;
}

/** The longest ids and picture numbers in Kebian. */
const LONGEST = 200;
