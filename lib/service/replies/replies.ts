import { LONGEST_REPLY, MOST_REPLIES, type QuickReply } from '../../model/reply';
import { ProblemError } from '../../model/problem';
import type { Database } from '../storage/database';

/** Every quick reply, in no order. */
export function replies(database: Database): Promise<QuickReply[]> {
  return database.getAll('replies');
}

/** Stores and deletes in one step, which has reached the disk when this resolves. More than may be kept is the Problem `too-long`. */
export async function saveReplies(database: Database, put: QuickReply[], remove: string[]): Promise<void> {
  const long = put.find(({ text }) => text.length > LONGEST_REPLY);
  if (long) throw new ProblemError({ kind: 'too-long', what: 'text', length: long.text.length, most: LONGEST_REPLY });
  const { store, done } = database.transaction('replies', 'readwrite', { durability: 'strict' });
  const kept = new Set((await store.getAll()).map(({ id }) => id));
  for (const id of remove) kept.delete(id);
  for (const { id } of put) kept.add(id);
  if (kept.size > MOST_REPLIES) throw new ProblemError({ kind: 'too-long', what: 'list', length: kept.size, most: MOST_REPLIES });
  for (const id of remove) await store.delete(id);
  for (const reply of put) await store.put(reply);
  await done;
}
