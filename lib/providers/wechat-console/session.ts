import { ProblemError } from '../../model/problem';
import type { ProviderDeps, Settings } from '../provider';
import type { PlainCall } from './client';
import { secretAnswer } from './schema';

/** The session to call with: the remembered one, a new one, or null when there are no credentials and cookies must do. */
export async function currentSession(settings: Settings, deps: ProviderDeps, call: PlainCall, signal: AbortSignal): Promise<string | null> {
  if (!hasCredentials(settings)) return null;
  return (await remembered(settings, deps)) ?? signIn(settings, deps, call, signal);
}

/** A session instead of `ended`; when another call has renewed it meanwhile, that one. */
export async function renewSession(
  ended: string,
  settings: Settings,
  deps: ProviderDeps,
  call: PlainCall,
  signal: AbortSignal,
): Promise<string> {
  const current = await remembered(settings, deps);
  return current !== null && current !== ended ? current : signIn(settings, deps, call, signal);
}

/** Makes the next call sign in anew, as it should be where credentials are to be tested. */
export function forgetSession(deps: ProviderDeps): Promise<void> {
  return deps.memory.set(MEMORY, null);
}

const MEMORY = 'session';

/** The session of these very settings: one of another user or console is none. */
async function remembered(settings: Settings, deps: ProviderDeps): Promise<string | null> {
  const text = (await deps.memory.get(MEMORY)) ?? '';
  const owner = ownerOf(settings);
  return text.startsWith(owner) ? text.slice(owner.length) : null;
}

function ownerOf({ baseUrl, appId, userName }: Settings): string {
  return `${JSON.stringify([baseUrl, appId, userName])} `;
}

function hasCredentials({ appId, appSecret, userName, password }: Settings): boolean {
  return Boolean(appId && appSecret && userName && password);
}

async function signIn(settings: Settings, deps: ProviderDeps, call: PlainCall, signal: AbortSignal): Promise<string> {
  const { appId = '', appSecret = '', userName = '', password = '' } = settings;
  await forgetSession(deps);
  const session = await secret('/wechat_api/thirdlogin/gettoken', { appId, appSecret })
    .then((token) => secret('/wechat_api/thirdlogin/login', { token, userName, password }))
    .catch(credentialsRefused);
  await deps.memory.set(MEMORY, ownerOf(settings) + session);
  return session;

  async function secret(path: string, query: Record<string, string>): Promise<string> {
    return (await call(secretAnswer, { path, query }, null, signal)).data;
  }
}

function credentialsRefused(thrown: unknown): never {
  if (!(thrown instanceof ProblemError)) throw thrown;
  const { problem } = thrown;
  if (problem.kind === 'refused') throw new ProblemError({ kind: 'credentials-refused', message: problem.message });
  if (problem.kind === 'signed-out') throw new ProblemError({ kind: 'credentials-refused', message: null });
  throw thrown;
}
