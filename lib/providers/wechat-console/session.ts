import * as v from 'valibot';
import { since } from '../../model/elapsed';
import { ProblemError } from '../../model/problem';
import type { ProviderDeps, Settings } from '../provider';
import type { ConsoleCall, PlainCall } from './client';
import { secretAnswer } from './schema';

/** The session to call with: the remembered one, a new one, or null when there are no credentials and cookies must do. */
export async function currentSession(settings: Settings, deps: ProviderDeps, call: PlainCall): Promise<string | null> {
  if (!hasCredentials(settings)) return null;
  return (await remembered(settings, deps)) ?? signInOnce(null, settings, deps, call);
}

/** A session instead of `ended`; when another call has renewed it meanwhile, that one. */
export function renewSession(ended: string, settings: Settings, deps: ProviderDeps, call: PlainCall): Promise<string> {
  return signInOnce(ended, settings, deps, call);
}

/** Makes the next call sign in again, with credentials that were refused too, as it should be where they are to be tested. */
export async function forgetSession(deps: ProviderDeps): Promise<void> {
  await deps.memory.set(MEMORY, null);
  await deps.memory.set(REFUSED, null);
}

/** Throws the Problem of an address at which no console answers: a call that needs no session is made, without any credentials. */
export async function refuseElse(call: ConsoleCall, signal: AbortSignal): Promise<void> {
  try {
    await call(secretAnswer, { path: TOKEN, query: { appId: '', appSecret: '' }, signingIn: true }, signal);
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.problem.kind === 'server-error') throw thrown;
  }
}

// Source: 第三方登录, https://www.kancloud.cn/gredsea/lly_api_v1/1546232
const TOKEN = '/wechat_api/thirdlogin/gettoken';
const MEMORY = 'session';
const REFUSED = 'refused';
const signingIn = new WeakMap<ProviderDeps, Promise<string>>();

/** One sign-in is under way at a time, since a console may allow one session: other calls wait for it. */
function signInOnce(ended: string | null, settings: Settings, deps: ProviderDeps, call: PlainCall): Promise<string> {
  const underWay = signingIn.get(deps) ?? signInAnew(ended, settings, deps, call).finally(() => signingIn.delete(deps));
  signingIn.set(deps, underWay);
  return underWay;
}

async function signInAnew(ended: string | null, settings: Settings, deps: ProviderDeps, call: PlainCall): Promise<string> {
  const current = await remembered(settings, deps);
  if (current !== null && current !== ended) return current;
  await refuseRefused(settings, deps);
  await deps.memory.set(MEMORY, null);
  const session = await signIn(settings, call).catch((thrown) => refused(thrown, settings, deps));
  await deps.memory.set(MEMORY, ownerOf(settings) + session);
  return session;
}

/** The session of these very settings: one of another user or console is none. */
async function remembered(settings: Settings, deps: ProviderDeps): Promise<string | null> {
  const text = (await deps.memory.get(MEMORY)) ?? '';
  const owner = ownerOf(settings);
  return text.startsWith(owner) ? text.slice(owner.length) : null;
}

/** How long credentials that were refused are not tried again by themselves, in ms: accounts are locked that way. */
const REFUSED_FOR = 15 * 60_000;

const REFUSAL = v.pipe(v.string(), v.parseJson(), v.object({ owner: v.string(), at: v.number(), message: v.nullable(v.string()) }));

async function refuseRefused(settings: Settings, deps: ProviderDeps): Promise<void> {
  const kept = v.safeParse(REFUSAL, await deps.memory.get(REFUSED));
  if (!kept.success || kept.output.owner !== ownerOf(settings) || since(kept.output.at, deps.now()) >= REFUSED_FOR) return;
  throw new ProblemError({ kind: 'credentials-refused', message: kept.output.message });
}

function ownerOf({ baseUrl, appId, userName }: Settings): string {
  return `${JSON.stringify([baseUrl, appId, userName])} `;
}

export function hasCredentials({ appId, appSecret, userName, password }: Settings): boolean {
  return Boolean(appId && appSecret && userName && password);
}

/** It continues when the caller aborts, so that the session that it makes is not lost. */
async function signIn({ appId = '', appSecret = '', userName = '', password = '' }: Settings, call: PlainCall): Promise<string> {
  const { signal } = new AbortController();
  const secret = async (path: string, query: Record<string, string>) =>
    (await call(secretAnswer, { path, query, signingIn: true }, null, signal)).data;
  const token = await secret(TOKEN, { appId, appSecret });
  // Source: 第三方登录, https://www.kancloud.cn/gredsea/lly_api_v1/1546232
  return secret('/wechat_api/thirdlogin/login', { token, userName, password });
}

/** Only the console's own words are a refusal: a page in its place passes. */
async function refused(thrown: unknown, settings: Settings, deps: ProviderDeps): Promise<never> {
  const problem = thrown instanceof ProblemError ? thrown.problem : null;
  if (problem?.kind !== 'refused' && problem?.kind !== 'signed-out' && problem?.kind !== 'forbidden') throw thrown;
  const message = problem.kind === 'refused' ? problem.message : null;
  await deps.memory.set(REFUSED, JSON.stringify({ owner: ownerOf(settings), at: deps.now(), message }));
  throw new ProblemError({ kind: 'credentials-refused', message });
}
