/**
 * What Kebian reads and where it is sent, as the keys of the texts that say so (locales/options). README, SECURITY.md and the privacy policy
 * say the same. A version that reads or sends more adds an entry with the next number; people who have only seen older entries are told once.
 */
export const WHAT_IS_READ = [{ since: 1, texts: ['reads.chat', 'reads.messages', 'reads.sent', 'reads.kept'] }] as const;

export type ReadsText = (typeof WHAT_IS_READ)[number]['texts'][number];

/** The number of the newest entry. */
export const READS_NOW = Math.max(...WHAT_IS_READ.map(({ since }) => since));

/** The entries that the person has not seen, who has seen those up to this number. */
export function untold(told: number): ReadsText[] {
  return WHAT_IS_READ.flatMap(({ since, texts }) => (since > told ? texts : []));
}
