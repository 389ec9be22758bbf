/**
 * The most UTF-16 units of each text, as `String.length` counts them. The worker rejects longer texts; input boxes accept them and show by how
 * much they are too long, so that a pasted text is never cut.
 */
export const LIMITS = {
  /** Remarks and the CRM's own fields. */
  text: 20_000,
  /** Names, ids, keys, a search, one phone number. */
  short: 200,
  followUp: 2_000,
  /** Any text of a CRM, as the base of an edit. */
  seen: 2_000_000,
  passphrase: 1_000,
  /** A settings file. */
  document: 5_000_000,
  /** Phone numbers of one customer. */
  phones: 20,
} as const;
