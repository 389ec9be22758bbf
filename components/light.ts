/**
 * Tells whether a place in the page is dark; the answer is reused for `holds` ms. A page seldom changes between light and dark, and reading it may
 * make the browser compute all its styles.
 */
export function createLight(holds: number): (place: Element) => boolean {
  let dark = false;
  let asked = -Infinity;
  return (place) => {
    const now = performance.now();
    if (now - asked > holds) dark = isDark(place);
    asked = now - asked > holds ? now : asked;
    return dark;
  };
}

/** The brightness of the first background behind the place that is not transparent. */
function isDark(place: Element): boolean {
  for (let element: Element | null = place; element; element = element.parentElement) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (alpha > 0) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return false;
}
