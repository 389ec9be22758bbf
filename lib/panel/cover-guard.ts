/** After it has come into full view, a frame takes nothing for so long, in ms: nobody who meant the page beneath presses it. */
const SETTLED = 500;

/** Whoever has just come into the frame with the pointer, or with the keys, may have been sent there. In ms. */
const ARRIVED = 200;

/** The browser looks at most so often whether something lies over the frame; it asks for 100 ms at least. */
const LOOKS = 100;

/** A frame that has grown is told a moment later that all of it is seen. Until then, in ms, all that it was before has to do. */
const GROWS = 300;

/** By how much a frame may miss its whole size: sizes are no whole numbers under zoom. */
const WHOLE = 0.98;

const INPUTS = [
  ...['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu', 'touchstart', 'touchend'],
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'paste', 'drop', 'submit'],
];

/**
 * For a page of ours that stands in a frame of somebody else's page: takes every input away that comes while `place`, which holds
 * all of it, is not wholly seen, or right after it came into view. Esc is let through: closing is never wrong.
 * Whether something lies over the frame, or makes it see-through, only Chromium tells (IntersectionObserver v2); elsewhere being in
 * view has to do.
 * @param told whether it is in full view, at first and when that changes
 * @param isEscape whether an event is the Escape key
 */
export function guardAgainstCovers(place: Element, told: (free: boolean) => void, isEscape: (event: KeyboardEvent) => boolean): void {
  let freeSince: number | null = null;
  let pointerSince = performance.now();
  let keysSince = performance.now();
  const options = { threshold: [0, 0.5, WHOLE, 1], trackVisibility: true, delay: LOOKS };
  const growth = createGrowth();
  let looking: ReturnType<typeof setTimeout> | undefined;
  const look = (entry: IntersectionObserverEntry) => {
    clearTimeout(looking);
    const grows = freeSince !== null && entry.intersectionRatio < WHOLE ? growth(entry) : 0;
    if (grows > 0) looking = setTimeout(look, grows, entry);
    const free = isUncovered(entry) && (entry.intersectionRatio >= WHOLE || grows > 0);
    if (free === (freeSince !== null)) return;
    freeSince = free ? performance.now() : null;
    told(free);
  };
  new IntersectionObserver((entries) => look(entries.at(-1)!), options).observe(place);
  const isSettled = (event: Event) => {
    const now = performance.now();
    const arrived = event instanceof KeyboardEvent || event instanceof InputEvent ? keysSince : pointerSince;
    return freeSince !== null && now - freeSince >= SETTLED && now - arrived >= ARRIVED;
  };
  const take = (event: Event) => {
    if (isSettled(event) || (event instanceof KeyboardEvent && isEscape(event))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const name of INPUTS) addEventListener(name, take, { capture: true, passive: false });
  document.documentElement.addEventListener('mouseenter', () => (pointerSince = performance.now()));
  addEventListener('focus', (event) => {
    if (event.target === window) keysSince = performance.now();
  });
}

/** Tells for how many more ms a frame that grows is seen as far as it can be; none where less of it is seen, or where it does not grow. */
function createGrowth(): (entry: IntersectionObserverEntry) => number {
  let [height, least, resized] = [innerHeight, 0, -Infinity];
  addEventListener('resize', () => {
    const now = performance.now();
    least = now - resized > GROWS ? height : Math.min(least, height);
    height = innerHeight;
    resized = now;
  });
  return ({ boundingClientRect: whole, intersectionRect: seen }) => {
    const isSeen = seen.height >= least * WHOLE && seen.width >= whole.width * WHOLE;
    return isSeen ? resized + GROWS - performance.now() : 0;
  };
}

/** Browsers without the second version leave `isVisible` out. */
function isUncovered(entry: IntersectionObserverEntry): boolean {
  const { isVisible } = entry as IntersectionObserverEntry & { isVisible?: boolean };
  return isVisible !== false;
}
