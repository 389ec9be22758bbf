import * as v from 'valibot';
import { digestOf } from '../../model/digest';
import { ProblemError, type Problem } from '../../model/problem';
import type { ProviderDeps, Settings } from '../provider';

/** Signs in and answers with the new token. */
export type SignIn = () => Promise<string>;

/**
 * The token to call with: the one that was pasted, the one that is remembered, or a new one by password. One sign-in is under way at
 * a time, since each ends the session before it; it goes on when the caller leaves, so that the session it makes is not lost.
 */
export async function currentToken(settings: Settings, deps: ProviderDeps, signIn: SignIn, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const pasted = pastedToken(settings);
  if (pasted !== null) return pasted;
  const owner = await ownerOf(settings);
  const stopped = await stoppedBy(owner, deps);
  if (stopped) throw new ProblemError(stopped);
  return (await remembered(owner, deps)) ?? until(signal, signInOnce(owner, deps, signIn));
}

/**
 * What a failed call means for the session it was made with: true when it may be made once more. A session that was ended by another
 * sign-in is given up: nothing signs in again until the person asks for it, which clears the memory.
 */
export async function mayTryAgain(thrown: unknown, token: string, tries: number, settings: Settings, deps: ProviderDeps): Promise<boolean> {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'signed-out' || pastedToken(settings) !== null) return false;
  const owner = await ownerOf(settings);
  if ((await remembered(owner, deps)) !== token) return tries === 1;
  const renew = !thrown.problem.elsewhere && tries === 1;
  // First the stop, then the token: in between another call must not find a reason to sign in.
  if (!renew) await stop(thrown.problem, owner, deps);
  await deps.memory.set(TOKEN, null);
  return renew;
}

/** Lets credentials that were refused be tried once more, as it should be when a person tests them. */
export async function forgetRefusal(settings: Settings, deps: ProviderDeps): Promise<void> {
  const stopped = await stoppedBy(await ownerOf(settings), deps);
  if (stopped?.kind === 'credentials-refused') await deps.memory.set(STOPPED, null);
}

const TOKEN = 'token';
const STOPPED = 'stopped';
const signingIn = new Map<string, Promise<string>>();

/** A token as it was pasted, alone or in the whole header; null when there is none. */
function pastedToken({ userToken = '' }: Settings): string | null {
  return /token=([^,\s]+)/i.exec(userToken)?.[1] ?? (userToken.trim() || null);
}

function signInOnce(owner: string, deps: ProviderDeps, signIn: SignIn): Promise<string> {
  const key = `${deps.connection} ${owner}`;
  const underWay = signingIn.get(key) ?? signInAnew(owner, deps, signIn).finally(() => signingIn.delete(key));
  signingIn.set(key, underWay);
  return underWay;
}

async function signInAnew(owner: string, deps: ProviderDeps, signIn: SignIn): Promise<string> {
  const known = await remembered(owner, deps);
  if (known !== null) return known;
  try {
    const token = await signIn();
    await deps.memory.set(TOKEN, `${owner} ${token}`);
    return token;
  } catch (thrown) {
    // A wrong password is not tried again with the next chat: accounts are locked that way.
    if (thrown instanceof ProblemError && thrown.problem.kind === 'credentials-refused') await stop(thrown.problem, owner, deps);
    throw thrown;
  }
}

/** The memory belongs to these very credentials: a token of another account, address or password is none. */
async function remembered(owner: string, deps: ProviderDeps): Promise<string | null> {
  const [of, token = null] = ((await deps.memory.get(TOKEN)) ?? '').split(' ');
  return of === owner ? token : null;
}

async function stop(problem: Problem, owner: string, deps: ProviderDeps): Promise<void> {
  await deps.memory.set(STOPPED, JSON.stringify({ owner, problem }));
}

async function stoppedBy(owner: string, deps: ProviderDeps): Promise<Problem | null> {
  const kept = v.safeParse(STOP, await deps.memory.get(STOPPED));
  return kept.success && kept.output.owner === owner ? kept.output.problem : null;
}

const STOP = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    owner: v.string(),
    problem: v.variant('kind', [
      v.object({ kind: v.literal('signed-out'), elsewhere: v.boolean() }),
      v.object({ kind: v.literal('credentials-refused'), message: v.nullable(v.string()) }),
    ]),
  }),
);

function ownerOf({ baseUrl, login, password, corpId }: Settings): Promise<string> {
  return digestOf(JSON.stringify([baseUrl, login, password, corpId]));
}

function until<T>(signal: AbortSignal, value: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
