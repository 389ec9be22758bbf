import { browser } from 'wxt/browser';
import { PAGE_HOSTS } from '../../lib/model/page-sheet';

/** How long a newer Kebian may take to start in an open page by itself, in ms. */
const MOVING = 3_000;
const MOVED_IN = 'kebian-moved-in';

/** A file of the extension, which can be fetched while Kebian is installed and enabled. */
const mark = /* @__PURE__ */ browser.runtime.getURL('/icon/16.png');

/** Tells the scripts of an older Kebian in this page that a newer one has started. Firefox has ended them: there, removes what they have left. */
export function moveIn(): void {
  if (import.meta.env.BROWSER !== 'firefox') return void document.dispatchEvent(new Event(MOVED_IN));
  for (const left of document.querySelectorAll(PAGE_HOSTS)) left.remove();
  CSS.highlights?.delete('kebian-phone');
}

/**
 * Calls back when this script was replaced: Kebian was updated, or disabled and enabled again, and no newer script started in the page. It does
 * not call back while Kebian is disabled or removed; nothing of Kebian is in the page then. Firefox ends replaced scripts, so its build leaves this
 * out.
 */
export function whenLeftBehind(told: () => void): void {
  // Kebian still runs: only this page was switched off.
  if (import.meta.env.BROWSER === 'firefox' || browser.runtime?.id) return;
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
  // An extension is enabled in another tab: look when this one is shown again.
  document.addEventListener('visibilitychange', () => !document.hidden && setTimeout(() => !signal.aborted && void look(), MOVING), {
    signal,
  });
}
