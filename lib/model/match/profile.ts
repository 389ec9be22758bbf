import { isMasked } from '../masked';
import { fold, isBasicHan, keyOf, mayBePerson, tokenize, type Token } from '../folding/fold';
import { nameReadings } from '../folding/pinyin';
import { phonesInField } from '../phone';
import type { Region } from '../regions';
import { calledWords, latinWords, latinWordsInTwo } from './latin-names';
import type { MatchRecord } from './records';
import { surnameOf } from './surnames';

/** A record in the form in which names are compared. Empty texts are ''. Most parts are computed at their first use, since few are needed. */
export interface Profile {
  readonly record: MatchRecord;
  readonly name: string;
  /** Set where the name is a Chinese person's: two to four characters. */
  readonly person: Person | null;
  readonly remark: string;
  readonly nickname: string;
  /** Folded, with the separators that a key leaves out. */
  readonly text: { remark: string; nickname: string };
  readonly company: string;
  readonly phones: string[];
  readonly masked: string[];
  readonly tags: string[];
  /** The digits of the remark, in groups separated by a dot, '' where they are fewer than three. */
  readonly digits: string;
  /** The words of a name in Latin letters, in their order; two to four words. */
  readonly latin: string[];
  /** The same, with marks written as a second letter (Hans Mueller); empty where that is equal. */
  readonly latinInTwo: string[];
  /** The words of the nickname, or of the remark where that is in Latin letters; one to four words. */
  readonly called: string[];
  /** The parts of a Chinese name with dots, such as 阿依古丽·买买提; empty for other names. */
  readonly parts: string[];
}

/** A Chinese person's name. */
export interface Person {
  readonly surname: string;
  readonly given: string;
  /** Without separators, the most likely first. */
  readonly readings: string[];
}

// Almost every company has one of these, so they do not identify a company.
const legalForms = '股份 责任 有限 集团 总公司 分公司 公司 合伙企业 个体工商户 工作室 商行 经营部'.split(' ');

/** @param home how phone numbers without a calling code are read; the index keys do not depend on it */
export function profileOf(record: MatchRecord, home: Region | null = null): Profile {
  return new LazyProfile(record, home);
}

class LazyProfile implements Profile {
  readonly record: MatchRecord;
  private readonly home: Region | null;
  readonly name: string;
  readonly text: Profile['text'];
  readonly remark: string;
  readonly nickname: string;
  private readPerson: Person | null | undefined;
  private readCompany: string | undefined;
  private readPhones: string[] | undefined;
  private readTags: string[] | undefined;
  private readDigits: string | undefined;
  private readLatin: string[] | undefined;
  private readCalled: string[] | undefined;

  constructor(record: MatchRecord, home: Region | null) {
    this.record = record;
    this.home = home;
    this.name = compact(record.name);
    this.text = { remark: fold(record.remark ?? ''), nickname: fold(record.nickname ?? '') };
    this.remark = record.remark === record.name ? this.name : keyOfFolded(this.text.remark);
    this.nickname = keyOfFolded(this.text.nickname);
  }

  get person(): Person | null {
    return this.readPerson === undefined ? (this.readPerson = personOf(this.name)) : this.readPerson;
  }

  get company(): string {
    return (this.readCompany ??= withoutLegalForms(compact(this.record.company ?? '')));
  }

  get phones(): string[] {
    return (this.readPhones ??= this.record.phones.flatMap((field) => phonesInField(field, this.home)));
  }

  get masked(): string[] {
    return this.record.phones.filter(isMasked);
  }

  get tags(): string[] {
    return (this.readTags ??= this.record.tags.map(compact).filter((tag) => tag !== ''));
  }

  get digits(): string {
    return (this.readDigits ??= /\p{N}/u.test(this.text.remark) ? digitsOf(tokenize(this.text.remark)) : '');
  }

  get latin(): string[] {
    return (this.readLatin ??= isBasicHan(this.name) ? [] : latinWords(this.record.name));
  }

