import type { PopoverView } from '../model/view';
import { call } from '../wire/bus';

/** The way between the frame and the content script that has put it into the page: a private channel. */
export interface Door {
  /** Whether the chat page is dark behind the frame. */
  dark: boolean;
  /** The content script wants the frame gone. */
  closed: Promise<void>;
  /** Tells that the frame shows `content`, an element that stays, and from then on how high it is. */
  opened(content: Element): void;
  /** Asks to be taken away. */
  close(): void;
  /** Asks to be taken away, and that the page says how the panel is opened. */
  panel(): Promise<void>;
  /** Tells that nothing more has to be handed over. */
  done(): void;
}

/**
 * Waits for a message with the right key, which the worker has given to the content script for this tab. Whoever frames this page
 * without it gets an empty page. Nothing is ever said to the page around: whoever it is would have a hand on this window then.
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
