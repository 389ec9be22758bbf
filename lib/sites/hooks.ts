import { fold } from '../model/folding/fold';
import { nameReadings } from '../model/folding/pinyin';

/** Attributes that developers set so that elements can be found. */
const MARKS = ['data-testid', 'data-test', 'data-qa', 'data-role', 'data-part', 'data-name', 'itemprop'];

/** Words for passing states, and prefixes that frameworks add. */
const PASSING =
  /^(is-|has-|ng-|v-|css-|sc-|jss|svelte-)|(^|[-_])(active|selected|current|on|off|open|hover|focus|focused|unread|top|show|hide|hidden|disabled|checked|online|offline|me|you|self|left|right|first|last|odd|even)$/i;

/** Selectors for an element that use more than its position, the most robust first. */
export function hooksOf(element: Element): string[] {
  const marks = MARKS.flatMap((name) => {
    const value = element.getAttribute(name);
    return value && isBuilders(value, element) ? [`[${name}="${CSS.escape(value)}"]`] : [];
  });
  const id = element.id && isBuilders(element.id, element) ? [`#${CSS.escape(element.id)}`] : [];
  const classes = [...element.classList].filter((name) => isBuilders(name, element)).map((name) => `.${CSS.escape(name)}`);
  const together = classes.length > 1 ? [classes.slice(0, 3).join('')] : [];
  return [...marks, ...id, ...classes, ...together];
}

/** A selector by positions alone, from the nearest ancestor with an id, or from the root. */
export function pathOf(element: Element, root: ParentNode): string {
  const steps: string[] = [];
  for (let one: Element | null = element; one && one !== root && one.localName !== 'html'; one = one.parentElement) {
    if (one !== element && one.id && isBuilders(one.id, one)) return [`#${CSS.escape(one.id)}`, ...steps].join(' > ');
    steps.unshift(stepOf(one));
  }
  return root instanceof Element ? `:scope > ${steps.join(' > ')}` : steps.join(' > ');
}

function stepOf(element: Element): string {
  const alike = [...(element.parentElement?.children ?? [])].filter((one) => one.localName === element.localName);
  const tag = CSS.escape(element.localName);
  return alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(element) + 1})` : tag;
}

/** Whether a developer chose the word for the kind of element, so that it does not depend on whom it shows. */
export function isBuilders(word: string, element: Element): boolean {
  return isLasting(word) && !/[^\w:.-]/.test(word) && !isShown(word, element);
}

/**
 * Whether the word occurs in the element's text or labels, or is a whole text node of the page: then it is probably a contact's name. Also
 * recognises romanised forms: wang-fang and WangFang for 王芳, anna_lee for Anna Lee.
 */
function isShown(word: string, element: Element): boolean {
  const said = ['title', 'alt', 'aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? '');
  const own = [...textsIn(element), ...said];
  if ([element.textContent ?? '', ...said].some((text) => holdsWord(text, word))) return true;
  const parts = partsOfWord(word);
  if (own.some((text) => writingsOf(text).some((writing) => parts.has(writing)))) return true;
  const whole = plain(word);
  return textsIn(element.ownerDocument.body).some((text) => text === word || writingsOf(text).includes(whole));
}

/** The text nodes below an element. */
function textsIn(element: Element): string[] {
  const texts: string[] = [];
  const nodes = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) texts.push(nodes.currentNode.nodeValue?.trim() ?? '');
  return texts;
}

/** The forms that a text may have as a word in an attribute, in letters alone; empty for texts longer than a name, or of one character. */
function writingsOf(text: string): string[] {
  if (text.length < 2 || text.length > LONGEST_NAME) return [];
  let writings = writingsByText.get(text);
  if (!writings) {
    writings = [plain(text), ...(chineseName.test(text) ? nameReadings(fold(text)) : [])];
    if (writingsByText.size >= MOST_KEPT) writingsByText.clear();
    writingsByText.set(text, writings);
  }
  return writings;
}

const LONGEST_NAME = 30;
const chineseName = /^\p{Script=Han}{2,6}$/u;
// Cached, because the texts of a page are compared with each of its attributes.
const writingsByText = new Map<string, string[]>();
const MOST_KEPT = 5_000;

/** The parts of a word and of its neighbours, in letters alone: for user-annaLee userannalee, annalee, anna, lee and so on. */
function partsOfWord(word: string): Set<string> {
  const parts = word.split(/[-_.:]+|(?<=[a-z])(?=[A-Z])/).map(plain);
  return new Set(parts.flatMap((_, from) => parts.slice(from).map((_one, to) => parts.slice(from, from + to + 1).join(''))));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function holdsWord(text: string, word: string): boolean {
  const isInside = (sign: string | undefined) => sign !== undefined && /\w/.test(sign);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isInside(text[at - 1]) && !isInside(text[at + word.length])) return true;
  }
  return false;
}

function isLasting(word: string): boolean {
  return word.length <= 60 && !PASSING.test(word) && !isMadeUp(word);
}

/** item_3fa94c, Chat__2kq9f, userX7d, B2xK9. */
function isMadeUp(word: string): boolean {
  if (/\d{3}|[a-f0-9]{6}/.test(word)) return true;
  const behind = (sign: RegExp) => (sign.test(word) ? word.slice(word.search(sign) + 2) : '');
  if (/^[\w-]{5,}$/.test(behind(/__/)) || /^\w*\d/.test(behind(/[a-z][A-Z]/))) return true;
  return /^\w{5,}$/.test(word) && /\d/.test(word) && /[A-Z]/.test(word);
}
