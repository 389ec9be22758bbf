import { since } from '../../model/elapsed';
import { ProblemError, toProblem, type Problem } from '../../model/problem';
import { sameValues, type ConnectionSettings } from '../../model/settings';
import { SIGN_IN_FAILED, type SignedIn } from '../../providers/sign-in';
import { askSignIn, isBySignIn, maySignIn } from '../connections/company-sign-in';
import { connectionsAmong } from '../connections/connections';
import { underOwnId } from '../connections/identity';
import { createMemory } from '../connections/memory';
import { connectionOf, publishConnections, type Desk } from '../desk';
import { replace } from './change-connections';

/** A sign-in under way, which answers with the connection's id. */
interface Attempt {
  unseen: boolean;
  signing: Promise<string>;
}

/** Of each connection, by its id. */
const underWay = new WeakMap<Desk, Map<string, Attempt>>();

/**
 * Signs the person in to a stored connection; returns its id, which is another one where another person has signed in. A failure is the connection's Problem
 * until the next attempt; a failed attempt without showing anything is not noted. A second press waits for the attempt under way; where that one showed
 * nothing and failed, it makes a visible one.
 */
export function signInTo(desk: Desk, id: string, unseen = false): Promise<string> {
  const all = underWay.get(desk) ?? new Map<string, Attempt>();
  underWay.set(desk, all);
  const before = all.get(id);
  if (before && (unseen || !before.unseen)) return before.signing;
  const begin = () => attempt(desk, id, unseen);
  const signing = (before ? before.signing.catch(begin) : begin()).finally(() => all.get(id)?.signing === signing && all.delete(id));
  all.set(id, { unseen, signing });
  return signing;
}

async function attempt(desk: Desk, id: string, unseen: boolean): Promise<string> {
  const { settings } = await connectionOf(desk, id);
  try {
    return await keep(desk, settings, await askSignIn(desk, settings, unseen));
  } catch (thrown) {
    if (!unseen) await noteFailure(desk, settings, toProblem(thrown, 'sign-in'));
    throw thrown;
  }
}

/** With another account it is another connection: the records of the one before stay stored under its own id. */
async function keep(desk: Desk, { id, values }: ConnectionSettings, { values: found, memory }: SignedIn): Promise<string> {
  const own = await desk.settingsQueue(async () => {
    const stored = await desk.database.getAll('connections');
    const there = connectionsAmong(stored);
    const replaced = there.find((one) => one.id === id);
    if (!replaced || !sameValues(replaced.values, values)) throw new ProblemError({ kind: 'not-connected' });
    const next = { ...replaced, values: { ...values, ...found } };
    if (sameValues(next.values, values)) return next;
    const other = await underOwnId(desk.database, next, stored, { replaced });
    // Before the first sign-in no records are stored that belong to another account.
    const wasNobody = Object.keys(found).every((key) => !values[key]);
    const named = wasNobody && !stored.some((one) => one.id === other.id) ? { ...other, id } : other;
    await replace(
      desk,
      there,
      there.map((one) => (one.id === id ? named : one)),
    );
    return named;
  });
  const kept = createMemory(desk.database, own);
  for (const [key, value] of Object.entries({ ...memory, [SIGN_IN_FAILED]: null })) await kept.set(key, value);
  desk.problems.delete(own.id);
  desk.connected = null;
  await publishConnections(desk);
  return own.id;
}

async function noteFailure(desk: Desk, settings: ConnectionSettings, problem: Problem): Promise<void> {
  if (problem.kind === 'not-signed-in') await createMemory(desk.database, settings).set(SIGN_IN_FAILED, problem.why);
  desk.problems.set(settings.id, problem);
  desk.connected = null;
  await publishConnections(desk);
}

const TRIED = 'sign-in tried';
const AGAIN_MS = 600_000;

/** Tries to sign in without showing anything, at most every ten minutes; returns the connection's id, or null where the person has to sign in. */
export async function signInUnseen(desk: Desk, id: string): Promise<string | null> {
  const { settings } = await connectionOf(desk, id);
  if (!isBySignIn(settings) || !maySignIn()) return null;
  const memory = createMemory(desk.database, settings);
  if (since(Number(await memory.get(TRIED)), desk.now()) < AGAIN_MS) return null;
  await memory.set(TRIED, String(desk.now()));
  return signInTo(desk, id, true).catch(() => null);
}
