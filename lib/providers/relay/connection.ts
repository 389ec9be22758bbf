import * as v from 'valibot';
import type { Connection, ProviderDeps, Settings, Step, Tasks } from '../provider';
import { abilities as abilitiesShape, colleague, type RelayAbilities } from './shapes';
import { createClient, type RelayClient } from './asking';
import { NOT_ASKED_YET } from './texts';

/** One of a relay's connections: each call is made there. What it can do is `deps.abilities`; without it nothing is offered but looking up. */
export function createConnection(settings: Settings, deps: ProviderDeps): Connection {
  const client = createClient(settings, deps);
  const { can, members, befriends } = abilitiesIn(deps.abilities) ?? UNKNOWN;
  return { can, ...always(client, deps), ...some(members, optional(client, deps, befriends)) };
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

type Optional = Required<Omit<Connection, keyof ReturnType<typeof always> | 'can'>>;

function always({ ask }: RelayClient, deps: ProviderDeps) {
  return {
    async check(signal) {
      await askAbilities({ ask } as RelayClient, deps, signal);
      return ask('check', {}, signal);
    },
    find: (hints, signal) => ask('find', { hints }, signal),
    get: (known, signal) => ask('get', { known }, signal),
    search: (query, page, signal) => ask('search', { query, page }, signal),
    tags: (signal) => ask('tags', {}, signal),
    fields: (signal) => ask('fields', {}, signal),
    apply: (changes, known, signal, bases) =>
      ask('apply', { changes: [changes].flat(), known, ...(bases && { bases: [...bases] }) }, signal),
  } satisfies Partial<Connection>;
}

function optional(client: RelayClient, deps: ProviderDeps, befriends: boolean): Optional {
  const { ask, parts } = client;
  return {
    me: (signal) => me(client, deps, signal),
    suggestions: (signal) => ask('suggestions', {}, signal),
    add: (customer, key, signal, seen) =>
      ask('add', { customer, key, ...(seen && { seen: { ...seen, despite: [...seen.despite] } }) }, signal),
    alike: (customer, home, signal) => ask('alike', { customer, home }, signal),
    list: (since, cursor, signal) => parts('list', { since, cursor }, signal),
    remove: async (ref, signal) => void (await ask('remove', { ref: { connection: ref.connection, id: ref.id } }, signal)),
    followUps: (customer, page, signal) => ask('followUps', { customer, page }, signal),
    addFollowUp: (customer, followUp, signal) => ask('addFollowUp', { customer, followUp }, signal),
    hasFollowUp: (customer, followUp, signal) => ask('hasFollowUp', { customer, followUp }, signal),
    followUpKinds: (signal) => ask('followUpKinds', {}, signal),
    colleagues: (signal) => ask('colleagues', {}, signal),
    sortings: (signal) => ask('sortings', {}, signal),
    messages: (customer, span, page, signal) => ask('messages', { customer, span, page }, signal),
    friendsWithTag: (tag, { offline }, signal) => ask('friendsWithTag', { tag, offline }, signal),
    customerOfFriend: (friend, signal) => ask('customerOfFriend', { friend }, signal),
    export: (query, signal) => parts('export', { query }, signal),
    tasks: tasksOf(client, befriends),
    telephony: {
      lookUp: (phone, signal) => ask('telephony.lookUp', { phone }, signal),
      popUp: (signal) => ask('telephony.popUp', {}, signal),
      setPopUp: async (on, signal) => void (await ask('telephony.setPopUp', { on }, signal)),
    },
  };
}

function some(members: string[], all: Optional): Partial<Optional> {
  return Object.fromEntries(Object.entries(all).filter(([member]) => members.includes(member)));
}

/** Asked once, as by any provider: whoever matches a contact asks it without a signal. */
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

function tasksOf({ ask }: RelayClient, canBefriend: boolean): Tasks {
  return {
    canBefriend,
    people: (page, signal) => ask('tasks.people', { page }, signal),
    of: (person, filter, page, signal) => ask('tasks.of', { person, filter, page }, signal),
    async add(task, { befriendFirst, step = atOnce }, signal) {
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
    },
    remove: async (task, signal) => void (await ask('tasks.remove', { task }, signal)),
    removeAll: async (person, signal) => void (await ask('tasks.removeAll', { person }, signal)),
  };
}

function isFound(told: { kind: string; found?: boolean }): boolean {
  return told.kind === 'looked' && told.found === true;
}

const atOnce: Step = (_name, _contents, work) => work();
