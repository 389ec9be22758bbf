/**
 * Acts once the browser has nothing else to do, `within` so many ms if that is said. Where the browser does not tell when that is, a moment later
 * has to do.
 */
export function whenIdle(act: () => void, within?: number): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, within === undefined ? {} : { timeout: within });
  else setTimeout(act);
}
