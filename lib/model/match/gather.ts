import { mayBePerson } from '../folding/fold';
import { plainLetters } from '../folding/letters';
import { pinyinOf, withoutOne } from '../folding/pinyin';
import { tailOf } from '../phone';
import type { Matchable } from './match-index';
import { shownWords } from './foreign';
import { keysInLetters } from './in-letters';
import { digitsOf, pairsOf, servedKey, slipKeys } from './profile';
import { turned } from './latin-names';
import { keysShortened } from './shortened';
import { nameSpans, spelledNames, type Shown } from './shown';
import { isCompound } from './surnames';
import { isJapanese, readTitles } from './titles';

// The most candidates of one kind that are compared; a name that more people share cannot identify one of them anyway.
const mostAlike = 120;
const most = 400;
/** No four characters have a longer reading. */
const LONGEST_READ = 24;

/** The slots of all customers who might be shown so; `explain` computes how likely each is. */
export function gather(shown: Shown, index: Matchable, me: string | null = null): Set<number> {
  const found = new Set<number>();
  const take = (key: string) => {
    if (found.size < most) for (const slot of index.slots(key, mostAlike)) found.add(slot);
    return found.size;
  };
  for (const phone of [...shown.phones, ...shown.theirs]) take(`t${tailOf(phone)}`);
  const digits = digitsOf(shown.tokens);
  if (digits) take(`d${digits}`);
  if (shown.text !== shown.key) take(`x${shown.text}`);
  if (shown.key) take(`n${shown.key}`);
  take(`n${plainLetters(shown.key)}`);
  for (const part of [shown, shown.third?.main, shown.third?.about]) {
    if (!part) continue;
    takeTitled(part, index, take);
    takeNamed(part, take);
    if (me !== null) takeMine(part, me, take);
  }
  return found;
}

function takeNamed(shown: Shown, take: (key: string) => number): void {
  const spans = nameSpans(shown);
  for (const { text } of spans) take(`n${text}`);
  for (const { text } of spans) {
    if (!mayBePerson(text)) continue;
    const pinyin = pinyinOf(text);
    if (pinyin) take(`p${pinyin}`);
    for (const key of slipKeys(text)) take(key);
  }
  const spelled = spelledNames(shown);
  for (const reading of spelled) take(`p${reading}`);
  for (const reading of spelled.filter(({ length }) => length <= LONGEST_READ).flatMap(withoutOne)) take(`p${reading}`);
  for (const key of keysInLetters(shown).names) take(key);
  for (const reading of keysShortened(shown).readings) take(`p${reading}`);
  const { words, inTwo } = shownWords(shown) ?? { words: [], inTwo: [] };
  for (const one of new Set([turned(words), turned(inTwo)])) if (words.length > 1) take(`e${one}`);
}

// Of all pairs of characters in the company's name, the one with the fewest customers of this surname is fastest.
function takeTitled(shown: Shown, index: Matchable, take: (key: string) => number): void {
  for (const { surname, company } of readTitles(shown)) {
    const [first = ''] = surname;
    const keys = company === '' ? [`c${surname}`] : pairsOf(company).map((pair) => `c${first}${pair}`);
    const ranked = keys.map((key) => ({ key, people: index.slots(key, mostAlike).length })).filter(({ people }) => people > 0);
    const rarest = ranked.toSorted((a, b) => a.people - b.people)[0];
    if (rarest) take(rarest.key);
  }
}

// The customers whom I serve are few, so names and titles that many share are looked up among them as well.
function takeMine(shown: Shown, me: string, take: (key: string) => number): void {
  if (shown.key) take(servedKey(me, shown.key));
  for (const { text } of nameSpans(shown)) take(servedKey(me, text));
  for (const { surname, title } of readTitles(shown))
    take(servedKey(me, isJapanese(title) && !isCompound(surname) ? surname[0]! : surname));
  for (const surname of keysInLetters(shown).surnames) take(servedKey(me, surname));
  for (const said of keysShortened(shown).mine) take(servedKey(me, said));
  const { words, courtesy } = shownWords(shown) ?? { words: [], courtesy: '' };
  for (const word of words.length <= 2 || courtesy ? words : []) if (word.length > 1) take(servedKey(me, word));
}
