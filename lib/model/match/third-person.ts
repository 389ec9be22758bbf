import type { Token } from '../folding/fold';
import {
  introducingAt,
  isAccount,
  isFormerly,
  isIntroducingInLetters,
  isRelationInLetters,
  isStaff,
  pointingAt,
  relationAt,
} from './relations';
import { isCompound, surnameShare } from './surnames';
import { isCourtesy, isTitle } from './titles';

/** A text that is about another person than it names, or names first. */
export interface ThirdPerson {
  /** The name of the contact, where there is one: 李明 in 李明(王伟介绍). */
  main: Token[];
  /** The person it is about: 王伟 there, and in 王伟老婆. */
  about: Token[];
}

/** Splits a text at words of relation and introduction; null where there are none. */
export function readThirdPerson(tokens: readonly Token[], folded: string): ThirdPerson | null {
  const read: ThirdPerson = { main: [], about: [] };
  let found = false;
  let introduced = false;
  for (const [at, token] of tokens.entries()) {
    // Uncle Tan: a form of address, like Mr.
    const isAddress = at === 0 && isCourtesy(token.text) && tokens[1]?.kind === 'latin';
    const isLatin = token.kind === 'latin' && !isAddress;
    const isOnCard = isStaff(token.text) && read.main.length > 1 && isCard(folded);
    const inHan = token.kind === 'han' && !isOnCard ? hanParts(token.text) : null;
    const parts = isLatin ? latinParts(token.text, read, folded) : inHan;
    if (parts === null) {
      (introduced ? read.about : read.main).push(token);
      introduced &&= token.kind !== 'han' && token.kind !== 'latin';
      continue;
    }
    found = true;
    const { about, main, isOpen, isBehind } = parts;
    // A separate word refers to the person before it.
    if (isBehind && about === '') read.about.push(...read.main.splice(0));
    if (about !== '') {
      // 格桑·梅朵 is one name.
      const first = read.main.at(-1);
      if (first && folded.includes(`${first.text}·${about}`)) read.about.push(read.main.pop()!);
      read.about.push({ kind: token.kind, text: about });
    }
    // 桑国庆 受益人桑玉梅: the person before the word is the contact.
    const isRole = isStaff(token.text.slice(0, token.text.length - main.length));
    const hasMain = about === '' && !isRole && read.main.some(({ text }) => text.length < 4 && mayBeFullName(text));
    if (main !== '') (hasMain ? read.about : read.main).push({ kind: token.kind, text: main });
    introduced = isOpen;
  }
  return found ? read : null;
}

/** 沈溪桐/启明医药/财务: at least three parts with the same separator. */
function isCard(folded: string): boolean {
  return ['/', '|', '-', '_', '·', ',', '、'].some((stroke) => folded.split(stroke).length > 2);
}

/** The separate word of relation at the end of a text: a number after it belongs to that person. */
export function relationAtEnd(text: string): string {
  let from = text.length;
  while (from > 0 && isLetter(text[from - 1]!)) from--;
  return isRelation(text.slice(from)) ? text.slice(from) : '';
}

/** The same at the beginning of a text, for the number before it. */
export function relationAtStart(text: string): string {
  let to = 0;
  while (to < text.length && isLetter(text[to]!)) to++;
  return isRelation(text.slice(0, to)) ? text.slice(0, to) : '';
}

function isLetter(sign: string): boolean {
  return /[\p{Script=Han}a-z]/u.test(sign);
}

function isRelation(word: string): boolean {
  return word !== '' && (relationAt(word, 0) === word || introducingAt(word) === word || isRelationInLetters(word));
}

interface Parts {
  about: string;
  main: string;
  /** The person it is about is named after the word. */
  isOpen: boolean;
  isBehind: boolean;
}

