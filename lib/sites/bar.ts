/** The space that the chips need beside the name, in px. */
const WIDE_ENOUGH = 320;

const FAR_ENOUGH = 5;

/**
 * The bar that contains a title: the nearest element around it with enough space beside the title. Measures elements, so it should be called
 * when the layout is clean; the result is cached for the title.
 */
export function barOf(title: Element): Element {
  const known = bars.get(title);
  if (known?.isConnected) return known;
  let bar = title.parentElement ?? title;
  for (let steps = 0; steps < FAR_ENOUGH && bar.clientWidth < WIDE_ENOUGH && bar.parentElement; steps++) bar = bar.parentElement;
  bars.set(title, bar);
  return bar;
}

const bars = new WeakMap<Element, Element>();
