import { digitsInCommon } from '../masked';
import type { Region } from '../regions';
import { asParent, readParent } from './as-parent';
import type { Explanation } from './explain';
import { asForeigner, shownWords } from './foreign';
import { asInLetters } from './in-letters';
import type { Lexicon } from './lexicon';
import type { Matchable } from './match-index';
import type { Profile } from './profile';
import { asCalled, asMixed, readCalled, readMixed } from './shortened';
import type { Shown } from './shown';
import { isSurname, surnameOf } from './surnames';
import { asEmployee, asTitle } from './titled';
import { readTitles } from './titles';

type Way = (shown: Shown, profile: Profile, lexicon: Lexicon) => Explanation[];

const WAYS: Way[] = [asTitle, asCalled, asMixed, asInLetters, asForeigner, asEmployee];

/**
 * Whether the text says no name but fits this customer: 李姐, 阿明, David张, the company, the last digits of the number. No key of the index finds a customer so,
 * except for those whom a known colleague serves.
 */
function isNarrowed(shown: Shown, profile: Profile, lexicon: Lexicon): boolean {
  if (shown.key === '') return shown.parts.some((part) => profile.phones.some((phone) => (digitsInCommon(part, phone) ?? 0) > 0));
  if (asParent(shown, profile).length > 0) return true;
  if (shown.third !== null) return false;
  return WAYS.some((way) => way(shown, profile, lexicon).length > 0);
}

/** Whether any customer can fit the text without their name. For most texts (full names such as 沈溪桐) none can, and no record is read. */
function mayNarrow(shown: Shown): boolean {
  if (shown.key === '') return shown.parts.length > 0;
  if (shown.phones.length > 0) return false;
  if (readParent(shown) !== null) return true;
  if (shown.third !== null) return false;
  return (
    !isFullName(shown.flat) ||
    readTitles(shown).length > 0 ||
    readCalled(shown).length > 0 ||
    readMixed(shown) !== null ||
    shownWords(shown) !== null
  );
}

function isFullName(text: string): boolean {
  return text.length <= 3 && /^\p{Script=Han}+$/u.test(text) && isSurname(surnameOf(text));
}

/** Of a few customers, the slots of those whom the text fits. */
export function narrowedIn(shown: Shown, index: Matchable, home: Region | null): Set<number> {
  const fitting = new Set<number>();
  if (!mayNarrow(shown)) return fitting;
  for (const slot of index.few()) if (isNarrowed(shown, index.profile(slot, home), index.lexicon)) fitting.add(slot);
  return fitting;
}
