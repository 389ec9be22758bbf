/** Whether a phone number is written with signs in the place of digits: 138****0000, 159xxxxxxxx, ＊＊＊. The star of an extension is none. */
export function isMasked(number: string): boolean {
  return /[*＊•●]|x{2}/i.test(number.replace(extension, ''));
}

/** 15812345678*4567, 0571-88880000*412: behind all digits of a number. */
const extension = /(?<=(?:\d[ -]?){10}\d)[*＊]\d{1,5}(?![\d*＊])/g;

/** Whether a text ends as lists write one that is longer than they show. The six dots of Chinese are no such end. */
export function isCutOff(text: string): boolean {
  return /(?:(?<!\.)\.{3}|(?<!…)…)$/.test(text.trimEnd());
}
