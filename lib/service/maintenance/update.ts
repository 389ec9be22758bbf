import { browser } from 'wxt/browser';
import { ofKind } from '../../wire/item-keys';
import { readState } from '../session/items';
import { openPages } from '../session/tell';

/** The alarm at which a waiting update is tried again. */
export const UPDATE_ALARM = 'update';

/** In minutes. */
const EVERY = 0.5;

/**
 * Firefox would apply an update at once: it would close our pages, and half-typed texts would be lost with the session. While somebody listens, it
 * waits for `reload`, or for its own next start. Chromium waits by itself until no page of ours is open.
 */
export function holdUpdates(): void {
  if (import.meta.env.BROWSER !== 'firefox') return;
  browser.runtime.onUpdateAvailable.addListener(() => void updateOrWait());
}

async function updateOrWait(): Promise<void> {
  // Created first: the background page may be stopped while the session is read.
  await browser.alarms.create(UPDATE_ALARM, { periodInMinutes: EVERY });
  await updateUnlessUsed();
}

/** Applies the update that waits, unless a page of ours is open or a text is half typed. */
export async function updateUnlessUsed(): Promise<void> {
  const state = await readState();
  const isUsed = openPages().length > 0 || ofKind(state, 'popover').length > 0 || ofKind(state, 'draft').length > 0;
  if (isUsed) return;
  await browser.alarms.clear(UPDATE_ALARM);
  browser.runtime.reload();
}
