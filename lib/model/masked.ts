/** Whether a phone number is written with signs in the place of digits: 138****0000, 159xxxxxxxx, ＊＊＊. */
export function isMasked(number: string): boolean {
  return /[*＊•●]|x{2}/i.test(number);
}

/** Whether a text ends as lists write one that is longer than they show. The six dots of Chinese are no such end. */
export function isCutOff(text: string): boolean {
  return /(?:(?<!\.)\.{3}|(?<!…)…)$/.test(text.trimEnd());
}
