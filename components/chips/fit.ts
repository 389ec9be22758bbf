import type { ChipsPlace } from './chips';

/** Between title and chips, and at the right end of the bar, stay so many px. */
const MARGIN = 8;

/** A remark may be cut down to this before it goes, in px; between two chips are so many px. */
const LEAST_REMARK = 48;
const GAP = 5;

/**
 * Puts the chips behind the title, keeps them inside the bar, and in its light: the page may be light while the computer is dark, or
 * the other way round. Reads the layout, so it is to be called when the layout is clean (by a ResizeObserver).
 */
export function fit(host: HTMLElement, box: Element, { title, bar }: ChipsPlace): void {
  if (!title || !bar || !host.isConnected) return;
  host.toggleAttribute('dark', isDark(bar));
  place(host, title);
  const chips = [...box.querySelectorAll<HTMLElement>('.line > *')];
  for (const chip of chips) chip.hidden = false;
  const over = box.getBoundingClientRect().right - (bar.getBoundingClientRect().right - MARGIN);
  if (over > 0) hide(chips, over);
}

/** Left and top count from whatever box the page has made the origin, so the distance is measured and made up for. */
function place(host: HTMLElement, title: Element): void {
  const wanted = title.getBoundingClientRect();
  const now = host.getBoundingClientRect();
  const dx = endOf(title, host) + MARGIN - now.left;
  const dy = wanted.top + wanted.height / 2 - (now.top + now.height / 2);
  if (Math.abs(dx) < 0.5 && Math.abs(dy) < 0.5) return;
  host.style.left = `${(Number.parseFloat(host.style.left) || 0) + dx}px`;
  host.style.top = `${(Number.parseFloat(host.style.top) || 0) + dy}px`;
}

/** The page shows more behind the name: how many a group has, an arrow. */
function endOf(title: Element, host: Element): number {
  const line = [...(title.parentElement?.children ?? [])].filter((element) => element !== host);
  return Math.max(...line.map((element) => element.getBoundingClientRect().right));
}

/** Hides chips from the last one on until the row is so much shorter; the button always stays. */
function hide(chips: HTMLElement[], over: number): void {
  const widths = chips.map((chip) => chip.getBoundingClientRect().width);
  let left = over;
  for (let last = chips.length - 1; last >= 0 && left > 0; last--) {
    const chip = chips[last]!;
    if (chip.classList.contains('remark') && widths[last]! - left >= LEAST_REMARK) {
      chip.style.maxWidth = `${widths[last]! - left}px`;
      return;
    }
    chip.hidden = true;
    left -= widths[last]! + GAP;
  }
}

/** The brightness of the first background behind the bar that is not transparent. */
export function isDark(bar: Element): boolean {
  for (let element: Element | null = bar; element; element = element.parentElement) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (alpha > 0) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return false;
}
