import type { Card } from './view';

/**
 * The card that speaks for the contact: the first that does not say that its connection has nobody, be it that it has not said anything yet. What
 * could not be asked says nothing. Undefined where all have nobody.
 */
export function leadingCard(cards: readonly Card[]): Card | undefined {
  return cards.find(({ body }) => body.kind !== 'none' && body.kind !== 'failed');
}
