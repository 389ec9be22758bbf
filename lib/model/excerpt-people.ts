import { findPhones } from './find-phones';
import { isNameWord, labelsIn, LONGEST_EXCERPT, piecesOf, type Piece } from './excerpt';
import type { Region } from './regions';

/** A person whom a part of a text seems to be about. */
export interface Person {
  text: string;
  pieces: Piece[];
}

/**
 * The people in a text from a chat; one where it cannot be told apart. Labels that begin again, lines or paragraphs that each have a number and a
 * name or an address, or names and numbers in turn are about several.
 */
export function peopleIn(text: string, home: Region | null = null): Person[] {
  const whole = text.slice(0, LONGEST_EXCERPT);
  const one = [{ text: whole, pieces: piecesOf(whole, home) }];
  const read = (parts: string[]) =>
    parts
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => ({ text: part, pieces: piecesOf(part, home) }));
  const ways = [byLabel(whole), whole.split(/\n\s*\n/), whole.split('\n'), byTurns(whole, home)];
  return ways.map(read).find((people) => people.length > 1 && people.every(isSomebody) && areApart(people)) ?? one;
}

function isSomebody({ pieces }: Person): boolean {
  const has = (kind: Piece['kind']) => pieces.some((piece) => piece.kind === kind);
  return has('phone') && (has('name') || has('address'));
}

/** Two addresses of one person are not two people. */
function areApart(people: Person[]): boolean {
  const names = people.map(({ pieces }) => pieces.find(({ kind }) => kind === 'name')?.text);
  const phones = people.map(({ pieces }) => pieces.find(({ kind }) => kind === 'phone')!.text);
  return new Set(phones).size > 1 && (names.includes(undefined) || new Set(names).size > 1);
}

/** Where the first label comes again, a person begins. */
function byLabel(text: string): string[] {
  const labels = labelsIn(text);
  const starts = labels.filter(({ kind }) => kind === labels[0]!.kind).map(({ at }) => at);
  return parted(text, starts.slice(1));
}

/** 王芳 138… 浙江省… 李雷 139… 上海市…: a person begins with a name, or ends with a number where the address comes first. */
function byTurns(text: string, home: Region | null): string[] {
  const phones = findPhones(text, home, 'message').map(({ start, end }) => ({ start, end, isName: false }));
  const isNumber = (at: number) => phones.some(({ start, end }) => at >= start && at < end);
  const names = [...text.matchAll(WORD)]
    .filter(({ 0: word, index }) => isNameWord(word) && !isNumber(index))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length, isName: true }));
  const both = [...phones, ...names].toSorted((a, b) => a.start - b.start);
  const turns = both.every(({ isName }, at) => at === 0 || isName !== both[at - 1]!.isName);
  if (!turns || both.length < 4 || both.length % 2 === 1) return [text];
  const isAfterAddress = piecesOf(text.slice(0, both[0]!.start), home).some(({ kind }) => kind === 'address');
  const cuts = both.filter((_, at) => at % 2 === (isAfterAddress ? 1 : 0)).map(({ start, end }) => (isAfterAddress ? end : start));
  return parted(text, isAfterAddress ? cuts.slice(0, -1) : cuts.slice(1));
}

/** What may be a word of a name, between blanks and punctuation. */
const WORD = /(?<![\p{L}\p{N}])\p{Script=Han}[\p{Script=Han}\d[\]【】()（）*x-]{1,20}/gu;

function parted(text: string, cuts: number[]): string[] {
  return [0, ...cuts].map((from, at) => text.slice(from, cuts[at]));
}
