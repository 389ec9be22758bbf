/**
 * What Kebian reads and where it goes, as the texts that say so (locales/options). README, SECURITY.md and the privacy policy say the same words.
 * A version that reads or sends more gets a line with the next number: whoever was told up to an older one is told of it, once.
 */
export const WHAT_IS_READ = [{ since: 1, texts: ['reads.chat', 'reads.messages', 'reads.sent', 'reads.kept'] }] as const;

export type ReadsText = (typeof WHAT_IS_READ)[number]['texts'][number];

/** The number of what this version reads. */
export const READS_NOW = Math.max(...WHAT_IS_READ.map(({ since }) => since));

/** What nobody has told the person of, who was told up to this number. */
export function untold(told: number): ReadsText[] {
  return WHAT_IS_READ.flatMap(({ since, texts }) => (since > told ? texts : []));
}
