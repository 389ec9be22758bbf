import { sameKeysOf } from '../../model/many/same-keys';
import { MOST_AT_ONCE, type ManyCalls } from '../../model/many/many-calls';
import { ProblemError } from '../../model/problem';
import type { Handlers } from '../../wire/serve';
import { bookAt, type Desk } from '../desk';
import { homeNow } from '../language';
import { apart, setApart } from './apart';
import { changeMany, undoChange, type Changed } from './change-many';
import { noted } from './journal';
import { merge, undoMerge } from './merge';
import { countMany, removeMany, undoRemoval, type Removed } from './remove-many';

/** The calls that change many customers of a book. `changed` is called after a step: chats may then show something else. */
export function createManyHandlers(desk: Desk, changed: (connection: string) => Promise<unknown>): Pick<Handlers, keyof ManyCalls> {
  const told = async <T>(connection: string, step: Promise<T>): Promise<T> => {
    const answer = await step;
    await changed(connection);
    return answer;
  };
  return {
    changeMany: (step) => told(step.connection, changeMany(desk, step)),
    countMany: ({ connection, ids }) => countMany(desk, connection, ids),
    removeMany: (step) => told(step.connection, removeMany(desk, step)),
    undoMany: ({ connection, run, part }) => told(connection, undoMany(desk, connection, `bulk ${run}`, part)),
    sameKeys: async ({ connection, after }) => {
      const customers = await (await bookAt(desk, connection)).part(after, MOST_AT_ONCE);
      const home = await homeNow();
      const next = customers.length < MOST_AT_ONCE ? null : customers.at(-1)!.id;
      return { customers: customers.map((customer) => sameKeysOf(customer, home)), next };
    },
    apart: ({ connection }) => apart(desk, connection),
    setApart: ({ connection, ids }) => setApart(desk, connection, ids),
    merge: (ask) => told(ask.connection, merge(desk, ask)),
    undoMerge: ({ connection, run }) => told(connection, undoMerge(desk, connection, run)),
  };
}

async function undoMany(desk: Desk, connection: string, id: string, part: number): Promise<null> {
  const done = await noted<Changed | Removed>(desk, connection, id, part);
  if (!done) throw new ProblemError({ kind: 'not-undone', why: 'too-late' });
  if (done.undone) return null;
  await (done.kind === 'change' ? undoChange(desk, connection, id, part, done) : undoRemoval(desk, connection, id, part, done));
  return null;
}
