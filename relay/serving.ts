import { bareCustomer, type Customer, type CustomerRef } from '../lib/model/customer';
import { ProblemError } from '../lib/model/problem';
import type { Connection } from '../lib/providers/provider';
import { callsFor, type CrmCall, type RelayCall } from '../lib/providers/relay/calls';
import type { Agent } from './agents.ts';
import { createAnswers, type Answers } from './answers.ts';
import { alone } from './locks.ts';
import { make } from './making.ts';
import { priorityNow } from './quota.ts';
import { abilitiesFor, isTheirs, shownTo } from './roles.ts';
import type { Store } from './store.ts';
import { createTurns, type Turns } from './turns.ts';

/** A connection that the relay serves to all agents. */
export interface Served {
  id: string;
  crm: Connection;
  answers: Answers;
  turns: Turns;
  store: Store;
  keepMs: number;
}

/** A call of an agent, checked. */
export interface Asking {
  agent: Agent;
  served: Served;
  call: RelayCall;
  asked: unknown;
  signal: AbortSignal;
}

/** Answers about customers are stored for `keepMs`, what changes seldom for longer; nothing where it is 0. */
export function createServed(id: string, crm: Connection, store: Store, { now, keepMs }: { now(): number; keepMs: number }): Served {
  return { id, crm, store, keepMs, turns: createTurns(), answers: createAnswers(store, id, now, Math.max(keepMs, LONG_MS)) };
}

const CALLS = callsFor('');
const LONG_MS = 600_000;

export async function answerTo(asking: Asking): Promise<unknown> {
  const { agent, served, call } = asking;
  if (call === 'abilities') return abilitiesFor(agent.role, served.crm);
  const asked = await allowed(asking);
  const told = await (CALLS[call].does === 'writes' ? written(asking, call, asked) : read(asking, call, asked));
  const shown = shownTo(agent.role, told);
  if (shown === null && told !== null && call === 'get') throw new ProblemError({ kind: 'not-found' });
  return shown;
}

/** The parts of a list or an export, as the agent may see them. */
export async function* partsFor({ agent, served, call, asked, signal }: Asking): AsyncGenerator {
  const end = await served.turns.take(agent.name, 'background', signal);
  try {
    const parts = (make(call as CrmCall, served.crm, asked, signal) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    const next = () => priorityNow.run('background', () => parts.next());
    try {
      for (let part = await next(); !part.done; part = await next()) yield shownTo(agent.role, part.value);
    } finally {
      await parts.return?.();
    }
  } finally {
    end();
  }
}

function read({ agent, served, signal }: Asking, call: CrmCall, asked: unknown): Promise<unknown> {
  const { answers, keepMs } = served;
  const inTurn = (until: AbortSignal) => taken(served, agent, until, () => make(call, served.crm, asked, until) as Promise<unknown>);
  const { shared } = CALLS[call];
  if (shared === 'no') return inTurn(signal);
  const storedMs = { 'while-asked': 0, briefly: keepMs, long: keepMs > 0 ? LONG_MS : 0 };
  return answers.of(`${call} ${JSON.stringify(asked)}`, storedMs[shared], signal, inTurn);
}

async function written({ agent, served, signal }: Asking, call: CrmCall, asked: unknown): Promise<unknown> {
  const about = aboutOf(asked);
  const work = () => taken(served, agent, signal, () => make(call, served.crm, asked, signal) as Promise<unknown>);
  if (!about) return work();
  return alone(served.store, `${served.id} ${about.id}`, signal, async () => {
    try {
      return await work();
    } finally {
      // Also what has failed may have been done.
      await served.answers.changed(about.id);
    }
  });
}

async function taken<T>({ turns }: Served, { name }: Agent, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = await turns.take(name, 'interactive', signal);
  try {
    return await priorityNow.run('interactive', work);
  } finally {
    end();
  }
}

interface About {
  known?: Customer;
  customer?: Customer;
  ref?: CustomerRef;
}

/** The customer whom a call names; a customer who is to be added has no id. */
export function aboutOf(asked: unknown): Customer | null {
  const { known, customer, ref } = asked as About;
  const about = known ?? customer ?? (ref && bareCustomer(ref));
  return about?.id ? about : null;
}

/**
 * What may be asked. Whoever has only some customers is refused every other one: what the CRM has counts, not what was sent, nor does the handle that
 * was sent lead to anybody else.
 */
async function allowed({ agent: { role, name }, served, asked, signal }: Asking): Promise<unknown> {
  const about = role.customers === 'all' ? null : aboutOf(asked);
  if (!about) return asked;
  const found = (await read({ agent: { name } as Agent, served, call: 'get', asked, signal }, 'get', { known: about })) as Customer;
  if (!isTheirs(role, found)) throw new ProblemError({ kind: 'forbidden' });
  const { known, customer, ref } = asked as About;
  const place = { id: found.id, handle: found.handle };
  return {
    ...(asked as object),
    ...(known && { known: { ...known, ...place } }),
    ...(customer && { customer: { ...customer, ...place } }),
    ...(ref && { ref: { ...ref, id: found.id } }),
  };
}
