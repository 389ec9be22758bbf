import { Finder } from '../search/finder';
import { isBorder, Lines } from '../search/lines';
import { RANKS } from '../search/search-index';
import { asked, type Asked } from '../search/search-line';
import { BEFORE, type Term } from '../search/term';
import { PER_BLOCK, type Base } from './base';
import type { Bits } from './bits';
import type { Chunk } from './chunk';
import { candidates, ofSign } from './plan';
import type { RunCard } from './run';

/** A customer's entry, and how well it fits, 0 best: see `Hit`. */
export interface Found {
  entry: number;
  rank: number;
}

/** Searches the tail: adds the rank of each entry that matches to `found`, until that has `most`. */
export type ScanTail = (terms: [Term, ...Term[]], found: Map<number, number>, most: number, where: 'lines' | 'names') => void;

/** At most `most`, the best first. Where more fit, those whose name begins so are among them. */
export async function find(base: Base, scanTail: ScanTail, query: string, most: number): Promise<Found[]> {
  const all = asked(query);
  const found = all.exact ? await ranked(base, scanTail, all.exact, most) : new Map<number, number>();
  const isFirst = found.size > 0;
  for (const [entry, rank] of await ranked(base, scanTail, all, most)) {
    if (!found.has(entry)) found.set(entry, isFirst ? rank + RANKS : rank);
  }
  const hits = [...found].map(([entry, rank]) => ({ entry, rank }));
  return hits.sort((a, b) => a.rank - b.rank || b.entry - a.entry).slice(0, most);
}

async function ranked(base: Base, scanTail: ScanTail, { terms, whole }: Asked, most: number): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const [term, ...others] = terms;
  if (term === undefined) return found;
  const scan = async (wanted: [Term, ...Term[]], until: number, where: 'lines' | 'names' = 'lines') => {
    scanTail(wanted, found, until, where);
    await scanBase(base, wanted, found, until, where);
  };
  // A name with a blank that was typed literally.
  if (whole) await scan([whole], most);
  // Names that begin with the term come before all other matches.
  if (!whole || found.size >= most) await scan(whole ? [whole] : [term], found.size + most, 'names');
  if (found.size < most) await scan([term, ...others], found.size + most);
  return found;
}

async function scanBase(
  base: Base,
  terms: [Term, ...Term[]],
  found: Map<number, number>,
  most: number,
  where: 'lines' | 'names',
): Promise<void> {
  const finder = new Finder(terms);
  const way = where === 'names' ? 'eachNamed' : 'each';
  const sign = terms.length === 1 ? signAlone(terms[0]) : null;
  const note = (entry: number, rank: number) => {
    found.set(entry, Math.min(rank, found.get(entry) ?? rank));
    return found.size >= most;
  };
  for (let at = base.runs.length - 1; at >= 0 && found.size < most; at--) {
    const run = base.runs[at]!;
    if (sign !== null) {
      await bySign(base, run, sign, where, note);
      continue;
    }
    const bits = await base.ask(() => candidates(base, run, terms, where === 'names'));
    if (bits === null) await throughAll(base, run, finder, way, note);
    else {
      if (terms.length === 1 && where === 'lines') leaveOut(bits, found);
      await throughSome(base, bits, finder, way, note);
    }
  }
}

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

type Way = 'each' | 'eachNamed';
type Note = (entry: number, rank: number) => boolean;

/** How many blocks are read at a time; more as more are needed. Each time costs a transaction. */
const FIRST_BLOCKS = 64;
const MOST_BLOCKS = 256;

/** Looks through every line of a run, the newest block first. */
async function throughAll(base: Base, run: RunCard, finder: Finder, way: Way, note: Note): Promise<void> {
  const first = Math.floor(run.from / PER_BLOCK);
  let isEnough = false;
  for (let size = FIRST_BLOCKS, to = Math.ceil(run.to / PER_BLOCK); to > first && !isEnough; size = Math.min(size * 2, MOST_BLOCKS)) {
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
async function throughSome(base: Base, bits: Bits, finder: Finder, way: Way, note: Note): Promise<void> {
  base.dead.outOf(bits);
  let isEnough = false;
  for (let to = Infinity, size = FIRST_BLOCKS * 8; !isEnough; size = Math.min(size * 2, MOST_BLOCKS * 4)) {
    const part: number[] = [];
    bits.eachBack((entry) => part.push(entry) < size, to);
    if (part.length === 0) return;
    to = part.at(-1)!;
    const texts = await base.ask(() => part.map((entry) => base.line(entry)));
    finder[way](
      Lines.of(texts),
      () => true,
      (line, rank) => (isEnough = note(part[line]!, rank)),
    );
  }
}
