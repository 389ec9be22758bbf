import { browser } from 'wxt/browser';
import type { StateChange } from './items';

/** The name of a popover's port to the worker. */
export const POPOVER_LINE = 'popover';

/** A message over it: changed items, null for deleted ones; with `whole` all others are deleted. */
export interface ToldPopover {
  state: Record<string, unknown>;
  whole?: true;
}

/** How long after the worker was stopped its popover connects again, in ms. */
const AGAIN = 200;

/**
 * In a popover, once it was accepted: receives its part of the state from the worker. It does not read the storage, which Firefox does not give to a
 * page of ours in a frame. Resolves when it has all of it.
 */
export function hearOwnState(listener: (change: StateChange) => void): Promise<void> {
  const known = new Set<string>();
  return new Promise((resolve) => {
    const open = () => {
      // Kebian may have been replaced meanwhile.
      if (!browser.runtime?.id) return;
      const line = browser.runtime.connect({ name: POPOVER_LINE });
      line.onMessage.addListener(({ state, whole }: ToldPopover) => {
        const gone = whole ? [...known].filter((key) => !Object.hasOwn(state, key)) : [];
        for (const key of Object.keys(state)) known.add(key);
        listener({ ...Object.fromEntries(gone.map((key) => [key, undefined])), ...state } as StateChange);
        resolve();
      });
      line.onDisconnect.addListener(() => setTimeout(open, AGAIN));
    };
    open();
  });
}
