import { Finder } from '../search/finder';
import { isBorder, Lines } from '../search/lines';
import { best, OF_FIELDS, OF_INITIALS, OF_NAMES, OF_PARTS, passes, WHOLE, type Amount, type Pass } from '../search/passes';
import { BEFORE, type Term } from '../search/term';
import { PER_BLOCK, type Base } from './base';
import type { Bits } from './bits';
import type { Chunk } from './chunk';
import { beyondHan, candidates, namesAtMost, ofDigits, ofFirst, ofSign, ofWhole, type OfDigits } from './plan';
import type { RunCard } from './run';
import type { Tail } from './tail';

/** A customer's entry, and how well it fits, 0 best: see `Hit`. */
export interface Found {
  entry: number;
  rank: number;
}

/** At most `most`, the best first. Where more fit, those whose name begins so are among them. */
export async function find(base: Base, tail: Tail, query: string, amount: Amount): Promise<Found[]> {
  const found = new Map<number, number>();
  for (const pass of passes(query, amount, found)) {
    tail.scan(pass);
    await scanBase(base, pass);
  }
  return best(found, amount.most).map(([entry, rank]) => ({ entry, rank }));
}

async function scanBase(base: Base, pass: Pass): Promise<void> {
  const { terms, where, found, most, enough } = pass;
  const [term, ...others] = terms;
  const sign = others.length === 0 ? signAlone(term) : null;
  const looking: Looking = {
    finder: new Finder(terms),
    note: (entry, rank) => {
      found.set(entry, Math.min(rank, found.get(entry) ?? rank));
      return found.size >= most;
    },
    isSettled: (rank) => enough < most && countUpTo(found, rank) >= enough,
    expected: Math.max(FEWEST, Math.min(most, enough) - found.size),
  };
  for (let at = base.runs.length - 1; at >= 0 && found.size < most && !looking.isSettled(where === 'names' ? WHOLE : OF_FIELDS); at--) {
    const run = base.runs[at]!;
    if (sign !== null) await bySign(base, run, sign, where, looking.note);
    else if (where === 'names') await throughNames(base, run, term, looking);
    else await throughLines(base, run, pass, looking);
  }
}

interface Looking {
  finder: Finder;
  /** Adds one to those found; true once these are as many as are wanted. */
  note: Note;
  /** Whether enough were found of whom none that follows can be better, if these have at best this rank. */
  isSettled: (rank: number) => boolean;
  /** About how many more are wanted. */
  expected: number;
}

type Note = (entry: number, rank: number) => boolean;

function countUpTo(found: ReadonlyMap<number, number>, most: number): number {
  let count = 0;
  for (const rank of found.values()) if (rank <= most) count++;
  return count;
}

async function throughLines(base: Base, run: RunCard, { terms, found }: Pass, looking: Looking): Promise<void> {
  const digits = terms.length > 1 ? null : await base.ask(() => ofDigits(base, run, terms[0]));
  if (digits) return byDigits(base, digits, found, looking);
  const bits = await base.ask(() => candidates(base, run, terms, false));
  if (bits === null) return throughAll(base, run, looking);
  if (terms.length > 1) return throughSome(base, bits, looking, OF_FIELDS);
  leaveOut(bits, found);
  const first = await base.ask(() => ofFirst(base, run, terms[0]));
  if (first === null) return throughSome(base, bits, looking, OF_FIELDS);
  // Where a field begins with its first sign the term may rank better than anywhere else.
  first.and(bits);
  await throughSome(base, first, looking, OF_FIELDS);
  bits.without(first);
  await throughSome(base, bits, looking, OF_PARTS);
}

