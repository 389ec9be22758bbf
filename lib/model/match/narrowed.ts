import { digitsInCommon } from '../masked';
import type { Region } from '../regions';
import { asParent } from './as-parent';
import type { Explanation } from './explain';
import { asForeigner } from './foreign';
import { asInLetters } from './in-letters';
import type { Lexicon } from './lexicon';
import type { Matchable } from './match-index';
import type { Profile } from './profile';
import { asCalled, asMixed } from './shortened';
import type { Shown } from './shown';
import { asEmployee, asTitle } from './titled';

type Way = (shown: Shown, profile: Profile, lexicon: Lexicon) => Explanation[];

const WAYS: Way[] = [asTitle, asCalled, asMixed, asInLetters, asForeigner, asEmployee];

/**
 * Whether the text says no name but fits this customer: 李姐, 阿明, David张, the company, the last digits of the number. No key of the index finds a customer so,
 * except for those whom a known colleague serves.
 */
function isNarrowed(shown: Shown, profile: Profile, lexicon: Lexicon): boolean {
  if (shown.key === '') return shown.parts.some((part) => profile.phones.some((phone) => (digitsInCommon(part, phone) ?? 0) > 0));
  if (shown.phones.length > 0) return false;
  if (asParent(shown, profile).length > 0) return true;
  if (shown.third !== null) return false;
  return WAYS.some((way) => way(shown, profile, lexicon).length > 0);
}

/** Of a few customers, the slots of those whom the text fits. */
export function narrowedIn(shown: Shown, index: Matchable, home: Region | null): Set<number> {
  const fitting = new Set<number>();
  for (const slot of index.few()) if (isNarrowed(shown, index.profile(slot, home), index.lexicon)) fitting.add(slot);
  return fitting;
}
