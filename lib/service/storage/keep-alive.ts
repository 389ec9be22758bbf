import type { IDBPObjectStore } from 'idb';

/** Lets a transaction wait for something that is not the database. */
export interface KeepAlive {
  /** Resolves with the work, inside the transaction. */
  until<T>(work: Promise<T>): Promise<T>;
  /** As `until`, and not before whatever was asked for before: requests keep the order in which they were made. */
  inOrder<T>(work: Promise<T>): Promise<T>;
}

/**
 * A transaction ends by itself as soon as it has nothing to do, and requests may only be made in the turn of an earlier one's answer.
 * So it is given something small to do, over and over, until the work is done; all waiting work shares these calls. Where work fails
 * the whole transaction does: without it the rest must not be written.
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

/** No record has this key. */
const NOBODY = '\u0000';

function abort({ transaction }: IDBPObjectStore<unknown, string[], string, 'readwrite'>): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
