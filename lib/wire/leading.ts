import type { Finding } from './items';

/**
 * The connection that speaks for the contact: the first in order that does not say that it has nobody, be it that it has not said anything yet. What
 * could not be asked says nothing. Undefined where all have nobody.
 */
export function leadingOf(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ progress, decision }) => progress === 'looking-up' || decision !== 'none');
}
