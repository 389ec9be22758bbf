import { since } from '../../model/elapsed';
import type { Desk } from '../desk';

/** The journal part of a step, null where the step was not done. */
export async function noted<T>(desk: Desk, connection: string, id: string, part: number): Promise<T | null> {
  const record = await desk.database.get('bookJournal', [connection, id, part]);
  return (record?.value as T | undefined) ?? null;
}

/** How long a bulk change or merge can be undone, in ms. */
const KEPT_FOR = 24 * 60 * 60_000;

/** Deletes the journals of changes that can no longer be undone. */
export async function forgetOld(desk: Desk, connection: string, kind: 'bulk' | 'merge'): Promise<void> {
  const ended: string[] = [];
  // The next journal begins after the last part of this one.
  for (let from: IDBValidKey[] = [connection, `${kind} `]; ;) {
    const range = IDBKeyRange.bound(from, [connection, `${kind} \uffff`], true);
    const [head] = await desk.database.getAll('bookJournal', range, 1);
    if (!head) break;
    const age = since(head.at, desk.now());
    // One that was dated ahead by another clock stays until this clock has passed it: it may be recent.
    if (age > KEPT_FOR && age !== Infinity) ended.push(head.id);
    from = [connection, head.id, []];
  }
  if (ended.length > 0) await desk.bookOf(connection).write({ endJournals: ended });
}
