/** How long (ms) a frame ignores input after it came into full view: a click meant for the page beneath must not reach it. */
const SETTLED = 500;

/** A pointer or focus that entered the frame less than this long ago (ms) may have been lured there. */
const ARRIVED = 200;

/** How often (ms) the browser checks whether the frame is covered; 100 is the least it accepts. */
const LOOKS = 100;

/** How long the visibility of the old size counts after a frame has grown, in ms: the browser reports that of the new size a moment later. */
const GROWS = 300;

/** The share of its size that a frame has to show: under zoom sizes are no whole numbers. */
const WHOLE = 0.98;

const INPUTS = [
  ...['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu', 'touchstart', 'touchend'],
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'paste', 'drop', 'submit'],
];

/**
 * For a page of ours in a frame of another page: blocks every input while `place`, which contains all of it, is not
 * fully visible, or was not until a moment ago. Esc is let through: closing is always safe. Only Chromium tells whether
 * the frame is covered or transparent (IntersectionObserver v2); elsewhere being within view has to be enough.
 * @param told called with whether it is in full view, at first and when that changes
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

/** For how many ms a growing frame still counts as fully visible; 0 if less of it is visible, or if it does not grow. */
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

/** Browsers without version 2 of IntersectionObserver have no `isVisible`. */
function isUncovered(entry: IntersectionObserverEntry): boolean {
  const { isVisible } = entry as IntersectionObserverEntry & { isVisible?: boolean };
  return isVisible !== false;
}
