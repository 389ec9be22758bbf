/** Results by text, kept in memory as long as the worker lives. */
export interface Remembered<T> {
  of(text: string): Promise<T>;
  forget(): void;
}

/** The most results that are kept; with one more all are dropped. */
const MOST = 5_000;

/** For hashes: the browser computes them in another thread, and the same texts come again and again. */
export function remembered<T>(make: (text: string) => Promise<T>): Remembered<T> {
  const known = new Map<string, Promise<T>>();
  return {
    of: (text) => {
      const before = known.get(text);
      if (before) return before;
      if (known.size >= MOST) known.clear();
      const made = make(text);
      known.set(text, made);
      return made;
    },
    forget: () => known.clear(),
  };
}
