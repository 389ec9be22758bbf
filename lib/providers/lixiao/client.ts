import * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read } from '../answer';
import type { HttpAnswer, HttpRequest, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import type { Priority } from './bucket';
import { envelope, session } from './schema';
import { currentToken, mayTryAgain } from './session';
import { closeUntil, takeTurn } from './turn';

/** One call below `/api/v2`; `body` is JSON text; one that adds something is made `once`. Somebody is taken to wait for it unless it says otherwise. */
interface Ask {
  method?: HttpRequest['method'];
  path: string;
  body?: string;
  once?: boolean;
  priority?: Priority;
}

/** Sends one call and answers with its `data`, read as `schema` says. */
export type Call = <S extends v.GenericSchema>(schema: S, ask: Ask, signal: AbortSignal) => Promise<v.InferOutput<S>>;

/** Makes the caller of one connection; a session by password that has run out is renewed once, see session.ts. */
export function createCall(settings: Settings, deps: ProviderDeps): Call {
  return async (schema, ask, signal) => {
    for (let tries = 1; ; tries++) {
      const token = await currentToken(settings, deps, () => signIn(settings, deps), signal);
      try {
        return await send(settings, deps, schema, ask, tokenHeaders(settings, token), signal);
      } catch (thrown) {
        if (!(await mayTryAgain(thrown, token, tries, settings, deps))) throw thrown;
      }
    }
  };
}

const CODE_OK = 0;
const CODE_NOT_FOUND = 100100;
const CODE_UNAUTHORIZED = 100400;
const CODE_ELSEWHERE = 100401;
/** Fixed by the vendor: other values are errors. */
const DEVICE = 'open_api';
const VERSION = '9.9.9';

async function send<S extends v.GenericSchema>(
  settings: Settings,
  deps: ProviderDeps,
  schema: S,
  { method = 'GET', path, body, once = false, priority = 'interactive' }: Ask,
  sentHeaders: Record<string, string>,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> {
  await takeTurn(deps, priority, signal);
  const headers = { ...sentHeaders, ...(body !== undefined && { 'Content-Type': 'application/json' }) };
  const request = { method, url: urlOf(settings, `/api/v2${path}`), headers, ...(body !== undefined && { body }), once, signal };
  const { json } = await heard(deps, deps.http(request));
  refuseCode(json);
  return read(v.looseObject({ data: schema }), json).data;
}

/** Remembers it when the CRM says that it has had too much. */
async function heard(deps: ProviderDeps, answer: Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.problem.kind === 'rate-limited') await closeUntil(deps, thrown.problem.until);
    throw thrown;
  }
}

function refuseCode(json: unknown): void {
  const { code, message } = read(envelope, json);
  if (code === CODE_OK) return;
  if (code === CODE_ELSEWHERE || code === CODE_UNAUTHORIZED) {
    throw new ProblemError({ kind: 'signed-out', elsewhere: code === CODE_ELSEWHERE });
  }
  throw new ProblemError(code === CODE_NOT_FOUND ? { kind: 'not-found' } : { kind: 'refused', message: message ?? String(code) });
}

/** The header of the documentation, or the three that the sample code on the same page sends. */
function tokenHeaders({ tokenHeader = '' }: Settings, token: string): Record<string, string> {
  if (!/^[\w.~+/=-]+$/.test(token)) throw new ProblemError({ kind: 'credentials-refused', message: null });
  if (tokenHeader.trim().toLowerCase() === 'access-token') {
    return { 'X-LXY-PLATFORM': 'lixiaoyun', 'X-LXY-APP': 'crm', 'access-token': token };
  }
  return { Authorization: `Token token=${token}, device=${DEVICE}, version_code=${VERSION}` };
}

/** Makes a new session; it ends the one before, wherever that is used. */
async function signIn(settings: Settings, deps: ProviderDeps): Promise<string> {
  const { login = '', password = '', corpId = '' } = settings;
  if (!login || !password) throw new ProblemError({ kind: 'credentials-refused', message: null });
  const body = JSON.stringify({ device: DEVICE, version_code: VERSION, login, password, corp_id: corpId });
  const { signal } = new AbortController();
  try {
    return (await send(settings, deps, session, { method: 'POST', path: '/auth/login', body }, {}, signal)).user_token;
  } catch (thrown) {
    throw credentialsRefused(thrown);
  }
}

function credentialsRefused(thrown: unknown): unknown {
  if (!(thrown instanceof ProblemError)) return thrown;
  const { problem } = thrown;
  if (problem.kind === 'refused') return new ProblemError({ kind: 'credentials-refused', message: problem.message });
  return problem.kind === 'signed-out' || problem.kind === 'not-found'
    ? new ProblemError({ kind: 'credentials-refused', message: null })
    : thrown;
}
