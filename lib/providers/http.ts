import { ProblemError, type Problem } from '../model/problem';
import { LONGEST_ASKED } from '../model/rest';
import { parseJson } from './json';
import { linesOf, silenceOf } from './lines';
import type { Http, HttpAnswer, HttpRequest } from './provider';

/** What a connection may use. `origins` are full origins such as `https://crm.example.com`. */
export interface HttpOptions {
  origins: string[];
  fetch: typeof fetch;
  /** Epoch ms. */
  now(): number;
  /** False when the browser knows that there is no network at all. */
  online?(): boolean;
  /**
   * Makes the browser close the HTTP connection after each POST to this address, and remove its cookies with `withoutCookies`; false if it cannot do
   * that.
   */
  endAfter?(url: string, withoutCookies: boolean): Promise<boolean>;
  /** How long a call may take, its body included; 15 s by default. */
  timeoutMs?: number;
}

/**
 * The only door to a CRM. A URL outside `origins` is refused before anything is sent, and a redirect is never followed, so that
 * no credential reaches an address that was not permitted. Each failure is a ProblemError; an aborted call rejects with the
 * reason of its signal. Answers of status 400, 404, 409, 422 and the like are handed on when they hold JSON: CRMs explain themselves there. A web
 * page or a redirect is not the CRM's answer but that of a proxy or a deployment: a passing `server-error` with its status.
 */
export function createHttp(options: HttpOptions): Http {
  return async (request) => {
    const origin = declaredOrigin(request.url, options.origins);
    const timeoutMs = request.patienceMs ?? options.timeoutMs ?? 15_000;
    const timer = request.stream ? silenceOf(timeoutMs) : { signal: AbortSignal.timeout(timeoutMs) };
    const guard: Guard = { ...options, request, origin, timeout: timer.signal, timeoutMs };
    const response = await send(guard, AbortSignal.any([request.signal, timer.signal]));
    refuseStatus(response, guard);
    const { status } = response;
    const date = dateOf(response);
    if ('heard' in timer && isLines(response)) return { status, json: null, date, lines: readLines(linesOf(response, timer), guard) };
    const json = await readJson(response, guard);
    if ('heard' in timer) timer.end();
    return { status, json, date } satisfies HttpAnswer;
  };
}

interface Guard extends HttpOptions {
  request: HttpRequest;
  origin: string;
  timeout: AbortSignal;
  timeoutMs: number;
}

const DEFAULT_WAIT_MS = 10_000;

function declaredOrigin(url: string, origins: string[]): string {
  const origin = originOf(url);
  if (origin === null || !origins.some((declared) => originOf(declared) === origin)) {
    throw new ProblemError({ kind: 'not-permitted', origin: origin ?? '' });
  }
  return origin;
}

function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : null;
}

async function send(guard: Guard, signal: AbortSignal): Promise<Response> {
  const { method, url, headers, body } = guard.request;
  // Called without an object: the browser's `fetch` refuses another `this`.
  const { fetch } = guard;
  try {
    const credentials = await credentialsOf(guard);
    guard.request.signal.throwIfAborted();
    return await fetch(url, {
      method,
      headers: { Accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      credentials,
      redirect: 'manual',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal,
    });
  } catch (thrown) {
    throw broken(guard, thrown);
  }
}

/**
 * Browsers never use one HTTP connection for requests with and without cookies. So a call that must be sent only once uses the kind that the
 * connection's other calls do not use; each HTTP connection of that kind is closed after its call, so the next call cannot reuse one.
 */
async function credentialsOf({ request: { url, cookies = false, once = false }, endAfter }: Guard): Promise<RequestCredentials> {
  const apart = once && endAfter !== undefined && (await endAfter(url, !cookies));
  return cookies === apart ? 'omit' : 'include';
}

/** The Problem for an HTTP connection that fails before the whole answer has arrived, or the error that was thrown on purpose. */
function broken(guard: Guard, thrown: unknown): unknown {
  if (guard.request.signal.aborted) return guard.request.signal.reason;
  if (thrown instanceof ProblemError) return thrown;
  if (guard.timeout.aborted) return new ProblemError({ kind: 'timed-out', seconds: guard.timeoutMs / 1000 });
  if (guard.online?.() === false) return new ProblemError({ kind: 'offline' });
  return new ProblemError({ kind: 'unreachable', origin: guard.origin });
}

function refuseStatus(response: Response, guard: Guard): void {
  const problem = problemOfStatus(response, guard);
  if (!problem) return;
  // The body is not needed; without this the connection stays busy until it has arrived.
  response.body?.cancel().catch(() => {});
  throw new ProblemError(problem);
}

function problemOfStatus(response: Response, guard: Guard): Problem | null {
  const { status } = response;
  if (guard.request.explained && isJson(response)) return null;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) return notTheCrm(guard, status || REDIRECT);
  if (status === 401 || status === 403) {
    if (isPage(response)) return guard.request.htmlMeans === 'what-it-shows' ? null : notTheCrm(guard, status);
    return status === 401 ? { kind: 'signed-out', elsewhere: false } : { kind: 'forbidden' };
  }
  if (status === 429) return rest(guard, retryAfter(response, guard) ?? guard.request.restMs ?? DEFAULT_WAIT_MS);
  const asked = status === 503 && retryAfter(response, guard);
  if (asked) return rest(guard, asked);
  return status >= 500 ? { kind: 'server-error', status } : null;
}

