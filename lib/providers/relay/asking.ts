import * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read } from '../answer';
import type { HttpAnswer, HttpRequest, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { SIGN_IN_FAILED } from '../sign-in';
import { callsFor, ONLY_ONE, type Asked, type RelayCall, type RelayCalls, type Streamed, type Told } from './calls';
import { NOT_SIGNED_IN, problem } from './problem-shape';
import { SIGN_IN_WAY } from './sign-in-calls';

/** Sends the calls of one connection to its relay. */
export interface RelayClient {
  calls: RelayCalls;
  ask<N extends Exclude<RelayCall, Streamed>>(name: N, asked: Asked<N>, signal: AbortSignal): Promise<Told<N>>;
  parts<N extends Streamed>(name: N, asked: Asked<N>, signal: AbortSignal): AsyncIterable<Told<N>>;
}

export function createClient(
  settings: Settings,
  { http, connection, memory }: Pick<ProviderDeps, 'http' | 'connection' | 'memory'>,
): RelayClient {
  const calls = callsFor(connection);
  const id = settings.connection?.trim() || ONLY_ONE;
  /** Sends a call with the token or session, and deletes a session that the relay refuses, unless another one has replaced it meanwhile. */
  async function send(name: RelayCall, asked: unknown, signal: AbortSignal, more: Pick<HttpRequest, 'stream'> = {}): Promise<HttpAnswer> {
    const token = await tokenOf(settings, memory);
    const answer = await http({
      method: 'POST',
      url: urlOf(settings, `/v1/connections/${encodeURIComponent(id)}/${name}`),
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(asked),
      once: calls[name].once,
      explained: true,
      patienceMs: PATIENCE_MS,
      signal,
      ...more,
    });
    if (answer.status === 401 && (await memory.get(SESSION)) === token) await memory.set(SESSION, null);
    return answer;
  }
  return {
    calls,
    async ask(name, asked, signal) {
      const { status, json } = await send(name, asked, signal);
      return answerIn(json, status, calls[name].answer) as Told<typeof name>;
    },
    async *parts(name, asked, signal) {
      const { status, json, lines } = await send(name, asked, signal, { stream: true });
      if (!lines) answerIn(json, status, v.never());
      for await (const line of lines ?? []) {
        if (v.is(END, line)) return;
        yield answerIn(line, status, calls[name].answer) as Told<typeof name>;
      }
      // A stream that says neither that it has ended nor why was cut off.
      throw new ProblemError({ kind: 'not-understood', path: '', expected: 'JSON' });
    },
  };
}

/** The key in the connection's memory of the session that a sign-in has begun. */
export const SESSION = 'session';

async function tokenOf(settings: Settings, memory: ProviderDeps['memory']): Promise<string> {
  if (settings.signIn !== SIGN_IN_WAY) return settings.token?.trim() ?? '';
  const session = await memory.get(SESSION);
  if (session !== null) return session;
  const failed = v.safeParse(NOT_SIGNED_IN, { kind: 'not-signed-in', why: await memory.get(SIGN_IN_FAILED) });
  if (failed.success) throw new ProblemError(failed.output);
  throw new ProblemError(settings.account ? { kind: 'signed-out', elsewhere: false } : { kind: 'not-signed-in', why: 'not-yet' });
}

/** The relay gives a call up somewhat earlier, and says why. */
const PATIENCE_MS = 30_000;

const END = v.object({ end: v.literal(true) });
const FAILED = v.object({ problem });

/** The relay's answer, or the Problem that it names. What is neither is not the relay's. */
export function answerIn<S extends v.GenericSchema>(json: unknown, status: number, schema: S): v.InferOutput<S> {
  const failed = v.safeParse(FAILED, json);
  if (failed.success) throw new ProblemError(failed.output.problem);
  if (typeof json !== 'object' || json === null || !('answer' in json)) throw new ProblemError({ kind: 'server-error', status });
  return read(v.object({ answer: schema }), json).answer;
}
