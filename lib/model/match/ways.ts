import { fitsReading, soundsAlike, UNREAD } from '../folding/pinyin';
import type { Reason } from '../match';
import { asParent, readParent } from './as-parent';
import { beside } from './beside-name';
import { isEveryday, isOfManyBearers } from './everyday';
import type { Explanation } from './explain';
import { isFreeNote } from './free-note';
import type { Lexicon } from './lexicon';
import { asForeigner, shownWords } from './foreign';
import { asInLetters, readInLetters } from './in-letters';
import { wordsOf } from './keys';
import { hasOtherSign } from './other-sign';
import { isOwn } from './own';
import { digitsOf, withoutLegalForms, type Profile } from './profile';
import { oncePerShown } from './once-per-shown';
import { asCalled, asMixed, readCalled, readMixed } from './shortened';
import { find, spelledNames, without, type Shown, type Span } from './shown';
import { asidesOf } from './stranger';
import { asEmployee, asTitle } from './titled';
import { isBehindSurname, isTitle, mayBeTitled, readTitles } from './titles';
import { weights } from './weights';

/** All ways in which a customer may be shown by this text, without phone numbers. */
export function waysOf(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const found: Explanation[] = [];
  for (const way of waysFor(shown)) for (const one of way(shown, profile, lexicon)) found.push(one);
  return found;
}

type Way = (shown: Shown, profile: Profile, lexicon: Lexicon) => Explanation[];

/** The ways that depend on the text alone. */
const waysFor = oncePerShown((shown): readonly Way[] => [
  ...[asRemark, asPartOfRemark, asName, asPart, asNickname, asChosenName, asEmployee],
  ...(shown.tokens.some(({ kind }) => kind === 'han') ? [asMiswritten] : []),
  ...(spelledNames(shown).length > 0 ? [asPinyin] : []),
  ...(shownWords(shown) ? [asForeigner] : []),
  ...(readInLetters(shown).length > 0 ? [asInLetters] : []),
  ...(readTitles(shown).length > 0 ? [asTitle] : []),
  ...(readCalled(shown).length > 0 ? [asCalled] : []),
  ...(readMixed(shown) ? [asMixed] : []),
  ...(readParent(shown) ? [asParent] : []),
]);
const NONE: Explanation[] = [];

function asRemark(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { remark, name, text } = profile;
  if (!remark) return NONE;
  const reasons: Reason[] = remark === name ? ['remark', 'name'] : ['remark'];
  const isOther = hasOtherSign(remark, shown.raw, profile.record.remark ?? '');
  if (text.remark === shown.text) {
    const doubt = isEveryday(shown, lexicon) || mayBeTitled(shown) || isFreeNote(profile, lexicon) || isOther;
    return [{ likelihood: weights.remark, reasons, doubt }];
  }
  // ✨ 崔总 and A崔总 may be another 崔 than the one whose remark is 崔总.
  const isAddress = readTitles(shown).some(({ company }) => company === '');
  // 张敏（女） for the remark 张敏 女.
  if (remark === shown.key && remark !== name) {
    const said: Reason[] = name && remark.includes(name) ? ['remark', 'name'] : reasons;
    const pictures = asidesOf(
      shown.tokens.filter((token) => token.kind === 'picture' && !text.remark.includes(token.text)),
      lexicon,
    );
    return [
      {
        likelihood: weights.remarkApart * pictures,
        reasons: said,
        doubt: isEveryday(shown, lexicon) || isAddress || isFreeNote(profile, lexicon),
      },
    ];
  }
  const span = remark === name || (name && remark.includes(name)) ? null : find(shown, remark);
  if (span === null) return NONE;
  const way = beside(shown, span, profile, lexicon, weights.remarkDecorated, reasons);
  return [{ ...way, doubt: way.doubt || isAddress || isFreeNote(profile, lexicon) }];
}

