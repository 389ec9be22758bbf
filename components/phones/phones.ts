import { findPhones } from '../../lib/model/phone';
import { whenQuiet } from '../quiet';

/** A phone number in a message that is on the page. */
export interface PhoneAt {
  phone: string;
  /** Where it stands on screen. */
  box: DOMRect;
}

export interface Phones {
  /** The page has changed: numbers may have come or gone. */
  keep(records: MutationRecord[]): void;
  /** One number after the other, the newest first. */
  next(): string | null;
  remove(): void;
}

/** Messages come in bursts; they are looked through when there is a pause. In ms. */
const PAUSE = 200;

/** A pointer that rests on a number for so long is meant for it. In ms. */
const REST = 150;

const NAME = 'kebian-phone';
const STYLE = `::highlight(${NAME}){text-decoration:underline 1px dotted;text-underline-offset:3px}`;

/** Worth a closer look: seven digits with at most signs and spaces between them. */
const HINT = /(?:[\d０-９][\s().-]*){7}/;

/**
 * Underlines the phone numbers in messages and tells where the pointer rests on one. Nothing is put into the messages: they are painted
 * by the browser as ranges, which it empties by itself when a message goes or says something else.
 * @param messages the elements that hold the text of a message
 * @param told how many numbers there are
 * @param hovered the number on which the pointer rests, null when it rests somewhere else
 */
export function createPhones(
  page: Document,
  messages: () => Iterable<Element>,
  told: (count: number) => void,
  hovered: (phone: PhoneAt | null, target: EventTarget | null) => void,
): Phones {
  const painted = 'highlights' in CSS ? new Highlight() : null;
  const sheet = painted && addStyle(page);
  const seen = new WeakMap<Node, string>();
  const ranges = new Map<Range, string>();
  let count = 0;
  let turn = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;
  if (painted) CSS.highlights.set(NAME, painted);

  const { later, stop } = whenQuiet(PAUSE, () => {
    for (const range of ranges.keys()) {
      if (!range.collapsed && range.startContainer.isConnected) continue;
      ranges.delete(range);
      painted?.delete(range);
    }
    for (const message of messages()) {
      const text = message.textContent;
      if (seen.get(message) === text) continue;
      seen.set(message, text);
      if (HINT.test(text)) mark(message);
    }
    if (ranges.size === count) return;
    turn = 0;
    told((count = ranges.size));
  });
  const mark = (message: Element) => {
    for (const range of ranges.keys()) if (message.contains(range.startContainer)) drop(range);
    const texts = page.createTreeWalker(message, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { start, end, phone } of phonesIn(node.nodeValue ?? '')) {
        const range = page.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        ranges.set(range, phone);
        painted?.add(range);
      }
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
  return {
    keep(records) {
      if (records.some(({ type }) => type !== 'attributes')) later();
    },
    next() {
      // New ones are found one chat at a time and in their order; where messages were put before others, the page says which is last.
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

/** Answers with what takes the style away again. */
function addStyle(page: Document): () => void {
  const style = page.createElement('style');
  style.textContent = STYLE;
  page.head.append(style);
  return () => style.remove();
}

/**
 * In a message, digits may be anything. Taken for a phone number is what begins like one and stands alone: a mobile number, one with
 * its area code or country, or a service number.
 */
function phonesIn(text: string): { start: number; end: number; phone: string }[] {
  const folded = text.normalize('NFKC');
  const plain = folded.length === text.length ? folded : text;
  return findPhones(plain).filter(({ start, end, phone }) => {
    const alone = !/[\w@/=]/.test(plain[start - 1] ?? '') && !/[\w@/=]/.test(plain[end] ?? '');
    return alone && (/^(?:1|\+|[48]00)/.test(phone) || /^[(0]/.test(plain.slice(start)));
  });
}
