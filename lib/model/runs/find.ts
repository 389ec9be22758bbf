import { Finder } from '../search/finder';
import { isBorder, Lines } from '../search/lines';
import { best, passes, type Amount, type Pass } from '../search/passes';
import { BEFORE, type Term } from '../search/term';
import { PER_BLOCK, type Base } from './base';
import type { Bits } from './bits';
import type { Chunk } from './chunk';
import { candidates, ofSign } from './plan';
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

async function scanBase(base: Base, { terms, where, found, most, settled }: Pass): Promise<void> {
  const finder = new Finder(terms);
  const way = where === 'names' ? 'eachNamed' : 'each';
  const sign = terms.length === 1 ? signAlone(terms[0]) : null;
  let good = 0;
  const isGood = (rank: number) => settled !== null && rank <= settled.rank;
  for (const rank of found.values()) if (isGood(rank)) good++;
  const isSettled = () => settled !== null && good >= settled.enough;
  const looking: Looking = {
    finder,
    way,
    note: (entry, rank) => {
      const before = found.get(entry) ?? Infinity;
      if (rank >= before) return found.size >= most;
      if (isGood(rank) && !isGood(before)) good++;
      found.set(entry, rank);
      return found.size >= most;
    },
    isSettled,
    expected: Math.max(FEWEST, Math.min(most, settled?.enough ?? most) - found.size),
  };
  for (let at = base.runs.length - 1; at >= 0 && found.size < most && !isSettled(); at--) {
    const run = base.runs[at]!;
    if (sign !== null) {
      await bySign(base, run, sign, where, looking.note);
      continue;
    }
    const bits = await base.ask(() => candidates(base, run, terms, where === 'names'));
    if (bits === null) await throughAll(base, run, looking);
    else {
      if (terms.length === 1 && where === 'lines') leaveOut(bits, found);
      await throughSome(base, bits, looking);
    }
  }
}

interface Looking {
  finder: Finder;
  way: 'each' | 'eachNamed';
  /** Adds one to those found; true once these are as many as are wanted. */
  note: Note;
  /** Whether no older customer can be among the best that are wanted. */
  isSettled: () => boolean;
  /** About how many more are wanted. */
  expected: number;
}

type Note = (entry: number, rank: number) => boolean;

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
/** At first, so many lines are read for each customer who is wanted, who are assumed to be `FEWEST` at least. */
const LINES_FOR_ONE = 3;
const FEWEST = 16;

/** Looks through every line of a run, the newest block first. */
async function throughAll(base: Base, run: RunCard, { finder, way, note, isSettled, expected }: Looking): Promise<void> {
  const first = Math.floor(run.from / PER_BLOCK);
  let isEnough = false;
  const start = Math.min(FIRST_BLOCKS, Math.ceil((expected * LINES_FOR_ONE) / PER_BLOCK));
  for (let size = start, to = Math.ceil(run.to / PER_BLOCK); to > first && !isEnough; size = Math.min(size * 2, MOST_BLOCKS)) {
    const from = Math.max(first, to - size);
    const blocks = Array.from({ length: to - from }, (_, at) => to - 1 - at).filter((block) => hasAlive(base, block));
    const chunks = await base.ask(() => blocks.map((block) => base.chunk(block)));
    for (let at = 0; at < blocks.length && !isEnough; at++) {
      const entry = blocks[at]! * PER_BLOCK;
      finder[way](
        (chunks[at] as Chunk).lines,
        (line) => base.isAlive(entry + line),
        (line, rank) => (isEnough = note(entry + line, rank)),
      );
      isEnough ||= isSettled();
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

/** Looks at the lines of a set, the newest first. */
async function throughSome(base: Base, bits: Bits, { finder, way, note, isSettled, expected }: Looking): Promise<void> {
  base.dead.outOf(bits);
  let isEnough = false;
  for (
    let to = Infinity, size = Math.min(FIRST_BLOCKS * 8, expected * LINES_FOR_ONE);
    !isEnough;
    size = Math.min(size * 2, MOST_BLOCKS * 4)
  ) {
    const part: number[] = [];
    bits.eachBack((entry) => part.push(entry) < size, to);
    if (part.length === 0) return;
    to = part.at(-1)!;
    const texts = await base.ask(() => part.map((entry) => base.line(entry)));
    finder[way](
      Lines.of(texts),
      () => true,
      (line, rank) => (isEnough = note(part[line]!, rank) || isSettled()),
    );
  }
}
