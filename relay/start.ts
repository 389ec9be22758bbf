import { createApp } from './app.ts';
import type { Config, ConfiguredConnection } from './config.ts';
import { connectAll } from './connections.ts';
import { listen, type Listening } from './listening.ts';
import { createSignIn } from './sign-in.ts';
import { openStore } from './open-store.ts';
import { passing } from './passing-store.ts';

interface Surroundings {
  now?: () => number;
  /** Gets what an administrator has to know, a line each: no token, and nothing of a person. */
  tell?: (line: string) => void;
}

/** Starts a relay; resolves when it listens. */
export async function startRelay(config: Config, { now = Date.now, tell = () => undefined }: Surroundings = {}): Promise<Listening> {
  const store = passing(await openStore(config.state), now, tell);
  const served = new Map(connectAll(config, store, now).map((one) => [one.id, one]));
  const app = createApp({
    store,
    connection: (id) => served.get(id) ?? null,
    ids: () => [...served.keys()],
    now,
    callsPerMinute: config.callsPerMinute,
    secrets: config.connections.flatMap(secretsOf),
    signIn: config.signIn && { config: config.signIn, provider: createSignIn(config.signIn, now, tell) },
  });
  const { origin, stop } = await listen(app, config.listen);
  return {
    origin,
    stop: async () => {
      for (const { directory } of served.values()) directory?.stop();
      await stop();
      await store.close();
    },
  };
}

/** Shorter ones are found in any text. */
const SHORTEST_SECRET = 6;

function secretsOf({ provider, values }: ConfiguredConnection): string[] {
  const kept = provider.settings.flatMap(({ key, secret }) => (secret ? (values[key] ?? []) : []));
  return kept.filter((value) => value.length >= SHORTEST_SECRET);
}
