import { mayBePerson, type Token } from '../folding/fold';
import { plainLetters } from '../folding/letters';
import { isSyllable, LONGEST_SYLLABLE } from '../folding/pinyin';
import { shownWords } from './foreign';
import { strangerInLetters } from './in-letters';
import type { Lexicon } from './lexicon';
import { personOf } from './profile';
import { isAddressBeside, isOwnReading, strangerShortened } from './shortened';
import { isNumberAlone, nameSpans, without, type Shown } from './shown';
import { besideTitle, readTitles, withoutMeasures } from './titles';
import { weights } from './weights';

/** The probability that somebody who is not in the CRM is shown so (without the phone number). */
export function strangerShown(shown: Shown, lexicon: Lexicon, isMineKnown = false): number {
  if (isNumberAlone(shown) || (shown.key === '' && shown.parts.length > 0)) return weights.phoneAlone;
  const { main = null, about = null } = shown.third ?? {};
  return (
    (main ? weights.introduced * strangerShown(main, lexicon, isMineKnown) : 0) +
    (about ? weights.spokenOf * strangerShown(about, lexicon, isMineKnown) : 0) +
    asForeigner(shown, lexicon) +
    strangerInLetters(shown, lexicon) +
    strangerShortened(shown, lexicon) +
    asName(shown, lexicon) +
    weights.strangerName * asPinyin(shown, lexicon) +
    (isMineKnown ? weights.strangerNicknameOfMine : weights.strangerNickname) * lexicon.nickname(shown.text, shown.tokens) +
    weights.strangerTitle * asTitle(shown, lexicon) +
    0.05 * asText(shown.tokens)
  );
}

/** The product over all texts beside a name. */
export function asidesOf(tokens: readonly Token[], lexicon: Lexicon): number {
  return tokens.reduce((product, token) => product * lexicon.aside(token), 1);
}

function asName(shown: Shown, lexicon: Lexicon): number {
  let sum = 0;
  for (const span of nameSpans(shown)) {
    if (!mayBePerson(span.text)) continue;
    const rest = withoutMeasures(without(shown, span));
    const share = rest.length === 0 ? weights.strangerName : weights.strangerDecorated * besideOwn(rest, span.text, lexicon);
    sum += share * lexicon.name(span.text);
  }
  return sum;
}

/** Like customers, strangers write their name in Latin letters and their nickname beside it. */
function besideOwn(rest: readonly Token[], name: string, lexicon: Lexicon): number {
  const person = personOf(name);
  return rest.reduce((product, token) => {
    const { kind, text } = token;
    const isOwn = kind === 'latin' ? isOwnReading(text, { person }) : kind === 'han' && isAddressBeside(text, { person });
    return product * Math.max(lexicon.aside(token), isOwn ? weights.ownAddress : 0);
  }, 1);
}

function asPinyin({ key }: Shown, lexicon: Lexicon): number {
  const letters = plainLetters(key);
  return letters.length > 2 && isSpelled(letters) ? 0.02 * lexicon.reading(letters) : 0;
}

/** Whether letters are two to four syllables of pinyin: patel and mumbai are not. */
function isSpelled(letters: string): boolean {
  if (letters.length > 4 * LONGEST_SYLLABLE) return false;
  // The positions at which a number of syllables may end.
  let ends = new Set([0]);
  for (let count = 1; count <= 4; count++) {
    const next = [...ends].flatMap((from) =>
      Array.from({ length: LONGEST_SYLLABLE }, (_, at) => from + at + 1).filter(
        (to) => to <= letters.length && isSyllable(letters.slice(from, to)),
      ),
    );
    ends = new Set(next);
    if (count > 1 && ends.has(letters.length)) return true;
  }
  return false;
}

function asTitle(shown: Shown, lexicon: Lexicon): number {
  const sum = readTitles(shown).reduce(
    (total, { surname, company, weight }) =>
      total + weight * lexicon.surname(surname) * Math.max(lexicon.company(company), lexicon.aside({ kind: 'han', text: company })),
    0,
  );
  return sum * asidesOf(besideTitle(shown), lexicon);
}

function asForeigner(shown: Shown, lexicon: Lexicon): number {
  const { words } = shownWords(shown) ?? { words: [] };
  const beside = shown.tokens.filter(({ kind }) => kind !== 'latin');
  return words.length < 2 ? 0 : weights.strangerName * lexicon.foreign(words) * asidesOf(beside, lexicon);
}

// Anything can be a name that a person has chosen.
function asText(tokens: readonly Token[]): number {
  let product = 1;
  for (const { kind, text } of tokens) product *= (kind === 'han' ? 1 / 1500 : kind === 'picture' ? 1 / 300 : 1 / 40) ** text.length;
  return product;
}
