import { browser, type Browser } from 'wxt/browser';
import type { StampedState } from '../model/contact';
import { call } from './bus';
import type { ChipsReply } from './protocol';

/** The name of a port from an own page into a chat page. */
export const CHAT_PORT = 'chat';

/**
 * In the chat page: sends its state to the worker, as the call `chatChanged`, and to own pages over the ports that they have opened. The browser
 * delivers no message of the bus before the worker has started; a port works while it is still starting.
 */
export function createTelling(signal: AbortSignal): (state: StampedState) => Promise<ChipsReply> {
  const ports = new Set<Browser.runtime.Port>();
  const accept = (port: Browser.runtime.Port) => {
    if (port.name !== CHAT_PORT) return;
    ports.add(port);
    port.onDisconnect.addListener(() => ports.delete(port));
  };
  browser.runtime.onConnect.addListener(accept);
  signal.addEventListener('abort', () => {
    for (const port of ports) port.disconnect();
    ports.clear();
    // After Kebian was replaced the browser has removed the listener.
    if (browser.runtime?.id) browser.runtime.onConnect.removeListener(accept);
  });
  return (state) => {
    for (const port of ports) port.postMessage(state);
    return call('chatChanged', state, signal);
  };
}
