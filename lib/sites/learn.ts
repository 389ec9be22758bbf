import { shownText } from './shown-text';
import { hooksOf, isBuilders, pathOf } from './hooks';
import { isPassing, partsOf, patternAround } from './part-of-value';

/** The most candidates for one part: more do not help. */
const MOST = 4;

/** Selectors for one element, from robust to specific; each finds exactly this element within `root`. */
export function singleSelectors(element: Element, root: ParentNode): string[] {
  const alone = (selector: string) => finds(root, selector, [element]);
  const own = hooksOf(element);
  const nested = ancestorsOf(element, root).flatMap((ancestor) => hooksOf(ancestor).flatMap((outer) => insideOf(outer, own, element)));
  return distinct([...own, ...nested].filter(alone).slice(0, MOST - 1), [pathOf(element, root)].filter(alone));
}

/** Selectors for an element and all elements of its kind: its siblings, also where the list continues in another parent. */
export function kindSelectors(element: Element, root: ParentNode): string[] {
  const kin = [...(element.parentElement?.children ?? [])].filter((one) => one.localName === element.localName);
  const fits = (selector: string) => {
    const found = select(root, selector);
    // Elements inside one another are no list.
    return found.includes(element) && !found.some((one) => one !== element && (one.contains(element) || element.contains(one)));
  };
  const own = hooksOf(element).filter((hook) => !hook.startsWith('#') && (kin.length < 2 || select(root, hook).length > 1));
  const nested = ancestorsOf(element, root).flatMap((ancestor) =>
    hooksOf(ancestor).flatMap((outer) => [...own.map((hook) => `${outer} ${hook}`), `${outer} > ${element.localName}`]),
  );
  const parent = element.parentElement;
  const structural = parent ? `${pathOf(parent, root)} > ${element.localName}` : element.localName;
  return distinct([...own, ...nested].filter(fits).slice(0, MOST - 1), [structural].filter(fits));
}

/** An attribute that may contain the page's own id of a contact; `whole` is its full value where `value` is only a part. */
export interface IdAttribute {
  attribute: string;
  value: string;
  whole?: string;
  candidates: string[];
}

/**
 * The attributes of an element and its ancestors that may be ids, the nearest first. Where a part of the value may be the id and the rest is
 * transient, the part comes before the whole value.
 */
export function idAttributes(element: Element, page: Document): IdAttribute[] {
  const around = [element, ...element.querySelectorAll('*'), ...ancestorsOf(element, page).filter((one) => one !== page.body)].slice(0, 40);
  return around.flatMap((one) =>
    [...one.attributes].flatMap((attribute) => {
      const offered = offeredIn(attribute, one);
      if (offered.length === 0) return [];
      const { name } = attribute;
      const selectors = distinct(
        [`[${CSS.escape(name)}]`].filter((selector) => finds(page, selector, [one])),
        singleSelectors(one, page),
      );
      const candidates = selectors.map((selector) => `${selector}@${name}`);
      return offered.map((choice) => ({
        attribute: name,
        ...choice,
        candidates: choice.pattern === undefined ? candidates : candidates.map((candidate) => `${candidate}~${choice.pattern}`),
      }));
    }),
  );
}

function offeredIn(attribute: Attr, element: Element): { value: string; whole?: string; pattern?: string }[] {
  const { name } = attribute;
  const whole = attribute.value.trim();
  if (whole.length > MOST_SIGNS || (NO_IDS.test(name) && name !== 'href')) return [];
  const parts = partsOf(whole, (word) => isBuilders(word, element)).map((part) => ({ ...part, whole }));
  const itself = mayBeId(attribute) ? [{ value: whole }] : [];
  return parts[0] && isPassing(whole, parts[0]) ? [...parts, ...itself] : [...itself, ...parts];
}

/** Longer values are data, not ids. */
const MOST_SIGNS = 2_000;

/** What identifies the contact of a row, learned from the row of a chat whose name and id are known. */
export function rowParts(row: Element, name: string, id: string | null): { rowName: string[]; rowId: string[] } {
  const all = [row, ...row.querySelectorAll('*')];
  const named = all.filter((one) => shownText(one) === name).at(-1);
  const titled = all.flatMap((one) => attributesWith(one, name, row, false));
  return {
    rowName: [...(named && named !== row ? singleSelectors(named, row) : []), ...titled].slice(0, MOST),
    rowId: id === null ? [] : all.flatMap((one) => attributesWith(one, id, row, true)).slice(0, MOST),
  };
}

/** The selectors for the attributes of an element with this value; with `parts`, also for those that contain it. */
function attributesWith(element: Element, value: string, row: Element, parts: boolean): string[] {
  const holding = [...element.attributes]
    .filter((one) => one.name !== 'class')
    .flatMap((one) => {
      const held = one.value.trim();
      if (held === value) return [`@${one.name}`];
      if (!parts || !held.includes(value) || held.length > MOST_SIGNS) return [];
      const isWord = (word: string) => isBuilders(word, element);
      const pattern = partsOf(held, isWord).find((part) => part.value === value)?.pattern ?? patternAround(held, value, isWord);
      return pattern === null ? [] : [`@${one.name}~${pattern}`];
    });
  return holding.flatMap((at) => within(element, row).map((selector) => `${selector}${at}`));
}

/** '' for the row itself. */
function within(element: Element, row: Element): string[] {
  return element === row ? [''] : singleSelectors(element, row);
}

/** Attributes that hold no id: texts for people, addresses, states, and positions in a list. */
const NO_IDS =
  /^(class|style|src|href|srcset|title|alt|role|type|tabindex|name|dir|lang|width|height|d|viewbox|aria-.*|on.*|data-(testid|test|qa|role|v-.*|([\w-]+-)?(index|idx|pos|position|order)))$/i;

function mayBeId({ name, value }: Attr): boolean {
  return !NO_IDS.test(name) && /^\S{3,150}$/.test(value) && /\d|[@_-]/.test(value) && !/^(true|false|null|undefined)$/.test(value);
}

function insideOf(outer: string, own: string[], element: Element): string[] {
  return [...own, element.localName].map((inner) => `${outer} ${inner}`);
}

function ancestorsOf(element: Element, root: ParentNode): Element[] {
  const found: Element[] = [];
  for (let one = element.parentElement; one && one !== root; one = one.parentElement) found.push(one);
  return found.slice(0, 8);
}

function finds(root: ParentNode, selector: string, wanted: Element[]): boolean {
  const found = select(root, selector);
  return found.length === wanted.length && wanted.every((one) => found.includes(one));
}

function select(root: ParentNode, selector: string): Element[] {
  return [...root.querySelectorAll(selector)];
}

function distinct(...lists: string[][]): string[] {
  return [...new Set(lists.flat())].slice(0, MOST);
}
