import { serialQueue } from '../../model/serial-queue';
import { bookAt, type Desk } from '../desk';
import { noted } from './journal';

/** The journal of the sets that a person has marked as different people. */
const APART = 'apart';

/** The number of such sets that are stored: the last ones. */
const MOST = 2_000;

/** Two calls at the same time must not overwrite each other's entry. */
const serially = serialQueue();

export async function apart(desk: Desk, connection: string): Promise<string[][]> {
  return (await noted<string[][]>(desk, connection, APART, 0)) ?? [];
}

export function setApart(desk: Desk, connection: string, ids: string[]): Promise<null> {
  return serially(async () => {
    const book = await bookAt(desk, connection);
    const before = await apart(desk, connection);
    const set = ids.toSorted();
    if (before.some((one) => one.join('\n') === set.join('\n'))) return null;
    await book.write({ journal: [{ id: APART, part: 0, at: desk.now(), value: [...before, set].slice(-MOST) }] });
    return null;
  });
}
