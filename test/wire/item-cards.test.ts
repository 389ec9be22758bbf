import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardOf, ITEM_CARDS, outlives, type ItemCard, type ItemCards } from '../../lib/wire/item-cards';
import { partsOf, type ItemKind, type ItemOf } from '../../lib/wire/item-keys';

const KINDS = Object.keys(ITEM_CARDS) as ItemKind[];
const through = (event: 'loss' | 'lock' | 'wipe') => KINDS.filter((kind) => outlives(kind, event)).toSorted();

describe('what stays in the session', () => {
  test('when everything is deleted: which chats are open, and how the vault stands', () => {
    expect(through('wipe')).toEqual(['chat', 'vault']);
  });

  test('when Kebian is locked: besides, nothing that tells of a customer', () => {
    const more = ['choices', 'managed', 'once', 'purgeDue', 'shown', 'storage', 'vaultKey', 'vaultLockAfter', 'vaultSeenAt'];
    expect(through('lock')).toEqual([...through('wipe'), ...more].toSorted());
    // The vault takes its key away by itself.
    expect(KINDS.filter((kind) => cardOf(kind).comesLocked)).toEqual(['wanted']);
  });

  test('when the browser has thrown the databases away: besides, which edits a CRM has accepted', () => {
    expect(through('loss')).toEqual([...through('lock'), 'accepted'].toSorted());
  });

  test('is never an item of a kind that this version does not know, whatever it is called', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('toString', '__proto__:1', 'constructor:x', 'vaulted', 'chats:7', 'storage2'));
    fc.assert(
      fc.property(key, (key) => {
        fc.pre(!KINDS.includes(partsOf(key)[0]));
        expect(outlives(key, 'loss')).toBe(false);
        expect(cardOf(key)).toMatchObject({ panel: 'none', popover: 'none' });
      }),
    );
  });
});

test('a popover takes over what is of its customer, and of the rest nothing that names anybody', () => {
  expect(KINDS.filter((kind) => cardOf(kind).popover === 'own')).toEqual(['chat', 'answer', 'customer', 'draft']);
  expect(KINDS.filter((kind) => cardOf(kind).popover === 'all')).toEqual([
    ...['connections', 'vault', 'choices', 'edit', 'done', 'accepted', 'waiting'],
  ]);
});

/** The compiler reads these with every other file: where it finds no error in the line below the comment, that is the error. */
describe('the compiler refuses', () => {
  const card: ItemCard<unknown> = { outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'none', popover: 'none' };

  test('an item without its card', () => {
    const { draft: _, ...others } = ITEM_CARDS;
    // @ts-expect-error there is no card for what is half typed
    expect(others satisfies ItemCards).not.toHaveProperty('draft');
  });

  test('a card that leaves a question open', () => {
    const { changed: _, ...draft } = card;
    // @ts-expect-error what becomes of it when the connections change
    expect({ ...ITEM_CARDS, draft } satisfies ItemCards).toMatchObject({ draft });
  });

  test('a card that looks for its connection where the item has none', () => {
    const of = ({ ref }: ItemOf<'edit'>) => ref.connection;
    expect({ ...ITEM_CARDS, edit: { ...card, changed: { of } } } satisfies ItemCards).toHaveProperty('edit');
    // @ts-expect-error what is half typed has no customer
    expect({ ...ITEM_CARDS, draft: { ...card, changed: { of } } } satisfies ItemCards).toHaveProperty('draft');
  });
});
