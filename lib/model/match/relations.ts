import data from './data/relations.json' with { type: 'json' };

/** Behind a name, a number or both: 张伟老婆, 张伟的朋友, 老公138…; before a name: 找沈总, 介绍人张伟. */
const words = {
  behind: new Set(data.behind.split(' ')),
  before: new Set(data.before.split(' ')),
  of: new Set(data.of.split(' ')),
  pointing: new Set(data.pointing.split(' ')),
  accounts: new Set(data.accounts.split(' ')),
  behindLatin: new Set(data.behindLatin.split(' ')),
  beforeLatin: new Set(data.beforeLatin.split(' ')),
};
const longest = 5;

/** Single-character words also occur in names: they only count as a relation at the end of a text, after at least two characters. */
const endings = new Set(data.endings);
const doubled = new Set(data.doubled);

const staff = new Set(data.staff.split(' '));

/** Whether a word of relation is also a role at work: on a business card it belongs to the bearer. */
export function isStaff(word: string): boolean {
  return staff.has(word);
}

/** The word of relation that begins at this place of a Chinese text, or ''. */
export function relationAt(text: string, at: number): string {
  for (let length = Math.min(longest, text.length - at); length > 1; length--) {
    const word = text.slice(at, at + length);
    if (words.behind.has(word) || (words.of.has(word) && isOf(text, at))) return word;
  }
  return at >= 2 && at === text.length - 1 && endings.has(text[at]!) && !doubled.has(text[at - 1]!) ? text[at]! : '';
}

/** 王伟的客户, 原王伟客户; 王伟客户 is a customer of that name. */
function isOf(text: string, at: number): boolean {
  return text[at - 1] === '的' ? at > 2 : at > 2 && isFormerly(text);
}

/** Whether a Chinese text begins with a word that says that the rest is no longer true. */
export function isFormerly(text: string): boolean {
  return /^[原前]/u.test(text);
}

/** The word at the beginning of a Chinese text that says that the person named after it is somebody else, or ''. */
export function introducingAt(text: string): string {
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const word = text.slice(0, length);
    if (words.before.has(word)) return word;
  }
  return '';
}

/** The word within a Chinese text that refers to the person named after it, as 找 in 进群找张伟, or ''. */
export function pointingAt(text: string, at: number): string {
  const two = text.slice(at, at + 2);
  return words.pointing.has(two) ? two : words.pointing.has(text[at]!) ? text[at]! : '';
}

/** Whether the text after 的 names another account of the same person: 张伟的小号. */
export function isAccount(text: string): boolean {
  return words.accounts.has(text);
}

// The longest come first, so that 手机号码 is not read as 手机 followed by something.
const byLength = (one: string, other: string) => other.length - one.length;
const numberWords = data.number.split(' ').toSorted(byLength);
const numberWordsInLetters = data.numberLatin.split(' ').toSorted(byLength);

/** The word at the end of a folded text that announces a number: 电话138…, tel:138…; or ''. */
export function numberWordAtEnd(text: string): string {
  const isWord = (word: string) => text.endsWith(word) && !/[a-z]/.test(text.charAt(text.length - word.length - 1));
  return numberWords.find((word) => text.endsWith(word)) ?? numberWordsInLetters.find(isWord) ?? '';
}

/** The same at the beginning of a folded text: 138…(微信同号). */
export function numberWordAtStart(text: string): string {
  return numberWords.find((word) => text.startsWith(word) && !/^\p{Script=Han}/u.test(text.slice(word.length))) ?? '';
}

export function isRelationInLetters(word: string): boolean {
  return words.behindLatin.has(word);
}

export function isIntroducingInLetters(word: string): boolean {
  return words.beforeLatin.has(word);
}
