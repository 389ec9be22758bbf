import { classes, HALF } from '../search/reading-classes';
import type { Term } from '../search/term';
import { soundsOf, spellings } from '../folding/letters';
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

  /** Whether one at least of the Han characters that are read so is typed by its initial alone. */
  get hasInitials(): boolean {
    return needsInitials(this.term.text);
  }

  /** The lines that may begin with the term where not only Han characters are read: these may be typed literally. */
  beyondHan(): Need {
    const { keys, counts } = this.known;
    const { length } = this.term.text;
    const need = none();
    const take = (key: number, lines: number) => add(need, key, lines);
    let begun = this.starts();
    for (const sign of begun.keys()) {
      const at = firstAt(keys, nameKey(sign));
      if (!isHan(sign) && keys[at] === nameKey(sign)) take(keys[at]!, counts[at]!);
    }
    while (begun.size > 0) {
      const next = new Map<number, Set<number>>();
      for (const [sign, used] of begun) {
        const reached = [...used].flatMap((from) => this.stepsOf(sign, from)).filter((to) => to < length);
        if (!isHan(sign) || reached.length === 0) continue;
        for (let at = firstAt(keys, pairKey(sign, 0)); at < keys.length && keys[at]! >>> 16 === sign; at++) {
          const second = keys[at]! & 0xffff;
          const on = reached.filter((to) => this.stepsOf(second, to).length > 0);
          if (on.length === 0) continue;
          if (!isHan(second)) take(keys[at]!, counts[at]!);
          else next.set(second, new Set([...(next.get(second) ?? []), ...on]));
        }
      }
      begun = next;
    }
    return { keys: [...new Set(need.keys)].sort((a, b) => a - b), lines: need.lines };
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

function isHan(unit: number): boolean {
  return (unit >= 0x3400 && unit < 0xa000) || (unit >= 0xf900 && unit < 0xfb00);
}

let made: string[] | undefined;

/** Every way in which a Han character is typed in full. */
function syllables(): string[] {
  return (made ??= [...new Set(classes().samples.flatMap((sign) => (isHan(sign.charCodeAt(0)) ? soundsOf(sign).flatMap(spellings) : [])))]);
}

/** Whether it is no sequence of syllables, of which the last may be incomplete: then one at least is typed by its initial. */
function needsInitials(text: string): boolean {
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue;
    const rest = text.slice(at);
    if (!/^[a-z]/.test(rest)) reached.add(at + 1);
    for (const one of syllables()) {
      if (rest.startsWith(one)) reached.add(at + one.length);
      else if (rest.length > 1 && one.startsWith(rest)) return false;
    }
  }
  return !reached.has(text.length);
}

const MOST_DEPTH = 3;

/** By the signs of a run, what was read in them last. */
const last = new WeakMap<KnownSigns, Reading>();
