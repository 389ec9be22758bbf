/** Space that stays free at the right end of the bar, in px. */
const MARGIN = 10;

/** Below this width only the button is shown, in px. */
const LEAST_FOR_CHIPS = 150;

/** Keeps the chips inside the bar and in its light: the page may be light while the computer is dark, or the other way round. */
export function fit(host: HTMLElement, bar: Element | null): void {
  if (!bar || !host.isConnected) return;
  const room = bar.getBoundingClientRect().right - host.getBoundingClientRect().left - MARGIN;
  host.style.setProperty('--room', `${Math.max(0, Math.floor(room))}px`);
  host.toggleAttribute('narrow', room < LEAST_FOR_CHIPS);
  host.toggleAttribute('dark', isDark(bar));
}

/** The brightness of the first background behind the bar that is not transparent. */
function isDark(bar: Element): boolean {
  for (let element: Element | null = bar; element; element = element.parentElement) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (alpha > 0) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return false;
}
