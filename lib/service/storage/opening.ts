import { deleteDB } from 'idb';
import { isFull, ProblemError } from '../../model/problem';
import { openRaw, type Closed } from './database';
import type { RawDatabase } from './sealed-database';

/** The browser did not open or delete a database, or not in time; `cause` is what it said. */
export class NotOpened extends Error {
  constructor(cause: unknown) {
    super('The browser did not open or delete a database', { cause });
    this.name = 'NotOpened';
  }
}

/** How long the browser may take to open a database and to delete one, in ms; after that it counts as not done. */
const OPENS_WITHIN = 15_000;
const DELETES_WITHIN = 60_000;

/**
 * Rejects with `NotOpened` where an opening fails or takes too long.
 * @param late given what is opened later, which is to be closed
 */
export async function inTime<T>(opening: Promise<T>, late: (opened: T) => unknown, within = OPENS_WITHIN): Promise<T> {
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    over.reject(new DOMException('The database was not opened in time', 'TimeoutError'));
    opening.then(late, () => undefined);
  }, within);
  try {
    return await Promise.race([opening, over.promise]);
  } catch (thrown) {
    throw new NotOpened(thrown);
  } finally {
    clearTimeout(timer);
  }
}

/** `openRaw`, with the time limit. */
export function openInTime(name: string, closed: Closed, made?: () => void): Promise<RawDatabase> {
  return inTime(openRaw(name, undefined, closed, made), (raw) => raw.close());
}

/** Deletes a database, with the time limit. */
export function deleteInTime(name: string): Promise<void> {
  return inTime((async () => deleteDB(name))(), () => undefined, DELETES_WITHIN);
}

/** Closes an open database and deletes it. */
export function forgetRaw(raw: RawDatabase): Promise<void> {
  raw.close();
  return deleteInTime(raw.name);
}

/** The Problem of a move that has failed with `thrown`; `later` if it is tried again automatically. */
export function notMoved(thrown: unknown, later: boolean): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const isForRoom = isFull(thrown) || (thrown instanceof NotOpened && isFull(thrown.cause));
  return new ProblemError(isForRoom && !later ? { kind: 'storage-full' } : { kind: 'not-moved', later });
}
