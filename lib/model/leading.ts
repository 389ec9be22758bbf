import type { Card } from './view';

/**
 * The card that decides what strip and popover say: the first whose connection has candidates or has not answered yet. Connections without a
 * candidate, and those that could not be asked, are passed over; undefined where no other is left. As `leadingOf` for findings.
 */
export function leadingCard(cards: readonly Card[]): Card | undefined {
  return cards.find(({ body }) => body.kind !== 'none' && body.kind !== 'failed');
}
