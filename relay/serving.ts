import { bareCustomer, type Colleague, type Customer, type CustomerRef, type Page } from '../lib/model/customer';
import { ProblemError, toProblem } from '../lib/model/problem';
import type { AccountInfo, Connection } from '../lib/providers/provider';
import { callsFor, type Asked, type CrmCall, type RelayCall, type RelayCalls } from '../lib/providers/relay/calls';
import type { Agent } from './agents.ts';
import { createAnswers, type Answers } from './answers.ts';
import { createDirectory, type Directory } from './directory.ts';
import { alone } from './locks.ts';
import { make } from './making.ts';
import { colleagueWith, isForMine, ownPage, type AskCrm } from './own-view.ts';
import { priorityNow } from './quota.ts';
import { abilitiesFor, isTheirs, shownTo } from './roles.ts';
import type { Store } from './store.ts';
import { createTurns, type Priority, type Turns } from './turns.ts';

/** A connection that the relay serves to all agents. */
export interface Served {
  id: string;
  /** The shapes of its calls: made once, not for each call. */
  calls: RelayCalls;
  crm: Connection;
  answers: Answers;
  turns: Turns;
  store: Store;
  keepMs: number;
  /** The copy of its customers; null where it cannot list them, or where nothing is to be stored. */
  directory: Directory | null;
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
export interface Keeping {
  now(): number;
  keepMs: number;
  /** How old the copy of the customers may be when a browser asks for its changes. */
  refreshMs?: number;
  /** Tells the CRM and its account from others. */
  of?: string;
}

export function createServed(id: string, crm: Connection, store: Store, { now, keepMs, refreshMs = REFRESH_MS, of = '' }: Keeping): Served {
  const turns = createTurns();
  const answers = createAnswers(store, id, now, Math.max(keepMs, LONG_MS));
  const inBackground = <T>(agent: string, work: () => Promise<T>, signal: AbortSignal) => taken(turns, 'background', agent, signal, work);
  const { changed } = answers;
  const directory = crm.list && keepMs > 0 ? createDirectory({ id, of, crm, store, now, inBackground, changed, refreshMs }) : null;
  return { id, calls: callsFor(id), crm, store, keepMs, turns, answers, directory };
}

const CALLS = callsFor('');
const LONG_MS = 600_000;
const REFRESH_MS = 300_000;

export async function answerTo(asking: Asking): Promise<unknown> {
  const { agent, served, call } = asking;
  if (call === 'abilities') return abilitiesFor(agent.role, served.crm);
  const asked = await allowed(asking);
  const told = await (CALLS[call].does === 'writes' ? written(asking, call, asked) : seen(asking, call, asked)).catch(
    async (thrown: unknown) => {
      const gone = call === 'get' && toProblem(thrown, 'relay').kind === 'not-found' ? aboutOf(asked) : null;
      if (gone) await served.directory?.gone(gone.id);
      throw thrown;
    },
  );
  if (call === 'remove') await served.directory?.gone(aboutOf(asked)!.id);
  const shown = shownTo(agent.role, told);
  if (shown === null && told !== null && call === 'get') throw new ProblemError({ kind: 'not-found' });
  return shown;
}

/** The parts of a list or an export, as the agent may see them. Calls of people that come meanwhile are made before the next part is asked for. */
export async function* partsFor({ agent, served, call, asked, signal }: Asking): AsyncGenerator {
  if (call === 'list' && served.directory && colleagueOf(served, agent) === null) {
    const { since, cursor } = asked as Asked<'list'>;
    for await (const part of served.directory.parts(agent, since, cursor, signal)) yield shownTo(agent.role, part);
    return;
  }
  const parts = (make(call as CrmCall, crmFor(served, agent), asked, signal) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const next = () => taken(served.turns, 'background', agent.name, signal, () => parts.next());
  try {
    for (let part = await next(); !part.done; part = await next()) yield shownTo(agent.role, part.value);
  } finally {
    await parts.return?.();
  }
}

/** Reads for an agent. What the CRM would answer for the account of the config, an agent with customers of their own is answered for themselves. */
async function seen(asking: Asking, call: CrmCall, asked: unknown): Promise<unknown> {
  const { served, agent } = asking;
  const { customers } = agent.role;
  if (customers === 'all' || served.crm.as) return read(asking, call, asked);
  const { crm } = served;
  const ask: AskCrm = {
    colleagues: () => read(asking, 'colleagues', {}) as Promise<Colleague[]>,
    search: (wanted) => read(asking, 'search', wanted) as Promise<Page<Customer>>,
  };
  if (call === 'me') return colleagueWith(customers.of, crm, ask);
  if (call === 'check') return { ...((await read(asking, call, asked)) as AccountInfo), user: await colleagueWith(customers.of, crm, ask) };
  const isMine = call === 'search' && isForMine(asked as Asked<'search'>);
  return isMine ? ownPage(customers.of, asked as Asked<'search'>, crm, ask) : read(asking, call, asked);
}

function read({ agent, served, signal }: Asking, call: CrmCall, asked: unknown, keepMs = served.keepMs): Promise<unknown> {
  const { shared } = CALLS[call];
  const ask = (until: AbortSignal) => inTurn({ agent, served, signal: until }, call, asked);
  if (shared === 'no') return ask(signal);
  const storedMs = { 'while-asked': 0, briefly: keepMs, long: keepMs > 0 ? LONG_MS : 0 };
  const seenBy = colleagueOf(served, agent);
  return served.answers.of(`${call} ${JSON.stringify(asked)}${seenBy === null ? '' : ` as ${seenBy}`}`, storedMs[shared], signal, ask);
}

async function written(asking: Asking, call: CrmCall, asked: unknown): Promise<unknown> {
  const { served, signal } = asking;
  const about = aboutOf(asked);
  const work = () => inTurn(asking, call, asked);
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

/** Asks the CRM for a person who waits, when it is the agent's turn. */
function inTurn({ agent, served, signal }: Pick<Asking, 'agent' | 'served' | 'signal'>, call: CrmCall, asked: unknown): Promise<unknown> {
  return taken(served.turns, 'interactive', agent.name, signal, () => make(call, crmFor(served, agent), asked, signal) as Promise<unknown>);
}

/** The colleague as whom an agent asks, in a CRM where each has records of their own; null elsewhere, and for an agent who is no colleague in the CRM. */
function colleagueOf({ crm }: Served, { role: { customers } }: Agent): string | null {
  return crm.as && customers !== 'all' ? customers.of : null;
}

function crmFor(served: Served, agent: Agent): Connection {
  const colleague = colleagueOf(served, agent);
  return colleague === null ? served.crm : served.crm.as!(colleague);
}

async function taken<T>(turns: Turns, priority: Priority, agent: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = await turns.take(agent, priority, signal);
  try {
    return await priorityNow.run(priority, work);
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
async function allowed({ agent, served, call, asked, signal }: Asking): Promise<unknown> {
  const { role } = agent;
  const about = role.customers === 'all' ? null : aboutOf(asked);
  if (!about) return asked;
  const keepMs = CALLS[call].does === 'writes' ? 0 : served.keepMs;
  const found = (await read({ agent, served, call: 'get', asked, signal }, 'get', { known: about }, keepMs)) as Customer;
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
