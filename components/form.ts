import { useRef, useState } from 'preact/hooks';
import { isHalfTyped, type DraftName, type KeptDraft, type Lines } from '../lib/model/draft';
import { useDrafts, type DraftShelf } from './drafts';

/** What is being filled in, above values that may change underneath at any time. */
export interface Form<T extends Lines> {
  values: T;
  set(change: Partial<T>): void;
  /** The lines that say something else than they started with: nothing else is to be sent. */
  changed: (keyof T & string)[];
  /** What each line started with: for a line that was touched, what the person saw then. It is the base of what is sent. */
  start: T;
  /** What a touched line has become underneath, and an untouched one since the form is open; undefined where it has not changed. */
  meanwhile(line: keyof T): T[keyof T] | undefined;
  /** An id of this one filling-in, see `onceOf`. */
  once: string;
  /** It was sent or given up: the next time it begins with what there is then. What is shown stays until the form goes. */
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
  const held = useRef<KeptDraft | null>(null);
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

/** The lines that this form has; a draft of another version may have others. */
function linesOf<T extends Lines>(lines: Lines, now: T): Partial<T> {
  return Object.fromEntries(Object.entries(lines).filter(([line, value]) => typeof value === typeof now[line])) as Partial<T>;
}

/** Whether something is half typed in a form that is not shown. */
export function useIsHalfTyped(name: DraftName | null): boolean {
  return isDrafted(useDrafts(), name);
}

/** The same, for one of several forms. */
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
