import { fold } from '../folding/fold';
import { syllable } from '../folding/pinyin';
import { searchTerms } from './search-line';

/** A stretch of a text, in UTF-16 units. */
export interface Stretch {
  from: number;
  to: number;
}

/** Where the text answers to what was typed: literally, whatever the case and script, or by the readings of its characters. Left to right. */
export function stretches(text: string, query: string): Stretch[] {
  const signs = kept(signsByText, text, signsOf);
  const found = kept(termsByQuery, query, searchTerms).flatMap((term) => literal(signs, term) ?? read(signs, term) ?? []);
  return merged(found.sort((a, b) => a.from - b.from));
}

interface Sign extends Stretch {
  /** As it is compared; a ligature may fold to several signs. */
  folded: string;
}

// Many lines are drawn with every key, mostly the same ones again.
const signsByText = new Map<string, Sign[]>();
const termsByQuery = new Map<string, string[]>();
const foldedSigns = new Map<string, string>();
const MOST_KEPT = 3_000;

function kept<T>(made: Map<string, T>, text: string, make: (text: string) => T): T {
  let value = made.get(text);
  if (value === undefined) {
    value = make(text);
    if (made.size >= MOST_KEPT) made.clear();
    made.set(text, value);
  }
  return value;
}

function signsOf(text: string): Sign[] {
  const signs: Sign[] = [];
  let from = 0;
  for (const char of text) {
    // A blank folds to nothing by itself, and stays one here.
    signs.push({ from, to: from + char.length, folded: /\s/.test(char) ? ' ' : kept(foldedSigns, char, fold) });
    from += char.length;
  }
  return signs;
}

function literal(signs: Sign[], term: string): Stretch | null {
  // Numbers are searched without what people write between the digits.
  const compared = /^\d+$/.test(term) ? signs.filter(({ folded }) => !/^[\s()·._-]*$/.test(folded)) : signs;
  const at = compared
    .map(({ folded }) => folded)
    .join('')
    .indexOf(term);
  return at < 0 ? null : cover(compared, at, at + term.length);
}

function cover(signs: Sign[], from: number, to: number): Stretch | null {
  let place = 0;
  const inside = signs.filter(({ folded }) => {
    const start = place;
    place += folded.length;
    return place > from && start < to;
  });
  return inside.length === 0 ? null : { from: inside[0]!.from, to: inside.at(-1)!.to };
}

/** Characters in a row whose syllables, or whose initials, begin so. */
function read(signs: Sign[], term: string): Stretch | null {
  if (!/^[a-z]+$/.test(term)) return null;
  const sounds = signs.map(({ folded }) => syllable(folded) ?? '');
  for (let at = 0; at < signs.length; at++) {
    const count = spelled(sounds, at, term) ?? initialled(sounds, at, term);
    if (count !== null) return { from: signs[at]!.from, to: signs[at + count - 1]!.to };
  }
  return null;
}

function spelled(sounds: string[], from: number, term: string): number | null {
  let read = '';
  for (let at = from; at < sounds.length && sounds[at]; at++) {
    read += sounds[at];
    if (read.startsWith(term)) return at - from + 1;
    if (!term.startsWith(read)) return null;
  }
  return null;
}

function initialled(sounds: string[], from: number, term: string): number | null {
  const initials = sounds.slice(from, from + term.length).map((sound) => sound.charAt(0));
  return initials.join('') === term ? term.length : null;
}

function merged(all: Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const one of all) {
    const last = kept.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else kept.push({ ...one });
  }
  return kept;
}
