import type { Token } from '../folding/fold';
import { plainLetters } from '../folding/letters';
import { pinyinOf, readingsOf } from '../folding/pinyin';
import type { Explanation } from './explain';
import { begins, isSurnameWritten } from './in-letters';
import type { Lexicon } from './lexicon';
import { oncePerShown } from './once-per-shown';
import type { Profile } from './profile';
import { fitsSex } from './sex';
import { surnamesRead, surnamesWritten } from './romanised';
import type { Shown } from './shown';
import { isSurname } from './surnames';
import { isTitle } from './titles';
import { weights } from './weights';

/** A form of address without the surname: 溪桐, 溪桐姐 (`whole` is the given name), 阿桐, 桐姐, 桐桐, 桐仔 (its last character). */
interface Called {
  given: string;
  whole: boolean;
  title: string;
  /** The text beside it, or '': the company, in 兰姐-丽人美容院. */
  other: string;
  /** The probability of this reading, relative to the others. */
  weight: number;
}

/** A surname or a given name in characters, with the rest in Latin letters: 沈xt, 沈xitong, 沈Lily, Shen溪桐. */
interface Mixed {
  han: string;
  letters: string;
  /** In capitals, or with dots between, they are initials. */
  isShort: boolean;
}

/** All ways to read the shown name as a familiar form of address. Two characters that begin with a surname (文静) may also be a whole name. */
export const readCalled = oncePerShown(({ tokens }): readonly Called[] => {
  const said = tokens.filter(({ kind }) => kind === 'han' || kind === 'latin');
  const [one, other] = said.map(({ text }) => text);
  if (one === undefined || said.length > 2 || said.some(({ kind }) => kind !== 'han')) return [];
  return other === undefined ? calledAs(one, '') : [...calledAs(one, other), ...calledAs(other, one)];
});

function calledAs(text: string, other: string): Called[] {
  const found: Called[] = [];
  // Two characters that begin with a surname are more often a whole name.
  const weight = isSurname(text[0]!) ? weights.givenLikeName : 1;
  const add = (given: string, whole: boolean, title = '') => found.push({ given, whole, title, other, weight: whole ? weight : 1 });
  if (text.length === 2 && (other === '' || weight === 1)) add(text, true);
  if (text.length > 2 && isTitle(text.slice(2))) add(text.slice(0, 2), true, text.slice(2));
  if (text.length > 1 && isTitle(text.slice(1))) add(text[0]!, false, text.slice(1));
  if (text.length === 2 && /[仔子]$/u.test(text)) add(text[0]!, false);
  if (text.length === 2 && (/^[小阿]/u.test(text) || text[0] === text[1])) add(text[1]!, false);
  return found;
}

export const readMixed = oncePerShown(({ tokens }): Mixed | null => {
  const said = tokens.filter(({ kind }) => kind === 'han' || kind === 'latin');
  const han = said.filter(({ kind }) => kind === 'han');
  const latin = said.filter(({ kind }) => kind === 'latin').map(({ text }) => plainLetters(text));
  const letters = latin.join('');
  if (han.length !== 1 || latin.length === 0 || latin.length > 3 || han[0]!.text.length > 2 || !/^[a-z]+$/.test(letters)) return null;
  return { han: han[0]!.text, letters, isShort: letters.length <= 2 || latin.every(({ length }) => length === 1) };
});

/** The index keys of my customers who may be called so: given names, surnames, and the reading of a name that is partly in Latin letters. */
export function keysShortened(shown: Shown): { mine: string[]; readings: string[] } {
  const called = readCalled(shown).map(({ given, whole }) => (whole ? given : lastKey(given)));
  const mixed = readMixed(shown);
  if (mixed === null) return { mine: called, readings: [] };
  return {
    mine: [...called, mixed.han],
    readings: isSurname(mixed.han) ? readingsOf(mixed.han).map((sound) => sound + mixed.letters) : [],
  };
}

/** The index keys of everybody whose given name ends so. */
export function lastKey(sign: string): string {
  return `~${sign}`;
}

export function asCalled(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { person } = profile;
  if (!person || person.given === '') return [];
  const best = readCalled(shown).reduce((most, { given, whole, title, other, weight }) => {
    if (whole ? given !== person.given : !person.given.endsWith(given)) return most;
    const fits = fitsSex(title, person.given) ? 1 : weights.otherSex;
    return Math.max(most, weight * (whole ? weights.calledGiven : weights.calledLast) * fits * besideCalled(other, profile));
  }, 0);
  return best > 0 ? [{ likelihood: best * asidesOf(shown, lexicon), reasons: ['name', 'decorated'], doubt: true }] : [];
}

