import type * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read } from '../answer';
import type { ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { currentSession, renewSession } from './session';
import { envelope } from './schema';

/** One call: `query` goes into the address, `form` makes it a POST with a form as its body, one that adds something is made `once`. */
export interface Ask {
  path: string;
  query?: Record<string, string>;
  form?: Record<string, string>;
  once?: boolean;
}

/** Sends one call and reads the whole answer as `schema` says. */
export type Call = <S extends v.GenericSchema>(schema: S, ask: Ask, signal: AbortSignal) => Promise<v.InferOutput<S>>;

/**
 * Makes the caller of one connection. With credentials an ended session is renewed and the call made once more, never twice;
 * without them the browser's own session at that origin counts.
 */
export function createCall(settings: Settings, deps: ProviderDeps): Call {
  const plain: PlainCall = (schema, ask, session, signal) => send(settings, deps, schema, ask, session, signal);
  const call: Call = async (schema, ask, signal) => {
    const session = await currentSession(settings, deps, plain, signal);
    try {
      return await plain(schema, ask, session, signal);
    } catch (thrown) {
      if (session === null || !isSignedOut(thrown)) throw thrown;
      return plain(schema, ask, await renewSession(session, settings, deps, plain, signal), signal);
    }
  };
  return (schema, ask, signal) => (ask.once ? once(schema, ask, signal) : call(schema, ask, signal));

  /** Apart from the others it has no cookies: where nothing but those says who we are, it goes with the others. */
  async function once<S extends v.GenericSchema>(schema: S, ask: Ask, signal: AbortSignal): Promise<v.InferOutput<S>> {
    const session = await currentSession(settings, deps, plain, signal);
    const withOthers = () => call(schema, { ...ask, once: false }, signal);
    if (session === null && Object.keys(staticHeader(settings)).length === 0) return withOthers();
    try {
      return await plain(schema, ask, session, signal);
    } catch (thrown) {
      // A console that wants its cookies has written nothing yet.
      if (isSignedOut(thrown)) return withOthers();
      throw thrown;
    }
  }
}

/** A call with the session that it is told to use, null for none. */
export type PlainCall = <S extends v.GenericSchema>(
  schema: S,
  ask: Ask,
  session: string | null,
  signal: AbortSignal,
) => Promise<v.InferOutput<S>>;

const CODE_OK = 200;
const CODE_SIGNED_OUT = 401;

async function send<S extends v.GenericSchema>(
  settings: Settings,
  deps: ProviderDeps,
  schema: S,
  { path, query, form, once = false }: Ask,
  session: string | null,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> {
  const headers = { ...(form && FORM), ...staticHeader(settings), ...(session && { token: session }) };
  const url = urlOf(settings, path) + (query ? `?${new URLSearchParams(query)}` : '');
  const body = form && { body: new URLSearchParams(form).toString() };
  const request = { method: form ? 'POST' : 'GET', url, headers, ...body, cookies: true, once, htmlMeans: 'signed-out', signal } as const;
  const { json } = await deps.http(request).catch(forbiddenIsSignedOut);
  refuseCode(json);
  return read(schema, json);
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' };

function staticHeader({ headerName = '', headerValue = '' }: Settings): Record<string, string> {
  return /^[\w-]+$/.test(headerName.trim()) && headerValue.trim() ? { [headerName.trim()]: headerValue.trim() } : {};
}

function forbiddenIsSignedOut(thrown: unknown): never {
  if (thrown instanceof ProblemError && thrown.problem.kind === 'forbidden') throw signedOut();
  throw thrown;
}

function refuseCode(json: unknown): void {
  const { code, msg } = read(envelope, json);
  if (code === CODE_OK) return;
  throw code === CODE_SIGNED_OUT ? signedOut() : new ProblemError({ kind: 'refused', message: msg ?? String(code) });
}

function signedOut(): ProblemError {
  return new ProblemError({ kind: 'signed-out', elsewhere: false });
}

function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof ProblemError && thrown.problem.kind === 'signed-out';
}
