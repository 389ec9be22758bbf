import { refKey, type CustomerRef } from '../../model/customer';
import { isFull, ProblemError } from '../../model/problem';
import { ofKind } from '../../wire/item-keys';
import { readState } from '../session/items';
import { purgeCache } from '../storage/cache';
import type { Desk } from '../desk';
import { dropOldDirectories, knownCustomer } from '../sync/open-directories';
import { noteStorage } from '../storage/status';
import { storedEdits } from '../edits/stored-edits';

/** Writes; if the disk is full, frees space and tries once more. Throws the Problem `storage-full` if that does not help. */
export async function withSpace<T>(desk: Desk, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown;
  }
  try {
    // A disk without any space may refuse even to delete.
    await makeSpace(desk);
    return await write();
  } catch (thrown) {
    throw isFull(thrown) ? new ProblemError({ kind: 'storage-full' }) : thrown;
  }
}

/** Deletes what the CRMs have, too: cached answers and copies. Edits, links and the local book stay, and customers who are shown or edited. */
async function makeSpace(desk: Desk): Promise<void> {
  await noteStorage({ fullAt: desk.now() });
  const refs = [...(await storedEdits(desk)).map(({ ref }) => ref), ...(await shownRefs())];
  const needed = (await Promise.all(refs.map((ref) => knownCustomer(desk, ref)))).filter((one) => one !== null);
  await dropOldDirectories(desk, Infinity);
  await purgeCache(desk.database, Infinity, new Set(refs.map(refKey)));
  for (const customer of needed) await desk.database.put('customers', customer);
}

/** Customers who are shown: the person may be about to change one, and the edit could not be sent without the record. */
async function shownRefs(): Promise<CustomerRef[]> {
  return ofKind(await readState(), 'customer').map(({ value }) => value.customer);
}
