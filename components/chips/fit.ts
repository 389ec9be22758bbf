/** Space that stays free at the right end of the bar, in px. */
const MARGIN = 10;

/** Keeps the chips inside the bar and in its light: the page may be light while the computer is dark, or the other way round. */
export function fit(host: HTMLElement, box: Element, bar: Element | null): void {
  if (!bar || !host.isConnected) return;
  host.toggleAttribute('dark', isDark(bar));
  const chips = [...box.querySelectorAll<HTMLElement>('.line > *')];
  for (const chip of chips) chip.hidden = false;
  const end = bar.getBoundingClientRect().right - MARGIN;
  const over = box.getBoundingClientRect().right - end;
  if (over > 0) hide(chips, over);
}

/** Hides chips from the last one on until the row is so much shorter; the button always stays. */
function hide(chips: HTMLElement[], over: number): void {
  const widths = chips.map((chip) => chip.getBoundingClientRect().width);
  let left = over;
  for (let last = chips.length - 1; last >= 0 && left > 0; last--) {
    const chip = chips[last]!;
    const spare = chip.classList.contains('remark') ? Math.min(left, widths[last]! - LEAST_REMARK) : 0;
    if (spare > 0 && spare === left) {
      chip.style.maxWidth = `${widths[last]! - spare}px`;
      return;
    }
    chip.hidden = true;
    left -= widths[last]! + GAP;
  }
}

/** A remark may be cut down to this before it goes, in px; between two chips are so many px. */
const LEAST_REMARK = 48;
const GAP = 5;

/** The brightness of the first background behind the bar that is not transparent. */
function isDark(bar: Element): boolean {
  for (let element: Element | null = bar; element; element = element.parentElement) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (alpha > 0) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return false;
}
