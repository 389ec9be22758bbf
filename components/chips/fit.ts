import type { ChipsPlace } from './chips';
import { reinsert } from './reinsert';
import { countRest } from './rest';

/** Free space between title and chips, and at the right end of the bar, in px. */
const MARGIN = 8;

/** The least width of a cut remark, below which it is hidden, and the gap between two chips, in px. */
const LEAST_REMARK = 48;
const GAP = 5;

/** The most width of the count of hidden tags, in px. */
const REST = 28;

/**
 * Places the chips behind the title, inside the bar, and gives them the bar's theme: the page may be light while the computer is dark, or the other
 * way round. Reads the layout, so it is to be called when the layout is clean (by a ResizeObserver); everything is read before anything is written,
 * so that the layout is computed once.
 */
export function fit(host: HTMLElement, box: Element, { title, bar }: ChipsPlace, isDark: (place: Element) => boolean): void {
  if (!title || !bar || !host.isConnected) return;
  // The most important first, which is hidden last: that several customers or none may be meant (`.warn`), then the numbers, then the rest.
  const chips = ['.line > .warn', '.numbers', '.line > :not(.rest,.warn)'].flatMap((which) => [
    ...box.querySelectorAll<HTMLElement>(which),
  ]);
  const cut = chips.filter((chip) => chip.hidden || chip.style.maxWidth);
  cut.forEach(showWhole);
  const rest = box.querySelector<HTMLElement>('.rest');
  if (rest && cut.length > 0) countRest(rest, []);
  // Measured boxes are in px of the screen, styles in px of the page: CSS zoom makes them differ.
  const zoom = host.currentCSSZoom ?? 1;
  const [now, name, around, all] = [host, title, bar, box].map((one) => one.getBoundingClientRect()) as [
    DOMRect,
    DOMRect,
    DOMRect,
    DOMRect,
  ];
  // The distance to where the host belongs: its origin is a box of the page's choice.
  const x = (Math.max(name.right, ...besides(title, host)) - now.left) / zoom + MARGIN;
  const y = (name.top + name.height / 2 - now.top - now.height / 2) / zoom;
  // A window that is narrower than the page cuts the bar off.
  const over = (all.right - Math.min(around.right, innerWidth)) / zoom + x + MARGIN;
  const widths = over > 0 ? chips.map((chip) => chip.getBoundingClientRect().width / zoom) : [];
  const restWidth = over > 0 && rest ? rest.getBoundingClientRect().width / zoom : 0;
  const button = over > 0 ? (box.querySelector('.open:not(.numbers)')?.getBoundingClientRect().width ?? 0) : 0;
  const dark = isDark(bar);
  if (host.hasAttribute('dark') !== dark) host.toggleAttribute('dark', dark);
  const left = over > 0 ? hide(chips, widths, over + (rest?.hidden ? REST : 0)) : 0;
  const gone = chips.filter((chip) => chip.hidden && chip.className.includes('tag-'));
  if (rest && gone.length > 0) countRest(rest, gone);
  if (rest && left > 0) rest.hidden = true;
  // If it does not fit after the name, the button is placed before the name, or over its end.
  const missing = Math.max(0, left - restWidth);
  const before = name.left - MARGIN - button;
  move(host, missing > 0 && before >= around.left + MARGIN ? (before - now.left) / zoom : x - missing, y);
  if (over > 0 || cut.length > 0) reinsert(box.firstElementChild!);
}

function showWhole(chip: HTMLElement): void {
  chip.hidden = false;
  chip.style.maxWidth = '';
}

/** Moves by `translate`, which the browser does not count as a layout shift. */
function move(host: HTMLElement, x: number, y: number): void {
  if (Math.abs(x) < 0.5 && Math.abs(y) < 0.5) return;
  const [left = 0, top = 0] = host.style.getPropertyValue('--at').split(' ').map(Number.parseFloat);
  host.style.setProperty('--at', `${Math.round((left || 0) + x)}px ${Math.round(top + y)}px`);
}

/** The right ends of what the page shows beside the title, such as a group's count or an arrow. */
function besides(title: Element, host: Element): number[] {
  const line = [...(title.parentElement?.children ?? [])].filter((element) => element !== host && element !== title);
  return line.map((element) => element.getBoundingClientRect().right);
}

/** Hides chips, from the last one on, until the row is `over` px shorter; the button always stays. Returns how much is still missing. */
function hide(chips: HTMLElement[], widths: number[], over: number): number {
  let left = over;
  for (let last = chips.length - 1; last >= 0 && left > 0; last--) {
    const chip = chips[last]!;
    if (chip.classList.contains('remark') && widths[last]! - left >= LEAST_REMARK) {
      chip.style.maxWidth = `${widths[last]! - left}px`;
      return 0;
    }
    chip.hidden = true;
    left -= widths[last]! + GAP;
  }
  return left;
}
