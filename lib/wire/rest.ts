import { call } from './bus';

/** Firefox stops an event page after half a minute without a call. In ms. */
const RESTS_AFTER = 25_000;

/**
 * In a chat page that is read: an event page that was stopped starts while the pointer is on its way to a chat, and not when the chat has been opened,
 * which would wait for it. It is given nothing to do. Chromium's worker starts too quickly for that. Until the signal, which it answers with.
 */
export function endRest(signal: AbortSignal): AbortSignal {
  const wake = () => {
    void call('badges', []).catch(() => null);
    setTimeout(endRest, RESTS_AFTER, signal);
  };
  if (import.meta.env.BROWSER === 'firefox') document.addEventListener('pointerover', wake, { once: true, signal });
  return signal;
}
