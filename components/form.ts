import { useRef, useState } from 'preact/hooks';
import { isHalfTyped, type DraftName, type FormDraft, type Lines } from '../lib/model/draft';
import { useDrafts, type DraftShelf } from './drafts';

/** A form that is being filled in, over values that may change at any time. */
export interface Form<T extends Lines> {
  values: T;
  set(change: Partial<T>): void;
  /** The lines that differ from their start: only these are sent. */
  changed: (keyof T & string)[];
  /** The start of each line: for a line that was touched, the value that the person saw then. It is the base of what is sent. */
  start: T;
  /** The new value of a line that has changed since it was touched, or since the form was opened; undefined if it has not. */
  meanwhile(line: keyof T): T[keyof T] | undefined;
  /** An id of this use of the form, see `onceOf`. */
  once: string;
  /** To be called when it was sent or given up: the next time it begins with the values of then. Its text stays until the form is closed. */
  done(): void;
}

/**
 * Holds the lines of a form. A line that was not touched follows its value `now`. What is half typed is kept under `name` until `done`, and
 * is there again when a form of that name is shown the next time; with null nothing outlives the form.
 */
export function useForm<T extends Lines>(name: DraftName | null, now: T): Form<T> {
  const drafts = useDrafts();
  const opened = useRef(now).current;
  const [, drawn] = useState(0);
  const held = useRef<FormDraft | null>(null);
  held.current ??= (name && drafts.read(name)) ?? { connection: name?.connection ?? null, typed: {}, start: {}, once: crypto.randomUUID() };
  const typed = linesOf(held.current.typed, now);
  const start = { ...now, ...linesOf(held.current.start, now) };

  function hold(typed: Lines, start: Lines): void {
    const draft = { ...held.current!, typed, start };
    held.current = draft;
    if (name) drafts.write(name, isHalfTyped(draft) ? draft : null);
    drawn((count) => count + 1);
  }
  return {
    values: { ...now, ...typed },
    set(change) {
      const { typed, start } = held.current!;
      const touched = Object.fromEntries(Object.keys(change).map((line) => [line, start[line] ?? now[line]!]));
      hold({ ...typed, ...(change as Lines) }, { ...start, ...touched });
    },
    changed: Object.keys(typed).filter((line) => typed[line] !== start[line]),
    start,
    meanwhile(line) {
      const before = line in typed ? start[line] : opened[line];
      return now[line] === before || now[line] === typed[line] ? undefined : now[line];
    },
    once: held.current.once,
    done() {
      held.current = { ...held.current!, once: crypto.randomUUID() };
      if (name) drafts.write(name, null);
    },
  };
}

/** The lines of a draft that this form has; a draft of another version may have others. */
function linesOf<T extends Lines>(lines: Lines, now: T): Partial<T> {
  return Object.fromEntries(Object.entries(lines).filter(([line, value]) => typeof value === typeof now[line])) as Partial<T>;
}

/** Whether something is half typed in a form that is not shown. */
export function useIsHalfTyped(name: DraftName | null): boolean {
  return isDrafted(useDrafts(), name);
}

/** The same without a hook, for one of several forms. */
export function isDrafted(drafts: Pick<DraftShelf, 'read'>, name: DraftName | null): boolean {
  return name !== null && drafts.read(name) !== null;
}

/**
 * The id of what a form sends: the same for the same contents, so that what is sent again, because its outcome is unknown, is
 * done once, and another one where the contents were changed before.
 */
export function onceOf(once: string, contents: unknown): string {
  const text = JSON.stringify(contents);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${once} ${(hash >>> 0).toString(16)}`;
}
