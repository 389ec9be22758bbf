import { seenText } from '../model/seen-text';

/**
 * The texts to search a CRM for when a chat shows this name: the name itself, without invisible characters, and if people have put more around it
 * (emoji, a sort letter, a place, a number) the bare name, too. CRMs search inside their names, not the other way round. Empty for a name without
 * visible characters.
 */
export function nameQueries(name: string): string[] {
  const [whole, seen] = [name.trim(), seenText(name)];
  const bare = bareName(seen);
  return seen === '' ? [] : [...new Set([whole, seen, [...bare].length > 1 ? bare : seen])];
}

/** The first of these texts with visible characters, trimmed; otherwise `id`. */
export function firstSeen(texts: readonly (string | null | undefined)[], id: string): string {
  return texts.find((text) => text && seenText(text) !== '')?.trim() ?? id;
}

/** The first part of a name without pictures and numbers; of "A周子涵 杭州" the Chinese part "周子涵". */
function bareName(name: string): string {
  const [first = ''] = name.replace(PICTURES, ' ').replace(/\s+/g, ' ').trim().split(BORDER);
  return withoutNumber(first.replace(/^[A-Za-z]{1,3}(?=\p{Script=Han})/u, '')).trim();
}

/** A name without a number of five or more digits at its end. */
function withoutNumber(text: string): string {
  let end = text.length;
  while (/^\d$/.test(text.charAt(end - 1))) end--;
  return text.length - end >= 5 ? text.slice(0, end) : text;
}

const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\u20e3]/gu;
/** Where a name ends; a blank ends Chinese names, not Latin ones. */
const BORDER = /[-—–_~～|｜/／\\·•,，、;；:：+(（【[「《<]|(?<=\p{Script=Han}) | (?=\d|\p{Script=Han})/u;
