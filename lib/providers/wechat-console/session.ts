import { ProblemError } from '../../model/problem';
import type { ProviderDeps, Settings } from '../provider';
import type { PlainCall } from './client';
import { secretAnswer } from './schema';

/** The session to call with: the remembered one, a new one, or null when there are no credentials and cookies must do. */
export async function currentSession(settings: Settings, deps: ProviderDeps, call: PlainCall, signal: AbortSignal): Promise<string | null> {
  if (!hasCredentials(settings)) return null;
  return (await deps.memory.get(MEMORY)) ?? signIn(settings, deps, call, signal);
}

/** A session instead of `ended`; when another call has renewed it meanwhile, that one. */
export async function renewSession(
  ended: string,
  settings: Settings,
  deps: ProviderDeps,
  call: PlainCall,
  signal: AbortSignal,
): Promise<string> {
  const remembered = await deps.memory.get(MEMORY);
  return remembered && remembered !== ended ? remembered : signIn(settings, deps, call, signal);
}

const MEMORY = 'session';

function hasCredentials({ appId, appSecret, userName, password }: Settings): boolean {
  return Boolean(appId && appSecret && userName && password);
}

async function signIn(settings: Settings, deps: ProviderDeps, call: PlainCall, signal: AbortSignal): Promise<string> {
  const { appId = '', appSecret = '', userName = '', password = '' } = settings;
  await deps.memory.set(MEMORY, null);
  const session = await secret('gettoken', { appId, appSecret })
    .then((token) => secret('login', { token, userName, password }))
    .catch(credentialsRefused);
  await deps.memory.set(MEMORY, session);
  return session;

  async function secret(step: string, query: Record<string, string>): Promise<string> {
    return (await call(secretAnswer, { path: `/wechat_api/thirdlogin/${step}`, query }, null, signal)).data;
  }
}

function credentialsRefused(thrown: unknown): never {
  if (!(thrown instanceof ProblemError)) throw thrown;
  const { problem } = thrown;
  if (problem.kind === 'refused') throw new ProblemError({ kind: 'credentials-refused', message: problem.message });
  if (problem.kind === 'signed-out') throw new ProblemError({ kind: 'credentials-refused', message: null });
  throw thrown;
}
