import { partIn } from './part-of-value';
import { shownText } from './shown-text';

/** What was read of a part: its text, '' when it is there and empty, null when it is not there. */
export interface PartRead {
  value: string | null;
  /** None of the marks of the element is left: the element found may be any other. */
  doubted: boolean;
}

/** What the first candidate that reads something reads. */
export function readPart(within: ParentNode, candidates: string[] = []): string | null {
  return readFirmly(within, candidates).value;
}

/**
 * The same, with whether it can be relied on. Where a candidate's element is there and empty, the part is empty: what others would find is something else.
 * Two different values tell nothing of which is meant; the place may say which of them it is.
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

/** selector@attribute, and selector@attribute~part. An @ within brackets, or escaped, belongs to the selector. */
const SHAPE = /^((?:\\.|\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|[^@[\\])*)@([\w:.-]+)(?:~(.*))?$/s;

/** Whether a candidate goes by places alone, or by a piece of a word: after a redesign it matches whatever is at that place. */
function isVague(candidate: string): boolean {
  const selector = selectorOf(candidate);
  return (BY_PLACE.test(selector) && /[>:]/.test(selector)) || /^\[[\w-]+\*=[^\]]*\]$/.test(selector);
}

const BY_PLACE = /^(?::scope > |#[\w\\:.-]+ > )?[\w-]+(?::nth-of-type\(\d+\))?(?: > [\w-]+(?::nth-of-type\(\d+\))?)*$/;

/** An element without the candidate's attribute, or without the part of it, is not what is meant. */
function matching(within: ParentNode, candidate: string): Element[] {
  const selector = selectorOf(candidate);
  try {
    const found = selector === '' ? [within].filter((one) => one instanceof Element) : [...within.querySelectorAll(selector)];
    return found.filter((element) => valueIn(element, candidate) !== null);
  } catch {
    // A settings file may bring what this browser does not take for a selector.
    return [];
  }
}

function valueIn(element: Element, candidate: string): string | null {
  const [, , attribute, part] = SHAPE.exec(candidate) ?? [];
  if (attribute === undefined) return shownText(element);
  const value = element.getAttribute(attribute)?.trim() ?? null;
  // The end of a long value, such as an address, is what tells it from others.
  return (value === null || part === undefined ? value : partIn(value, part))?.slice(-LONGEST) ?? null;
}

/** Ids and picture marks are no longer than this anywhere in Kebian. */
const LONGEST = 200;
