import { literalOf } from '../search/finder';
import { Sieve } from '../search/sieve';
import type { Term } from '../search/term';
import type { Base } from './base';
import { Bits } from './bits';
import { endKey, fieldKey, IN_A_ROW, isDigit, keysFrom, keysOfDigits, keysOfFirstDigits, nameKey, pairKey, unreadable } from './grams';
import { bitsOf, FEW, MUCH_LONGER, needBetween, needOf, type Need } from './needs';
import { Reading } from './reading';
import type { KnownSigns, RunCard } from './run';

/** Where more than this share of the lines may answer, they are looked through one after the other. */
const MOST_SHARE = 1 / 8;

/**
 * The lines of a run that may answer to all terms; null for all of them. `named`: whose name begins with the first term. Every line that
 * matches is among them. Asks the base for what it has to read: see `Base.ask`.
 */
export function candidates(base: Base, run: RunCard, terms: readonly Term[], named: boolean): Bits | null {
  const known = base.known(run);
  if (known === undefined) return new Bits(run.from, run.to);
  const most = run.count * MOST_SHARE;
  let found: Bits | null = null;
  for (const [at, term] of terms.entries()) {
    const isNamed = named && at === 0;
    const bits = Sieve.fits(term) ? readBy(base, run, known, term, isNamed, most) : literally(base, run, known, term, isNamed, most);
    if (bits === null) continue;
    if (found === null) found = bits;
    else found.and(bits);
  }
  return found;
}

/** The lines of a run that have one sign, by its place in them. */
export interface OfSign {
  anywhere: Bits;
  named: Bits;
  /** At the beginning of another field than the name. */
  first: Bits;
  last: Bits;
}

/** For a term of one sign that is no letter and no digit: which lines match, and how well, without reading them. To be asked within `Base.ask`. */
export function ofSign(base: Base, run: RunCard, sign: number): OfSign {
  const known = base.known(run) ?? { keys: new Uint32Array(), counts: new Uint32Array() };
  const bits = (need: Need) => bitsOf(base, run, need.keys);
  return {
    anywhere: bits(needBetween(known, ...keysFrom(sign))),
    named: bits(needOf(known, [nameKey(sign)])),
    first: bits(needOf(known, [fieldKey(sign)])),
    last: bits(needOf(known, [endKey(sign)])),
  };
}

/** The lines that have the digits of a term, and those in which another field than the name begins with them. */
export interface OfDigits {
  anywhere: Bits;
  first: Bits;
}

/**
 * Looks up a term of digits that is short enough to be a key of the index: returns which lines contain the digits, and which of them have them first,
 * without reading the lines. Returns null for other terms, and where so many lines match that reading the newest lines is faster. Call it within `Base.ask`.
 */
export function ofDigits(base: Base, run: RunCard, { text }: Term): OfDigits | null {
  const known = /^\d+$/.test(text) && text.length <= IN_A_ROW ? base.known(run) : undefined;
  if (known === undefined) return null;
  const [anywhere, first] = [needBetween(known, ...keysOfDigits(text)), needBetween(known, ...keysOfFirstDigits(text))];
  if (anywhere.lines > run.count * MOST_SHARE) return null;
  return { anywhere: bitsOf(base, run, anywhere.keys), first: bitsOf(base, run, first.keys) };
}

/** How many names of a run may begin with the term, at most. To be asked within `Base.ask`. */
export function namesAtMost(base: Base, run: RunCard, term: Term): number {
  const known = base.known(run);
  if (known === undefined) return 0;
  if (Sieve.fits(term)) return Reading.of(term, known).names().lines + needOf(known, [unreadable]).lines;
  return Math.min(run.count, ...literalNeeds(known, term, true).map(({ lines }) => lines));
}

/** The lines in which another field than the name may begin with the term; null for one that is read. To be asked within `Base.ask`. */
export function ofFirst(base: Base, run: RunCard, { isRead, text }: Term): Bits | null {
  const known = isRead ? undefined : base.known(run);
  if (known === undefined) return null;
  const [digits] = /^\d*/.exec(text)!;
  const need = digits ? needBetween(known, ...keysOfFirstDigits(digits.slice(0, IN_A_ROW))) : needOf(known, [fieldKey(text.charCodeAt(0))]);
  return bitsOf(base, run, need.keys);
}