function rest({ now }: Guard, ms: number): Problem {
  const asked = Math.min(LONGEST_ASKED, ms);
  return { kind: 'rate-limited', until: now() + asked, asked, calls: null, seconds: null };
}

/**
 * After how many ms the server accepts the next request, null if it does not say. Retry-After is a number of seconds or a date (RFC 9110,
 * 10.2.3); a date is compared with the server's own clock.
 */
function retryAfter(response: Response, guard: Guard): number | null {
  const text = response.headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // `Date.parse` accepts a fraction such as `1.5` as a date.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - (dateOf(response) ?? guard.now()));
}

/** Each line as JSON. */
async function* readLines(lines: AsyncIterable<string>, guard: Guard): AsyncGenerator {
  try {
    for await (const line of lines) yield parseOr(line, () => NOT_JSON);
  } catch (thrown) {
    throw broken(guard, thrown);
  }
}

function isLines(response: Response): boolean {
  return /^application\/x-ndjson\b/i.test(response.headers.get('Content-Type') ?? '');
}

function dateOf(response: Response): number | null {
  const date = Date.parse(response.headers.get('Date') ?? '');
  return Number.isNaN(date) ? null : date;
}

async function readJson(response: Response, guard: Guard): Promise<unknown> {
  try {
    const text = await response.text();
    return parseOr(text, () => (response.status < 400 && isCutOff(text) ? NOT_JSON : notTheCrm(guard, response.status, text)));
  } catch (thrown) {
    throw broken(guard, thrown);
  }
}

function parseOr(text: string, problem: () => Problem): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new ProblemError(problem());
  }
}

const NOT_JSON: Problem = { kind: 'not-understood', path: '', expected: 'JSON' };

/** Whether the text is the beginning of JSON, or empty. */
function isCutOff(text: string): boolean {
  return /^\s*(?:[{["]|$)/.test(text);
}

function isJson(response: Response): boolean {
  return /^application\/json\b/i.test(response.headers.get('Content-Type') ?? '');
}

function isPage(response: Response): boolean {
  return /^text\/html\b/i.test(response.headers.get('Content-Type') ?? '');
}

/** The status used for a redirect: browsers hide the real one if it is not followed. */
const REDIRECT = 302;

/** Some CRMs answer with their sign-in page, or redirect to it; a page for a missing address is never one. */
function notTheCrm({ request: { htmlMeans } }: Guard, status: number, text = ''): Problem {
  const isSignIn = htmlMeans === 'signed-out' || (htmlMeans === 'what-it-shows' && SIGN_IN.test(text.slice(0, MOST_READ)));
  return isSignIn && (status < 400 || status === 401 || status === 403)
    ? { kind: 'signed-out', elsewhere: false }
    : { kind: 'server-error', status };
}

/** What a sign-in page contains. */
const SIGN_IN = /type=["']?password|登[录錄入]|(?:sign|log)[ -]?in\b/i;

/** The most characters of a page that are searched. */
const MOST_READ = 50_000;
