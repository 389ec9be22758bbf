import { allSpellings, plainLetter, secondLetter, soundsOf, spellings } from '../folding/letters';
import { isUnread, readingIn, readingsOf } from '../folding/pinyin';

/** Between the fields of a line; no folded text holds it. */
export const BETWEEN = '\t';
/** Before the phone numbers of a line, which are not read. */
export const PHONES = '\v';
/** Before every line. */
export const BEFORE = '\n';

/** A stretch of a text that answers to a term, in UTF-16 units. */
export interface TermHit {
  from: number;
  to: number;
  /** 0 as it is written or read there, 1 with another usual reading, 2 with initials for syllables, 3 both. */
  cost: number;
  /** The last syllable is typed to its end. */
  whole: boolean;
}

export interface Step {
  /** How many signs of the term are used up after it. */
  to: number;
  /** Null for what is written itself. */
  sound: string | null;
  isInitial: boolean;
  isWhole: boolean;
  /** A plain letter where one with marks was typed. */
  isPlainer?: boolean;
}

/** More than any cost. */
const NEVER = 4;
/** Longer inputs are not names. */
const LONGEST = 100;

/** One part of what was typed, compared with folded texts: literally, by readings, by initials, and by all of them mixed. */
export class Term {
  readonly text: string;
  /** Whether readings count: it holds a letter of the Latin script. */
  readonly isRead: boolean;
  private readonly steps = new Map<string, Step[][]>();
  /** Of letters with marks, by their place: the plain letter, and the second one of those who write two (mueller). */
  private readonly inTwo = new Map<number, [plain: string, second: string]>();

  /** Takes a folded text without separators. */
  constructor(folded: string) {
    let text = '';
    for (const letter of folded.slice(0, LONGEST)) {
      const plain = plainLetter(letter, text.at(-1) ?? '');
      const second = secondLetter(letter);
      if (second) this.inTwo.set(text.length, [plain === 'v' ? 'u' : plain, second]);
      text += plain;
    }
    this.text = text;
    this.isRead = /[a-z]/.test(text);
  }

  /** The best of the stretches between two places that answer to it, or null. */
  findIn(text: string, from = 0, to = text.length): TermHit | null {
    let best: TermHit | null = null;
    for (let at = from; at < to; at++) {
      const found = this.findAt(text, at);
      if (found && (best === null || found.cost < best.cost)) best = found;
      if (best?.cost === 0) break;
    }
    return best;
  }

  /** The stretch that answers to it and begins here, or null. */
  findAt(text: string, from: number): TermHit | null {
    if (!this.isRead) return text.startsWith(this.text, from) ? { from, to: from + this.text.length, cost: 0, whole: true } : null;
    const first = signAt(text, from);
    if (first === '' || this.stepsFrom(first, 0).length === 0) return null;
    return this.readOn(text, from);
  }

  /** The places in the term where the second character may begin; the term's length where it may be used up. */
  behindFirst(): number[] {
    const { text } = this;
    const read = allSpellings();
    const ends = read.filter((spelling) => text.startsWith(spelling)).map(({ length }) => length);
    const isPart = read.some((spelling) => spelling.startsWith(text));
    return [...new Set([1, ...(/^[zcs]h/.test(text) ? [2] : []), ...ends, ...(isPart ? [text.length] : [])])];
  }

  /** The signs that may stand at a place of the term as it is typed, beside what they are readings of. */
  signsAt(at: number): string[] {
    const [plain = '', second = ''] = [this.inTwo.get(at)?.[0], this.inTwo.get(at - 1)?.[1]];
    return [this.text[at] ?? '', plain, second].filter(Boolean);
  }

