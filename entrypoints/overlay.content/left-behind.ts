import { browser } from 'wxt/browser';

/** A newer Kebian moves into open pages by itself; it gets so many ms for that. */
const MOVING = 3_000;
const MOVED_IN = 'kebian-moved-in';

/** Where Kebian lies while it is there. */
const mark = browser.runtime.getURL('/icon/16.png');

/** Tells the scripts of an older Kebian in this page that there is a new one. */
export function moveIn(): void {
  document.dispatchEvent(new Event(MOVED_IN));
}

/**
 * Tells when this script was left behind: its Kebian was replaced, or switched off and on again, and no new one came into the page.
 * While there is none at all, because it was disabled or removed, there is nothing to tell, and nothing of it is in the page.
 */
export function whenLeftBehind(told: () => void): void {
  // It was switched off for this page alone.
  if (browser.runtime?.id) return;
  const over = new AbortController();
  const { signal } = over;
  const look = async () => {
    const there = await fetch(mark).catch(() => null);
    if (!there?.ok || signal.aborted) return;
    over.abort();
    told();
  };
  document.addEventListener(MOVED_IN, () => over.abort(), { signal });
  setTimeout(() => !signal.aborted && void look(), MOVING);
  // Whoever switches it on again does so somewhere else.
  document.addEventListener('visibilitychange', () => !document.hidden && setTimeout(() => !signal.aborted && void look(), MOVING), {
    signal,
  });
}
