/** A 32-bit hash of a text (FNV-1a with a final mix), never 0. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0 || 1;
}

/** 53 bits of a text: collisions are unlikely among a million, and pages cannot recover a number from them. */
export function wideHash(text: string): number {
  return hash(text) * 2 ** 21 + (hash(`${text}\n`) >>> 11);
}
