import { ProblemError, type Problem } from '../../model/problem';

/** The token is unknown, over, or missing; 40001 is also what a wrong secret gets. */
export const TOKEN_OVER = [40001, 40014, 41001, 42001];
/** The service is busy, or two have changed the same at once: the same call may be made again, three times at most. */
export const BUSY = [-1, 6000];
/** An id that WeCom does not know. */
const NO_CONTACT = 40096;
/** This colleague does not have this customer. */
const NO_RELATION = 84061;
const NO_TAG = 40068;

const KNOWN: Record<number, Problem> = {
  48002: { kind: 'beyond-reach', of: 'app' },
  48006: { kind: 'beyond-reach', of: 'app' },
  301002: { kind: 'beyond-reach', of: 'app' },
  50002: { kind: 'beyond-reach', of: 'colleague' },
  60011: { kind: 'beyond-reach', of: 'colleague' },
  84074: { kind: 'beyond-reach', of: 'colleague' },
  40003: { kind: 'beyond-reach', of: 'left' },
  60111: { kind: 'beyond-reach', of: 'left' },
  [NO_RELATION]: { kind: 'beyond-reach', of: 'customer' },
  [NO_CONTACT]: { kind: 'not-found' },
  [NO_TAG]: { kind: 'unfit', wants: 'option' },
};

/** Secret, corp id or both are wrong or missing. */
const CREDENTIALS = [...TOKEN_OVER, 40013, 40091, 41002, 41004];
const NOT_TRUSTED = 60020;
/** How long to wait, in ms. 45009 does not say whether the limit of the minute or of the hour was reached: the shorter wait is tried. */
const LIMITS: Record<number, number> = { 45009: 60_000, 45033: 1_000 };

/** What a code means; `now` is epoch ms. */
export function problemOf(code: number, message: string | null, now: number): Problem {
  const known = KNOWN[code];
  if (known) return known;
  const asked = LIMITS[code];
  if (asked !== undefined) return { kind: 'rate-limited', until: now + asked, asked, calls: null, seconds: null };
  if (code === NOT_TRUSTED) return { kind: 'not-trusted', address: addressIn(message ?? '') };
  if (BUSY.includes(code)) return { kind: 'server-error', status: 503 };
  const said = `${saidIn(message ?? '')} (${code})`.trim();
  return CREDENTIALS.includes(code) ? { kind: 'credentials-refused', message: said } : { kind: 'refused', message: said };
}

/** Whether a call failed because of one colleague (outside the visible range, gone, without this customer), so that those of other colleagues still work. */
export function isOfOneColleague(thrown: unknown): boolean {
  return thrown instanceof ProblemError && thrown.problem.kind === 'beyond-reach' && thrown.problem.of !== 'app';
}

/** The message without what follows its words: a hint for the vendor, the caller's address and a link. */
function saidIn(message: string): string {
  const said = message.split(/hint: *\[|from ip:|more info at/i)[0]!.trim();
  return said.endsWith(',') ? said.slice(0, -1).trim() : said;
}

/** The documentation asks not to rely on the words, so that without this part the Problem only lacks the address. */
function addressIn(message: string): string | null {
  return /\bfrom ip: *([\da-f.:]{3,45}?)(?=[,;\s]|$)/i.exec(message)?.[1] ?? null;
}
