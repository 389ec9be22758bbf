import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Store } from './store.ts';

/** What an agent may do. `customers`: all, or those of the colleague with this id of the CRM alone. */
export interface Role {
  customers: 'all' | { of: string };
  numbers: 'full' | 'masked';
  edits: boolean;
  /** Is told what a test of the connection suggests for the relay's config. */
  admin: boolean;
}

export interface Agent {
  name: string;
  role: Role;
  /** The ids of the connections that they have; null for all. */
  connections: string[] | null;
  /** Until when the token is good, epoch ms; null for always. */
  until: number | null;
}

/** Makes an agent with a new token, which is shown once: only its hash is stored. Throws where the name is taken. */
export async function addAgent(store: Store, agent: Agent): Promise<string> {
  if ((await agentsIn(store)).some(({ name }) => name === agent.name)) throw new Error(`There is an agent ${agent.name} already.`);
  const token = `kbr_${randomBytes(32).toString('base64url')}`;
  await store.set(keyOf(hashOf(token)), JSON.stringify({ ...agent, hash: hashOf(token) }));
  return token;
}

export async function removeAgent(store: Store, name: string): Promise<void> {
  await store.set(keyOf((await stored(store, name)).hash), null);
}

/** Lets the same token be good until another time. */
export async function renewAgent(store: Store, name: string, until: number | null): Promise<void> {
  const agent = await stored(store, name);
  await store.set(keyOf(agent.hash), JSON.stringify({ ...agent, until }));
}

export async function agentsIn(store: Store): Promise<Agent[]> {
  return (await store.all(AGENT)).map((text) => withoutHash(v.parse(STORED, text)));
}

/** Whose token it is; an agent whose token has expired is found as well. */
export async function agentOf(store: Store, token: string): Promise<Agent | null> {
  const text = await store.get(keyOf(hashOf(token)));
  return text === null ? null : withoutHash(v.parse(STORED, text));
}

const AGENT = 'agent ';
const STORED = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    name: v.string(),
    hash: v.string(),
    role: v.object({
      customers: v.union([v.literal('all'), v.object({ of: v.string() })]),
      numbers: v.picklist(['full', 'masked']),
      edits: v.boolean(),
      admin: v.boolean(),
    }),
    connections: v.nullable(v.array(v.string())),
    until: v.nullable(v.number()),
  }),
);

function keyOf(hash: string): string {
  return AGENT + hash;
}

/** A token has 256 random bits: there is nothing to guess that a slow hash would protect. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function stored(store: Store, name: string): Promise<v.InferOutput<typeof STORED>> {
  const found = (await store.all(AGENT)).map((text) => v.parse(STORED, text)).find((agent) => agent.name === name);
  if (!found) throw new Error(`There is no agent ${name}.`);
  return found;
}

function withoutHash({ hash: _, ...agent }: v.InferOutput<typeof STORED>): Agent {
  return agent;
}
