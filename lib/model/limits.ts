/**
 * How long what a person writes may be, in UTF-16 units as `String.length` counts. The worker's guard refuses what is longer; the boxes take
 * it, and say by how much it is too long, so that nothing of what is pasted is cut off.
 */
export const LIMITS = {
  /** Remarks and the CRM's own fields. */
  text: 20_000,
  /** Names, ids, keys, a search, one phone number. */
  short: 200,
  followUp: 2_000,
  /** Any text that a CRM has, as the base of an edit. */
  seen: 2_000_000,
  passphrase: 1_000,
  /** A settings file. */
  document: 5_000_000,
  /** Phone numbers of one customer. */
  phones: 20,
} as const;
