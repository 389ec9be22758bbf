import type { Box } from './firefox-window.ts';

/** A text or pattern to compare with, in a form that can be sent to a document. */
export type Text = { text: string; exact: boolean } | { source: string; flags: string };

/** How elements are found; each step searches within the results of the one before. */
export type Query = (
  | { by: 'role'; role: string; name?: Text; level?: number }
  | { by: 'text'; text: Text }
  | { by: 'label'; text: Text }
  | { by: 'selector'; selector: string }
  | { by: 'has'; text: Text }
  | { by: 'position'; position: number }
)[];

/** The functions of axe on which its rules are built. */
interface Axe {
  setup(root: Element): unknown;
  teardown(): void;
  commons: { aria: { getRole(element: Element): string | null }; text: { accessibleText(element: Element): string } };
}

declare global {
  interface Window {
    walkFind(query: Query): Element[];
    walkKeys?: number;
    walkClicks?: { seen: { clicks: number; hits: number }; stop(): void };
  }
}

/** Runs in the document, after axe, which the functions below use. */
export function installFind(): void {
  const { axe } = window as unknown as { axe: Axe };
  const { getRole } = axe.commons.aria;
  const { accessibleText } = axe.commons.text;
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  const holds = (text: Text) => {
    if ('source' in text) return (said: string) => new RegExp(text.source, text.flags).test(said);
    const wanted = plain(text.text);
    return (said: string) => (text.exact ? said === wanted : said.toLowerCase().includes(wanted.toLowerCase()));
  };
  const wordsOf = (element: Element) => plain(element.textContent);
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true],[inert]');
  const levelOf = (element: Element) => Number(element.getAttribute('aria-level') ?? /^h([1-6])$/.exec(element.localName)?.[1]);
  const within = (roots: (Element | Document)[], test: (element: Element) => boolean) => [
    ...new Set(roots.flatMap((root) => [...root.querySelectorAll('*')].filter(test))),
  ];
  const step = (roots: (Element | Document)[], one: Query[number]): (Element | Document)[] => {
    switch (one.by) {
      case 'selector':
        return [...new Set(roots.flatMap((root) => [...root.querySelectorAll(one.selector)]))];
      case 'position':
        return roots.slice(one.position).slice(0, 1);
      case 'has': {
        const has = holds(one.text);
        return roots.filter((root) => root instanceof Element && has(wordsOf(root)));
      }
      case 'text': {
        const has = holds(one.text);
        const said = (element: Element) => !element.matches('script,style,noscript,head *') && has(wordsOf(element));
        return within(roots, (element) => said(element) && ![...element.children].some(said));
      }
      case 'label': {
        const has = holds(one.text);
        const isField = (element: Element) => element.matches('input,select,textarea,[role=textbox],[role=combobox],[role=searchbox]');
        return within(roots, (element) => isField(element) && has(plain(accessibleText(element))));
      }
      case 'role': {
        const has = one.name === undefined ? () => true : holds(one.name);
        const test = (element: Element) =>
          getRole(element) === one.role && (one.level === undefined || levelOf(element) === one.level) && isSeen(element);
        return within(roots, test).filter((element) => one.name === undefined || has(plain(accessibleText(element as Element))));
      }
    }
  };
  window.walkFind = (query) => {
    axe.setup(document.documentElement);
    try {
      return query.reduce(step, [document] as (Element | Document)[]).filter((one) => one instanceof Element);
    } finally {
      axe.teardown();
    }
  };
}

/** Runs in the document. */
export function count(query: Query): number {
  return window.walkFind(query).length;
}

/** Runs in the document: the number of visible elements. */
export function countSeen(query: Query): number {
  return window.walkFind(query).filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
  }).length;
}

/** Runs in the document: scrolls the first clickable element into view and returns its position. */
export function boxOf(query: Query): Box | null {
  for (const element of window.walkFind(query)) {
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const { x, y, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    if (hit && (element.contains(hit) || hit.contains(element))) return { x, y, width, height };
  }
  return null;
}

/** Runs in the document: notes from now on whether clicks reach what the query finds now. */
export function expectClick(query: Query): void {
  const wanted = window.walkFind(query);
  // Where something around it takes the pointer, the click goes to that.
  const covered = wanted.filter((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return !element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  const seen = { clicks: 0, hits: 0 };
  const hear = (event: Event) => {
    const path = event.composedPath() as Element[];
    const around = (element: Element) => path[0]!.contains(element) && element.isConnected;
    seen.clicks++;
    if (wanted.some((element) => path.includes(element)) || covered.some(around)) seen.hits++;
  };
  window.walkClicks?.stop();
  window.addEventListener('click', hear, true);
  window.walkClicks = { seen, stop: () => window.removeEventListener('click', hear, true) };
}

/** Runs in the document; null in one that is another by now. */
export function clicksSeen(_: Query): { clicks: number; hits: number } | null {
  return window.walkClicks?.seen ?? null;
}

/** Runs in the document: how many keys it has heard since it was asked first; null where another one has the focus. */
export function keysHeard(): number | null {
  if (window.walkKeys === undefined) {
    window.walkKeys = 0;
    const hear = ({ key }: KeyboardEvent) => {
      if (!['Shift', 'Control', 'Alt', 'Meta'].includes(key)) window.walkKeys!++;
    };
    window.addEventListener('keydown', hear, true);
  }
  return document.hasFocus() ? window.walkKeys : null;
}

/** Runs in the document: acts on the first element, as Playwright does; false where there is none yet. */
export function act(query: Query, what: 'focus' | 'value' | 'option', value: string): boolean {
  const [element] = window.walkFind(query) as HTMLElement[];
  if (!element) return false;
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  if (what === 'option') return choose(element as HTMLSelectElement, JSON.parse(value) as string | { label: string });
  element.focus();
  if (what === 'value') enter(element);
  return true;

  function choose(select: HTMLSelectElement, which: string | { label: string }): boolean {
    const fits = (option: HTMLOptionElement) => (typeof which === 'string' ? option.value === which : option.label === which.label);
    const option = [...select.options].find(fits);
    if (!option) return false;
    select.value = option.value;
    told(select);
    return true;
  }

  function enter(field: HTMLElement): void {
    if (field.matches('input[type=date],input[type=datetime-local],input[type=time]')) {
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
      set!.call(field, value);
      return told(field);
    }
    // In a background page, `selectAll` would select everything.
    if ('select' in field) (field as HTMLInputElement).select();
    else document.getSelection()?.selectAllChildren(field);
    if (value === '') document.execCommand('delete');
    else document.execCommand('insertText', false, value);
  }

  function told(field: HTMLElement): void {
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

/** Runs in the document: a property of the first element; null where there is none. */
export function read(query: Query, what: string): string | null {
  const [element] = window.walkFind(query) as HTMLInputElement[];
  if (!element) return null;
  if (what === 'value') return element.value;
  if (what === 'checked') return String(element.checked);
  return what === 'text' ? element.innerText : element.getAttribute(what.slice(1));
}
