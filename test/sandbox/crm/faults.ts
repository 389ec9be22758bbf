import type { Answer } from './answer.ts';
import { chance } from './chance.ts';
import type { Incoming } from './incoming.ts';
import { mistyped } from './mistyped.ts';

/** What goes wrong. Latency is in ms, fixed or drawn anew per request from [min, max]; retryAfter is in seconds. */
export type FaultKind =
  | { kind: 'latency'; ms: number | [min: number, max: number] }
  | { kind: 'status'; status: number; retryAfter?: number }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'truncated' }
  | { kind: 'wrong-types' }
  | { kind: 'html' }
  | { kind: 'code-only'; code?: number }
  | { kind: 'signed-out'; status?: number };

/**
 * Which requests it happens to: the first `times` of those of this `method` whose path contains `path`, or the `share` (0 to 1) of them that the
 * `seed` picks. `applied` carries the request out before its answer is lost, as when a line breaks at the wrong moment.
 */
export interface FaultScope {
  times?: number;
  path?: string;
  /** Part of what stands behind the question mark. */
  query?: string;
  method?: string;
  share?: number;
  seed?: number;
  applied?: boolean;
}

export type Fault = FaultKind & FaultScope;

export const FAULT_KINDS: Fault['kind'][] = [
  'latency',
  'status',
  'hang',
  'reset',
  'truncated',
  'wrong-types',
  'html',
  'code-only',
  'signed-out',
];

/** What happens to one request: first the delay, then the fault. */
export interface Mishap {
  delay: number;
  fault: Fault | null;
}

export interface Faults {
  set(faults: Fault[]): void;
  take(request: Incoming): Mishap;
}

export function createFaults(): Faults {
  let active: Armed[] = [];
  return {
    set(faults) {
      active = faults.map(arm);
    },
    take(request) {
      const hit = active.filter((armed) => strikes(armed, request));
      const other = hit.find((armed) => armed.fault.kind !== 'latency');
      for (const armed of hit) if (armed === other || armed.fault.kind === 'latency') armed.left -= 1;
      return { delay: hit.reduce((sum, armed) => sum + delayOf(armed), 0), fault: other?.fault ?? null };
    },
  };
}

/** The answer as it looks after the fault; null when there is to be none. `answer` carries the request out. */
export function faultyAnswer(fault: Fault, answer: () => Answer, pages: { signIn: Answer; signedOut: (status?: number) => Answer }) {
  if (fault.kind === 'truncated') return truncated(answer());
  if (fault.kind === 'wrong-types') return mistyped(answer());
  if (fault.kind === 'code-only') return codeOnly(answer(), fault.code);
  if (fault.applied) answer();
  if (fault.kind === 'status') return refusal(fault.status, fault.retryAfter);
  if (fault.kind === 'html') return pages.signIn;
  if (fault.kind === 'signed-out') return pages.signedOut(fault.status);
  return null;
}

interface Armed {
  fault: Fault;
  left: number;
  next: () => number;
}

function arm(fault: Fault): Armed {
  return { fault, left: fault.times ?? Infinity, next: chance(fault.seed ?? 1) };
}

function strikes(armed: Armed, request: Incoming): boolean {
  const { path = '', query = '', method = request.method } = armed.fault;
  if (armed.left <= 0 || !request.path.includes(path) || request.method !== method || !String(request.query).includes(query)) return false;
  return armed.next() < (armed.fault.share ?? 1);
}

function delayOf({ fault, next }: Armed): number {
  if (fault.kind !== 'latency') return 0;
  if (typeof fault.ms === 'number') return fault.ms;
  const [min, max] = fault.ms;
  return min + next() * (max - min);
}

/** An envelope with nothing in it: the code of the answer, as some gateways give it, or another code, by which the CRM says no. */
function codeOnly(answer: Answer, other?: number): Answer {
  const { code = 0, errcode } = JSON.parse(answer.body) as { code?: number; errcode?: number };
  return { ...answer, body: JSON.stringify(errcode === undefined ? { code: other ?? code } : { errcode: other ?? errcode }) };
}

function truncated(answer: Answer): Answer {
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}

function refusal(status: number, retryAfter?: number): Answer {
  const wait: Record<string, string> = status === 429 || retryAfter !== undefined ? { 'retry-after': String(retryAfter ?? 10) } : {};
  return { status, headers: { 'content-type': 'text/plain;charset=UTF-8', ...wait }, body: `HTTP ${status}` };
}
