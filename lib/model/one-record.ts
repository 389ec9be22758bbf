import type { Customer } from './customer';
import type { Card, CardBody } from './view';

/** The card of a customer that was found. */
export type FoundBody = Extract<CardBody, { kind: 'found' }>;

/** A card with the customer whom it shows. */
export type FoundCard = Card & { body: FoundBody };

/**
 * Whether the cards can be shown as one record: at least two show a certain customer, none is undecided, and nothing contradicts any of them.
 * CRMs that have not answered, could not be asked or no longer have the customer do not matter.
 */
export function isOneRecord(cards: readonly Card[]): boolean {
  const agreed = cards.filter(isThere).length;
  const open = cards.some(({ body }) => body.kind === 'several' || (body.kind === 'found' && (body.certainty !== 'sure' || body.against)));
  return agreed > 1 && !open && isThere(cards[0]!);
}

/** Whether a card shows an existing customer who is certain. */
export function isThere(card: Card): card is FoundCard {
  return card.body.kind === 'found' && card.body.certainty === 'sure' && card.body.freshness !== 'gone';
}

/** Whether the remark, or tags, of a card's customer can be changed. */
export function takes(card: FoundCard, what: 'remark' | 'tags'): boolean {
  const { changes } = card.connection.can;
  return what === 'remark' ? changes.includes('remark') : changes.includes('add-tag') || changes.includes('remove-tag');
}

/** The parts of every customer that may differ between CRMs. */
export type FactPart = 'name' | 'company' | 'stage' | 'owner' | 'phones' | 'nickname' | 'source' | 'lastFollowUpAt';

/** The text that shows a part of a customer, '' where it is empty. Not used for numbers. */
export function factText(customer: Customer, part: Exclude<FactPart, 'phones'>): string {
  if (part === 'stage' || part === 'owner') return customer[part]?.name ?? '';
  return customer[part] ?? '';
}
