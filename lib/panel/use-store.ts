import { useLayoutEffect, useState } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';

/** The store's state; renders again when it changes. (The store's own hook would load another framework.) */
export function useStore<T>(store: StoreApi<T>): T {
  const [state, setState] = useState(store.getState);
  useLayoutEffect(() => {
    const follow = (next: T) => setState(() => next);
    // Changes between the first rendering and this subscription were not notified.
    follow(store.getState());
    return store.subscribe(follow);
  }, [store]);
  return state;
}
