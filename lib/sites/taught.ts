import type { ChatState, Contact } from '../model/contact';
import type { SiteSettings } from '../model/settings';
import { barOf } from './bar';
import { isOwnDesk } from '../model/shared-name';
import { attributeOf, findPart, readFirmly, readPart, selectorOf } from './candidates';
import { createOwnNames, OWN_NAME, type OwnNames } from './own-names';
import type { Row, Site } from './site';

/** A chat page that a person has taught Kebian, or a known one that is described in the same way. */
export function taughtSite(settings: SiteSettings): Site {
  const { id, matches, read } = settings;
  const own = createOwnNames();
  return {
    id,
    matches,
    read: (page) => stateOf(settings, page, own),
    isStarting: (page) => isBuilding(settings, page),
    isLoaded: (page) => isBuilt(settings, page),
    anchors: (page) => {
      const title = titleOf(settings, page);
      return { title, bar: title && barOf(title) };
    },
    messages: (page) => findPart(page, read.message),
    rows: (part) => rowsOf(settings, part),
    idIn: (row) => idInRow(settings, row),
    watched: [...new Set(Object.values(read).flat().map(attributeOf))].filter((attribute) => attribute !== null),
    changesInSteps: true,
  };
}

/**
 * A missing part is reported, with one exception: where the page shows its list and no message, no chat is open. That can only be told on pages
 * on which both were taught. A name that is shown nevertheless is the agent's own, unless it is in the list.
 */
function stateOf(settings: SiteSettings, page: Document, own: OwnNames): ChatState {
  const { id: site, read } = settings;
  const { value: name, doubted } = readFirmly(page, read.name);
  if (name === null) return isIdle(read, page) ? NOTHING_OPEN : missing(read.name);
  if (name === '') return NOTHING_OPEN;
  const found = readFirmly(page, read.id);
  if (!found.value && isIdle(read, page) && !isListed(settings, page, name)) return own.alone(name);
  if (read.id.length > 0 && found.value === null) return missing(read.id);
  if (found.value === '') return NOTHING_OPEN;
  const id = found.value ?? asId(name);
  if (doubted && isOwnDesk(name)) return OWN_NAME;
  if (found.doubted || (doubted && !isListed(settings, page, name, id)))
    return { ...missing(doubted ? read.name : read.id), doubted: true };
  const kind = findPart(page, read.kind).length > 0 ? 'room' : 'person';
  const avatar = readPart(page, read.avatar) || null;
  const contact: Contact = { site, id, name, kind, avatar, ...idKindFor(settings, id, name) };
  return own.has(contact) ? OWN_NAME : { kind: 'chat', contact };
}

/** Where the name is used as the id, another counter beside it does not mean another chat. */
function asId(name: string): string {
  return name.replace(/[([（［【]\s?\d{1,4}\+?\s?(?:条|條)?[)\]）］】]/g, '').trim() || name;
}

/** Only set where the id itself does not tell it. */
function idKindFor({ read, lasting }: SiteSettings, id: string, name: string): Pick<Contact, 'idKind'> {
  if (read.id.length === 0) return id === name ? {} : { idKind: 'name' };
  if (lasting === false) return { idKind: 'login' };
  return id === name ? { idKind: 'lasting' } : {};
}

const NOTHING_OPEN: ChatState = { kind: 'none', why: 'nothing-open' };

function missing(candidates: string[]): Extract<ChatState, { kind: 'unreadable' }> {
  return { kind: 'unreadable', missing: candidates.slice(0, 1).map((candidate) => candidate.slice(0, 200)) };
}

function isIdle({ idle, row, message }: SiteSettings['read'], page: Document): boolean {
  if (findPart(page, idle).length > 0) return true;
  return Boolean(message?.length) && findPart(page, row).length > 0 && findPart(page, message).length === 0;
}

/** Whether a row of the list contains this name; with an id, whether the row with that id contains it. */
function isListed(settings: SiteSettings, page: Document, name: string, id?: string): boolean {
  if (id !== undefined && settings.read.id.length === 0) return false;
  return findPart(page, settings.read.row).some((row) => {
    const shown = readPart(row, settings.read.rowName) ?? '';
    return shown !== '' && (shown.includes(name) || name.includes(shown)) && (id === undefined || idInRow(settings, row) === id);
  });
}

/** Texts that the page shows while it signs in or loads. */
const BUILDING =
  /登[录錄入]中|正在登|加[载載]中|正在加[载載]|[连連載载]接中|正在[连連]接|載入中|正在載入|请稍[候后等]|請稍[候後]|正在[跳进進初验驗启啟]|正在[为為].{1,4}跳|(?:signing|logging) in|loading|connecting|redirecting|initiali[sz]ing/i;

function isBuilding({ read }: SiteSettings, page: Document): boolean {
  return findPart(page, read.row).length === 0 && BUILDING.test(textOf(page));
}

/** Whether the page has loaded: it has one of its parts, or more than a few words. */
function isBuilt({ read: { row, message, name } }: SiteSettings, page: Document): boolean {
  return [row, message, name].some((part) => findPart(page, part).length > 0) || textOf(page).length >= A_FEW_WORDS;
}

const A_FEW_WORDS = 12;

/** The beginning of the page's text, without its scripts. */
function textOf(page: Document): string {
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  let said = '';
  while (said.length < 2_000 && texts.nextNode()) {
    const { nodeValue, parentElement } = texts.currentNode;
    if (!/^(?:script|style|noscript|template)$/.test(parentElement?.localName ?? '')) said += nodeValue?.trim() ?? '';
  }
  return said;
}

/** The element whose text is the name; there may be empty ones beside it. */
function titleOf({ read }: SiteSettings, page: Document): Element | null {
  return read.name.flatMap((candidate) => findPart(page, [candidate])).find((element) => element.textContent.trim() !== '') ?? null;
}

/**
 * Badges need rows that identify their contact, and that are positioned, so that an element in their corner stays there. The kind of contact is
 * unknown: a group in the list matches no customer.
 */
function rowsOf(settings: SiteSettings, part: Element): Row[] {
  const { id: site, read } = settings;
  if (!read.row?.length || !read.rowName?.length) return [];
  const found = new Set([...read.row.flatMap((candidate) => (matchesSafely(part, candidate) ? [part] : [])), ...findPart(part, read.row)]);
  return [...found].flatMap((element): Row[] => {
    const contact = contactIn(settings, element);
    if (!contact || !(element instanceof HTMLElement) || getComputedStyle(element).position === 'static') return [];
    return [{ element, contact: { ...contact, site } }];
  });
}

function contactIn(settings: SiteSettings, row: Element): Contact | null {
  const name = readPart(row, settings.read.rowName);
  const id = name && idInRow(settings, row);
  return name && id ? { site: settings.id, id, name, kind: 'person', avatar: null, ...idKindFor(settings, id, name) } : null;
}

function idInRow({ read }: SiteSettings, row: Element): string | null {
  const shown = readPart(row, read.id.length === 0 ? read.rowName : read.rowId);
  return (read.id.length === 0 ? shown && asId(shown) : shown) || null;
}

function matchesSafely(element: Element, candidate: string): boolean {
  return isSelector(selectorOf(candidate)) && element.matches(selectorOf(candidate));
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}
