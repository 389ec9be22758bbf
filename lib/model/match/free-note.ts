import { isPhrase } from './everyday';
import type { Lexicon } from './lexicon';
import { isOwnReading } from './shortened';
import { pairsOf, type Profile } from './profile';
import { readShown } from './shown';
import { isSurname, surnameOf } from './surnames';
import { readTitles } from './titles';

/**
 * Whether a remark says nothing of who the customer is, so that it may be any note about them: 周五回电, or 赵雪舟 of a customer called 沈溪桐. In many CRMs
 * the remark is where anything is written down.
 */
export function isFreeNote(profile: Profile, lexicon: Lexicon): boolean {
  const { remark, name, nickname, company, person, digits } = profile;
  if (remark === name || (name.length > 1 && remark.includes(name)) || digits !== '') return false;
  if ([nickname, company].some((text) => pairsOf(text).some((pair) => remark.includes(pair)))) return false;
  const shown = readShown(profile.record.remark ?? '');
  if (person && isSurname(person.surname) && !isPhrase(name, lexicon)) {
    const isCalled = [person.surname, ...person.given].some((sign) => remark.includes(sign));
    return !isCalled && !shown.tokens.some(({ kind, text }) => kind === 'latin' && isOwnReading(text, profile));
  }
  if (pairsOf(name).some((pair) => remark.includes(pair)) || readTitles(shown).length > 0) return false;
  // Where the stored name is a nickname, the remark may hold the real name.
  return shown.third !== null || !mayBeCalled(profile, lexicon);
}

function mayBeCalled({ remark }: Profile, lexicon: Lexicon): boolean {
  const isHan = /^\p{Script=Han}+$/u.test(remark);
  if (!isHan) return true;
  return remark.length <= 4 && isSurname(surnameOf(remark)) && !isPhrase(remark, lexicon);
}
