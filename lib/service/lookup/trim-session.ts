import { withCards, type CardedItem } from '../../wire/item-cards';
import type { StateItems, StateKey } from '../../wire/items';
import { sweepState } from '../session/items';
import type { Desk } from '../desk';

/** The most answers that stay in the session; the cache has more. The browser's limit for the session is 10 MB. */
const MOST_ANSWERS = 300;
/** How many lookups may pass until the session is looked through again. */
const EVERY = 50;

/** Now and then deletes the oldest answers from the session, and the customers whom no other answer names. */
export async function trimSession(desk: Desk): Promise<void> {
  if (desk.untilTrim-- > 0) return;
  desk.untilTrim = EVERY;
  await sweepState((state) => superfluous(state, MOST_ANSWERS));
}

/** The session is full: deletes what the cache or a CRM can give again, except open contacts, customers with edits, and what is `wanted`. */
export async function emptySession(wanted: string[]): Promise<void> {
  await sweepState((state) => superfluous(state, 0).filter((key) => !wanted.includes(key)));
}

/**
 * The keys of the items that may be deleted: of those with an age all but the newest `most`, unless an item that stays names them; and those that no
 * item names then.
 */
function superfluous(state: Partial<StateItems>, most: number): StateKey[] {
  const items = withCards(state);
  const namedBy = (some: CardedItem[]) => new Set<string>(some.flatMap(({ value, card }) => card.names?.(value) ?? []));
  const needed = namedBy(items.filter(({ card }) => card.full === 'stays'));
  const ageing = items.flatMap(({ key, value, card: { full } }) =>
    typeof full === 'object' && !needed.has(key) ? { key, at: full.oldest(value) } : [],
  );
  const old = new Set(
    ageing
      .sort((a, b) => b.at - a.at)
      .slice(most)
      .map(({ key }) => key),
  );
  if (old.size === 0 && most > 0) return [];
  const named = namedBy(items.filter(({ key, card }) => card.full !== 'unnamed' && !old.has(key)));
  return items.flatMap(({ key, card }) => (old.has(key) || (card.full === 'unnamed' && !named.has(key)) ? key : []));
}
