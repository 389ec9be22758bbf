import * as v from 'valibot';
import type { Connection, ProviderDeps, Settings, Step, Tasks } from '../provider';
import { abilities as abilitiesShape, colleague, type RelayAbilities } from './shapes';
import { createClient, type RelayClient } from './asking';
import { namesIn, placeOf, type CrmCall, type FunctionOf, type OwnCode, type RelayCall } from './calls';
import { NOT_ASKED_YET } from './texts';

/** One of a relay's connections: each call is made there. What it can do is `deps.abilities`; without it nothing is offered but looking up. */
export function createConnection(settings: Settings, deps: ProviderDeps): Connection {
  const client = createClient(settings, deps);
  const { can, members, befriends } = abilitiesIn(deps.abilities) ?? UNKNOWN;
  const own: Partial<Record<CrmCall, unknown>> = ownCode(client, deps);
  const made: Record<string, unknown> = { can };
  for (const call of Object.keys(client.calls) as RelayCall[]) {
    if (call === 'abilities') continue;
    const [member, part] = placeOf(call);
    if (client.calls[call].has === 'some' && !members.includes(member)) continue;
    const end = own[call] ?? plain(client, call);
    made[member] = part === undefined ? end : { ...(made[member] ?? { canBefriend: befriends }), [part]: end };
  }
  return made as unknown as Connection;
}

/** What the relay says that the agent can do with the connection, as it was said last; it is asked where it never was, and once in a while. */
export async function rememberedAbilities(settings: Settings, deps: ProviderDeps): Promise<string | null> {
  const asking = () => askAbilities(createClient(settings, deps), deps, AbortSignal.timeout(FIRST_MS));
  const kept = await deps.memory.get(ABILITIES);
  if (kept === null) return asking().catch(() => null);
  asking().catch(() => undefined);
  return kept;
}

const UNKNOWN: RelayAbilities = {
  can: { changes: [], addCustomer: false, newTags: false, readOnlyReason: NOT_ASKED_YET },
  members: [],
  befriends: false,
};
const ABILITIES = 'abilities';
const ME = 'me';
/** All connections wait for this one where nothing is remembered of it. */
const FIRST_MS = 3_000;

function abilitiesIn(text: string | null | undefined): RelayAbilities | null {
  const known = v.safeParse(v.pipe(v.string(), v.parseJson(), abilitiesShape), text);
  return known.success ? known.output : null;
}

async function askAbilities(client: RelayClient, { memory }: ProviderDeps, signal: AbortSignal): Promise<string> {
  const text = JSON.stringify(await client.ask('abilities', {}, signal));
  if (text !== (await memory.get(ABILITIES))) await memory.set(ABILITIES, text);
  return text;
}

/** A call whose arguments go as its row has them. */
function plain({ calls, ask, parts }: RelayClient, call: CrmCall): (...all: unknown[]) => unknown {
  const names = namesIn(calls[call]);
  const send = (calls[call].stream ? parts : ask) as (call: CrmCall, asked: unknown, signal: unknown) => unknown;
  return (...all) => send(call, Object.fromEntries(names.map((name, at) => [name, all[at]])), all[names.length]);
}

function ownCode(client: RelayClient, deps: ProviderDeps): OwnCode<{ [N in CrmCall]: FunctionOf<N> }> {
  const { ask } = client;
  return {
    async check(signal) {
      await askAbilities(client, deps, signal);
      return ask('check', {}, signal);
    },
    me: (signal) => me(client, deps, signal),
    apply: (changes, known, signal, bases) =>
      ask('apply', { changes: [changes].flat(), known, ...(bases && { bases: [...bases] }) }, signal),
    add: (customer, key, signal, seen) =>
      ask('add', { customer, key, ...(seen && { seen: { ...seen, despite: [...seen.despite] } }) }, signal),
    // A whole customer is a ref as well: no more of them goes than that.
    remove: ({ connection, id }, signal) => ask('remove', { ref: { connection, id } }, signal),
    friendsWithTag: (tag, { offline }, signal) => ask('friendsWithTag', { tag, offline }, signal),
    'tasks.add': (task, options, signal) => addTask(client, task, options, signal),
  };
}

/** Asked once, as by any provider: matching a contact calls this without a signal, and then only the stored answer is used. */
async function me(
  { ask }: RelayClient,
  { memory }: ProviderDeps,
  signal: AbortSignal | undefined,
): ReturnType<NonNullable<Connection['me']>> {
  const kept = v.safeParse(v.pipe(v.string(), v.parseJson(), colleague), await memory.get(ME));
  if (kept.success) return kept.output;
  if (!signal) return null;
  const found = await ask('me', {}, signal);
  if (found) await memory.set(ME, JSON.stringify(found));
  return found;
}

async function addTask({ ask }: RelayClient, ...[task, { befriendFirst, step = atOnce }, signal]: Parameters<Tasks['add']>): Promise<void> {
  const done: string[] = [];
  const next = (does: { kind: 'work' } | { kind: 'look'; contents: unknown } | null) =>
    ask('tasks.add', { task, befriendFirst, done: [...done], does }, signal);
  for (;;) {
    const told = await next(null);
    if (told.kind !== 'next') return;
    const look = async (contents: unknown) => isFound(await next({ kind: 'look', contents }));
    await step(told.name, told.contents, async () => void (await next({ kind: 'work' })), told.looks ? look : undefined);
    done.push(told.name);
  }
}

function isFound(told: { kind: string; found?: boolean }): boolean {
  return told.kind === 'looked' && told.found === true;
}

const atOnce: Step = (_name, _contents, work) => work();
