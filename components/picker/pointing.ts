import { keyOf } from '../keys';

/** Follows the mouse and the keys of a person who points at something in the page. */
export interface Pointing {
  /** Starts again; `around` maps the element under the pointer to the element that is meant. */
  begin(around: (element: Element) => Element): void;
  pause(): void;
}

interface PointingEvents {
  moved(element: Element | null): void;
  picked(element: Element): void;
  ended(): void;
}

/**
 * While it runs the page gets neither clicks nor keys; events made by the page's scripts are ignored. `card` is Kebian's own part of the
 * page: it stays usable.
 */
export function createPointing(
  page: Document,
  card: Element,
  inCard: () => Element | null,
  events: PointingEvents,
  signal: AbortSignal,
): Pointing {
  let on = false;
  let marked: Element | null = null;
  /** The element that was pointed at: the key for inwards moves towards it. */
  let deepest: Element | null = null;
  let meant = (element: Element) => element;
  const mark = (element: Element | null, inner = element) => {
    marked = element;
    deepest = inner;
    events.moved(element);
  };
  const hears = (event: Event) => on && event.isTrusted && event.target !== card;
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const turn = (key: string) => {
    const to = marked ? stepFrom(marked, key, deepest) : page.body.firstElementChild;
    if (to && to !== card) mark(to, deepest && to.contains(deepest) ? deepest : to);
  };
  const listen = (name: string, heard: (event: Event) => void) =>
    page.defaultView!.addEventListener(name, heard, { capture: true, signal });
  listen('mousemove', (event) => {
    const { target } = event;
    if (hears(event) && target instanceof Element && target !== deepest) mark(meant(target), target);
  });
  for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'dblclick', 'contextmenu', 'auxclick']) {
    listen(name, (event) => hears(event) && stop(event));
  }
  listen('click', (event) => {
    if (!hears(event)) return;
    stop(event);
    if (marked) events.picked(marked);
  });
  listen('keydown', (event) => {
    const key = keyOf(event as KeyboardEvent);
    if (key === null || !event.isTrusted) return;
    if (key === 'Escape') stop(event);
    if (key === 'Escape') return events.ended();
    if (!on || (key === 'Enter' && inCard() instanceof HTMLButtonElement) || !KEYS.includes(key)) return;
    stop(event);
    if (key !== 'Enter') turn(key);
    else if (marked) events.picked(marked);
  });
  return {
    begin(around) {
      on = true;
      meant = around;
      mark(null);
    },
    pause() {
      on = false;
      mark(null);
    },
  };
}

const KEYS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter'];

/** Up and down go outwards and inwards, left and right along. */
function stepFrom(element: Element, key: string, inside: Element | null): Element | null {
  switch (key) {
    case 'ArrowUp':
      return element === element.ownerDocument.body ? null : element.parentElement;
    case 'ArrowDown':
      return inside && inside !== element && element.contains(inside) ? towards(element, inside) : element.firstElementChild;
    case 'ArrowLeft':
      return element.previousElementSibling;
    default:
      return element.nextElementSibling;
  }
}

/** The child of `outer` that `inner` is in. */
function towards(outer: Element, inner: Element): Element {
  let one = inner;
  while (one.parentElement && one.parentElement !== outer) one = one.parentElement;
  return one;
}
