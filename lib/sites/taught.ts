import type { ChatState, Contact } from '../model/contact';
import type { SiteSettings } from '../model/settings';
import { barOf } from './bar';
import { attributeOf, findPart, readPart, selectorOf } from './candidates';
import type { Row, Site } from './site';

/** A chat page that somebody has taught Kebian, or that is known well enough to be described in the same way. */
export function taughtSite(settings: SiteSettings): Site {
  const { id, matches, read } = settings;
  return {
    id,
    matches,
    read: (page) => stateOf(settings, page),
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
 * A part that is not found is told, with one exception: where the page shows its list and no message, no chat is open. That is only known of
 * pages on which both were taught.
 */
function stateOf({ id: site, read }: SiteSettings, page: Document): ChatState {
  const name = readPart(page, read.name);
  if (name === null) return isIdle(read, page) ? NOTHING_OPEN : missing(read.name);
  if (name === '') return NOTHING_OPEN;
  const id = read.id.length === 0 ? name : readPart(page, read.id);
  if (id === null) return missing(read.id);
  if (id === '') return NOTHING_OPEN;
  const kind = findPart(page, read.kind).length > 0 ? 'room' : 'person';
  return { kind: 'chat', contact: { site, id, name, kind, avatar: readPart(page, read.avatar) || null } };
}

const NOTHING_OPEN: ChatState = { kind: 'none', why: 'nothing-open' };

function missing(candidates: string[]): ChatState {
  return { kind: 'unreadable', missing: candidates.slice(0, 1).map((candidate) => candidate.slice(0, 200)) };
}

function isIdle({ idle, row, message }: SiteSettings['read'], page: Document): boolean {
  if (findPart(page, idle).length > 0) return true;
  return Boolean(message?.length) && findPart(page, row).length > 0 && findPart(page, message).length === 0;
}

/** The element whose text is the name; there may be empty ones beside it. */
function titleOf({ read }: SiteSettings, page: Document): Element | null {
  return read.name.flatMap((candidate) => findPart(page, [candidate])).find((element) => element.textContent.trim() !== '') ?? null;
}

/**
 * Badges need rows that tell whom they show, and that are positioned, so that what is laid into their corner stays there. Their kind is not
 * known: a group in the list finds nobody.
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
  return name && id ? { site: settings.id, id, name, kind: 'person', avatar: null } : null;
}

function idInRow({ read }: SiteSettings, row: Element): string | null {
  return readPart(row, read.id.length === 0 ? read.rowName : read.rowId) || null;
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
