/** A sequence of at least this many digits may be a phone number: local ones have seven. */
const FEWEST = 7;

/** How many digits at the end of a masked sequence stay. */
const KEPT = 4;

/**
 * Sequences of digits as in phone numbers: digits of any script, Chinese numerals and the letters O, o, I, l beside them; between them blanks,
 * dashes and other signs, but no words and no signs of times and amounts (colon, percent, currency). Linear in the length of the text.
 */
const RUN = () =>
  /(?:[OoIl]{0,4}[\p{N}零一二两兩三四五六七八九幺壹贰貳叁參叄肆伍陆陸柒捌玖][^\p{L}\p{N}\p{Sc}:：%％]*)+(?:(?<=[\p{L}\p{N}])[OoIl]{1,4})?/gu;
const DIGIT = () => /[\p{L}\p{N}]/gu;

/**
 * Masks every phone number in a text except for its last four digits. Everything that may be a number is masked, valid or not, including dates
 * and amounts of seven digits. For texts that another program, or anybody in front of a locked screen, can read.
 */
export function maskNumbers(text: string): string {
  // A short text has too few digits, and the first use of the expression takes a millisecond.
  if (text.length < FEWEST) return text;
  return text.replace(RUN(), (run) => {
    let left = run.match(DIGIT())!.length;
    if (left < FEWEST) return run;
    return run.replace(DIGIT(), (digit) => (left-- > KEPT ? '*' : digit.normalize('NFKC')));
  });
}
