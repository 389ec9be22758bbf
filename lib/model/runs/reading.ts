import { classes, HALF } from '../search/reading-classes';
import type { Term } from '../search/term';
import type { Base } from './base';
import type { Bits } from './bits';
import { keysFrom, nameKey, pairKey } from './grams';
import { add, bitsOf, FEW, firstAt, MUCH_LONGER, none, type Need } from './needs';
import type { KnownSigns, RunCard } from './run';

/** Two signs in a row at which a term may be read, by whether it may be used up there, or goes on. */
interface Readings {
  all: Need;
  done: Need;
  on: Need;
  /** By the second sign of those that go on: how many signs of the term may be used up. */
  next: Map<number, Set<number>>;
}

export class Reading {
  private readonly term: Term;
  private readonly known: KnownSigns;
  private readonly steps = new Map<number, number[]>();
  private made: Readings | undefined;

  /** One search asks for the same several times. */
  static of(term: Term, known: KnownSigns): Reading {
    if (last.get(known)?.term.text !== term.text) last.set(known, new Reading(term, known));
    return last.get(known)!;
  }

  private constructor(term: Term, known: KnownSigns) {
    this.term = term;
    this.known = known;
  }

  /** Where it may begin. */
  get first(): Readings {
    return (this.made ??= this.pairs(this.starts()));
  }

  /** By each sign with which the term may begin. */
  private starts(): Map<number, Set<number>> {
    const found = new Map<number, Set<number>>();
    const { keys } = this.known;
    for (let at = 0; at < keys.length; at++) {
      const sign = keys[at]! >>> 16;
      if (this.stepsOf(sign, 0).length > 0) found.set(sign, new Set([0]));
      at = firstAt(keys, (sign + 1) * 65_536) - 1;
    }
    return found;
  }

  /** Where the name begins with a sign with which the term may begin. */
  names(): Need {
    const { keys, counts } = this.known;
    const need = none();
    const [from, to] = keysFrom(nameKey(0) >>> 16);
    for (let at = firstAt(keys, from); at < keys.length && keys[at]! <= to; at++) {
      if (this.stepsOf(keys[at]! & 0xffff, 0).length > 0) add(need, keys[at]!, counts[at]!);
    }
    return need;
  }

  private pairs(begun: Map<number, Set<number>>): Readings {
    const { keys, counts } = this.known;
    const { length } = this.term.text;
    const found: Readings = { all: none(), done: none(), on: none(), next: new Map() };
    for (const [sign, used] of [...begun].toSorted(([a], [b]) => a - b)) {
      const reached = new Set([...used].flatMap((from) => this.stepsOf(sign, from)));
      const isDone = [...reached].some((to) => to >= length);
      for (let at = firstAt(keys, pairKey(sign, 0)); at < keys.length && keys[at]! >>> 16 === sign; at++) {
        const second = keys[at]! & 0xffff;
        let done = isDone;
        let on = false;
        for (const from of reached) {
          for (const to of from < length ? this.stepsOf(second, from) : []) {
            if (to >= length) done = true;
            else on = true;
          }
        }
        if (!done && !on) continue;
        add(found.all, keys[at]!, counts[at]!);
        if (done) add(found.done, keys[at]!, counts[at]!);
        if (!on) continue;
        add(found.on, keys[at]!, counts[at]!);
        let next = found.next.get(second);
        if (!next) found.next.set(second, (next = new Set()));
        for (const from of reached) if (from < length) next.add(from);
      }
    }
    return found;
  }

  narrowed(base: Base, run: RunCard, { all, done, on, next }: Readings, depth: number): Bits {
    if (depth === MOST_DEPTH || on.lines < FEW * 4) return bitsOf(base, run, all.keys);
    const further = this.pairs(next);
    if (further.all.lines > on.lines * MUCH_LONGER) return bitsOf(base, run, all.keys);
    const found = bitsOf(base, run, on.keys);
    found.and(this.narrowed(base, run, further, depth + 1));
    found.or(bitsOf(base, run, done.keys));
    return found;
  }

  /** How many signs of the term are used up behind this sign, where `used` are before it. */
  private stepsOf(sign: number, used: number): number[] {
    const { ofUnit, samples } = classes();
    const read = ofUnit[sign]!;
    if (read <= HALF) return [];
    const key = read * 128 + used;
    let steps = this.steps.get(key);
    if (!steps) {
      const to = this.term.stepsFrom(samples[read]!, used).map((step) => step.to);
      if (ofUnit[this.term.text.charCodeAt(used)] === read) to.push(used + 1);
      this.steps.set(key, (steps = [...new Set(to)]));
    }
    return steps;
  }
}

const MOST_DEPTH = 3;

/** By the signs of a run, what was read in them last. */
const last = new WeakMap<KnownSigns, Reading>();