/** The text beside it has to occur in the record: two such words in a row are usually something else. */
function besideCalled(text: string, { company, tags, remark }: Profile): number {
  if (text === '') return 1;
  return text.length > 1 && (company.includes(text) || tags.includes(text) || remark.includes(text)) ? weights.ownCompany : 0;
}

export function asMixed(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { person } = profile;
  const mixed = readMixed(shown);
  if (!person || mixed === null) return [];
  const isChosen = profile.called.some((word) => word === mixed.letters && word.length > 1);
  const likelihood = mixedShare(mixed, person) * (isChosen ? weights.ownChosen : 1) * asidesOf(shown, lexicon);
  return likelihood > 0 ? [{ likelihood, reasons: ['romanised'], doubt: true }] : [];
}

function mixedShare({ han, letters, isShort }: Mixed, { surname, given, readings }: NonNullable<Profile['person']>): number {
  if (han === given) return isSurnameWritten(letters, surname) || readingsOf(surname).includes(letters) ? weights.mixed : 0;
  if (han !== surname) return 0;
  if (readingsOf(surname[0]!).length > 0 && readings.some((read) => isBehind(read, letters, surname))) return weights.mixed;
  const chars = [...given];
  const isBegun = letters.length === chars.length && chars.every((char, at) => begins(char, letters[at]!));
  if (isShort) return isBegun ? weights.mixedInitials : 0;
  return weights.chosenName;
}

function isBehind(read: string, letters: string, surname: string): boolean {
  return read.endsWith(letters) && read.length > letters.length && soundsOf(surname).includes(read.slice(0, -letters.length));
}

function soundsOf(surname: string): readonly string[] {
  return surname.length === 1 ? readingsOf(surname) : [pinyinOf(surname) ?? ''];
}

/** The probability that a stranger or a colleague's customer is shown so. */
export function strangerShortened(shown: Shown, lexicon: Lexicon): number {
  const called = readCalled(shown).map(({ given, whole, other, weight }) => {
    const share = weight * (whole ? weights.calledGiven * lexicon.givenName(given) : weights.calledLast * lexicon.lastOfGiven(given));
    return other === '' ? share : share * Math.max(lexicon.company(other), lexicon.aside({ kind: 'han', text: other }));
  });
  const mixed = readMixed(shown);
  const others = mixed === null ? 0 : strangerMixed(mixed, lexicon);
  return weights.calledByOthers * (called.reduce((sum, share) => sum + share, 0) + others) * asidesOf(shown, lexicon);
}

function strangerMixed({ han, letters, isShort }: Mixed, lexicon: Lexicon): number {
  const family = isSurname(han) ? lexicon.surname(han) : 0;
  if (isShort) return family * weights.mixedInitials * weights.firstLetter ** letters.length;
  const families = [...new Set([...surnamesWritten(letters), ...surnamesRead(letters)])];
  const read = families.reduce((sum, surname) => sum + lexicon.surname(surname), 0);
  return family * (weights.mixed * weights.syllable ** 2 + weights.chosenName) + weights.mixed * read * lexicon.givenName(han);
}

/** The familiar forms of this customer's name: 沈总, 小沈, 老沈, 沈, 溪桐, 溪桐姐, 阿桐. */
export function isAddress(text: string, { person }: Pick<Profile, 'person'>): boolean {
  if (!person) return false;
  const { surname, given } = person;
  for (const name of [surname, surname[0]!, given, given.slice(-1)]) {
    if (!text.includes(name)) continue;
    const [before, behind] = [text.slice(0, text.indexOf(name)), text.slice(text.indexOf(name) + name.length)];
    if (/^[小老阿大]?$/u.test(before) && (behind === '' || isTitle(behind) || behind === name)) return true;
  }
  return false;
}

/** The same for the text beside the name, where one more character may make it another name: 婷 in 蒋婷婷. */
export function isAddressBeside(text: string, one: Pick<Profile, 'person'>): boolean {
  return text.length <= 5 && (text.length > 1 || text === one.person?.surname) && isAddress(text, one);
}

/** Whether letters are this person's own name: all of it, or only the given name or the surname. */
export function isOwnReading(letters: string, { person }: Pick<Profile, 'person'>): boolean {
  if (!person || letters.length < 2) return false;
  return (
    isSurnameWritten(letters, person.surname) || person.readings.some((read) => read === letters || isBehind(read, letters, person.surname))
  );
}

function asidesOf({ tokens }: { tokens: readonly Token[] }, lexicon: Lexicon): number {
  return tokens.reduce((product, token) => (token.kind === 'han' || token.kind === 'latin' ? product : product * lexicon.aside(token)), 1);
}
