import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ofConnection, openRaw, type CachedAnswer } from '../../../lib/service/storage/database';
import { createSeal, KEY_BYTES } from '../../../lib/service/storage/seal';
import { createDatabase, type Database } from '../../../lib/service/storage/sealed-database';

const answer = (name: string): CachedAnswer => ({ connection: 'crm', name, ids: ['1'], fetchedAt: 0 });

describe.each(['readable', 'sealed'])('a %s database', (how) => {
  let database: Database;

  afterEach(() => void vi.useRealTimers());

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const raw = await openRaw(crypto.randomUUID());
    const seal = how === 'sealed' ? await createSeal(crypto.getRandomValues(new Uint8Array(KEY_BYTES))) : null;
    database = createDatabase(
      () => ({ raw, seal }),
      () => undefined,
    );
  });

  const answerOf = (name: string) => database.get('answers', ['crm', name]);
  /** How often the browser is asked for what is kept of a name. */
  const asked = async (name: string) => {
    const spy = vi.spyOn(IDBObjectStore.prototype, 'get');
    await answerOf(name);
    const calls = spy.mock.calls.length;
    spy.mockRestore();
    return calls;
  };
  const untilNamesAreKnown = async (name = 'nobody') => {
    await asked(name);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(async () => expect(await asked(name)).toBe(0));
  };

  it('is soon not asked any more for a name of which nothing is kept', async () => {
    await database.put('answers', answer('张伟'));
    expect(await asked('nobody')).toBe(1);
    await untilNamesAreKnown();
    expect(await asked('张伟')).toBe(1);
    expect(await answerOf('张伟')).toEqual(answer('张伟'));
  });

  it('has what was written after the names were known', async () => {
    await untilNamesAreKnown();
    await database.put('answers', answer('张伟'));
    const transaction = database.transaction('answers', 'readwrite');
    await transaction.store.put(answer('李雷'));
    await transaction.done;
    expect(await Promise.all([answerOf('张伟'), answerOf('李雷')])).toEqual([answer('张伟'), answer('李雷')]);
  });

  it('has what is written while the names are read', async () => {
    const { getAllKeys } = IDBObjectStore.prototype;
    let writing: Promise<unknown> | undefined;
    const reading = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys').mockImplementation(function (this: IDBObjectStore, ...range) {
      const keys = getAllKeys.apply(this, range);
      writing ??= database.put('answers', answer('张伟'));
      return keys;
    });
    await untilNamesAreKnown();
    reading.mockRestore();
    await writing;
    expect(await answerOf('张伟')).toEqual(answer('张伟'));
  });

  it('forgets the names of a connection that is gone', async () => {
    await database.put('answers', answer('张伟'));
    await untilNamesAreKnown();
    await database.delete('answers', ofConnection('crm'));
    expect(await answerOf('张伟')).toBeUndefined();
    await untilNamesAreKnown('张伟');
  });
});
