import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../lib/service/storage/database';

afterEach(() => vi.restoreAllMocks());

/**
 * As Firefox: a transaction that finds no room is aborted when it ends, and the next one that is begun may only delete. Returns what makes room.
 */
function asFirefox(): () => void {
  const { transaction } = IDBDatabase.prototype;
  const { put } = IDBObjectStore.prototype;
  let isFull = true;
  let isCleaning = false;
  const cleaning = new WeakSet<IDBTransaction>();
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...how) {
    const made = transaction.apply(this, how);
    if (how[1] !== 'readwrite') return made;
    if (isCleaning) cleaning.add(made);
    isCleaning = false;
    return made;
  });
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
    if (cleaning.has(this.transaction)) throw new DOMException('only deletions', 'InvalidStateError');
    const request = put.apply(this, values);
    if (!isFull) return request;
    Object.defineProperty(this.transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') });
    request.addEventListener('success', () => {
      this.transaction.abort();
      isCleaning = true;
    });
    return request;
  });
  return () => (isFull = false);
}

const REPLY = { id: 'r', group: '', title: '价目', text: '见附件', order: 1 };

test('the first write after the disk was full succeeds once there is room', async () => {
  const database = await openDatabase('full');
  const makeRoom = asFirefox();
  await expect(database.put('replies', REPLY)).rejects.toThrow('full');
  // Nor is it refused in other words while there is none.
  await expect(database.put('replies', REPLY)).rejects.toThrow('full');
  makeRoom();
  await database.put('replies', REPLY);
  expect(await database.getAll('replies')).toEqual([REPLY]);
});