/** What has a key of its own needs no line: where it stands is known as well. */
function byDigits(base: Base, { first, anywhere }: OfDigits, found: Pass['found'], { note, isSettled }: Looking): void {
  for (const bits of [first, anywhere]) {
    leaveOut(bits, found);
    base.dead.outOf(bits);
  }
  let isEnough = false;
  first.eachBack((entry) => !(isEnough = note(entry, OF_FIELDS)));
  if (isEnough || isSettled(OF_PARTS)) return;
  anywhere.without(first);
  anywhere.eachBack((entry) => !note(entry, OF_PARTS));
}

/** Looks through the names of a run, the newest page first; where few may match, only through these. */
async function throughNames(base: Base, run: RunCard, term: Term, looking: Looking): Promise<void> {
  const lines = await base.ask(() => namesAtMost(base, run, term));
  if (lines <= run.firsts.names.length) {
    const some = await base.ask(() => candidates(base, run, [term], true));
    return inSome(base, run, some, looking);
  }
  // Those that are the whole name rank best, and they are few; of a literal term, all others rank alike. Where Han characters are read by initials, what
  // is typed literally ranks better. Of those that rank alike, newer ones come first.
  const whole = await base.ask(() => ofWhole(base, run, term));
  const better = whole ?? (await base.ask(() => beyondHan(base, run, term)));
  const least = whole ? OF_NAMES : better ? WHOLE + OF_INITIALS : WHOLE;
  if (better) await inSome(base, run, better, { ...looking, note: (entry, rank) => rank < least && looking.note(entry, rank) });
  await inNames(base, run, null, looking, least, lines);
}

/** Looks at some names: in their lines, which a page that is shown needs anyway, or in the pages of names where these are fewer. */
async function inSome(base: Base, run: RunCard, some: Bits | null, looking: Looking): Promise<void> {
  if (some === null) return inNames(base, run, null, looking, WHOLE);
  // Most of them match, so these lines are enough.
  const lines = some.count(looking.expected * 2);
  if (lines > pagesOf(run, some).length * LINES_FOR_A_PAGE) return inNames(base, run, some, looking, WHOLE);
  await throughSome(base, some, looking, WHOLE, true);
}

/** Reading the blocks of this many lines takes as long as reading a page of names. */
const LINES_FOR_A_PAGE = 2;

/** The pages of names that have some of these, or all, the newest first. */
function pagesOf(run: RunCard, some: Bits | null): number[] {
  const { names } = run.firsts;
  const isAsked = (page: number) => some === null || some.hasBetween(names[page]!, names[page + 1] ?? run.to);
  return Array.from(names.keys(), (at) => names.length - 1 - at).filter(isAsked);
}

/** @param best no name has a better rank */
async function inNames(
  base: Base,
  run: RunCard,
  some: Bits | null,
  { finder, note, isSettled, expected }: Looking,
  best: number,
  lines = 1,
): Promise<void> {
  const { names } = run.firsts;
  const pages = pagesOf(run, some);
  const start = Math.ceil((expected / lines) * names.length);
  for (
    let at = 0, size = Math.min(start, MOST_PAGES);
    at < pages.length && !isSettled(best);
    at += size, size = Math.min(size * 2, MOST_PAGES)
  ) {
    const part = pages.slice(at, at + size);
    const texts = await base.ask(() => part.map((page) => base.names(run, page)));
    for (const [of, page] of part.entries()) {
      if (isSettled(best)) return;
      const hits: [entry: number, rank: number][] = [];
      finder.eachNamed(
        texts[of]!,
        (line) => base.isAlive(names[page]! + line) && (some === null || some.has(names[page]! + line)),
        (line, rank) => hits.push([names[page]! + line, rank]) === 0,
      );
      if (hits.toReversed().some(([entry, rank]) => note(entry, rank))) return;
    }
  }
}

/** How many pages of names are read at a time. */
const MOST_PAGES = 64;

/** A term that is one sign, and neither a letter nor a digit. */
function signAlone({ isRead, text }: Term): number | null {
  return !isRead && text.length === 1 && !/\d/.test(text) ? text.charCodeAt(0) : null;
}

