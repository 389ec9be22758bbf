import { checkSync, type VulnerableDiagnostics } from 'recheck';
import { describe, expect, it } from 'vitest';
import { regexesIn, regexesOfProduct, type WrittenRegex } from './support/regexes';

const LENGTH = 20_000;
/** A quadratic expression needs hundreds of ms for such a text, a linear one less than one. */
const MOST_MS = 60;

const REGEXES = regexesOfProduct();
const WRITTEN = REGEXES.filter(({ pattern }) => pattern !== '');

/** Signs that the expression speaks of, and some that end what it was about to match. */
function signsOf(pattern: string): string[] {
  const named = pattern.replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9a-f]{4,6}\}?|\\./gi, '').replace(/[[\](){}?*+^$|]/g, '');
  return [...new Set([...' \t1aA张-:', ...[...named].slice(0, 24)])];
}

/** Repeated signs and pairs of them, with an end at which most matches fail. */
function* pumped(pattern: string): Generator<string> {
  const signs = signsOf(pattern);
  const pairs = signs.slice(0, 12).flatMap((a) => signs.slice(0, 12).map((b) => a + b));
  for (const unit of new Set([...signs, ...pairs])) yield `${unit.repeat(LENGTH / unit.length)}\u0001`;
}

/** The time of this thread for one text, in ms: the machine may do something else meanwhile, so the best of three. */
function msFor({ pattern, flags }: WrittenRegex, text: string): number {
  const regex = new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`);
  let ms = Infinity;
  for (let turn = 0; turn < 3 && ms > MOST_MS; turn++) {
    const before = process.threadCpuUsage();
    text.replace(regex, '');
    const { user, system } = process.threadCpuUsage(before);
    ms = Math.min(ms, (user + system) / 1_000);
  }
  return ms;
}

function slowestMs(written: WrittenRegex): { ms: number; of: string } {
  let slowest = { ms: 0, of: '' };
  for (const text of pumped(written.pattern)) {
    const ms = msFor(written, text);
    if (ms > slowest.ms) slowest = { ms, of: text.slice(0, 8) };
    if (ms > MOST_MS) break;
  }
  return slowest;
}

/**
 * Whether recheck knows a text that takes the expression too long. What it suspects it confirms by the clock, which a busy machine
 * deceives; so its text is tried here at full length.
 */
function isVulnerable(written: WrittenRegex): boolean {
  const found = checkSync(written.pattern, written.flags, { timeout: 3_000 });
  return found.status === 'vulnerable' && msFor(written, attackOf(found)) > MOST_MS;
}

function attackOf({ attack: { pumps, suffix } }: VulnerableDiagnostics): string {
  const length = LENGTH / pumps.length;
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(length / pump.length))).join('') + suffix;
}

describe('a regular expression of the product', () => {
  it('is written down, so that it can be looked at: none is put together while running', () => {
    expect(REGEXES.length).toBeGreaterThan(150);
    // Bounded in every part and held to both ends; `a time of a CRM` among the text readers measures it.
    const measured = /^lib\/model\/china-time\.ts/;
    expect(REGEXES.filter(({ pattern, place }) => pattern === '' && !measured.test(place))).toEqual([]);
  });

  it('has no way to take a time that grows faster than the text', { timeout: 300_000 }, () => {
    const slow = WRITTEN.filter(isVulnerable).map(({ place, pattern }) => `${place} /${pattern}/`);
    expect(slow).toEqual([]);
  });

  it('takes no longer for 20,000 signs of its own kind', { timeout: 300_000 }, () => {
    const slow = WRITTEN.map((one) => ({ ...one, ...slowestMs(one) })).filter(({ ms }) => ms > MOST_MS);
    expect(slow.map(({ place, pattern, ms, of }) => `${place} /${pattern}/: ${ms} ms for ${JSON.stringify(of)}`)).toEqual([]);
  });

  it('would be caught if it did', { timeout: 120_000 }, () => {
    const [bad] = regexesIn('bad.ts', 'export const trim = (text: string) => text.replace(/\\s+$/, "");');
    expect(bad).toMatchObject({ place: 'bad.ts:1', pattern: '\\s+$' });
    expect(isVulnerable(bad!)).toBe(true);
    expect(slowestMs(bad!).ms).toBeGreaterThan(MOST_MS);
  });
});
