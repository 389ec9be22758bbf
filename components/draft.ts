import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DraftName, FormDraft } from '../lib/model/draft';
import { useDrafts } from './drafts';

/** Text that is being typed, over a value that may change at any time. */
export interface Draft {
  text: string;
  /** Something was typed that has not been saved yet. */
  dirty: boolean;
  /** The new value, if it has changed while something unsaved is typed; otherwise undefined. */
  meanwhile: string | undefined;
  type(text: string): void;
  compose(on: boolean): void;
  /** Saves at once what is not saved yet. */
  flush(): void;
  /** Gives up what was typed and shows the value again. */
  reset(): void;
}

interface Held {
  /** What the person saw when they began to type. */
  seen: string;
  text: string;
  /** The text is compared with this: the value seen last, or saved last. */
  base: string;
  composing: boolean;
  /** The text before an input method began to compose: a half-typed syllable is never saved. */
  settled: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** What becomes of a text whose saving was begun. */
export interface Typed {
  /** It could not be stored: it is unsaved again, and kept. */
  back(): void;
  /** It was given up. */
  reset(): void;
}

/** How many UTF-16 units can be saved, and under which name a text that is longer, or could not be stored, is kept. */
export interface Longest {
  most: number;
  name: DraftName;
}

/**
 * Holds typed text until it is saved, together with what was seen when the typing began: `pause` ms after the last key (null = only on `flush`), when the page is hidden, and
 * when the component goes away. A new `value` replaces the text only while nothing unsaved is in it.
 * A text that is too long is not saved: it is kept, and there again to be made shorter when its component is. One that could not be stored is kept in the same way,
 * and saved again when its component is there.
 * Give the component a `key` per customer, so that no text is carried over to another customer.
 */
export function useDraft(
  value: string,
  save: (text: string, seen: string, typed: Typed) => void,
  pause: number | null,
  { most, name }: Longest,
): Draft {
  const drafts = useDrafts();
  const first = useRef<Held | null>(null);
  const held = (first.current ??= heldAt(value, drafts.read(name)));
  const [text, setText] = useState(held.text);
  const [meanwhile, setMeanwhile] = useState<string | undefined>();
  const saver = useRef(save);
  saver.current = save;
  const current = useRef(value);
  current.current = value;

  function put(next: string): void {
    held.text = next;
    if (!held.composing) held.settled = next;
    setText(next);
  }

  function flush(): void {
    clearTimeout(held.timer);
    if (held.settled === held.base) return;
    const { seen, settled } = held;
    const isTooLong = settled.length > most;
    drafts.write(name, isTooLong ? keptAt(name, settled, seen) : null);
    if (isTooLong) return;
    held.base = settled;
    held.seen = settled;
    saver.current(settled, seen, { back: () => takeBack(settled, seen), reset });
  }

  /** The value may show the text still, or what it was before again. */
  function takeBack(text: string, seen: string): void {
    const isTypedOn = held.text !== text && held.text !== held.base;
    if (held.seen === text || held.seen === held.base) held.seen = seen;
    if (held.base === text) held.base = seen;
    if (isTypedOn) return;
    put(text);
    drafts.write(name, keptAt(name, text, seen));
  }

  function reset(): void {
    clearTimeout(held.timer);
    held.base = current.current;
    held.seen = current.current;
    drafts.write(name, null);
    put(current.current);
  }

  function wait(): void {
    clearTimeout(held.timer);
    if (pause !== null && !held.composing) held.timer = setTimeout(flush, pause);
  }

  useLayoutEffect(() => {
    const untouched = held.text === held.base && !held.composing;
    if (untouched) {
      put(value);
      held.seen = value;
    }
    // Somebody has saved what is kept.
    if (!untouched && value === held.text) drafts.write(name, null);
    setMeanwhile(untouched || value === held.seen || value === held.text ? undefined : value);
    held.base = value;
  }, [value]);
  useEffect(() => {
    if (held.settled === held.base) drafts.write(name, null);
    else if (held.settled.length <= most) flush();
    return flushWhenLeaving(flush);
  }, []);

  return {
    text,
    dirty: text !== held.base,
    meanwhile: text === held.base ? undefined : meanwhile,
    type: (next) => (put(next), wait()),
    compose: (on) => {
      held.composing = on;
      if (!on) put(held.text);
      wait();
    },
    flush,
    reset,
  };
}

/** The first state: the text that was not saved the last time, with the value seen then, or the present value. */
function heldAt(value: string, kept: FormDraft | null): Held {
  const { typed, start } = { typed: kept?.typed['text'], start: kept?.start['text'] };
  const [text, seen] = typeof typed === 'string' && typeof start === 'string' ? [typed, start] : [value, value];
  return { seen, text, base: value, composing: false, settled: text, timer: undefined };
}

function keptAt({ connection }: DraftName, text: string, seen: string): FormDraft {
  return { connection, typed: { text }, start: { text: seen }, once: '' };
}

function flushWhenLeaving(flush: () => void): () => void {
  const hidden = () => document.visibilityState === 'hidden' && flush();
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    removeEventListener('pagehide', flush);
    document.removeEventListener('visibilitychange', hidden);
    flush();
  };
}
