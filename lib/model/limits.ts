/**
 * How long what a person writes may be, in UTF-16 units as `String.length` and the `maxLength` of an input both count. The worker's guard refuses
 * what is longer, and the boxes take no more.
 */
export const LIMITS = {
  /** Remarks and the CRM's own fields. */
  text: 20_000,
  /** Names, ids, keys, a search, one phone number. */
  short: 200,
  followUp: 2_000,
  passphrase: 1_000,
  /** Phone numbers of one customer. */
  phones: 20,
} as const;
