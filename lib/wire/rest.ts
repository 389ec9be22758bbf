import { call } from './bus';

/** After this time (ms) without a call the worker may rest: Firefox stops an event page after 30 s. */
const RESTS_AFTER = 25_000;

/**
 * Starts Firefox's stopped event page as soon as the pointer moves in a chat page that is read: otherwise it would start when a chat is opened, which
 * would have to wait for it. The call asks for nothing. Chromium's worker starts quickly enough by itself. Ends with the signal, and returns it.
 */
export function endRest(signal: AbortSignal): AbortSignal {
  const wake = () => {
    void call('badges', []).catch(() => null);
    setTimeout(endRest, RESTS_AFTER, signal);
  };
  if (import.meta.env.BROWSER === 'firefox') document.addEventListener('pointerover', wake, { once: true, signal });
  return signal;
}
