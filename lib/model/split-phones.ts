import { findPhones, type PhoneInText } from './find-phones';
import type { Region } from './region';

/**
 * The numbers in a line or field, as they are written. A separator within a number (0571-88880000,412) does not split it. Each extension of a
 * line becomes a number with the line: 0571-88880000-801/802. Words stay with the number before them.
 */
export function splitNumbers(text: string, home: Region | null = null): string[] {
  return partsOf(text).flatMap((part) => splitPart(part, home));
}

function splitPart(text: string, home: Region | null): string[] {
  const found = withLines(text, findPhones(text, home, 'field'));
  const numbers: string[] = [];
  let [from, next] = [0, 0];
  for (const { index } of [...text.matchAll(separators), { index: text.length }]) {
    while (next < found.length && found[next]!.end <= from) next++;
    let last = next;
    while (last < found.length && found[last]!.end <= index) last++;
    if (found[last] && found[last]!.start < index) continue;
    if (index > from) numbers.push(...numbersOf(text, from, index, found.slice(next, last)));
    [from, next] = [index + 1, last];
  }
  return numbers;
}

/** Splits a typed line of numbers into parts, except at separators within a number. */
export function typedNumbers(line: string, home: Region | null = null): string[] {
  return partsOf(line).flatMap((part) => typedPart(part, home));
}

function typedPart(line: string, home: Region | null): string[] {
  const found = withLines(line, findPhones(line, home, 'field'));
  const parts: string[] = [''];
  let [from, next] = [0, 0];
  for (const { index } of [...line.matchAll(separators), { index: line.length }]) {
    parts.push(`${parts.pop()}${line.slice(from, index)}`);
    while (next < found.length && found[next]!.end <= index) next++;
    const isInside = (found[next]?.start ?? index) < index || (found[next]?.isSibling === true && next > 0);
    if (isInside) parts.push(`${parts.pop()}${line[index] ?? ''}`);
    else parts.push('');
    from = index + 1;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** A field may consist of thousands of empty lines. */
function partsOf(text: string): string[] {
  return text.split(between).filter((part) => part.trim() !== '');
}

/** What always separates two numbers: a sign, a blank and a digit. */
const between = /\n|[,，;；、]\s(?=[+(（]?\d)/;
const separators = /[,，;；、]/g;

interface Written {
  start: number;
  end: number;
  text: string;
  /** Only an extension of the line before it. */
  isSibling: boolean;
}

/** The numbers as written; an extension alone gets the line before it. */
export function withLines(text: string, found: PhoneInText[]): Written[] {
  const written: Written[] = [];
  for (const [at, { start, end, phone }] of found.entries()) {
    const own = text.slice(start, end);
    const before = found[at - 1];
    const [line, extension] = phone.split('#');
    const [same, said] = before?.phone.split('#') ?? [];
    const isSibling = extension !== undefined && said !== undefined && line === same && own.replace(/\D/g, '') === extension;
    const whole = written[at - 1]?.text ?? '';
    const place = isSibling ? whole.lastIndexOf(said) : -1;
    const alone = place < 0 ? own : whole.slice(0, place) + extension! + whole.slice(place + said!.length);
    written.push({ start, end, isSibling, text: closed(alone) });
  }
  return written;
}

/** Includes the closing bracket after the last extension of a list. */
function closed(text: string): string {
  const open = /[(（[【](?=[^()（）[\]【】]*$)/.exec(text)?.[0];
  return open ? text + ')）]】'['(（[【'.indexOf(open)]! : text;
}

/** Blanks occur within numbers as often as between them: they separate where both sides are numbers. */
function numbersOf(text: string, begin: number, finish: number, found: Written[]): string[] {
  if (found.length === 0) return [tidied(text.slice(begin, finish))].filter(Boolean);
  const parts: string[] = [''];
  let from = begin;
  for (const { start, end, text: own } of [...found, { start: finish, end: finish, text: '', isSibling: false }]) {
    const isBetween = from > begin && end > start;
    const behind = from > begin ? remark.exec(text.slice(from, start))![0] : '';
    const beside = text.slice(from + behind.length, start);
    parts.push(`${parts.pop()}${behind}`);
    if (/[\d*＊]/.test(beside)) parts.push(beside, '');
    else {
      const [before, after] = isBetween ? wordsBetween(beside) : [beside];
      parts.push(`${parts.pop()}${before}`, ...(after === undefined ? [] : [after]));
    }
    parts.push(`${parts.pop()}${own}`);
    from = end;
  }
  return parts.map(tidied).filter(Boolean);
}

/** Without the blanks and strokes that separate numbers. */
function tidied(part: string): string {
  const own = part.replace(/^[\s/|]+/, '').trim();
  return /[/|]$/.test(own) ? own.slice(0, -1).trim() : own;
}

/** Additions to the number before, including digits: （24小时）, .0 of a spreadsheet. */
const remark = /^(?:\.\d{1,2}(?!\d))?(?: ?[(（](?=[^()（）]{0,30}[\p{L}:：])[^()（）]{1,30}[)）])?/u;

/** The words between two numbers: those after a stroke belong to the second, all others to the first. */
function wordsBetween(words: string): [before: string, after: string] {
  const stroke = /[/|\\]/.exec(words);
  if (stroke) return [words.slice(0, stroke.index), words.slice(stroke.index + 1)];
  return [words.trimEnd().replace(/(?:和|或|及|与|與|(?<![a-z])(?:or|and)|&)$/i, ''), ''];
}