  get latinInTwo(): string[] {
    return latinWordsInTwo(this.record.name, this.latin);
  }

  get called(): string[] {
    return (this.readCalled ??= calledWords(this.text.nickname, 1) ?? calledWords(this.text.remark, 2) ?? []);
  }

  get parts(): string[] {
    return isBasicHan(this.record.name) ? [] : partsOf(fold(this.record.name));
  }
}

/** The customer, reduced to the texts that `keep` accepts; the rest of the record stays. */
export function onlySaid(profile: Profile, keep: (key: string) => boolean): Profile {
  return new Said(profile, keep);
}

class Said implements Profile {
  private readonly whole: Profile;
  readonly record: MatchRecord;
  readonly name: string;
  readonly remark: string;
  readonly nickname: string;
  readonly text: Profile['text'];
  readonly person = null;
  readonly latin: string[] = [];
  readonly latinInTwo: string[] = [];
  readonly called: string[] = [];
  readonly parts: string[] = [];

  constructor(whole: Profile, keep: (key: string) => boolean) {
    this.whole = whole;
    this.record = whole.record;
    this.name = keep(whole.name) ? whole.name : '';
    const [remark, nickname] = [keep(whole.remark), keep(whole.nickname)];
    this.remark = remark ? whole.remark : '';
    this.nickname = nickname ? whole.nickname : '';
    this.text = { remark: remark ? whole.text.remark : '', nickname: nickname ? whole.text.nickname : '' };
  }

  get company(): string {
    return this.whole.company;
  }

  get phones(): string[] {
    return this.whole.phones;
  }

  get masked(): string[] {
    return this.whole.masked;
  }

  get tags(): string[] {
    return this.whole.tags;
  }

  get digits(): string {
    return this.whole.digits;
  }
}

/** The digits among tokens, as groups; '' where there are fewer than three. */
export function digitsOf(tokens: readonly Token[]): string {
  const found = tokens.filter(({ kind }) => kind === 'digits').map(({ text }) => text);
  return found.join('').length < 3 ? '' : found.join('.');
}

const dotted = /[·•‧・･∙⋅●.]/;

/** What people with such a name are called: its first or last part, except single characters. */
function partsOf(folded: string): string[] {
  const tokens = dotted.test(folded) ? tokenize(folded) : [];
  if (tokens.length < 2 || tokens.some(({ kind }) => kind !== 'han')) return [];
  return [tokens[0]!.text, tokens.at(-1)!.text].filter((part) => part.length > 1);
}

/** The key for the customers of one colleague: by surname, name, nickname, or a word of a name in Latin letters. */
export function servedKey(colleague: string, said: string): string {
  return `o${colleague}\n${said}`;
}

/** Keys of a three-character name that still match if one character after the surname is wrong. */
export function slipKeys(name: string): string[] {
  const [a, b, c, d] = name;
  return c !== undefined && d === undefined ? [`w${a}${b}_`, `w${a}_${c}`] : [];
}

/** All pairs of neighbouring characters. */
export function pairsOf(text: string): string[] {
  const pairs: string[] = [];
  for (let at = 0; at + 1 < text.length; at++) pairs.push(text.slice(at, at + 2));
  return pairs;
}

/** A folded name as a Chinese name, or null. */
export function personOf(name: string): Person | null {
  if (!mayBePerson(name)) return null;
  const surname = surnameOf(name);
  let readings: string[] | undefined;
  return {
    surname,
    given: name.slice(surname.length),
    get readings() {
      return (readings ??= nameReadings(name));
    },
  };
}

/** A folded company name without the usual endings. */
export function withoutLegalForms(company: string): string {
  let end = company.length;
  for (;;) {
    const form = legalForms.find((one) => company.endsWith(one, end));
    if (!form) return company.slice(0, end);
    end -= form.length;
  }
}

function compact(text: string): string {
  return keyOfFolded(fold(text));
}

function keyOfFolded(folded: string): string {
  return isBasicHan(folded) ? folded : keyOf(tokenize(folded));
}
