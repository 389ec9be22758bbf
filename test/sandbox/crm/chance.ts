/** Numbers from 0 up to 1 that are the same for the same seed, so that a faulty run can be repeated. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A text of `length` characters out of `alphabet` that is always the same for the same `name`. */
export function inventedText(name: string, length: number, alphabet: string): string {
  const next = chance([...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) >>> 0, 17));
  return Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]!).join('');
}

export const HEX = '0123456789abcdef';
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