/** The lines that may be the whole name; null for a term that is read. To be asked within `Base.ask`. */
export function ofWhole(base: Base, run: RunCard, term: Term): Bits | null {
  const known = term.isRead ? undefined : base.known(run);
  if (known === undefined) return null;
  const needs = [...literalNeeds(known, term, true), needOf(known, [endKey(term.text.charCodeAt(term.text.length - 1))])];
  return allOf(base, run, needs, run.count);
}

/**
 * For a term in letters of which one at least is the initial of a Han character: the lines in which another sign is read as well, which may match
 * better than by initials. Null for other terms. To be asked within `Base.ask`.
 */
export function beyondHan(base: Base, run: RunCard, term: Term): Bits | null {
  const known = term.text.length >= SHORTEST && Sieve.fits(term) ? base.known(run) : undefined;
  const reading = known && Reading.of(term, known);
  if (!reading?.hasInitials) return null;
  const need = reading.beyondHan();
  if (need.lines > MOST_BEYOND) return null;
  const found = bitsOf(base, run, need.keys);
  found.and(bitsOf(base, run, reading.names().keys));
  base.addLines(run, [unreadable], found);
  return found;
}

const MOST_BEYOND = 10_000;
/** Of a shorter term, the newest pages have enough names. */
const SHORTEST = 3;

function literalNeeds(known: KnownSigns, term: Term, isNamed: boolean): Need[] {
  const needs = needsOf(term.isRead ? literalOf(term) : term.text, known);
  if (isNamed && !term.isRead) needs.push(needOf(known, [nameKey(term.text.charCodeAt(0))]));
  return needs;
}

function literally(base: Base, run: RunCard, known: KnownSigns, term: Term, isNamed: boolean, most: number): Bits | null {
  return allOf(base, run, literalNeeds(known, term, isNamed), most);
}

function allOf(base: Base, run: RunCard, needs: Need[], most: number): Bits | null {
  const sorted = needs.toSorted((a, b) => a.lines - b.lines);
  const [first, ...others] = sorted;
  if (first === undefined || first.lines > most) return null;
  const found = bitsOf(base, run, first.keys);
  for (const need of others) {
    if (need.lines > first.lines * MUCH_LONGER + 1_000 || found.count(FEW) < FEW) break;
    found.and(bitsOf(base, run, need.keys));
  }
  return found;
}

/** The keys that every line with this text has. */
function needsOf(text: string, known: KnownSigns): Need[] {
  const needs: Need[] = [];
  if (text.length === 1 && !isDigit(text.charCodeAt(0))) return [needBetween(known, ...keysFrom(text.charCodeAt(0)))];
  for (const [digits] of text.matchAll(/\d+/g)) {
    const last = Math.max(0, digits.length - IN_A_ROW);
    for (let at = 0; at <= last; at++) needs.push(needBetween(known, ...keysOfDigits(digits.slice(at, at + IN_A_ROW))));
  }
  for (let at = 0; at + 1 < text.length; at++) {
    const [a, b] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
    if (!(isDigit(a) && isDigit(b))) needs.push(needOf(known, [pairKey(a, b)]));
  }
  return needs;
}

/** The lines with signs in a row at which the term can be read, and those with a character that no table can read. */
function readBy(base: Base, run: RunCard, known: KnownSigns, term: Term, isNamed: boolean, most: number): Bits | null {
  const plan = Reading.of(term, known);
  const { first } = plan;
  const firsts = isNamed ? plan.names() : null;
  const lines = Math.min(first.all.lines, firsts?.lines ?? Infinity);
  if (lines > most) return null;
  const found = firsts ? bitsOf(base, run, firsts.keys) : plan.narrowed(base, run, first, 0);
  if (firsts && firsts.lines > FEW && first.all.lines < firsts.lines * MUCH_LONGER) found.and(plan.narrowed(base, run, first, 0));
  base.addLines(run, [unreadable], found);
  return found;
}
