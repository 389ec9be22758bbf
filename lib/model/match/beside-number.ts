import type { Token } from '../folding/fold';
import type { Explanation } from './explain';
import type { Lexicon } from './lexicon';
import type { Profile } from './profile';
import { isAddress } from './shortened';
import type { Shown } from './shown';
import { isCompound, surnameShare } from './surnames';
import { isTitle, withoutMeasures } from './titles';
import { isOwn } from './own';

/**
 * Compares the text beside a customer's number with the customer. `same`: it names them. `unknown`: it names nobody, because neither the team nor the
 * record uses its words. `other`: it may name another person, as 李娜 138… with the number of 张伟.
 */
export function besideNumber(
  shown: Shown,
  profile: Profile,
  lexicon: Lexicon,
  named: readonly Explanation[],
): 'same' | 'unknown' | 'other' {
  const fitting = named.filter(({ likelihood, choice }) => likelihood > 0 && !choice);
  const isNamed = fitting.length > 0 || profile.name.includes(shown.key);
  if (shown.third !== null) return isNamed ? 'unknown' : 'other';
  // The names of siblings also differ by one character.
  const isMiswritten = fitting.length > 0 && fitting.every(({ reasons }) => reasons.includes('spelling'));
  if (isNamed && !isMiswritten) return 'same';
  const kinds = withoutMeasures(shown.tokens).map((token) => kindOf(token, profile, lexicon));
  if (kinds.includes('other')) return isMiswritten ? 'unknown' : 'other';
  return kinds.includes('unknown') ? 'unknown' : 'same';
}

function kindOf(token: Token, profile: Profile, lexicon: Lexicon): 'same' | 'unknown' | 'other' {
  const { kind, text } = token;
  if (kind === 'picture' || kind === 'digits' || lexicon.isUsual(token) || isOwn(token, profile) || isAddress(text, profile)) return 'same';
  if (kind === 'latin') return text.length === 1 || /^(.)\1{0,3}$/u.test(text) ? 'same' : 'unknown';
  return text.length > 1 && mayNameSomebody(text) ? 'other' : 'unknown';
}

function mayNameSomebody(text: string): boolean {
  for (let at = 0; at + 1 < text.length; at++) {
    if (isCompound(text.slice(at, at + 2)) && at + 2 < text.length) return true;
    // A surname at the beginning, or between a company and a title.
    if (surnameShare(text[at]!) >= 1e-5 && (isTitle(text.slice(at + 1)) || (at === 0 && text.length <= 4))) return true;
  }
  return /^[小老阿]/u.test(text) && text.length <= 3;
}
