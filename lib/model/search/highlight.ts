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
  const signs = signsOf(text);
  const found = searchTerms(query).flatMap((term) => literal(signs, term) ?? read(signs, term) ?? []);
  return merged(found.sort((a, b) => a.from - b.from));
}

interface Sign extends Stretch {
  /** As it is compared; a ligature may fold to several signs. */
  folded: string;
}

function signsOf(text: string): Sign[] {
  const signs: Sign[] = [];
  let from = 0;
  for (const char of text) {
    signs.push({ from, to: from + char.length, folded: foldedSign(char) });
    from += char.length;
  }
  return signs;
}

const foldedSigns = new Map<string, string>();

/** Lines are drawn with every key: each character is folded once. */
function foldedSign(char: string): string {
  let folded = foldedSigns.get(char);
  if (folded === undefined) {
    // A blank folds to nothing by itself, and stays one here.
    folded = /\s/.test(char) ? ' ' : fold(char);
    foldedSigns.set(char, folded);
  }
  return folded;
}

function literal(signs: Sign[], term: string): Stretch | null {
  // Numbers are searched without what people write between the digits.
  const kept = /^\d+$/.test(term) ? signs.filter(({ folded }) => !/^[\s-]*$/.test(folded)) : signs;
  const at = kept
    .map(({ folded }) => folded)
    .join('')
    .indexOf(term);
  return at < 0 ? null : cover(kept, at, at + term.length);
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
