import { contactKey, type Contact } from '../../lib/model/contact';
import type { BadgeView, ChipsView } from '../../lib/model/view';
import { tagColor } from '../chips/tag-color';
import { createLight } from '../light';
import { whenQuiet } from '../quiet';
import { adopt } from './adopt';
import { BADGE_STYLE } from './style';

/** A row of the chat list and whom it shows. */
export interface BadgeRow {
  element: HTMLElement;
  contact: Contact;
  picture?: HTMLElement;
}

export interface BadgesPlace {
  /** The rows in a part of the page. */
  rows(part: Element): BadgeRow[];
  /** The id of the contact that a row shows now. */
  idIn(row: Element): string | null;
}

export interface Badges {
  /** To be called when the page has changed: a badge whose row shows another contact is removed when this returns. */
  keep(records: MutationRecord[]): void;
  /** Shows the open contact's chips on its row, too. */
  learn(contact: string, chips: ChipsView): void;
  /** Drops what is known of the rows and asks for those in view again. */
  renew(): void;
  remove(): void;
}

/** Rows come in bursts while a person scrolls; they are asked for together after this pause, in ms. */
const PAUSE = 120;

/**
 * A dot and a word on the rows of the chat list whose contact is known. Each badge is a child of its row and is keyed to the id that
 * the row showed: when the page uses the row for another contact, the badge is removed before the next paint.
 * @param ask who of these is known, in their order
 */
export function createBadges(
  page: Document,
  place: BadgesPlace,
  most: number,
  ask: (rows: Contact[]) => Promise<(BadgeView | null)[]>,
): Badges {
  const known = new Map<string, BadgeView | null>();
  const hosts = new Map<HTMLElement, { host: HTMLElement; id: string; view: BadgeView }>();
  const isDark = createLight(60_000);

  const put = ({ element, contact, picture }: BadgeRow) => {
    const view = known.get(contactKey(contact));
    if (view !== undefined && (hosts.get(element)?.view ?? null) !== view) {
      const at = view && placeOf(element, picture);
      // Written after all rows were measured, so that the layout is computed once.
      queueMicrotask(() => {
        drop(element);
        if (view) hosts.set(element, { host: mount(page, element, view, isDark(element), at), id: contact.id, view });
      });
    }
    return view === undefined;
  };
  const drop = (element: HTMLElement) => {
    hosts.get(element)?.host.remove();
    hosts.delete(element);
  };
  const fill = async () => {
    const rows = place.rows(page.body);
    const unknown = rows.filter(put).slice(0, most);
    if (unknown.length === 0) return;
    const views = await ask(unknown.map(({ contact }) => contact)).catch(() => null);
    if (!views) return;
    unknown.forEach(({ contact }, position) => known.set(contactKey(contact), views[position] ?? null));
    later();
  };
  const { later, stop } = whenQuiet(PAUSE, () => void fill());
  later();
  return {
    keep(records) {
      for (const [element, { host, id }] of hosts) {
        if (place.idIn(element) !== id) {
          drop(element);
          later();
        } else if (!element.isConnected) hosts.delete(element);
        else if (host.parentNode !== element) element.append(host);
      }
      // Searching all changes for rows would cost more than checking the rows now and then.
      if (records.some(({ attributeName }) => attributeName !== 'class')) later();
    },
    learn(contact, chips) {
      const view = chips.kind === 'found' ? { sure: chips.sure, label: chips.stage ?? chips.tags[0]?.name ?? null } : null;
      if (chips.kind === 'looking-up' || JSON.stringify(known.get(contact) ?? null) === JSON.stringify(view)) return;
      known.set(contact, view);
      later();
    },
    renew() {
      known.clear();
      later();
    },
    remove() {
      stop();
      for (const element of hosts.keys()) drop(element);
    },
  };
}

/** Where the middle of the picture's lower edge is, in px from the row's own; null for the row's corner. */
function placeOf(row: HTMLElement, picture?: HTMLElement): { x: number; y: number } | null {
  if (!picture) return null;
  const [zoom, outer, inner] = [row.currentCSSZoom ?? 1, row.getBoundingClientRect(), picture.getBoundingClientRect()];
  return { x: Math.round((inner.left + inner.width / 2 - outer.left) / zoom), y: Math.round((outer.bottom - inner.bottom) / zoom) };
}

function mount(
  page: Document,
  row: HTMLElement,
  { label, sure }: BadgeView,
  dark: boolean,
  place: ReturnType<typeof placeOf>,
): HTMLElement {
  const host = page.createElement('kebian-badge');
  if (place) {
    host.toggleAttribute('picture', true);
    host.style.setProperty('--x', `${place.x}px`);
    host.style.setProperty('--y', `${place.y}px`);
  }
  const root = host.attachShadow({ mode: 'closed' });
  const badge = page.createElement('span');
  badge.className = `badge tag-${tagColor(label ?? '')}${sure ? '' : ' likely'}`;
  badge.dir = 'auto';
  badge.textContent = label ?? '';
  host.toggleAttribute('dark', dark);
  adopt(root, BADGE_STYLE);
  root.append(badge);
  row.append(host);
  return host;
}