/** 陈美娟老公, 林老板 and 김민수 for the remarks 陈俊荣 陈美娟老公, 林记茶行 林老板 and 김민수 부산. */
export function asPartOfRemark(shown: Shown, profile: Profile): Explanation[] {
  if (isPlaceOf(shown, profile)) return [{ likelihood: weights.remarkPart, reasons: ['remark'], doubt: true }];
  const mayBe = shown.third !== null || readTitles(shown).length > 0 || /^\p{Script=Hangul}+$/u.test(shown.text);
  const isPart = mayBe && shown.text.length > 2 && profile.text.remark.length > shown.text.length && wordsOf(profile).includes(shown.text);
  return isPart ? [{ likelihood: weights.remarkPart, reasons: ['remark'], doubt: true }] : NONE;
}

/** 御景湾8-2-301 for the remark 御景湾8-2-301解德明: words of it and all its digits. */
function isPlaceOf({ key, tokens }: Shown, { remark, name, digits }: Profile): boolean {
  const hasWords = tokens.some(({ kind, text }) => kind === 'han' && text.length > 1);
  return hasWords && digits !== '' && digits === digitsOf(tokens) && key !== remark && remark.includes(key) && !key.includes(name);
}

function asName(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { name, remark } = profile;
  if (!name) return NONE;
  const isOther = hasOtherSign(name, shown.raw, profile.record.name);
  if (name === shown.text) {
    return remark === name
      ? []
      : [
          {
            likelihood: remark ? weights.nameDespiteRemark : weights.name,
            reasons: ['name'],
            doubt: isEveryday(shown, lexicon) || isOfManyBearers(profile, lexicon) || mayBeTitled(shown) || isOther,
          },
        ];
  }
  // A name of one character has to stand apart: 🌹芳, A琳.
  const mayBeThere = name.length > 1 || shown.tokens.some(({ text }) => text === name);
  const span = mayBeThere ? find(shown, name) : null;
  if (!span) return [];
  const way = beside(shown, span, profile, lexicon, weights.decorated, ['name']);
  // 文华印刷 may be anybody in the company named after 文华.
  const isCompany = profile.person !== null && profile.company.includes(withoutLegalForms(shown.flat));
  // Beside the own company, also a frequent name speaks for the customer.
  const isFrequent = !way.reasons.includes('company') && (isEveryday(shown, lexicon, span) || isOfManyBearers(profile, lexicon));
  const choice = way.choice || (profile.person !== null && goesOn(shown, span, profile, lexicon));
  return [{ ...way, doubt: way.doubt || isCompany || isFrequent || isOther, choice }];
}

/** 任静雯 is not 任静, and 丁宁网络 and 阳光明媚 are no persons: a name of two characters next to other characters without a separator. */
function goesOn(shown: Shown, { from, to }: Span, profile: Profile, lexicon: Lexicon, most = 2): boolean {
  if (to - from > most) return false;
  const token = shown.tokens.find(({ start, text }) => start <= from && to <= start + text.length);
  if (token?.kind !== 'han') return false;
  const [before, behind] = [token.text.slice(0, from - token.start), token.text.slice(to - token.start)];
  const isKnown = (text: string) => isTitle(text) || isOwn({ kind: 'han', text }, profile) || lexicon.isUsual({ kind: 'han', text });
  return (behind !== '' && !isKnown(behind)) || (before !== '' && !isKnown(before));
}

/** 阿依古丽 for 阿依古丽·买买提: others are also called so. Both parts in the other order are somebody else. */
function asPart(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  if (profile.parts.length === 0 || profile.parts.every((part) => shown.flat.includes(part))) return NONE;
  const part = profile.parts.find((one) => find(shown, one) !== null);
  if (part === undefined) return NONE;
  return [{ ...beside(shown, find(shown, part)!, profile, lexicon, weights.namePart, ['name']), doubt: true }];
}

