import { ProblemError } from '../lib/model/problem';
import type { Connection, Step } from '../lib/providers/provider';
import { callsFor, namesIn, placeOf, type Asked, type CrmCall, type OwnCode, type Streamed, type Told } from '../lib/providers/relay/calls';

type Makers = {
  [N in CrmCall]: (crm: Connection, asked: Asked<N>, signal: AbortSignal) => N extends Streamed ? AsyncIterable<Told<N>> : Promise<Told<N>>;
};
type Maker = (crm: Connection, asked: unknown, signal: AbortSignal) => Promise<unknown> | AsyncIterable<unknown>;

const CALLS = callsFor('');
/** Every other call is made by its row. */
const OWN: OwnCode<Makers> = {
  me: async (crm, _, signal) => (await crm.me?.(signal)) ?? null,
  apply: (crm, { changes, known, bases }, signal) => crm.apply(changes, known, signal, bases),
  add: (crm, { customer, key, seen }, signal) => able(crm, 'add')(customer, key, signal, seen),
  friendsWithTag: (crm, { tag, offline }, signal) => able(crm, 'friendsWithTag')(tag, { offline }, signal),
  'tasks.add': addTask,
};

/** Makes a call on a connection. */
export function make(call: CrmCall, ...all: Parameters<Maker>): ReturnType<Maker> {
  return ((OWN as Partial<Record<CrmCall, Maker>>)[call] ?? plain(call))(...all);
}

function plain(call: CrmCall): Maker {
  const names = namesIn(CALLS[call]);
  const [member, part] = placeOf(call);
  return (crm, asked, signal) => {
    const found = able(crm, member as keyof Connection);
    const owner = (part === undefined ? crm : found) as unknown as Record<string, (...all: unknown[]) => ReturnType<Maker>>;
    const answer = owner[part ?? member]!(...names.map((name) => (asked as Record<string, unknown>)[name]), signal);
    return CALLS[call].stream ? answer : orNull(answer as Promise<unknown>);
  };
}

/** A member that a connection may have or not; without it the Problem `not-supported`. */
function able<K extends keyof Connection>(crm: Connection, member: K): NonNullable<Connection[K]> {
  const found = crm[member];
  if (!found) throw new ProblemError({ kind: 'not-supported', ability: member });
  return found as NonNullable<Connection[K]>;
}

/** JSON has no `undefined`. */
async function orNull(answer: Promise<unknown>): Promise<unknown> {
  return (await answer) ?? null;
}

/** Ends the adding of a task where the browser has to note something first. */
class Paused extends Error {
  readonly told: Told<'tasks.add'>;

  constructor(told: Told<'tasks.add'>) {
    super('paused');
    this.told = told;
  }
}

/**
 * The browser notes which steps were done, in a memory that outlives it and this relay: so each call here does one step at most, or none, and answers
 * with the next one.
 */
async function addTask(
  crm: Connection,
  { task, befriendFirst, done: before, does }: Asked<'tasks.add'>,
  signal: AbortSignal,
): Promise<Told<'tasks.add'>> {
  let left = does;
  const step: Step = async (name, contents, work, look) => {
    if (before.includes(name)) return;
    if (left?.kind === 'look') throw new Paused({ kind: 'looked', found: look ? await look(left.contents as typeof contents) : false });
    if (left === null) throw new Paused({ kind: 'next', name, contents, looks: look !== undefined });
    left = null;
    await work();
    throw new Paused({ kind: 'done' });
  };
  try {
    await able(crm, 'tasks').add(task, { befriendFirst, step }, signal);
    return { kind: 'done' };
  } catch (thrown) {
    if (thrown instanceof Paused) return thrown.told;
    throw thrown;
  }
}