function hanParts(text: string): Parts | null {
  if ((surnameShare(text[0]!) >= 1e-5 && isTitle(text.slice(1))) || (isCompound(text.slice(0, 2)) && isTitle(text.slice(2)))) return null;
  const introducing = introducingAt(text);
  const rest = text.slice(introducing.length).replace(/^的?/, '');
  if (introducing !== '' && (rest === '' ? introducing.length > 1 : isPointedAt(rest, introducing))) {
    const inner = rest === '' ? null : hanParts(rest);
    return inner ?? { about: rest, main: '', isOpen: rest === '', isBehind: false };
  }
  for (let at = 0; at < text.length; at++) {
    const owned = ownedAt(text, at) ?? pointedAt(text, at);
    if (owned !== null) return owned;
    const word = wordsAt(text, at);
    if (word === '') continue;
    const before = text.slice(0, at).replace(/的$/, '');
    const about = before.length > 2 && isFormerly(before) && surnameShare(before[1]!) >= 1e-5 ? before.slice(1) : before;
    const main = text.slice(at + word.length).replace(/^[的来]/, '');
    if (at === 0 ? main.length === 1 : isTitled(about, word)) continue;
    if (at === 0 && main !== '') return { about: '', main, isOpen: false, isBehind: false };
    // 朋友介绍: introduced by a friend of the named person.
    return { about, main, isOpen: false, isBehind: at > 0 || relationAt(word, 0) === word };
  }
  return null;
}

/** 王伟的店, 王伟她妹: what follows belongs to the named person. 王伟的小号 is his own account. */
function ownedAt(text: string, at: number): Parts | null {
  const [before, behind] = [text.slice(0, at), text.slice(at + 1)];
  if (!'的她他'.includes(text[at]!) || behind === '' || !mayBeFullName(before) || isAccount(behind)) return null;
  return { about: before, main: mayBeFullName(behind) ? behind : '', isOpen: false, isBehind: false };
}

/** 报名找王伟, 李明给王伟. */
function pointedAt(text: string, at: number): Parts | null {
  const word = at === 0 ? '' : pointingAt(text, at);
  const about = text.slice(at + word.length);
  if (word === '' || !mayBeFullName(about)) return null;
  const before = text.slice(0, at);
  return { about, main: mayBeFullName(before) ? before : '', isOpen: false, isBehind: false };
}

function mayBeFullName(text: string): boolean {
  return text.length > 1 && text.length <= 4 && (surnameShare(text[0]!) >= 1e-5 || isCompound(text.slice(0, 2)));
}

/** 王会计, 欧阳司机, 老王秘书, 正泰王会计: a surname with a title. 孙子轩, which begins with such a word, is a name. */
function isTitled(before: string, word: string): boolean {
  if (before.length === 1 || isCompound(before)) return true;
  if (!isTitle(word)) return false;
  if (/^[老小阿].$/u.test(before)) return true;
  const [last, two] = [before.slice(-1), before.slice(-2)];
  const mayBeName = before.length <= 3 && surnameShare(before[0]!) >= 1e-5;
  return isCompound(two) || (!mayBeName && surnameShare(last) >= 1e-5);
}

/** One word or several in a row. 转介绍 tells how a customer came, not by whom. */
function wordsAt(text: string, from: number): string {
  let at = from;
  while (text.slice(at - 1, at + 2) !== '转介绍' && relationAt(text, at) !== '') at += relationAt(text, at).length;
  return text.slice(from, at);
}

/** Single characters also occur in names, such as 代小明. */
function isPointedAt(rest: string, word: string): boolean {
  if (rest.length < 2 || (surnameShare(rest[0]!) < 1e-5 && !isCompound(rest.slice(0, 2)))) return false;
  return word.length > 1 || word !== '代' || rest.length > 2 || isTitle(rest.slice(1));
}

function latinParts(word: string, { main }: ThirdPerson, folded: string): Parts | null {
  const nothing = { about: '', main: '' };
  if (word === 's' && main.length > 0 && /['’‘`´]s(?![a-z])/.test(folded)) return { ...nothing, isOpen: false, isBehind: true };
  const hasName = main.some(({ kind, text }) => kind === 'han' || (kind === 'latin' && text.length > 1));
  if (isRelationInLetters(word)) return hasName || word.length > 3 ? { ...nothing, isOpen: false, isBehind: true } : null;
  return isIntroducingInLetters(word) ? { ...nothing, isOpen: true, isBehind: false } : null;
}
