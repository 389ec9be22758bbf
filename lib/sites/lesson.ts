import type { SiteParts } from '../model/settings';
import { findPart, readPart } from './candidates';
import { isBuilders } from './hooks';
import { idAttributes, kindSelectors, rowParts, singleSelectors, type IdAttribute } from './learn';
import { partsOf } from './part-of-value';
import type { Site } from './site';
import { taughtSite } from './taught';

/** The parts that a person points at, in this order. */
export type LessonStep = 'id' | 'name' | 'row' | 'message';

/** What was learned so far. */
export interface Lesson {
  parts: SiteParts;
}

export function newLesson(): Lesson {
  return { parts: { id: [], name: [] } };
}

/** The attributes that may contain the id. */
export function idsAt(element: Element): IdAttribute[] {
  return idAttributes(element, element.ownerDocument);
}

/** Learns from the element that was pointed at; false where nothing lasting can be learned from it. */
export function learn({ parts }: Lesson, step: Exclude<LessonStep, 'id'>, element: Element): boolean {
  const page = element.ownerDocument;
  if (step === 'name') parts.name = element.textContent.trim() === '' ? [] : singleSelectors(element, page);
  else parts[step] = kindSelectors(element, page);
  if (step === 'row') learnRow(parts, element);
  return step === 'row' ? Boolean(parts.row?.length && parts.rowName?.length) : Boolean(parts[step]?.length);
}

/** Where the row only contains a part of the id, that part becomes the id: the rest of the value may differ in the list. */
function learnRow(parts: SiteParts, row: Element): void {
  const page = row.ownerDocument;
  const [name, id] = [readPart(page, parts.name) ?? '', readPart(page, parts.id)];
  Object.assign(parts, rowParts(row, name, id));
  if (id === null || parts.rowId!.length > 0 || parts.id.some((one) => one.includes('~'))) return;
  for (const { value, pattern } of partsOf(id, (word) => isBuilders(word, row))) {
    const learned = rowParts(row, name, value);
    if (learned.rowId.length === 0) continue;
    Object.assign(parts, learned, { id: parts.id.map((one) => `${one}~${pattern}`) });
    return;
  }
}

export function learnId({ parts }: Lesson, { candidates }: IdAttribute): void {
  parts.id = candidates;
}

/** Forgets what was learned in a step that is repeated or skipped. */
export function unlearn({ parts }: Lesson, step: LessonStep): void {
  if (step === 'id' || step === 'name') parts[step] = [];
  else delete parts[step];
  if (step !== 'row') return;
  delete parts.rowId;
  delete parts.rowName;
}

/** The list entry that contains the element that was pointed at. */
export function entryAround(element: Element): Element {
  for (let one: Element | null = element; one && one !== one.ownerDocument.body; one = one.parentElement) {
    if (kinOf(one) > 0) return one;
  }
  return element;
}

/** The state that is read with what was learned so far; null where the page cannot be read. */
export interface Reading {
  name: string | null;
  id: string | null;
  rows: string[];
  /**
   * Whether the rows can have badges: each needs the contact's id and `position` other than static (docs/adding-a-site.md). Null without rows.
   */
  badges: 'shown' | 'no-id' | 'no-place' | null;
  messages: number | null;
}

export function readLesson({ parts }: Lesson, page: Document): Reading {
  const site = taughtSite({ id: 'lesson', name: '', matches: [], read: parts });
  const state = site.read(page);
  const named = findPart(page, parts.row).filter((row) => readPart(row, parts.rowName));
  return {
    name: state.kind === 'chat' ? state.contact.name : null,
    id: parts.id.length > 0 ? readPart(page, parts.id) : null,
    rows: named.flatMap((row) => readPart(row, parts.rowName) ?? []),
    badges: named.length > 0 ? badgesIn(site, page, named) : null,
    messages: parts.message ? findPart(page, parts.message).length : null,
  };
}

function badgesIn(site: Site, page: Document, rows: Element[]): NonNullable<Reading['badges']> {
  if (site.rows(page.body).length > 0) return 'shown';
  return rows.some((row) => site.idIn(row) !== null) ? 'no-place' : 'no-id';
}

/** The number of siblings of the same kind. */
function kinOf(element: Element): number {
  const kind = (one: Element) => `${one.localName}.${one.classList[0] ?? ''}`;
  const others = [...(element.parentElement?.children ?? [])].filter((one) => one !== element && kind(one) === kind(element));
  return element.classList.length > 0 || others.length > 1 ? others.length : 0;
}
