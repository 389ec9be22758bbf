import { element } from './element';
import type { PickerTexts } from './texts';

/** What is read from the page with what was learned so far; null for parts that are not read. */
export interface PickerReading {
  name: string | null;
  id: string | null;
  rows: string[];
  /** Whether rows can carry badges: their own id may be missing, or a position of their own; null without rows. */
  badges: 'shown' | 'no-id' | 'no-place' | null;
  messages: number | null;
}

/** Shows what is read from the page, and what will be missing. */
export function showReading(box: HTMLElement, { name, id, rows, badges, messages }: PickerReading, texts: PickerTexts): void {
  const list = element('dl', '');
  const lines: [keyof PickerTexts['parts'], string][] = [
    ['name', name ?? texts.nothing],
    ['id', id ?? texts.notTaught],
    ['rows', rows.length > 0 ? texts.rows(rows.length, rows.slice(0, 3).join(' · ')) : texts.notTaught],
    ['messages', messages === null ? texts.notTaught : texts.messages(messages)],
  ];
  for (const [part, text] of lines) list.append(element('dt', '', texts.parts[part]), element('dd', '', text));
  const warnings = [...(id === null ? [texts.noId] : []), ...(badges === null || badges === 'shown' ? [] : [texts.noBadges[badges]])];
  const notes = warnings.map((text) => element('p', 'warn', text));
  if (box.textContent === [list, ...notes].map(({ textContent }) => textContent).join('')) return;
  box.replaceChildren(list, ...notes);
  box.firstElementChild?.setAttribute('aria-live', 'polite');
}
