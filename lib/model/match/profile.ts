import { isMasked } from '../masked';
import { fold, isBasicHan, keyOf, mayBePerson, tokenize, type Token } from '../folding/fold';
import { nameReadings } from '../folding/pinyin';
import { phonesInField } from '../phone';
import type { Region } from '../regions';
import { calledWords, latinWords, latinWordsInTwo } from './latin-names';
import type { MatchRecord } from './records';
import { surnameOf } from './surnames';

/** A record in the writing that names are compared in. Empty texts are ''. Most of it is read when it is asked for: few parts decide. */
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
  /** The digits of the remark, one stretch behind the other with a dot between, '' where they are fewer than three. */
  readonly digits: string;
  /** The words of a name in letters, in their order; of two to four words. */
  readonly latin: string[];
  /** The same with marks written as a second letter (Hans Mueller); none where that makes no difference. */
  readonly latinInTwo: string[];
  /** The words of the nickname, or of the remark where that one is in letters; of one to four words. */
  readonly called: string[];
  /** The parts of a Chinese name that is written with dots, as 阿依古丽·买买提; none of one that is not. */
  readonly parts: string[];
}

/** A Chinese person's name. */
export interface Person {
  readonly surname: string;
  readonly given: string;
  /** Without gaps, the likeliest first. */
  readonly readings: string[];
}

// Every company has one of these: they tell nobody apart.
const legalForms = '股份 责任 有限 集团 总公司 分公司 公司 合伙企业 个体工商户 工作室 商行 经营部'.split(' ');

/** @param home how phone numbers without a calling code are read; what a customer is filed under does not depend on it */
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
    return (this.readDigits ??= digitsOf(tokenize(this.text.remark)));
  }

  get latin(): string[] {
    return (this.readLatin ??= latinWords(this.record.name));
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

/** A customer of whom only those texts count that `keep` says are said; the rest of the record stays. */
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

/** The digits among tokens, one stretch behind the other; '' where there are fewer than three. */
export function digitsOf(tokens: readonly Token[]): string {
  const found = tokens.filter(({ kind }) => kind === 'digits').map(({ text }) => text);
  return found.join('').length < 3 ? '' : found.join('.');
}

const dotted = /[·•‧・･∙⋅●.]/;

/** What people are called of such a name: by its first part, or its last; one sign is none. */
function partsOf(folded: string): string[] {
  const tokens = dotted.test(folded) ? tokenize(folded) : [];
  if (tokens.length < 2 || tokens.some(({ kind }) => kind !== 'han')) return [];
  return [tokens[0]!.text, tokens.at(-1)!.text].filter((part) => part.length > 1);
}

/** Leads to the customers of one colleague alone: by surname, name, nickname, or a word of a name in letters. */
export function servedKey(colleague: string, said: string): string {
  return `o${colleague}\n${said}`;
}

/** Keys of a three-character name that survive one wrong character after the surname. */
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

/** A folded name as a Chinese person's, or null. */
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

/** A folded company's name without what every company has at its end. */
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
