import * as v from 'valibot';
import { digestOf } from '../../model/digest';
import { ProblemError, type Problem } from '../../model/problem';
import { once } from '../once';
import type { Memory, ProviderDeps, Settings } from '../provider';
import { sharesOf } from './shares';
import { until } from '../until';

/** Signs in and answers with the new token. */
export type SignIn = () => Promise<string>;

/**
 * The token to call with: the one that was pasted, the one that is remembered, or a new one by password. Connections with the same
 * account share one session and one sign-in, since each ends the session before it; it continues when the caller aborts, so that the session it makes is not lost.
 */
export async function currentToken(settings: Settings, deps: ProviderDeps, signIn: SignIn, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const pasted = pastedToken(settings);
  if (pasted !== null) return pasted;
  const account = await accountOf(settings, deps);
  const stopped = await stoppedBy(account);
  if (stopped) throw new ProblemError(stopped);
  return (
    (await remembered(account)) ??
    until(
      signal,
      once(account.memory, account.owner, () => signInAnew(account, signIn)),
    )
  );
}

/**
 * What a failed call means for the session it was made with: true when it may be made once more. A session that was ended by another
 * sign-in is given up: nothing signs in again until the person asks for it, which clears the memory.
 */
export async function mayTryAgain(thrown: unknown, token: string, tries: number, settings: Settings, deps: ProviderDeps): Promise<boolean> {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'signed-out' || pastedToken(settings) !== null) return false;
  const account = await accountOf(settings, deps);
  if ((await remembered(account)) !== token) return tries === 1;
  const renew = !thrown.problem.elsewhere && tries === 1;
  // The stop is stored before the token is deleted: in between another call must not find a reason to sign in.
  if (!renew) await stop(thrown.problem, account);
  await account.memory.set(TOKEN, null);
  return renew;
}

/** Lets credentials that were refused be tried once more, as it should be when a person tests them. */
export async function forgetRefusal(settings: Settings, deps: ProviderDeps): Promise<void> {
  const account = await accountOf(settings, deps);
  const stopped = await stoppedBy(account);
  if (stopped?.kind === 'credentials-refused') await account.memory.set(STOPPED + account.owner, null);
}

const TOKEN = 'token';
const STOPPED = 'stopped ';

/** What is remembered of an account, and whose it is: a digest of these very credentials. */
interface Account {
  memory: Memory;
  owner: string;
}

async function accountOf(settings: Settings, deps: ProviderDeps): Promise<Account> {
  const { account } = sharesOf(settings);
  const owner = await digestOf(JSON.stringify([account, settings.password]));
  return { memory: deps.shared(account), owner };
}

/** A token as it was pasted, alone or in the whole header; null when there is none. */
function pastedToken({ userToken = '' }: Settings): string | null {
  return /token=([^,\s]+)/i.exec(userToken)?.[1] ?? (userToken.trim() || null);
}

async function signInAnew(account: Account, signIn: SignIn): Promise<string> {
  const known = await remembered(account);
  if (known !== null) return known;
  try {
    const token = await signIn();
    await account.memory.set(TOKEN, `${account.owner} ${token}`);
    return token;
  } catch (thrown) {
    // A wrong password is not tried again with the next chat: accounts are locked that way.
    if (thrown instanceof ProblemError && thrown.problem.kind === 'credentials-refused') await stop(thrown.problem, account);
    throw thrown;
  }
}

/** The memory belongs to these very credentials: a token of another account, address or password is none. */
async function remembered({ memory, owner }: Account): Promise<string | null> {
  const [of, token = null] = ((await memory.get(TOKEN)) ?? '').split(' ');
  return of === owner ? token : null;
}

async function stop(problem: Problem, { memory, owner }: Account): Promise<void> {
  await memory.set(STOPPED + owner, JSON.stringify(problem));
}

async function stoppedBy({ memory, owner }: Account): Promise<Problem | null> {
  const kept = v.safeParse(STOP, await memory.get(STOPPED + owner));
  return kept.success ? kept.output : null;
}

const STOP = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('kind', [
    v.object({ kind: v.literal('signed-out'), elsewhere: v.boolean() }),
    v.object({ kind: v.literal('credentials-refused'), message: v.nullable(v.string()) }),
  ]),
);
