import { draftKey, type DraftName, type KeptDraft } from '../model/draft';
import { call } from '../wire/bus';
import type { PanelStore } from './store';

/** The worker hears of what is typed at most so often, in ms. */
const AT_MOST_EVERY = 300;

/**
 * Holds what is half typed in this page, and has the worker keep it for the other pages and for this page's next load. A page that goes
 * hands over what it has not yet told.
 */
export function createDrafts(store: PanelStore) {
  /** What the worker has not confirmed yet: newer than whatever comes down. */
  const own = new Map<string, { name: DraftName; draft: KeptDraft | null; timer: ReturnType<typeof setTimeout> | null }>();
  const tellings = new Set<Promise<unknown>>();

  function tell(key: string): void {
    const held = own.get(key);
    if (!held || held.timer === null) return;
    clearTimeout(held.timer);
    held.timer = null;
    const { name, draft } = held;
    // Nothing is drawn from drafts: the store's map is changed as it is, and what comes down of it later is no news.
    const { drafts } = store.getState();
    if (draft) drafts.set(key, draft);
    else drafts.delete(key);
    const telling = call('keepDraft', { name, draft }).then(
      () => void (own.get(key)?.draft === draft && own.delete(key)),
      // Locked, or no room: it is kept for as long as this page is there.
      () => undefined,
    );
    tellings.add(telling);
    void telling.finally(() => tellings.delete(telling));
  }
  const handOver = () => {
    for (const key of own.keys()) tell(key);
    return Promise.allSettled(tellings);
  };
  addEventListener('pagehide', handOver);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void handOver());
  return {
    read(name: DraftName): KeptDraft | null {
      const key = draftKey(name);
      return own.has(key) ? own.get(key)!.draft : (store.getState().drafts.get(key) ?? null);
    },
    write(name: DraftName, draft: KeptDraft | null): void {
      const key = draftKey(name);
      const before = own.get(key);
      if (!before && draft === null && !store.getState().drafts.has(key)) return;
      own.set(key, { name, draft, timer: before?.timer ?? setTimeout(() => tell(key), AT_MOST_EVERY) });
      // What was sent or given up is not to come back.
      if (draft === null) tell(key);
    },
    /** Once the worker has whatever was typed here, or cannot take it. */
    handOver,
  };
}
