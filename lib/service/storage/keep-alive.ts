import type { IDBPObjectStore } from 'idb';

/** Lets a transaction wait for work outside the database. */
export interface KeepAlive {
  /** Resolves with the work, inside the transaction. */
  until<T>(work: Promise<T>): Promise<T>;
  /** As `until`, but after the work that was given before: requests keep the order in which they were made. */
  inOrder<T>(work: Promise<T>): Promise<T>;
}

/**
 * A transaction ends as soon as it has no open request, and new requests may only be made in the callback of an earlier one. So a small request is
 * repeated until the work is done; all waiting work shares it. If the work fails the transaction is aborted: the rest must not be written without it.
 */
export function keepAlive(store: IDBPObjectStore<unknown, string[], string, 'readwrite'>): KeepAlive {
  let turn: Promise<unknown> | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const nextTurn = () => (turn ??= store.getKey(NOBODY).finally(() => (turn = null)));
  async function until<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const noted = work.then(
      () => (done = true),
      () => (done = true),
    );
    noted.catch(() => undefined);
    while (!done) await nextTurn();
    return work;
  }
  async function inOrder<T>(work: Promise<T>): Promise<T> {
    const ready = until(Promise.all([work, before]));
    before = ready.catch(() => undefined);
    try {
      return (await ready)[0];
    } catch (thrown) {
      abort(store);
      throw thrown;
    }
  }
  return { until, inOrder };
}

/** A key that no record has. */
const NOBODY = '\u0000';

function abort({ transaction }: IDBPObjectStore<unknown, string[], string, 'readwrite'>): void {
  try {
    transaction.abort();
  } catch {
    // The transaction has ended already.
  }
}
