import * as v from 'valibot';
import { digestOf } from '../../model/digest';
import { since } from '../../model/elapsed';
import { ProblemError, type Problem } from '../../model/problem';
import { once } from '../once';
import type { Memory, ProviderDeps, Settings } from '../provider';
import { originsOf } from '../settings';
import { until } from '../until';

/** Asks for a new token; `expires_in` is in seconds. */
export type AskForToken = (signal: AbortSignal) => Promise<{ access_token: string; expires_in: number }>;

/**
 * The token to call with: the stored one, or a new one where that has expired or is `ended`, the one that was just refused. Concurrent callers share one
 * request, also those of several relays; it continues when a caller aborts. A secret that was refused is not sent again for `REFUSED_MS`, because WeCom
 * blocks addresses that send wrong ones.
 */
export async function currentToken(
  settings: Settings,
  deps: ProviderDeps,
  ask: AskForToken,
  ended: string | null,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const account = await accountOf(settings, deps);
  const usable = await usableToken(account, deps, ended);
  return (
    usable ??
    until(
      signal,
      once(account.memory, account.key, () => renewed(account, deps, ask, ended)),
    )
  );
}

/** A token is not used for this long before it expires, because a call may take that time. */
const MARGIN_MS = 120_000;
/** A token that is refused while it is newer than this was not refused for its age. */
const NEW_MS = 10_000;
const REFUSED_MS = 10 * 60_000;
const ASKING_MS = 30_000;

const KEPT = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.object({ token: v.string(), at: v.number(), forMs: v.number() }),
    v.object({ refused: v.nullable(v.string()), at: v.number() }),
  ]),
);

interface Account {
  memory: Memory;
  key: string;
}

/** The memory belongs to these very credentials: a token of another secret is none. */
async function accountOf(settings: Settings, { shared }: ProviderDeps): Promise<Account> {
  const { corpId = '', secret = '' } = settings;
  const memory = shared(`account ${JSON.stringify([originsOf(settings)[0], corpId.trim()])}`);
  return { memory, key: `token ${await digestOf(JSON.stringify([corpId.trim(), secret]))}` };
}

async function usableToken({ memory, key }: Account, { now }: ProviderDeps, ended: string | null): Promise<string | null> {
  const kept = v.safeParse(KEPT, await memory.get(key));
  if (!kept.success) return null;
  const age = since(kept.output.at, now());
  if ('refused' in kept.output) {
    if (age < REFUSED_MS) throw new ProblemError(refusal(kept.output.refused));
    return null;
  }
  const { token, forMs } = kept.output;
  if (token === ended) {
    if (age < NEW_MS) throw new ProblemError(refusal(null));
    return null;
  }
  return age < forMs - Math.min(MARGIN_MS, forMs / 2) ? token : null;
}

async function renewed(account: Account, deps: ProviderDeps, ask: AskForToken, ended: string | null): Promise<string> {
  return (await usableToken(account, deps, ended)) ?? asked(account, deps, ask);
}

async function asked({ memory, key }: Account, { now }: ProviderDeps, ask: AskForToken): Promise<string> {
  try {
    const { access_token: token, expires_in: seconds } = await ask(AbortSignal.timeout(ASKING_MS));
    await memory.set(key, JSON.stringify({ token, at: now(), forMs: seconds * 1000 }));
    return token;
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.problem.kind === 'credentials-refused')
      await memory.set(key, JSON.stringify({ refused: thrown.problem.message, at: now() }));
    throw thrown;
  }
}

function refusal(message: string | null): Problem {
  return { kind: 'credentials-refused', message };
}
