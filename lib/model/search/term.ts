import { allSpellings, plainLetter, secondLetter, soundsOf, spellings } from '../folding/letters';
import { isUnread, readingIn, readingsOf } from '../folding/pinyin';

/** Separates the fields of a line; no folded text contains it. */
export const BETWEEN = '\t';
/** Precedes the phone numbers of a line, which have no readings. */
export const PHONES = '\v';
/** Precedes every line. */
export const BEFORE = '\n';

/** A part of a text that matches a term, in UTF-16 units. */
export interface TermHit {
  from: number;
  to: number;
  /** 0 for a literal match or the usual reading, 1 for another usual reading, 2 for initials of syllables, 3 for both. */
  cost: number;
  /** The last syllable was typed completely. */
  whole: boolean;
}

export interface Step {
  /** How many characters of the term have matched after it. */
  to: number;
  /** Null for a literal match. */
  sound: string | null;
  isInitial: boolean;
  isWhole: boolean;
  /** A plain letter instead of the typed one with marks. */
  isPlainer?: boolean;
}

/** Larger than any cost. */
const NEVER = 4;
/** Longer inputs are not names. */
const LONGEST = 100;

/** One part of what was typed, compared with folded texts: literally, by readings, by initials, and by any mixture of these. */
export class Term {
  readonly text: string;
  /** Whether readings are compared: it contains a Latin letter. */
  readonly isRead: boolean;
  private readonly steps = new Map<string, Step[][]>();
  /** Letters with marks by their position: the plain letter, and the second letter of those that some type as two (mueller). */
  private readonly inTwo = new Map<number, [plain: string, second: string]>();

  /** `folded` has no separators. */
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

  /** The best match between two positions, or null. */
  findIn(text: string, from = 0, to = text.length): TermHit | null {
    let best: TermHit | null = null;
    for (let at = from; at < to; at++) {
      const found = this.findAt(text, at);
      if (found && (best === null || found.cost < best.cost)) best = found;
      if (best?.cost === 0) break;
    }
    return best;
  }

  /** The match that begins at this position, or null. */
  findAt(text: string, from: number): TermHit | null {
    if (!this.isRead) return text.startsWith(this.text, from) ? { from, to: from + this.text.length, cost: 0, whole: true } : null;
    const first = signAt(text, from);
    if (first === '' || this.stepsFrom(first, 0).length === 0) return null;
    return this.readOn(text, from);
  }

  /** The positions in the term where the second character may begin; the length of the term where it may have matched completely. */
  behindFirst(): number[] {
    const { text } = this;
    const read = allSpellings();
    const ends = read.filter((spelling) => text.startsWith(spelling)).map(({ length }) => length);
    const isPart = read.some((spelling) => spelling.startsWith(text));
    return [...new Set([1, ...(/^[zcs]h/.test(text) ? [2] : []), ...ends, ...(isPart ? [text.length] : [])])];
  }

  /** The characters at a position of the term literally, besides those that it is a reading of. */
  signsAt(at: number): string[] {
    const [plain = '', second = ''] = [this.inTwo.get(at)?.[0], this.inTwo.get(at - 1)?.[1]];
    return [this.text[at] ?? '', plain, second].filter(Boolean);
  }

  private readOn(text: string, from: number): TermHit | null {
    const { length } = this.text;
    // The least cost, by the number of matched characters of the term.
    let open = new Map([[0, 0]]);
    for (let at = from; open.size > 0;) {
      const sign = signAt(text, at);
      if (sign === '' || isBreak(sign)) return null;
      // A character without a known reading only matches literally.
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

  /** How one character may be read from the given position in the term on. */
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

// The positions of one text are compared with many parts of a term.
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

/** The preceding characters of a field, as many as a reading depends on, and whether there are more. */
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

/** A compound surname can only be the first two characters of a name; elsewhere only the neighbours matter. */
const READ_BACK = 3;
