import * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read } from '../answer';
import type { HttpRequest, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { callsFor, ONLY_ONE, type Asked, type RelayCall, type RelayCalls, type Streamed, type Told } from './calls';
import { problem } from './problem-shape';

/** Sends the calls of one connection to its relay. */
export interface RelayClient {
  calls: RelayCalls;
  ask<N extends Exclude<RelayCall, Streamed>>(name: N, asked: Asked<N>, signal: AbortSignal): Promise<Told<N>>;
  parts<N extends Streamed>(name: N, asked: Asked<N>, signal: AbortSignal): AsyncIterable<Told<N>>;
}

export function createClient(settings: Settings, { http, connection }: Pick<ProviderDeps, 'http' | 'connection'>): RelayClient {
  const calls = callsFor(connection);
  const id = settings.connection?.trim() || ONLY_ONE;
  const request = (name: RelayCall, asked: unknown, signal: AbortSignal): HttpRequest => ({
    method: 'POST',
    url: urlOf(settings, `/v1/connections/${encodeURIComponent(id)}/${name}`),
    headers: { Authorization: `Bearer ${settings.token?.trim() ?? ''}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(asked),
    once: calls[name].once,
    explained: true,
    patienceMs: PATIENCE_MS,
    signal,
  });
  return {
    calls,
    async ask(name, asked, signal) {
      const { status, json } = await http(request(name, asked, signal));
      return answerIn(json, status, calls[name].answer) as Told<typeof name>;
    },
    async *parts(name, asked, signal) {
      const { status, json, lines } = await http({ ...request(name, asked, signal), stream: true });
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

/** The relay gives a call up somewhat earlier, and says why. */
const PATIENCE_MS = 30_000;

const END = v.object({ end: v.literal(true) });
const FAILED = v.object({ problem });

/** The relay's answer, or the Problem that it names. What is neither is not the relay's. */
function answerIn<S extends v.GenericSchema>(json: unknown, status: number, schema: S): v.InferOutput<S> {
  const failed = v.safeParse(FAILED, json);
  if (failed.success) throw new ProblemError(failed.output.problem);
  if (typeof json !== 'object' || json === null || !('answer' in json)) throw new ProblemError({ kind: 'server-error', status });
  return read(v.object({ answer: schema }), json).answer;
}
