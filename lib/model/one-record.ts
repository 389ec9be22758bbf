import type { Customer } from './customer';
import type { Card, CardBody } from './view';

/** What a card says of a customer whom it shows. */
export type FoundBody = Extract<CardBody, { kind: 'found' }>;

/** A card with the customer whom it shows. */
export type FoundCard = Card & { body: FoundBody };

/**
 * Whether the cards say what several CRMs know of one person, so that they can be one record: at least two show somebody who is beyond doubt, none
 * is undecided, and nothing speaks against any of them. CRMs that are still asked, could not be asked or have lost the customer do not matter.
 */
export function isOneRecord(cards: readonly Card[]): boolean {
  const agreed = cards.filter(isThere).length;
  const open = cards.some(({ body }) => body.kind === 'several' || (body.kind === 'found' && (body.certainty !== 'sure' || body.against)));
  return agreed > 1 && !open && isThere(cards[0]!);
}

/** Whether a card shows a customer whom the CRM has and who is beyond doubt. */
export function isThere(card: Card): card is FoundCard {
  return card.body.kind === 'found' && card.body.certainty === 'sure' && card.body.freshness !== 'gone';
}

/** Whether a card's customer can be given a remark, or tags. */
export function takes(card: FoundCard, what: 'remark' | 'tags'): boolean {
  const { changes } = card.connection.can;
  return what === 'remark' ? changes.includes('remark') : changes.includes('add-tag') || changes.includes('remove-tag');
}

/** What every customer has that CRMs may know differently. */
export type FactPart = 'name' | 'company' | 'stage' | 'owner' | 'phones' | 'nickname' | 'source' | 'lastFollowUpAt';

/** A part of a customer as the text that it is shown as, '' where there is none. Numbers are not shown like this. */
export function factText(customer: Customer, part: Exclude<FactPart, 'phones'>): string {
  if (part === 'stage' || part === 'owner') return customer[part]?.name ?? '';
  return customer[part] ?? '';
}
