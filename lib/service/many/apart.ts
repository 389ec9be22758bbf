import { oneByOne } from '../../model/one-by-one';
import type { Desk } from '../desk';
import { bookAt, noted } from './journal';

/** The journal of what a person has said of customers who look like one. */
const APART = 'apart';

/** Of so many sets it is remembered, the last ones. */
const MOST = 2_000;

/** Of two that are said in one moment none is lost. */
const inTurn = oneByOne();

export async function apart(desk: Desk, connection: string): Promise<string[][]> {
  return (await noted<string[][]>(desk, connection, APART, 0)) ?? [];
}

export function setApart(desk: Desk, connection: string, ids: string[]): Promise<null> {
  return inTurn(async () => {
    const book = await bookAt(desk, connection);
    const before = await apart(desk, connection);
    const set = ids.toSorted();
    if (before.some((one) => one.join('\n') === set.join('\n'))) return null;
    await book.write({ journal: [{ id: APART, part: 0, at: desk.now(), value: [...before, set].slice(-MOST) }] });
    return null;
  });
}
