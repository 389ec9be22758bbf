/** Calls `act` when the browser has nothing else to do, `within` so many ms if given. A browser that does not tell when that is gets a timer. */
export function whenIdle(act: () => void, within?: number): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, within === undefined ? {} : { timeout: within });
  else setTimeout(act);
}
