import { PHONES_STYLE } from '../../lib/model/page-sheet';
import { findPhones, mayHoldPhone } from '../../lib/model/find-phones';
import type { Region } from '../../lib/model/regions';
import { whenQuiet } from '../quiet';
import { PAUSE } from './pause';

/** A phone number in a message that is on the page. */
export interface PhoneAt {
  phone: string;
  /** Its box on screen. */
  box: DOMRect;
}

export interface Phones {
  /** Searches the messages after these changes of the page, once it is quiet. */
  keep(records: MutationRecord[]): void;
  /** Reads every message again, numbers without a calling code as those of this region. */
  home(home: Region | null): void;
  /** Returns one number after the other, the newest first; null after the last. */
  next(): string | null;
  remove(): void;
}

/** How long the pointer has to rest on a number until its card opens, in ms. */
const REST = 150;

const NAME = 'kebian-phone';

/** Elements that do not split a text. */
const INLINE = /^(?:A|B|BDI|EM|FONT|I|MARK|S|SMALL|SPAN|STRONG|U)$/;

/**
 * Underlines the phone numbers in messages and tells where the pointer rests on one. Nothing is put into the messages: they are painted
 * by the browser as ranges, which it empties by itself when a message goes or says something else.
 * @param messages the elements that hold the text of a message
 * @param told called with the count of numbers when it changes
 * @param hovered called with the number on which the pointer rests, with null when it rests elsewhere
 * @param region the region for numbers without a calling code, until `home` sets another
 */
export function createPhones(
  page: Document,
  messages: () => Iterable<Element>,
  told: (count: number) => void,
  hovered: (phone: PhoneAt | null, target: EventTarget | null) => void,
  region: Region | null = null,
): Phones {
  const painted = 'highlights' in CSS ? new Highlight() : null;
  // In Firefox the style is in a sheet that the browser removes together with Kebian.
  const sheet = painted && import.meta.env.BROWSER !== 'firefox' ? addStyle(page) : null;
  let seen = new WeakMap<Node, string>();
  let home = region;
  const ranges = new Map<Range, string>();
  let count = 0;
  let turn = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;
  if (painted) CSS.highlights.set(NAME, painted);

  const look = () => {
    for (const range of ranges.keys()) {
      if (!range.collapsed && range.startContainer.isConnected) continue;
      ranges.delete(range);
      painted?.delete(range);
    }
    for (const message of messages()) {
      const text = message.textContent;
      const before = seen.get(message);
      if (before === text) continue;
      seen.set(message, text);
      if (before !== undefined) unmark(message);
      if (mayHoldPhone(text)) mark(message);
    }
    if (ranges.size === count) return;
    turn = 0;
    told((count = ranges.size));
  };
  const { later, stop } = whenQuiet(PAUSE, look);
  const unmark = (message: Element) => {
    for (const range of ranges.keys()) if (message.contains(range.startContainer)) drop(range);
  };
  const mark = (message: Element) => {
    const { text, pieces } = textOf(message);
    for (const { start, end, phone } of findPhones(text, home, 'message')) {
      const range = page.createRange();
      const [first, last] = [pieceAt(pieces, start), pieceAt(pieces, end - 1)];
      range.setStart(first.node, start - first.from);
      range.setEnd(last.node, end - last.from);
      ranges.set(range, phone);
      painted?.add(range);
    }
  };
  const drop = (range: Range) => {
    ranges.delete(range);
    painted?.delete(range);
  };
  const moved = ({ clientX, clientY, target }: PointerEvent) => {
    clearTimeout(resting);
    if (ranges.size > 0) resting = setTimeout(() => hovered(under(clientX, clientY), target), REST);
  };
  const under = (x: number, y: number) => {
    for (const [range, phone] of ranges) {
      for (const box of range.getClientRects()) {
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return { phone, box };
      }
    }
    return null;
  };
  page.addEventListener('pointermove', moved, { passive: true });
  look();
  return {
    keep(records) {
      if (records.some(({ type }) => type !== 'attributes')) later();
    },
    home(chosen) {
      if (chosen === home) return;
      home = chosen;
      for (const range of ranges.keys()) drop(range);
      seen = new WeakMap();
      later();
    },
    next() {
      // Messages may be inserted before others: the order in the document counts.
      const inOrder = [...ranges].sort(([a], [b]) => b.compareBoundaryPoints(Range.START_TO_START, a));
      return inOrder.length > 0 ? inOrder[turn++ % inOrder.length]![1] : null;
    },
    remove() {
      stop();
      clearTimeout(resting);
      page.removeEventListener('pointermove', moved);
      if (painted && CSS.highlights.get(NAME) === painted) CSS.highlights.delete(NAME);
      sheet?.();
    },
  };
}

/** Returns a function that removes the style. */
function addStyle(page: Document): () => void {
  const style = page.createElement('style');
  style.textContent = PHONES_STYLE;
  (page.head ?? page.documentElement).append(style);
  return () => style.remove();
}

/** A text node of the page, and where it begins in the text of its message. */
interface Piece {
  node: Text;
  from: number;
}

/** The text of a message: inline elements do not split it, other elements (a line, a picture) do. */
function textOf(message: Element): { text: string; pieces: Piece[] } {
  let text = '';
  const pieces: Piece[] = [];
  const collect = (parent: Node) => {
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        pieces.push({ node: child as Text, from: text.length });
        text += child.nodeValue;
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const border = INLINE.test(child.nodeName) ? '' : '\n';
        text += border;
        collect(child);
        text += border;
      }
    }
  };
  collect(message);
  return { text, pieces };
}

/** The piece that contains this offset of the text. */
function pieceAt(pieces: Piece[], place: number): Piece {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.from <= place) low = middle;
    else high = middle - 1;
  }
  return pieces[low]!;
}
