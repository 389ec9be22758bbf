import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Contact } from '../../lib/model/contact';
import type { Customer } from '../../lib/model/customer';
import { ProblemError, type Problem } from '../../lib/model/problem';
import { DEFAULT_PREFERENCES, type Preferences } from '../../lib/model/settings';
import type { Connection, Part } from '../../lib/providers/provider';
import { providerById } from '../../lib/providers/registry';
import { choose, openChoices } from '../../lib/service/choices';
import { openDatabase } from '../../lib/service/storage/database';
import { createDesk, type Desk } from '../../lib/service/desk';
import { ownBooks } from '../../lib/service/own-books';
import { bareCustomer } from '../support/bare-customer';

/** The connection's id in these tests. */
export const CRM = 'crm';

/** A CRM whose customers a test can change, that writes down what it was asked. */
export interface ScriptedCrm {
  customers: Customer[];
  /** Whether it says of its answers that nobody is left out. */
  complete: boolean;
  /** Who the person is there; left out by a CRM that does not tell. `told` counts how often it was asked. */
  me?: { id: string; name: string };
  told: number;
  asked: string[];
  /** Every question is refused with this. */
  problem: Problem | null;
  /** After so many parts of a list the worker is as good as dead: nothing comes any more. */
  partsUntilDeath: number;
  /** How many customers a part of a list holds. */
  perPart: number;
  /** An edit is answered when this is settled. */
  applying: Promise<void>;
}

export function scriptedCrm(customers: Customer[]): ScriptedCrm {
  return {
    customers,
    complete: true,
    told: 0,
    asked: [],
    problem: null,
    partsUntilDeath: Infinity,
    perPart: 50,
    applying: Promise.resolve(),
  };
}

/** A worker's desk on a database that outlives it. `clock` is epoch ms. */
export function deskOn(crm: ScriptedCrm, { database = '', clock = { now: Date.UTC(2026, 0, 5) } } = {}): Promise<Desk> {
  return deskWith({ [CRM]: crm }, { database, clock });
}

/** The same with several connections, by their ids. */
export async function deskWith(
  crms: Record<string, ScriptedCrm>,
  { database = '', clock = { now: Date.UTC(2026, 0, 5) } } = {},
): Promise<Desk> {
  const desk: Desk = createDesk({
    database: await openDatabase(database),
    fetch,
    now: () => clock.now,
    online: () => true,
    ...ownBooks(() => desk),
  });
  const connected = Object.entries(crms).map(([id, crm]) => {
    const settings = { id, provider: 'tanma', name: '', values: {} };
    return { settings, provider: providerById('tanma')!, connection: connectionTo(crm) };
  });
  desk.connected = Promise.resolve(connected);
  return desk;
}

export async function preferring(change: Partial<Preferences>): Promise<void> {
  await choose(() => ({ preferences: { ...DEFAULT_PREFERENCES, ...change } }));
}

/** A new browser, in which nothing was ever kept. */
export function newBrowser(): void {
  fakeBrowser.reset();
  vi.stubGlobal('indexedDB', new IDBFactory());
  openChoices();
}

export function person(id: string, name: string, more: Partial<Customer> = {}): Customer {
  return bareCustomer({ connection: CRM, id, name, ...more });
}

/** As many people of different rare names as wanted. */
export function crowd(count: number): Customer[] {
  const signs = [...'溪桐楠珂玥珩璟瑾琛煜熠晗昊晟旻曦暄朗湛澔泓汐沄渊溥'];
  const name = (at: number) => `郗${signs[at % 25]}${signs[Math.floor(at / 25) % 25]}`;
  return Array.from({ length: count }, (_, at) => person(String(1_000 + at), name(at), { phones: [phoneOf(at)] }));
}

export function contact(name: string, id = '@a', avatar: string | null = '7'): Contact {
  return { site: 'wechat-web', id, name, kind: 'person', avatar };
}

function phoneOf(at: number) {
  return { label: null, number: String(13_800_000_000 + at), hidden: false };
}

function connectionTo(crm: ScriptedCrm): Connection {
  const ask = (what: string) => {
    crm.asked.push(what);
    if (crm.problem) throw new ProblemError(crm.problem);
  };
  return {
    can: { changes: [], addCustomer: false, newTags: false, readOnlyReason: null },
    check: async () => ({ user: { id: 'me', name: 'me' }, detail: null }),
    me: async (signal) => {
      if (signal) crm.told ||= 1;
      return crm.told && crm.me ? crm.me : null;
    },
    find: async ({ name, phones }) => {
      ask(`find ${name}`);
      const holds = (one: Customer) => one.phones.some(({ number }) => phones.includes(number.replaceAll(' ', '')));
      return { customers: crm.customers.filter((one) => one.name === name || holds(one)), complete: crm.complete };
    },
    get: async ({ id }) => {
      ask(`get ${id}`);
      const found = crm.customers.find((one) => one.id === id);
      if (!found) throw new ProblemError({ kind: 'not-found' });
      return found;
    },
    search: async () => ({ items: [], next: null, total: null }),
    tags: async () => [],
    fields: async () => [],
    remove: async () => undefined,
    apply: async (_, known) => {
      ask(`apply ${known.id}`);
      await crm.applying;
      return known;
    },
    list: (since, cursor) => parts(crm, since, cursor, ask),
  };
}

async function* parts(crm: ScriptedCrm, since: string | null, cursor: string | null, ask: (what: string) => void): AsyncIterable<Part> {
  const wanted = crm.customers.filter(({ updatedAt }) => since === null || (updatedAt !== null && updatedAt >= since));
  for (let from = Number(cursor ?? 0), count = 0; from <= wanted.length; from += crm.perPart) {
    ask(`list ${since === null ? 'all' : 'since'} ${from}`);
    if (count++ >= crm.partsUntilDeath) await new Promise(() => undefined);
    const next = from + crm.perPart < wanted.length ? String(from + crm.perPart) : null;
    yield { customers: wanted.slice(from, from + crm.perPart), cursor: next };
    if (next === null) return;
  }
}
