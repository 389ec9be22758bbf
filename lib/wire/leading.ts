import type { Finding } from './items';

/**
 * The finding that decides what chips, badges and recent contacts say: the first with candidates or without an answer yet. Findings without a
 * candidate, and those that could not be asked, are passed over; undefined where no other is left. As `leadingCard` for cards.
 */
export function leadingOf(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ progress, decision }) => progress === 'looking-up' || decision !== 'none');
}