function asNickname(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { nickname, name, text } = profile;
  if (!nickname || nickname === name) return NONE;
  // Many may have the same nickname: it never shows a customer without a question.
  if (text.nickname === shown.text) return [{ likelihood: weights.nickname, reasons: ['nickname'], doubt: true }];
  const span = nickname.length < 2 ? null : find(shown, nickname);
  if (span === null) return [];
  const way = beside(shown, span, profile, lexicon, weights.nicknameDecorated, ['nickname']);
  // 一叶知秋 is not the nickname 知秋.
  return [{ ...way, doubt: true, choice: way.choice || goesOn(shown, span, profile, lexicon) }];
}

/** Lily beside other words, for the nickname Lily Wu. */
function asChosenName(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const [word = '', ...more] = profile.called;
  const isBeside = shown.tokens.some(({ kind }) => kind === 'han') && word.length > 2 && more.length > 0;
  const span = isBeside ? find(shown, word) : null;
  if (span === null || shown.flat.includes(profile.nickname)) return NONE;
  return [{ ...beside(shown, span, profile, lexicon, weights.nicknameDecorated, ['nickname']), doubt: true }];
}

const stretchesOf = oncePerShown(({ tokens }) =>
  tokens.filter(({ kind }) => kind === 'han').map(({ text, start }) => ({ all: [...text], start })),
);

// The same length, the same surname or sound, and one or two characters written differently.
function asMiswritten(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { name, person } = profile;
  if (!person || shown.flat.includes(name)) return NONE;
  const found: Explanation[] = [];
  const signs = [...name];
  for (const { all, start } of stretchesOf(shown)) {
    for (let at = 0, from = start; at + signs.length <= all.length; from += all[at++]!.length) {
      const slip = compare(all, at, signs);
      if (!slip) continue;
      const written = all.slice(at, at + signs.length).join('');
      if (written.startsWith(person.surname) && isBehindSurname(written.slice(person.surname.length))) continue;
      const span = { from, to: from + written.length };
      const rest = without(shown, span);
      const weight = slip.likelihood * (rest.length === 0 ? weights.name : weights.decorated);
      const way = beside(shown, span, profile, lexicon, weight, slip.reasons);
      // Characters of a company or of a longer name may also sound like somebody's name.
      found.push({ ...way, doubt: true, choice: way.choice || goesOn(shown, span, profile, lexicon, signs.length) });
    }
  }
  return found;
}

function compare(text: readonly string[], from: number, name: readonly string[]): Explanation | null {
  let likelihood = 1;
  let wrong = 0;
  for (let at = 0; at < name.length && wrong <= name.length; at++) {
    const written = text[from + at]!;
    if (written === name[at]) continue;
    const alike = soundsAlike(written, name[at]!);
    likelihood *= alike ? weights.sound : weights.slip;
    wrong += alike ? 1 : name.length;
  }
  return wrong === 0 || wrong > name.length ? null : { likelihood, reasons: [wrong < name.length ? 'sound' : 'spelling'] };
}

function asPinyin(shown: Shown, { person }: Profile): Explanation[] {
  const spelled = spelledNames(shown);
  if (!person || spelled.length === 0) return NONE;
  const at = person.readings.findIndex((reading) => spelled.includes(reading));
  if (at === 0) return [{ likelihood: weights.pinyin, reasons: ['pinyin'] }];
  const likelihood = at > 0 ? weights.otherPinyin : asUnread(spelled, person);
  return likelihood > 0 ? [{ likelihood, reasons: ['pinyin'], doubt: true }] : [];
}

/** One character of the name has no known reading: it may be any syllable, or be left out where two others are read. */
function asUnread(spelled: string[], { readings, given }: NonNullable<Profile['person']>): number {
  if (!readings[0]?.includes(UNREAD)) return 0;
  const fits = readings.flatMap((reading) => spelled.map((letters) => fitsReading(letters, reading)));
  if (fits.includes('read')) return weights.unreadPinyin;
  return fits.includes('left out') && [...given].length > 1 ? weights.shortPinyin : 0;
}
