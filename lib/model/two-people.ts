import type { Customer } from './customer';
import { digitsInCommon, isMasked } from './masked';
import firms from './match/data/firms.json' with { type: 'json' };
import { fold } from './folding/fold';
import { latinWords } from './match/latin-names';
import { surnamesWritten } from './match/romanised';
import { isAboutSomebody, readShown } from './match/shown';
import { profileOf, type Profile } from './match/profile';
import { recordOf } from './match/record-of';
import { isCompound, surnameShare } from './match/surnames';
import { isCourtesy, isTitle } from './match/titles';
import { phonesInField } from './phone';
import { isPersonal, type Region } from './regions';

/** What shows that two customers are different people: mobile numbers without a match, or names that one person cannot both have. */
export type Against = 'number' | 'name';

/**
 * What contradicts that two customers are one person; null where nothing does, or where too little is known.
 * @param home how numbers without a calling code are read
 */
export function twoPeople(one: Customer, other: Customer, home: Region | null): Against | null {
  if (numbersDiffer(numbersOf(one, home), numbersOf(other, home))) return 'number';
  const [own, others] = [profileOf(recordOf(one)), profileOf(recordOf(other))];
  if (own.name === others.name || mentions(own, others.name) || mentions(others, own.name)) return null;
  return namesDiffer(own, others) || partsDiffer(own, others) ? 'name' : null;
}

/**
 * Whether the shown name contains a mobile number that is not the customer's. A number that words beside it give to a relative does not count.
 */
export function contradictsNumber(shown: string, customer: Customer, home: Region | null): boolean {
  return numbersDiffer(readShown(shown, home).phones.filter(isPersonal), numbersOf(customer, home));
}

/** The known mobile numbers; a masked number of unknown kind may be any. */
function numbersOf({ phones }: Customer, home: Region | null): string[] {
  return phones.flatMap(({ number, hidden }) => {
    if (!hidden && !isMasked(number)) return phonesInField(number, home).filter(isPersonal);
    return startsAsMobile.test(number.normalize('NFKC').replace(/[\s()-]/g, '')) ? [number] : ['*'];
  });
}

const startsAsMobile = /^(?:(?:\+|00)?86)?1[3-9]/;

function numbersDiffer(some: string[], others: string[]): boolean {
  return some.length > 0 && others.length > 0 && !some.some((one) => others.some((other) => digitsInCommon(one, other) !== null));
}

/** Two full Chinese names of which neither is a form, a misspelling or a part of the other, and which the other record does not mention. */
function namesDiffer(one: Profile, other: Profile): boolean {
  if (!isFullName(one) || !isFullName(other)) return false;
  const [own, others] = [one.person, other.person];
  if (own.readings.some((reading) => others.readings.includes(reading))) return false;
  const shared = [...one.name].filter((char) => other.name.includes(char)).length;
  // One wrong character of three, or a shortened given name.
  return own.surname === others.surname ? shared === own.surname.length : shared < 2;
}

/** Two names of several parts, both in Latin letters or both with dots between Chinese characters, without a common part. */
function partsDiffer(one: Profile, other: Profile): boolean {
  const [letters, others] = [wordsOf(one), wordsOf(other)];
  if (letters.length > 0 && others.length > 0) return !letters.some((word) => others.some((another) => isOneWord(word, another)));
  const [dotted, also] = [dottedIn(one), dottedIn(other)];
  return dotted.length > 0 && also.length > 0 && !dotted.some((part) => also.includes(part));
}

/** A common word, the beginning of one (Jess, Jessica), or one surname in two romanisations (Wong, Wang). */
function isOneWord(word: string, other: string): boolean {
  if (word.startsWith(other.slice(0, 3)) || other.startsWith(word.slice(0, 3))) return true;
  const surnames = surnamesWritten(other);
  return surnamesWritten(word).some((surname) => surnames.includes(surname));
}

/** The words of a name in Latin letters; empty where one is an initial, a title or a company. */
function wordsOf({ record: { name, company } }: Profile): string[] {
  const words = name === company || isAboutSomebody(name) ? [] : latinWords(name);
  return words.some((word) => word.length < 2 || isCourtesy(word) || FIRMS.has(word)) ? [] : words;
}

function dottedIn({ record: { name } }: Profile): string[] {
  const parts = fold(name).split(/[·•・‧∙⋅.]/u);
  return parts.length > 1 && parts.every((part) => /^\p{Script=Han}{2,}$/u.test(part)) ? parts : [];
}

const FIRMS = new Set(firms.words.split(' '));

type Named = Profile & { person: NonNullable<Profile['person']> };

function isFullName(profile: Profile): profile is Named {
  const { person, name, company, record } = profile;
  if (!person || name === company || person.given === '' || person.given.length > 2) return false;
  if (isTitle(person.given) || /^[小老阿大]/u.test(name) || readShown(record.name).third !== null) return false;
  return isCompound(person.surname) || surnameShare(person.surname) >= 1e-5;
}

function mentions({ remark, nickname }: Profile, name: string): boolean {
  return remark.includes(name) || nickname.includes(name);
}
