import type * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read, type CrmCall } from '../answer';
import { pause } from '../pause';
import type { HttpAnswer, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { BUSY, problemOf, TOKEN_OVER } from './codes';
import { envelope, tokenAnswer } from './schema';
import { currentToken } from './token';

/** One call; a `body` makes it a POST. */
interface Ask {
  path: string;
  query?: Record<string, string>;
  body?: object;
}

/** Sends one call and answers with what it tells, read as `schema` says. */
export type WecomCall = CrmCall<[ask: Ask]>;

/** Makes the caller of one connection. A call whose token was refused is made once more with a new one, and a busy service is asked three times. */
export function createCall(settings: Settings, deps: ProviderDeps): WecomCall {
  const ask = (signal: AbortSignal) => askForToken(settings, deps, signal);
  return async (schema, asked, signal) => {
    let ended: string | null = null;
    for (let busy = 0; ;) {
      const token = await currentToken(settings, deps, ask, ended, signal);
      const answer = await send(settings, deps, { ...asked, query: { access_token: token, ...asked.query } }, signal);
      const { errcode, errmsg } = envelopeOf(answer);
      if (errcode === CODE_OK) return read(schema, answer.json);
      if (TOKEN_OVER.includes(errcode) && ended === null) ended = token;
      else if (BUSY.includes(errcode) && ++busy < MOST_TRIES) await (deps.wait ?? pause)(BUSY_MS * busy, signal, true);
      else throw new ProblemError(problemOf(errcode, errmsg, deps.now()));
    }
  };
}

const CODE_OK = 0;
const MOST_TRIES = 3;
const BUSY_MS = 400;

async function askForToken(settings: Settings, deps: ProviderDeps, signal: AbortSignal): Promise<v.InferOutput<typeof tokenAnswer>> {
  const { corpId = '', secret = '' } = settings;
  // Source: 获取access_token, https://developer.work.weixin.qq.com/document/path/91039 (2024-03-26)
  const path = '/cgi-bin/gettoken';
  const answer = await send(settings, deps, { path, query: { corpid: corpId.trim(), corpsecret: secret } }, signal);
  const { errcode, errmsg } = envelopeOf(answer);
  if (errcode !== CODE_OK) throw new ProblemError(problemOf(errcode, errmsg, deps.now()));
  return read(tokenAnswer, answer.json);
}

/** Token and secret stand in the query: the API takes them nowhere else. */
function send(settings: Settings, { http }: ProviderDeps, { path, query = {}, body }: Ask, signal: AbortSignal): Promise<HttpAnswer> {
  const url = `${urlOf(settings, path)}?${new URLSearchParams(query)}`;
  if (!body) return http({ method: 'GET', url, signal });
  return http({ method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal });
}

/** An answer without a code of WeCom's is that of something in front of it: its own codes are 0, below, or have four digits and more. */
function envelopeOf({ status, json }: HttpAnswer): v.InferOutput<typeof envelope> {
  const named: { errcode?: unknown; code?: unknown } = typeof json === 'object' && json !== null ? json : {};
  if (named.errcode === undefined) {
    const { code } = named;
    throw new ProblemError({ kind: 'server-error', status: typeof code === 'number' && code >= 400 && code < 600 ? code : status });
  }
  const output = read(envelope, json);
  if (output.errcode > 0 && output.errcode < 1_000) throw new ProblemError({ kind: 'server-error', status });
  return output;
}
