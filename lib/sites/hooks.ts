/** Attributes that people who build pages set so that something can be found again. */
const MARKS = ['data-testid', 'data-test', 'data-qa', 'data-role', 'data-part', 'data-name', 'itemprop'];

/** Words of a passing state, and those that frameworks put before their own. */
const PASSING =
  /^(is-|has-|ng-|v-|css-|sc-|jss|svelte-)|(^|[-_])(active|selected|current|on|off|open|hover|focus|focused|unread|top|show|hide|hidden|disabled|checked|online|offline|me|you|self|left|right|first|last|odd|even)$/i;

/** Selectors by which an element can be found that hold more than its place, the most robust first. */
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

/** The way to an element by places alone, from the nearest element around it that has an id, or from the root. */
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

/** Whether a word is one that the page's builders chose and keep: it says what the element is, and nothing of whom it shows. */
export function isBuilders(word: string, element: Element): boolean {
  return isLasting(word) && !/[^\w:.-]/.test(word) && !isShown(word, element);
}

/** Whether the word is part of the element's text or labels, or a whole text node of the page: then it is likely to be a contact's name. */
function isShown(word: string, element: Element): boolean {
  const said = ['title', 'alt', 'aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? '');
  if ([element.textContent ?? '', ...said].some((text) => holdsWord(text, word))) return true;
  const texts = element.ownerDocument.createTreeWalker(element.ownerDocument.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (texts.currentNode.nodeValue?.trim() === word) return true;
  return false;
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