  private readOn(text: string, from: number): TermHit | null {
    const { length } = this.text;
    // The least cost by signs of the term that are used up.
    let open = new Map([[0, 0]]);
    for (let at = from; open.size > 0;) {
      const sign = signAt(text, at);
      if (sign === '' || isBreak(sign)) return null;
      // A sign that no table knows how to read takes nothing but itself away.
      const next = at > from && isUnread(sign) ? open : new Map<number, number>();
      let least = NEVER;
      let whole = false;
      for (const [used, before] of open) {
        for (const step of this.stepsFrom(sign, used)) {
          const cost = before | (step.isInitial ? 2 : 0) | (step.isPlainer || !isUsual(text, at, sign, step) ? 1 : 0);
          if (step.to < length) next.set(step.to, Math.min(cost, next.get(step.to) ?? NEVER));
          else if (cost < least) [least, whole] = [cost, step.isWhole];
        }
      }
      if (least < NEVER) return { from, to: at + sign.length, cost: least, whole };
      open = next;
      at += sign.length;
    }
    return null;
  }

  /** How one character may be read from the given place in the term on. */
  stepsFrom(sign: string, used: number): Step[] {
    let all = this.steps.get(sign);
    if (!all) this.steps.set(sign, (all = []));
    return (all[used] ??= this.makeSteps(sign, used));
  }

  private makeSteps(sign: string, used: number): Step[] {
    const rest = this.text.slice(used);
    const steps: Step[] = [];
    const write = (to: number, isPlainer: boolean) => steps.push({ to, sound: null, isInitial: false, isWhole: true, isPlainer });
    if (rest.startsWith(sign)) write(used + sign.length, this.inTwo.has(used));
    else if (sign === this.inTwo.get(used)?.[0]) write(used + 1, true);
    if (sign === this.inTwo.get(used - 1)?.[1]) write(used, true);
    for (const sound of soundsOf(sign)) {
      const take = (length: number, isInitial: boolean, isWhole: boolean) => steps.push({ to: used + length, sound, isInitial, isWhole });
      for (const spelling of spellings(sound)) {
        if (rest.startsWith(spelling)) take(spelling.length, false, true);
        else if (rest.length > 1 && spelling.startsWith(rest)) take(rest.length, false, false);
        const initial = /^(?:[zcs]h|.)/.exec(spelling)![0];
        if (initial.length < spelling.length && rest.startsWith(initial)) take(initial.length, true, true);
        if (initial.length > 1 && rest.startsWith(initial[0]!)) take(1, true, true);
      }
    }
    return steps;
  }
}

function signAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined || (code >= 0xdc00 && code <= 0xdfff) ? '' : String.fromCodePoint(code);
}

function isBreak(sign: string): boolean {
  return sign === BETWEEN || sign === PHONES || sign === BEFORE;
}

function isUsual(text: string, at: number, sign: string, { sound }: Step): boolean {
  return sound === null || readingsOf(sign).length < 2 || readingAt(text, at) === sound;
}

// The places of one text are compared with many parts of a term.
let lastRead = { text: '', readings: new Map<number, string | undefined>() };
const MOST_READ = 20_000;

function readingAt(text: string, at: number): string | undefined {
  if (lastRead.text !== text || lastRead.readings.size > MOST_READ) lastRead = { text, readings: new Map() };
  const { readings } = lastRead;
  if (!readings.has(at)) {
    const before = fieldBefore(text, at);
    const rest = [...text.slice(at, at + 12)];
    const end = rest.findIndex(isBreak);
    readings.set(at, readingIn([...before, ...(end < 0 ? rest : rest.slice(0, end))], before.length));
  }
  return readings.get(at);
}

/** The characters of a field before a place in it: no more than a reading depends on, and whether any are before them. */
function fieldBefore(text: string, at: number): string[] {
  const chars: string[] = [];
  for (let from = at; from > 0 && chars.length < READ_BACK;) {
    const sign = signAt(text, from - 1) || text.slice(from - 2, from);
    if (isBreak(sign)) break;
    chars.unshift(sign);
    from -= sign.length;
  }
  return chars;
}

/** Surnames of two characters are the first two of a name; further on the neighbours alone count. */
const READ_BACK = 3;
