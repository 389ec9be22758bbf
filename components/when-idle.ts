/** Calls `act` when the browser is idle, after `within` ms at the latest if given. Uses a timer where the browser does not report idle time. */
export function whenIdle(act: () => void, within?: number): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, within === undefined ? {} : { timeout: within });
  else setTimeout(act);
}
