import { draftKey, type DraftName, type FormDraft } from '../model/draft';
import { call } from '../wire/bus';
import type { PanelStore } from './store';

/** How often half-typed text is sent to the worker at most, in ms. */
const AT_MOST_EVERY = 300;

/**
 * Keeps the half-typed text of this page, and has the worker store it for other pages and for the next load of this one. A page that closes sends
 * what it has not sent yet.
 */
export function createDrafts(store: PanelStore) {
  /** Drafts that the worker has not confirmed yet: newer than the worker's state. */
  const own = new Map<string, { name: DraftName; draft: FormDraft | null; timer: ReturnType<typeof setTimeout> | null }>();
  const tellings = new Set<Promise<unknown>>();

  function tell(key: string): void {
    const held = own.get(key);
    if (!held || held.timer === null) return;
    clearTimeout(held.timer);
    held.timer = null;
    const { name, draft } = held;
    // Nothing is rendered from drafts: the store's map is changed in place, and the same change from the worker is no news later.
    const { drafts } = store.getState();
    if (draft) drafts.set(key, draft);
    else drafts.delete(key);
    const telling = call('keepDraft', { name, draft }).then(
      () => void (own.get(key)?.draft === draft && own.delete(key)),
      // Locked, or no space: the draft lives as long as this page.
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
    read(name: DraftName): FormDraft | null {
      const key = draftKey(name);
      return own.has(key) ? own.get(key)!.draft : (store.getState().drafts.get(key) ?? null);
    },
    write(name: DraftName, draft: FormDraft | null): void {
      const key = draftKey(name);
      const before = own.get(key);
      if (!before && draft === null && !store.getState().drafts.has(key)) return;
      own.set(key, { name, draft, timer: before?.timer ?? setTimeout(() => tell(key), AT_MOST_EVERY) });
      // A draft that was sent or given up must not come back.
      if (draft === null) tell(key);
    },
    /** Resolves when the worker has all drafts of this page, or cannot take them. */
    handOver,
  };
}
