import type { PopoverView } from '../model/view';
import { call } from '../wire/bus';

/** The private channel between the frame and the content script that has added it to the page. */
export interface Door {
  /** Whether the chat page behind the frame is dark. */
  dark: boolean;
  /** Resolves when the content script wants the frame to close. */
  closed: Promise<void>;
  /** Reports that the frame shows `content`, an element that stays, and from then on its height. */
  opened(content: Element): void;
  /** Asks the content script to remove the frame. */
  close(): void;
  /** Asks the content script to remove the frame and to say in the page how the panel is opened. */
  panel(): Promise<void>;
  /** Reports that no more text has to be sent to the worker. */
  done(): void;
}

/**
 * Waits for a message with the key that the worker has given to the content script of this tab. Without it, a page that frames this one gets an empty
 * page. No message is ever sent to the page around, which would give it a reference to this window.
 */
export function letIn(welcome: (view: PopoverView, door: Door) => void): void {
  const heard = async ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
    const { kebian: key, dark } = (data ?? {}) as { kebian?: unknown; dark?: unknown };
    if (source !== parent || parent === window || typeof key !== 'string' || !port) return;
    const view = await call('popover', key).catch(() => null);
    if (!view) return port.close();
    removeEventListener('message', listener);
    welcome(view, doorOf(port, dark === true));
  };
  const listener = (event: MessageEvent<unknown>) => void heard(event);
  addEventListener('message', listener);
}

function doorOf(port: MessagePort, dark: boolean): Door {
  const closed = new Promise<void>((resolve) => {
    port.addEventListener('message', () => resolve());
  });
  port.start();
  return {
    dark,
    closed,
    opened: (content) => {
      const tell = () => port.postMessage({ height: content.scrollHeight });
      tell();
      new ResizeObserver(tell).observe(content);
    },
    close: () => port.postMessage({ close: true }),
    panel: async () => port.postMessage({ panel: true }),
    done: () => port.postMessage({ done: true }),
  };
}
