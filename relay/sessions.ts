import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { hashOf, type Agent } from './agents.ts';
import type { SignInConfig } from './sign-in-config.ts';
import type { SignedIn } from './sign-in.ts';
import type { Store } from './store.ts';
import { decisive, signedInAs } from './who-may.ts';

/** The beginning of a session's token, by which it differs from an agent's. */
const BEGINS = 'kbs_';
const SESSION = 'session ';
const HOUR_MS = 3_600_000;

const STORED = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    hash: v.string(),
    name: v.string(),
    account: v.string(),
    claims: v.record(v.string(), v.unknown()),
    until: v.number(),
    end: v.number(),
  }),
);
type Session = v.InferOutput<typeof STORED>;

/** The beginning of the names of people who have signed in: no agent with a token has such a name. */
export const SIGNED_IN = 'oidc:';

/** Begins a session; answers with its token, of which the hash is stored. */
export async function beginSession(store: Store, config: SignInConfig, { name, account, claims }: SignedIn, now: number): Promise<string> {
  const token = BEGINS + randomBytes(32).toString('base64url');
  const end = now + config.days * 24 * HOUR_MS;
  const until = Math.min(end, now + config.hours * HOUR_MS);
  await keep(store, { hash: hashOf(token), name, account, claims: decisive(config, claims), until, end }, now);
  return token;
}

export function isSession(token: string): boolean {
  return token.startsWith(BEGINS);
}

/** Whose session it is, with what they may do by the config of today; null once it has ended. One that is used lasts longer, up to its end. */
export async function agentOfSession(store: Store, config: SignInConfig | null, token: string, now: number): Promise<Agent | null> {
  const text = config && (await store.get(SESSION + hashOf(token)));
  if (!config || text === null) return null;
  const session = v.parse(STORED, text);
  const may = session.until > now && signedInAs(config, session.claims);
  if (!may) return null;
  const until = Math.min(session.end, now + config.hours * HOUR_MS);
  if (until - session.until > (config.hours * HOUR_MS) / 2) await keep(store, { ...session, until }, now);
  return { name: SIGNED_IN + session.name, ...may, until: null };
}

export async function endSession(store: Store, token: string): Promise<void> {
  await store.set(SESSION + hashOf(token), null);
}

/** Ends every session of somebody, by the name that the audit has of them; says how many there were. */
export async function endSessionsOf(store: Store, name: string): Promise<number> {
  const theirs = (await allSessions(store)).filter((one) => SIGNED_IN + one.name === name);
  await Promise.all(theirs.map(({ hash }) => store.set(SESSION + hash, null)));
  return theirs.length;
}

/** Who is signed in, and until when at most (epoch ms). */
export async function sessionsIn(store: Store): Promise<{ name: string; end: number }[]> {
  return (await allSessions(store)).map(({ name, end }) => ({ name: SIGNED_IN + name, end }));
}

async function allSessions(store: Store): Promise<Session[]> {
  return (await store.all(SESSION)).map((text) => v.parse(STORED, text));
}

async function keep(store: Store, session: Session, now: number): Promise<void> {
  await store.set(SESSION + session.hash, JSON.stringify(session), Math.max(1, session.until - now));
}
