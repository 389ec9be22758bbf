import { browser } from 'wxt/browser';
import { isOlder } from '../model/contact';
import { isShut, isUnlocked } from '../model/vault';
import { call } from '../wire/bus';
import { invitedPages } from '../wire/caller';
import { hearChats } from '../wire/hear-chats';
import type { StateChange } from '../wire/items';
import { readState, watchState } from '../wire/state';
import { afterPaint } from './after-paint';
import { createBriefWait } from './brief-wait';
import { watchOverdue } from './overdue';
import { createPaintFirst } from './paint-first';
import { answerTo, hearChat, shownTab, showTab, takeState, type PanelStore } from './store';

/**
 * Keeps the store equal to the worker's state, and to the active tab of the panel's window. Messages of chat pages are heard directly, so that a
 * contact whose customer is known is shown without waiting for anything.
 */
export async function follow(store: PanelStore): Promise<void> {
  const told = new Set<string>();
  const chosen = Promise.withResolvers<void>();
  const paintFirst = createPaintFirst((change) => takeState(store, change));
  const brief = createBriefWait((heard) => {
    hearChat(store, ...heard);
    paintFirst.painting();
  });
  watchState((change) => {
    for (const key of Object.keys(change)) told.add(key);
    // On a lock everything else that this page holds has to go, too: loaded lists and typed text.
    if (isShut(change.vault) && isUnlocked(store.getState().vault)) location.reload();
    paintFirst.take(change);
    brief.hear(change);
    if (change.choices) {
      chosen.resolve();
      void invitedPages();
    }
  });
  hearChats((...heard) => {
    const [state, tab] = heard;
    const known = store.getState();
    // The worker may have heard newer states before this panel was opened.
    if (isOlder(state, known.chats.get(tab)?.state)) return;
    const contact = state.kind === 'chat' && tab === shownTab(known) ? state.contact : null;
    const isKnown = contact !== null && answerTo(known, contact) !== null;
    if (contact?.kind === 'person' && !isKnown) {
      brief.begin(heard);
      return paintFirst.hold();
    }
    brief.overtake(tab);
    hearChat(store, ...heard);
    if (isKnown) paintFirst.painting();
    else paintFirst.release();
  });
  const activated = new Map<number, number>();
  browser.tabs.onActivated.addListener(({ tabId, windowId }) => {
    activated.set(windowId, tabId);
    if (windowId === store.getState().window) showTab(store, tabId);
  });
  browser.tabs.onReplaced?.addListener((added, removed) => {
    if (store.getState().tab === removed) store.setState({ tab: added });
  });
  const reading = [readState(), browser.windows.getCurrent(), activeTab()] as const;
  const [state, window, tab] = await Promise.all(reading);
  // Items that changed while the state was being read are newer.
  takeState(store, Object.fromEntries(Object.entries(state).filter(([key]) => !told.has(key))) as StateChange);
  store.setState({ window: window.id ?? null, tab: activated.get(window.id ?? -1) ?? tab });
  // The worker may not have run since the browser started: then no state has been written yet, and the page's language and theme are unknown.
  const greeting = state.choices ? null : call('hello', null);
  if (greeting) await Promise.race([chosen.promise, greeting.catch(() => undefined)]);
  store.setState({ started: true });
  // A worker that was stopped has not received the event.
  addEventListener('online', () => void call('networkBack', null).catch(() => undefined));
  watchOverdue(store);
  // Paints what is known before it greets the worker.
  if (!greeting && !document.hidden) await afterPaint();
  await (greeting ?? call('hello', null));
}

async function activeTab(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}
