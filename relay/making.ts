import { ProblemError } from '../lib/model/problem';
import type { Connection, Step } from '../lib/providers/provider';
import type { Asked, RelayCall, Streamed, Told } from '../lib/providers/relay/calls';

/** The calls that a CRM's connection answers; what it can do the relay says itself. */
export type CrmCallName = Exclude<RelayCall, 'abilities'>;

type Makers = {
  [N in CrmCallName]: (
    crm: Connection,
    asked: Asked<N>,
    signal: AbortSignal,
  ) => N extends Streamed ? AsyncIterable<Told<N>> : Promise<Told<N>>;
};

/** How each call is made on a connection. */
export const MAKERS: Makers = {
  check: (crm, _, signal) => crm.check(signal),
  me: async (crm, _, signal) => (await crm.me?.(signal)) ?? null,
  suggestions: async (crm, _, signal) => (await crm.suggestions?.(signal)) ?? [],
  find: (crm, { hints }, signal) => crm.find(hints, signal),
  get: (crm, { known }, signal) => crm.get(known, signal),
  search: (crm, { query, page }, signal) => crm.search(query, page, signal),
  tags: (crm, _, signal) => crm.tags(signal),
  fields: (crm, _, signal) => crm.fields(signal),
  apply: (crm, { changes, known, bases }, signal) => crm.apply(changes, known, signal, bases),
  add: (crm, { customer, key, seen }, signal) => able(crm, 'add')(customer, key, signal, seen),
  alike: (crm, { customer, home }, signal) => able(crm, 'alike')(customer, home, signal),
  list: (crm, { since, cursor }, signal) => able(crm, 'list')(since, cursor, signal),
  remove: (crm, { ref }, signal) => done(able(crm, 'remove')(ref, signal)),
  followUps: (crm, { customer, page }, signal) => able(crm, 'followUps')(customer, page, signal),
  addFollowUp: (crm, { customer, followUp }, signal) => able(crm, 'addFollowUp')(customer, followUp, signal),
  hasFollowUp: (crm, { customer, followUp }, signal) => able(crm, 'hasFollowUp')(customer, followUp, signal),
  followUpKinds: (crm, _, signal) => able(crm, 'followUpKinds')(signal),
  colleagues: (crm, _, signal) => able(crm, 'colleagues')(signal),
  sortings: (crm, _, signal) => able(crm, 'sortings')(signal),
  messages: (crm, { customer, span, page }, signal) => able(crm, 'messages')(customer, span, page, signal),
  friendsWithTag: (crm, { tag, offline }, signal) => able(crm, 'friendsWithTag')(tag, { offline }, signal),
  customerOfFriend: (crm, { friend }, signal) => able(crm, 'customerOfFriend')(friend, signal),
  export: (crm, { query }, signal) => able(crm, 'export')(query, signal),
  'tasks.people': (crm, { page }, signal) => able(crm, 'tasks').people(page, signal),
  'tasks.of': (crm, { person, filter, page }, signal) => able(crm, 'tasks').of(person, filter, page, signal),
  'tasks.add': addTask,
  'tasks.remove': (crm, { task }, signal) => done(able(crm, 'tasks').remove(task, signal)),
  'tasks.removeAll': (crm, { person }, signal) => done(able(crm, 'tasks').removeAll(person, signal)),
  'telephony.lookUp': (crm, { phone }, signal) => able(crm, 'telephony').lookUp(phone, signal),
  'telephony.popUp': (crm, _, signal) => able(crm, 'telephony').popUp(signal),
  'telephony.setPopUp': (crm, { on }, signal) => done(able(crm, 'telephony').setPopUp(on, signal)),
};

/** A member that a connection may have or not; without it the Problem `not-supported`. */
function able<K extends keyof Connection>(crm: Connection, member: K): NonNullable<Connection[K]> {
  const found = crm[member];
  if (!found) throw new ProblemError({ kind: 'not-supported', ability: member });
  return found as NonNullable<Connection[K]>;
}

async function done(call: Promise<void>): Promise<null> {
  await call;
  return null;
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
