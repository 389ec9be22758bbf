import * as v from 'valibot';
import { ProblemError } from '../../model/problem';
import { read, readEnvelope, type CrmCall } from '../answer';
import type { HttpAnswer, ProviderDeps, Settings } from '../provider';
import { urlOf } from '../settings';
import { envelope } from './schema';
import { sign } from './sign';

/** Sends one signed call and answers with its `data`, read as `schema` says. `body` is JSON text, '' for a call without one. */
export type TanmaCall = CrmCall<[path: string, body: string]>;

/**
 * Makes the caller of one connection. When the CRM says that the clock is off, the difference is learned from the answer's Date
 * header, remembered, and the call is made once more; a refused signature is never tried again.
 */
export function createCall(settings: Settings, deps: ProviderDeps): TanmaCall {
  return async (schema, path, body, signal) => {
    const first = await post(settings, deps, path, body, signal);
    const answer = codeOf(first) === CODE_CLOCK && (await learnClock(first, deps)) ? await post(settings, deps, path, body, signal) : first;
    await refuseCode(answer, deps);
    return read(v.looseObject({ data: schema }), answer.json).data;
  };
}

const CODE_OK = 0;
const CODE_SIGNATURE = 1002;
const CODE_CLOCK = 1003;
const OWN = [CODE_SIGNATURE, CODE_CLOCK];
const MEMORY_CLOCK = 'clock-offset-ms';

async function post(settings: Settings, deps: ProviderDeps, path: string, body: string, signal: AbortSignal): Promise<HttpAnswer> {
  const { appId = '', appKey = '' } = settings;
  const timestamp = String(deps.now() + Number((await deps.memory.get(MEMORY_CLOCK)) ?? 0));
  const headers = { 'Content-Type': 'application/json', appId, timestamp, sign: await sign(appId, timestamp, body, appKey) };
  return deps.http({ method: 'POST', url: urlOf(settings, path), headers, body, signal });
}

function codeOf(answer: HttpAnswer): number {
  return readEnvelope(envelope, answer, OWN).code;
}

async function learnClock(answer: HttpAnswer, deps: ProviderDeps): Promise<boolean> {
  if (answer.date === null) return false;
  await deps.memory.set(MEMORY_CLOCK, String(answer.date - deps.now()));
  return true;
}

async function refuseCode(answer: HttpAnswer, deps: ProviderDeps): Promise<void> {
  const { code, message } = readEnvelope(envelope, answer, OWN);
  if (code === CODE_OK) return;
  if (code === CODE_SIGNATURE) throw new ProblemError({ kind: 'signature-refused' });
  if (code === CODE_CLOCK) throw new ProblemError({ kind: 'clock-off', minutes: minutesOff(answer, deps) });
  throw new ProblemError({ kind: 'refused', message: message ?? String(code) });
}

/** How far this clock is from the CRM's, 0 when the answer does not say. */
function minutesOff(answer: HttpAnswer, deps: ProviderDeps): number {
  return answer.date === null ? 0 : Math.round(Math.abs(answer.date - deps.now()) / 60_000);
}
