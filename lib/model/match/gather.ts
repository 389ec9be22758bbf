import { mayBePerson } from '../folding/fold';
import { pinyinOf } from '../folding/pinyin';
import { tailOf } from '../phone';
import type { MatchIndex } from './match-index';
import { pairsOf, slipKeys } from './profile';
import { nameSpans, spelledNames, type Shown } from './shown';
import { readTitles } from './titles';

// So many of one kind are weighed; who bears a name that more people share cannot be told apart by the name anyway.
const mostAlike = 120;
const most = 400;

/** The slots of everybody who might be shown so; weighing them is somebody else's work. */
export function gather(shown: Shown, index: MatchIndex): Set<number> {
  const found = new Set<number>();
  const take = (key: string) => {
    if (found.size < most) for (const slot of index.slots(key, mostAlike)) found.add(slot);
    return found.size;
  };
  for (const phone of shown.phones) take(`t${tailOf(phone)}`);
  if (shown.text !== shown.key) take(`x${shown.text}`);
  if (shown.key) take(`n${shown.key}`);
  takeTitled(shown, index, take);
  takeNamed(shown, take);
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
  for (const reading of spelledNames(shown)) take(`p${reading}`);
}

// Of all pairs of characters in the company's name the one that fewest people with this surname share leads there fastest.
function takeTitled(shown: Shown, index: MatchIndex, take: (key: string) => number): void {
  for (const { surname, company } of readTitles(shown)) {
    const [first = ''] = surname;
    const keys = company === '' ? [`c${surname}`] : pairsOf(company).map((pair) => `c${first}${pair}`);
    const ranked = keys.map((key) => ({ key, people: index.slots(key, mostAlike).length })).filter(({ people }) => people > 0);
    const rarest = ranked.toSorted((a, b) => a.people - b.people)[0];
    if (rarest) take(rarest.key);
  }
}