async function bySign(base: Base, run: RunCard, sign: number, where: 'lines' | 'names', note: Note): Promise<void> {
  const { anywhere, named, first, last } = await base.ask(() => ofSign(base, run, sign));
  base.dead.outOf(named);
  last.and(named);
  const may: number[] = [];
  last.eachBack((entry) => may.push(entry) > 0);
  const lines = await base.ask(() => may.map((entry) => base.line(entry)));
  const whole = new Set(may.filter((_, at) => isBorder(lines[at]!, BEFORE.length + 1)));
  const all = where === 'names' ? named : anywhere;
  base.dead.outOf(all);
  all.eachBack((entry) => !note(entry, 4 * (whole.has(entry) ? 0 : named.has(entry) ? 1 : first.has(entry) ? 2 : 3)));
}

/** How many blocks are read at a time; more as more are needed. Each time costs a transaction. */
const FIRST_BLOCKS = 64;
const MOST_BLOCKS = 256;
/** The first reading takes this many lines for each customer wanted, and for at least `FEWEST` customers. */
const LINES_FOR_ONE = 3;
const FEWEST = 16;

/** Looks through every line of a run, the newest block first. */
async function throughAll(base: Base, run: RunCard, { finder, note, isSettled, expected }: Looking): Promise<void> {
  const first = Math.floor(run.from / PER_BLOCK);
  let isEnough = false;
  const start = Math.min(FIRST_BLOCKS, Math.ceil((expected * LINES_FOR_ONE) / PER_BLOCK));
  for (let size = start, to = Math.ceil(run.to / PER_BLOCK); to > first && !isEnough; size = Math.min(size * 2, MOST_BLOCKS)) {
    const from = Math.max(first, to - size);
    const blocks = Array.from({ length: to - from }, (_, at) => to - 1 - at).filter((block) => hasAlive(base, block));
    const chunks = await base.ask(() => blocks.map((block) => base.chunk(block)));
    for (let at = 0; at < blocks.length && !isEnough; at++) {
      const entry = blocks[at]! * PER_BLOCK;
      finder.each(
        (chunks[at] as Chunk).lines,
        (line) => base.isAlive(entry + line),
        (line, rank) => (isEnough = note(entry + line, rank)),
      );
      isEnough ||= isSettled(OF_FIELDS);
    }
    to = from;
  }
}

function hasAlive(base: Base, block: number): boolean {
  for (let at = 0; at < PER_BLOCK; at++) if (base.isAlive(block * PER_BLOCK + at)) return true;
  return false;
}

/** Removes the entries that were found by the beginning of their name: no other part of their line ranks better. */
function leaveOut(bits: Bits, found: ReadonlyMap<number, number>): void {
  for (const entry of found.keys()) bits.remove(entry);
}

/**
 * Looks at the lines of a set, the newest first; none of them has a better rank than `best`. `named`: at their names alone, of which most
 * match.
 */
async function throughSome(
  base: Base,
  bits: Bits,
  { finder, note, isSettled, expected }: Looking,
  best: number,
  named = false,
): Promise<void> {
  base.dead.outOf(bits);
  let isEnough = false;
  let to = Infinity;
  let size = Math.min(FIRST_BLOCKS * 8, named ? expected : expected * LINES_FOR_ONE);
  let next = named ? FEWEST : size * 2;
  while (!isEnough && !isSettled(best)) {
    const part: number[] = [];
    bits.eachBack((entry) => part.push(entry) < size, to);
    if (part.length === 0) return;
    to = part.at(-1)!;
    const texts = await base.ask(() => part.map((entry) => base.line(entry)));
    const tell = (line: number, rank: number) => (isEnough = note(part[line]!, rank));
    if (named) finder.eachNamed(Lines.of(texts), () => true, tell);
    else finder.each(Lines.of(texts), () => true, tell);
    [size, next] = [next, Math.min(next * 2, MOST_BLOCKS * 4)];
  }
}
