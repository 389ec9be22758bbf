import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardOf, ITEM_CARDS, outlives, type ItemCard, type Naming } from '../../lib/wire/item-cards';
import { splitKey, without, type ItemKind, type ItemOf } from '../../lib/wire/item-keys';
import { item } from '../../lib/wire/items';

const KINDS = Object.keys(ITEM_CARDS) as ItemKind[];
const through = (event: 'loss' | 'lock' | 'wipe') => KINDS.filter((kind) => outlives(kind, event)).toSorted();

describe('what stays in the session', () => {
  test('when everything is deleted: which chats are open, and how the vault stands', () => {
    expect(through('wipe')).toEqual(['chat', 'vault']);
  });

  test('when Kebian is locked: besides, nothing that tells of a customer', () => {
    const more = ['choices', 'clockSeen', 'managed', 'once', 'purgeDue', 'shown', 'storage', 'vaultKey', 'vaultLockAfter', 'vaultSeenAt'];
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
        fc.pre(!KINDS.includes(splitKey(key)[0]));
        expect(outlives(key, 'loss')).toBe(false);
        expect(cardOf(key)).toMatchObject({ panel: 'none', popover: 'none' });
      }),
    );
  });
});

test('what stays when the connections change is of none of them, or is looked at by whoever reads it', () => {
  const stays = KINDS.filter((kind) => cardOf(kind).changed === 'stays').toSorted();
  expect(stays).toEqual([
    ...['accepted', 'chat', 'choices', 'clockSeen', 'connections', 'former', 'managed', 'once', 'popover', 'purgeDue', 'recents', 'sent'],
    ...['shown', 'storage', 'taken', 'vault', 'vaultKey', 'vaultLockAfter', 'vaultSeenAt', 'wanted'],
  ]);
});

test('a full session loses what the CRMs can say again, and nothing that was made here', () => {
  expect(KINDS.filter((kind) => cardOf(kind).full !== 'stays').toSorted()).toEqual(['answer', 'beside', 'customer']);
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
    expect(cardOf('draft:a')).toBe(ITEM_CARDS.draft);
    // @ts-expect-error nothing says what `half` holds
    expect(item('half:a', '')).toEqual({ 'half:a': '' });
  });

  test('an item that holds something else than its card says', () => {
    expect(item('purgeDue', true)).toEqual({ purgeDue: true });
    // @ts-expect-error it is there or it is not
    expect(item('purgeDue', false)).toEqual({ purgeDue: false });
  });

  test('a card that leaves a question open', () => {
    const { changed: _, ...draft } = card;
    // @ts-expect-error what becomes of it when the connections change
    expect(draft satisfies ItemCard<ItemOf<'draft'>>).toMatchObject({ full: 'stays' });
  });

  test('a card that looks for its connection where the item has none', () => {
    const of = ({ ref }: ItemOf<'edit'>) => ref.connection;
    expect({ ...card, changed: { of } } satisfies ItemCard<ItemOf<'edit'>>).toMatchObject({ changed: { of } });
    // @ts-expect-error what is half typed has no customer
    expect({ ...card, changed: { of } } satisfies ItemCard<ItemOf<'draft'>>).toMatchObject({ changed: { of } });
  });

  test('a card that names items of a kind that there is not, and a list of items to delete with such a one', () => {
    const named = { draft: { names: () => ['customer:a' as const] } };
    const typed = { draft: { names: () => ['costumer:a' as const] } };
    expect(named satisfies Naming<typeof named>).toBe(named);
    // @ts-expect-error there is no `costumer`
    expect(typed satisfies Naming<typeof typed>).toBe(typed);
    expect(without(['customer:a', 'decided'])).toEqual({ 'customer:a': undefined, decided: undefined });
    // @ts-expect-error there is no `decidet`
    expect(without(['decidet'])).toEqual({ decidet: undefined });
  });
});

test('what a card names for an item are keys of the session', () => {
  const ref = { connection: 'c', id: '1' };
  const contact = { site: 's', id: 'i', name: 'n', kind: 'person', avatar: null } as const;
  const candidate = { ref, reasons: [] } as never;
  const finding = { connection: 'c', progress: 'done', decision: 'sure', candidates: [candidate] } as never;
  const values: { [K in ItemKind]?: unknown } = {
    chat: { state: { kind: 'chat', contact }, window: 1, site: 's' },
    answer: { contact, findings: [finding], at: 0 },
    edit: { ref },
    done: { ref },
  };
  const naming = KINDS.filter((kind) => cardOf(kind).names);
  expect(naming.toSorted()).toEqual(Object.keys(values).toSorted());
  const named = naming.flatMap((kind) => cardOf(kind).names!(values[kind]));
  expect(named.length).toBeGreaterThanOrEqual(naming.length);
  expect(named.filter((key) => !KINDS.includes(splitKey(key)[0]))).toEqual([]);
});
