import { WHILE_THERE } from '../while-there';
import type { PopoverAbout } from '../../lib/model/view';
import { keyOf } from '../keys';
import { createLight } from '../light';

/** Where the frame's page comes from, and who knows its key. `origin` is the only receiver of the key. */
export interface FrameSource {
  address: string;
  origin: string;
  ask(about: PopoverAbout): Promise<string | null>;
  /** Says in the page how the panel is opened, if the frame cannot open it. */
  panel(): void;
}

export interface Frame {
  /** Shows what it is about beside a place of the page. With `keys` it takes the focus, and gives it `back` when it closes. */
  open(about: PopoverAbout, beside: DOMRect, keys: boolean, back?: HTMLElement | null): void;
  /** Whether an element of the page is the frame. */
  holds(element: EventTarget | null): boolean;
  /** Closes a card that was opened by the pointer, unless it has the focus. */
  leave(): void;
  close(): void;
  remove(): void;
}

interface Opened {
  host: HTMLElement;
  frame: HTMLIFrameElement;
  about: string;
  keys: boolean;
  back: HTMLElement | null;
  port?: MessagePort;
}

/** The frame's messages: its height, that it is to be removed, and that it has no more text to send. */
interface Said {
  height?: number;
  close?: true;
  panel?: true;
  done?: true;
}

const WIDTHS = { customer: 360, phone: 300 };
const LEAST = 40;
const MOST = 520;
const GAP = 4;

/**
 * Before the frame is removed it sends its half-typed text to the worker: it stays, hidden, until it reports that the worker has it, but no longer
 * than this, in ms.
 */
const LONGEST = 30_000;

const STYLE = `:host{all:initial;${WHILE_THERE}position:fixed;left:0;top:0;width:360px;height:300px;z-index:2147483647;opacity:0;pointer-events:none}
:host([shown]){opacity:1;pointer-events:auto}
iframe{display:block;box-sizing:border-box;width:100%;height:100%;border:1px solid #868f9966;border-radius:8px;box-shadow:0 8px 24px rgb(16 24 40/.2)}
@media print{:host{display:none!important}}`;

/**
 * A page of ours in a frame over the chat page, in a closed shadow root: the page can neither reach the frame nor hear its messages, because
 * the key and everything after it go through a message channel.
 */
export function createFrame(page: Document, { address, origin, ask, panel }: FrameSource): Frame {
  let opened: Opened | null = null;
  const leaving = new Set<HTMLElement>();
  const isDark = createLight(0);

  const gone = (host: HTMLElement) => {
    host.remove();
    leaving.delete(host);
  };
  const close = (giveBack = false) => {
    const was = opened;
    if (!was) return;
    opened = null;
    const { host, port } = was;
    host.removeAttribute('shown');
    if (port) {
      leaving.add(host);
      port.onmessage = ({ data }: MessageEvent<Said>) => data.done && gone(host);
      port.postMessage('close');
      setTimeout(() => gone(host), LONGEST);
    } else host.remove();
    if (giveBack) was.back?.focus({ preventScroll: true });
  };
  const show = (one: Opened, about: PopoverAbout, beside: DOMRect, key: string) => {
    const { port1, port2 } = new MessageChannel();
    one.port = port1;
    port1.onmessage = ({ data }: MessageEvent<Said>) => {
      if (one !== opened) return;
      if (import.meta.env.BROWSER === 'firefox' && data.panel) return panel();
      if (data.close) return close(page.activeElement === one.host);
      place(one.host, beside, WIDTHS[about.kind], Math.min(MOST, Math.max(LEAST, (data.height ?? 0) + 2)));
      if (one.keys && page.activeElement !== one.host) one.frame.focus();
    };
    one.frame.contentWindow?.postMessage({ kebian: key, dark: isDark(page.elementFromPoint(beside.x, beside.y) ?? page.body) }, origin, [
      port2,
    ]);
  };
  const elsewhere = ({ target }: Event) => target !== opened?.host && close();
  page.addEventListener('pointerdown', elsewhere, true);
  const escape = (event: KeyboardEvent) => keyOf(event) === 'Escape' && close();
  page.addEventListener('keydown', escape, true);
  const leave = () => opened && !opened.keys && page.activeElement !== opened.host && close();
  // The number under the card has moved.
  page.addEventListener('scroll', leave, true);
  return {
    close,
    leave,
    holds: (element) => element !== null && element === opened?.host,
    open(about, beside, keys, back) {
      const name = JSON.stringify(about);
      if (opened?.about === name) return keys ? close() : undefined;
      close();
      const one: Opened = { ...build(page), about: name, keys, back: back ?? (page.activeElement as HTMLElement | null) };
      opened = one;
      void ask(about).then(
        (key) => {
          if (one !== opened) return;
          if (key === null) return close();
          one.frame.src = address;
          one.frame.onload = () => one === opened && show(one, about, beside, key);
          page.documentElement.append(one.host);
        },
        () => one === opened && close(),
      );
    },
    remove() {
      opened?.host.remove();
      opened = null;
      for (const host of leaving) gone(host);
      page.removeEventListener('pointerdown', elsewhere, true);
      page.removeEventListener('keydown', escape, true);
      page.removeEventListener('scroll', leave, true);
    },
  };
}

function build(page: Document): { host: HTMLElement; frame: HTMLIFrameElement } {
  const host = page.createElement('kebian-popover');
  const style = page.createElement('style');
  const frame = page.createElement('iframe');
  style.textContent = STYLE;
  frame.allow = 'clipboard-write';
  host.attachShadow({ mode: 'closed' }).append(style, frame);
  return { host, frame };
}

/**
 * Places the frame below the element, or above it where it does not fit; always within the window, because a clipped frame gets no input.
 * Measures are divided by the page's zoom.
 */
function place(host: HTMLElement, beside: DOMRect, width: number, height: number): void {
  const zoom = host.currentCSSZoom ?? 1;
  const [innerWidth, innerHeight] = [window.innerWidth / zoom, window.innerHeight / zoom];
  const fits = Math.min(height, innerHeight - 2 * GAP);
  const below = beside.bottom / zoom + GAP;
  const top = below + fits <= innerHeight - GAP ? below : beside.top / zoom - GAP - fits;
  const wide = Math.min(width, innerWidth - 2 * GAP);
  const at = (wanted: number, size: number, extent: number) => `${Math.max(GAP, Math.min(wanted, extent - size - GAP))}px`;
  Object.assign(host.style, {
    width: `${wide}px`,
    height: `${fits}px`,
    left: at(beside.left / zoom, wide, innerWidth),
    top: at(top, fits, innerHeight),
  });
  host.toggleAttribute('shown', true);
}
