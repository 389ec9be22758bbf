/** A 32-bit hash of a text (FNV-1a with a final mix), never 0. */
export function hash(text: string): number {
  return hashBehind(BEGUN, text);
}

/** What `hashBehind` needs of a text that others begin with; `before` is the same of what comes before it. */
export function begun(text: string, before = BEGUN): number {
  let h = before;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return h;
}

/** The hash of a text behind one that was begun, without joining the two. */
export function hashBehind(before: number, text: string): number {
  return mixed(begun(text, before)) || 1;
}

const BEGUN = 0x811c9dc5;

/** The place of a hash in an open table of hashes, or the free place (0) where it belongs. The length is a power of two, and some places are free. */
export function placeIn(table: Uint32Array, key: number): number {
  const mask = table.length - 1;
  let at = key & mask;
  while (table[at] !== 0 && table[at] !== key) at = (at + 1) & mask;
  return at;
}

/**
 * 53 bits of a text: collisions are unlikely among a million, and pages cannot recover a number from them. The second part goes through the text from its
 * end: a second hash in the same direction (of the text and a sign more) collides wherever the first one does.
 */
export function wideHash(text: string): number {
  let h = 0x9e3779b1;
  for (let at = text.length - 1; at >= 0; at--) h = Math.imul(h ^ text.charCodeAt(at), 0x85ebca77);
  return hash(text) * 2 ** 21 + (mixed(h) >>> 11);
}

function mixed(of: number): number {
  let h = Math.imul(of ^ (of >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
