import * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read, readEnvelope, type CrmCall } from '../answer';
import type { HttpAnswer, HttpRequest, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { CALLS, SECONDS, type Priority } from './bucket';
import { envelope, session } from './schema';
import { currentToken, mayTryAgain } from './session';
import { withinLimit, quotaOf } from './rate-limiter';

/** One call below `/api/v2`; `body` is JSON text; one that adds something is made `once`. It counts as interactive unless it says otherwise. */
interface Ask {
  method?: HttpRequest['method'];
  path: string;
  body?: string;
  once?: boolean;
  priority?: Priority;
}

/** Sends one call and answers with its `data`, read as `schema` says. */
export type LixiaoCall = CrmCall<[ask: Ask]>;

/** Makes the caller of one connection; a session by password that has run out is renewed once, see session.ts. */
export function createCall(settings: Settings, deps: ProviderDeps): LixiaoCall {
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
/** The code of gateways; the vendor's own is not published. */
const CODE_TOO_MUCH = 429;
const SPOKEN_FOR = [CODE_NOT_FOUND, CODE_UNAUTHORIZED, CODE_ELSEWHERE];
/** How software says that too much is asked of it; then that calls are too many, in either order; and what is about one call's contents. */
const TOO_MUCH =
  /频繁|頻繁|频率|頻率|稍[后後候]|过快|過快|太快|限流|限频|限頻|系[统統]繁忙|服[务務]繁忙|too (?:many|frequent|fast)|rate.?(?:limit|exceed)|throttl|slow down|try again later/i;
const CALLS_OVER =
  /(?:[请請]求|[调調]用|[访訪]问|訪問|接口|[并並][发發]|流量|每[秒分]|qps|api|requests?|calls?|quota)[^，。；,.;]{0,30}(?:超|[过過][多大高]|太多|用完|耗[尽盡]|上限|exceed|reached)/i;
const OVER_CALLS =
  /(?:超[过過出]|最多|exceed(?:s|ed|ing)?|over)[^，。；,.;]{0,20}(?:[请請]求|[调調]用|[访訪]问|訪問|接口|[并並][发發]|流量|每[秒分]|qps|requests?|calls?|quota|\d ?次)/i;
const OF_CONTENTS = /[权權]限|[长長]度|超[长長时時]|[过過][长長]|字符|字[数數]|参数|參數|文件|附件|permission|length|param|size|too long/i;
/** A token of ten is back after a second on average. */
const REST_MS = 1_000;
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
  const headers = { ...sentHeaders, ...(body !== undefined && { 'Content-Type': 'application/json' }) };
  const request = {
    method,
    url: urlOf(settings, `/api/v2${path}`),
    headers,
    ...(body !== undefined && { body }),
    once,
    restMs: REST_MS,
    signal,
  };
  const answer = await withinLimit(quotaOf(settings, deps), priority, signal, async () => {
    const heard = await deps.http(request);
    refuseTooMuch(heard, deps);
    return heard;
  });
  refuseCode(answer);
  return read(v.looseObject({ data: schema }), answer.json).data;
}

/** How the CRM refuses the eleventh call is not published: it may be a code with words such as these. */
function refuseTooMuch(answer: HttpAnswer, { now }: ProviderDeps): void {
  const { code, message } = readEnvelope(envelope, answer, [...SPOKEN_FOR, CODE_TOO_MUCH]);
  if (code === CODE_OK || SPOKEN_FOR.includes(code) || (code !== CODE_TOO_MUCH && !isTooMuch(message ?? ''))) return;
  throw new ProblemError({ kind: 'rate-limited', until: now() + REST_MS, calls: CALLS, seconds: SECONDS });
}

function isTooMuch(message: string): boolean {
  const text = message.slice(0, MOST_READ);
  return TOO_MUCH.test(text) || (!OF_CONTENTS.test(text) && (CALLS_OVER.test(text) || OVER_CALLS.test(text)));
}

/** The most characters of a message that are searched. */
const MOST_READ = 500;

function refuseCode(answer: HttpAnswer): void {
  const { code, message } = readEnvelope(envelope, answer, SPOKEN_FOR);
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
    // Source: a public client of 2019, https://github.com/app-ark/iKcrm-sdk; the vendor’s page is not public
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
