import data from './data/surnames.json' with { type: 'json' };

const ranks = new Map([...data.one].map((surname, at) => [surname, at + 1]));
const twoSigned = new Set([...(data.two.match(/../gu) ?? []), ...(data.japanese.match(/../gu) ?? [])]);
const japanese = new Set([data.japanese, data.japaneseToo].flatMap((all) => all.match(/../gu)));

/** Every known surname of one character. */
export function singleSurnames(): Iterable<string> {
  return ranks.keys();
}

/** The surname of a Chinese name: two characters where they are a known compound surname, otherwise one. */
export function surnameOf(name: string): string {
  const [first = '', second = '', third] = name;
  return third !== undefined && twoSigned.has(first + second) ? first + second : first;
}

/** Whether it is a known surname of two characters. */
export function isCompound(text: string): boolean {
  return twoSigned.has(text);
}

/** Whether it is a frequent surname of Japan. */
export function isJapaneseSurname(text: string): boolean {
  return japanese.has(text);
}

/** Whether the whole text is a word that is usually a surname. */
export function isSurname(text: string): boolean {
  return isCompound(text) || (text.length === 1 && surnameShare(text) >= 1e-5);
}

/** The approximate share of people with this surname, estimated from its rank; 0.000002 where it is none. */
export function surnameShare(surname: string): number {
  const rank = ranks.get(surname);
  if (rank !== undefined) return 0.22 / (rank + 2.2) / (1 + rank / 400);
  return twoSigned.has(surname) ? 0.0001 : 0.000002;
}
