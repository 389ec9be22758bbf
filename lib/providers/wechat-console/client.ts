import type * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read, readEnvelope, type CrmCall } from '../answer';
import type { HttpAnswer, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { until } from '../until';
import { bodiesOf, bodyOf, type Bodies } from './bodies';
import { currentSession, renewSession } from './session';
import { envelope } from './schema';

/**
 * One call: `query` goes into the address, `form` makes it a POST with a form as its body, `values` one with the body that `bodies` says, or
 * else the settings; one that adds something is made `once`. A page in the place of an answer means that the session has ended, except to a
 * call that is `signingIn`. To one that has just been `signedIn` a sign-in page alone means that, and status 403 that the account may not.
 */
export interface Ask {
  path: string;
  query?: Record<string, string>;
  form?: Record<string, string>;
  /** For the calls whose samples in the documentation are JSON. */
  values?: Record<string, string>;
  bodies?: Bodies;
  once?: boolean;
  signingIn?: true;
  signedIn?: true;
}

/** Sends one call and reads the whole answer as `schema` says. */
export type ConsoleCall = CrmCall<[ask: Ask]>;

/**
 * Makes the caller of one connection. With credentials an ended session is renewed and the call made once more, never twice;
 * without them the browser's own session at that origin counts.
 */
export function createCall(settings: Settings, deps: ProviderDeps): ConsoleCall {
  const plain: PlainCall = (schema, ask, session, signal) => send(settings, deps, schema, ask, session, signal);
  const call: ConsoleCall = async (schema, ask, signal) => {
    const session = await until(signal, currentSession(settings, deps, plain));
    try {
      return await plain(schema, ask, session, signal);
    } catch (thrown) {
      if (session === null || !isSignedOut(thrown)) throw thrown;
      const renewed = await until(signal, renewSession(session, settings, deps, plain));
      return plain(schema, { ...ask, signedIn: true }, renewed, signal);
    }
  };
  return (schema, ask, signal) => (ask.once ? once(schema, ask, signal) : call(schema, ask, signal));

  /** A call that is sent once has no cookies: if only those say who we are, it is sent like the others. */
  async function once<S extends v.GenericSchema>(schema: S, ask: Ask, signal: AbortSignal): Promise<v.InferOutput<S>> {
    const session = await until(signal, currentSession(settings, deps, plain));
    const withOthers = () => call(schema, { ...ask, once: false }, signal);
    if (session === null && Object.keys(staticHeader(settings)).length === 0) return withOthers();
    try {
      return await plain(schema, ask, session, signal);
    } catch (thrown) {
      // A console that asks for cookies has written nothing yet.
      if (isSignedOut(thrown)) return withOthers();
      throw thrown;
    }
  }
}

/** A call with the given session, null for none. */
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
  { path, query, form, values, bodies = bodiesOf(settings), once = false, signingIn, signedIn }: Ask,
  session: string | null,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> {
  const sent = form ? bodyOf(form, 'form') : values && bodyOf(values, bodies);
  const headers = { ...(sent && { 'Content-Type': sent.type }), ...staticHeader(settings), ...(session && { token: session }) };
  const url = urlOf(settings, path) + (query ? `?${new URLSearchParams(query)}` : '');
  const body = sent && { body: sent.body };
  const means = signingIn ? {} : { htmlMeans: signedIn ? ('what-it-shows' as const) : ('signed-out' as const) };
  const request = { method: sent ? 'POST' : 'GET', url, headers, ...body, cookies: true, once, ...means, signal } as const;
  const asked = deps.http(request);
  const answer = await (signingIn || signedIn ? asked : asked.catch(forbiddenIsSignedOut));
  refuseCode(answer);
  return read(schema, answer.json);
}

function staticHeader({ headerName = '', headerValue = '' }: Settings): Record<string, string> {
  return /^[\w-]+$/.test(headerName.trim()) && headerValue.trim() ? { [headerName.trim()]: headerValue.trim() } : {};
}

function forbiddenIsSignedOut(thrown: unknown): never {
  if (thrown instanceof ProblemError && thrown.problem.kind === 'forbidden') throw signedOut();
  throw thrown;
}

function refuseCode(answer: HttpAnswer): void {
  const { code, msg } = readEnvelope(envelope, answer, [CODE_SIGNED_OUT]);
  if (code === CODE_OK) return;
  throw code === CODE_SIGNED_OUT ? signedOut() : new ProblemError({ kind: 'refused', message: msg ?? String(code) });
}

function signedOut(): ProblemError {
  return new ProblemError({ kind: 'signed-out', elsewhere: false });
}

function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof ProblemError && thrown.problem.kind === 'signed-out';
}
