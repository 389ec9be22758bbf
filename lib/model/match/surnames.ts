import data from './data/surnames.json' with { type: 'json' };

const ranks = new Map([...data.one].map((surname, at) => [surname, at + 1]));
const twoSigned = new Set([...(data.two.match(/../gu) ?? []), ...(data.japanese.match(/../gu) ?? [])]);

const words = new Set(data.words.split(' '));

/** Whether a text is a word that many call themselves by, which may be somebody's full name as well: 蓝天, 高兴. */
export function isEverydayWord(text: string): boolean {
  return words.has(text);
}

/** Every known surname of one character. */
export function singleSurnames(): Iterable<string> {
  return ranks.keys();
}

/** The surname that a Chinese name begins with: two characters where they are a known compound surname, otherwise one. */
export function surnameOf(name: string): string {
  const [first = '', second = '', third] = name;
  return third !== undefined && twoSigned.has(first + second) ? first + second : first;
}

/** Whether it is a known surname of two characters. */
export function isCompound(text: string): boolean {
  return twoSigned.has(text);
}

/** Whether the whole text is a surname that people mostly bear as one. */
export function isSurname(text: string): boolean {
  return isCompound(text) || (text.length === 1 && surnameShare(text) >= 1e-5);
}

/** The share of people who bear this surname, roughly, from how such lists fall off; 0.000002 for what is none. */
export function surnameShare(surname: string): number {
  const rank = ranks.get(surname);
  if (rank !== undefined) return 0.22 / (rank + 2.2) / (1 + rank / 400);
  return twoSigned.has(surname) ? 0.0001 : 0.000002;
}
