import type { Book } from '../lib/providers/book';
import { claimed } from '../lib/providers/claimed';
import { createHttp } from '../lib/providers/http';
import type { Memory } from '../lib/providers/provider';
import type { Config } from './config.ts';
import { digestOf } from './digest.ts';
import { alone } from './locks.ts';
import { withinQuota } from './quota.ts';
import { createServed, type Served } from './serving.ts';
import type { Store } from './store.ts';

/** Connects to the CRMs of a config, each by its provider as the browser has it. */
export function connectAll({ connections, keepSeconds, refreshSeconds }: Config, store: Store, now: () => number): Served[] {
  const shared = new Map<string, Memory>();
  return connections.map(({ id, provider, values, quota }) => {
    const http = createHttp({ origins: provider.origins(values), fetch, now });
    const crm = provider.connect(values, {
      connection: id,
      http: quota ? withinQuota(http, store, id, quota) : http,
      now,
      ...(quota && { limited: true as const }),
      memory: memoryIn(store, `memory ${id} `),
      shared: (text) => {
        const place = `shared ${provider.id} ${text} `;
        const memory = shared.get(place) ?? memoryIn(store, place);
        shared.set(place, memory);
        return memory;
      },
      book: NO_BOOK,
    });
    const of = digestOf([provider.id, values]);
    return createServed(id, claimed(crm), store, { now, keepMs: keepSeconds * 1000, refreshMs: refreshSeconds * 1000, of });
  });
}

/** A local book is in a browser, never here. */
const NO_BOOK = {} as Book;

function memoryIn(store: Store, place: string): Memory {
  return {
    get: (key) => store.get(place + key),
    set: (key, value) => store.set(place + key, value),
    alone: (work) => alone(store, `memory ${place}`, AbortSignal.timeout(LONGEST_MS), work),
  };
}

/** A work that cannot begin within this time is given up; the caller tries again. In ms. */
const LONGEST_MS = 60_000;
