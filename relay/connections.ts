import type { Book } from '../lib/providers/book';
import { createHttp } from '../lib/providers/http';
import type { Connection, Memory } from '../lib/providers/provider';
import type { ConfiguredConnection } from './config.ts';
import type { Store } from './store.ts';

/** A connection that the relay serves. */
export interface Served {
  id: string;
  crm: Connection;
}

/** Connects to the CRMs of a config, each by its provider as the browser has it. */
export function connectAll(configured: ConfiguredConnection[], store: Store, now: () => number): Served[] {
  const shared = new Map<string, Memory>();
  return configured.map(({ id, provider, values }) => ({
    id,
    crm: provider.connect(values, {
      connection: id,
      http: createHttp({ origins: provider.origins(values), fetch, now }),
      now,
      memory: memoryIn(store, `memory ${id} `),
      shared: (text) => {
        const place = `shared ${provider.id} ${text} `;
        const memory = shared.get(place) ?? memoryIn(store, place);
        shared.set(place, memory);
        return memory;
      },
      book: NO_BOOK,
    }),
  }));
}

/** A local book is in a browser, never here. */
const NO_BOOK = {} as Book;

function memoryIn(store: Store, place: string): Memory {
  return { get: (key) => store.get(place + key), set: (key, value) => store.set(place + key, value) };
}
