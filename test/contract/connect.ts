import { readFileSync } from 'node:fs';
import { claimed } from '../../lib/providers/claimed';
import { createHttp, type HttpOptions } from '../../lib/providers/http';
import type { Book } from '../../lib/providers/book';
import type { Connection, Memory, ProviderDeps, Settings } from '../../lib/providers/provider';
import { onRelayAlone } from '../../lib/providers/on-relay';
import { providerById } from '../../lib/providers/registry';
import { NO_BOOK } from '../support/book';
import { answering, type Reply, type Seen } from './answering';

/** What a test may say otherwise about the world around a connection. */
export interface World extends Partial<HttpOptions> {
  memory?: Memory;
  book?: Book;
  wait?: ProviderDeps['wait'];
  abilities?: string | null;
}

/** A connection as the worker makes it, over real http, with memory and book in this process. */
export function connect(id: string, settings: Settings, world: World = {}): Connection {
  const { memory = memoryOf() } = world;
  const connection = connectTo(id, settings, { ...world, memory });
  return claimed(carry ? carry(connection, within(memory, 'browser ')) : connection);
}

/** Leads every connection over something else; `memory` is that of the browser's end. */
export type Carry = (connection: Connection, memory: Memory) => Connection;

let carry: Carry | null = null;

export function carryBy(way: Carry): void {
  carry = way;
}

/** As `connect`, straight to the server. */
export function connectTo(id: string, settings: Settings, world: World): Connection {
  const provider = providerById(id) ?? onRelayAlone.find((one) => one.id === id);
  if (!provider) throw new Error(`No provider ${id}`);
  const { memory = memoryOf(), book = NO_BOOK, now = Date.now, wait, abilities = null, ...rest } = world;
  const http = createHttp({ origins: provider.origins(settings), fetch, now, ...rest });
  const deps = { connection: 'c1', http, now, memory, shared: sharedIn(memory), book, abilities, ...(wait && { wait }) };
  return provider.connect(settings, deps);
}

const shares = new WeakMap<Memory, Map<string, Memory>>();

/** Shared memories that lie in a memory, each one and the same for all connections over it. */
export function sharedIn(memory: Memory): ProviderDeps['shared'] {
  const all = shares.get(memory) ?? new Map<string, Memory>();
  shares.set(memory, all);
  return (text) => {
    const shared = all.get(text) ?? within(memory, `${text} `);
    all.set(text, shared);
    return shared;
  };
}

function within(memory: Memory, prefix: string): Memory {
  return { get: (key) => memory.get(prefix + key), set: (key, value) => memory.set(prefix + key, value) };
}

export function memoryOf(held: Record<string, string> = {}): Memory & { held: Map<string, string> } {
  const map = new Map(Object.entries(held));
  return {
    held: map,
    get: async (key) => map.get(key) ?? null,
    set: async (key, value) => void (value === null ? map.delete(key) : map.set(key, value)),
  };
}

/** A server that knows a fixed answer for each path; everything else is 404. Values of functions see the request. */
export function paths(answers: Record<string, unknown>): ReturnType<typeof answering> {
  return answering((request): Reply => {
    const answer = answers[new URL(request.url, 'http://here').pathname];
    if (answer === undefined) return { status: 404 };
    return { body: typeof answer === 'function' ? (answer as (request: Seen) => unknown)(request) : answer };
  });
}

/** The answer that a fixture holds, e.g. `fixture('tanma/customer-search')`. */
export function fixture(name: string): unknown {
  const file = JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as { answer: unknown };
  return file.answer;
}

/** A signal that nobody aborts. */
export function going(): AbortSignal {
  return new AbortController().signal;
}
