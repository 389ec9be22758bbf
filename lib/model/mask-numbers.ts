/** A run of at least this many digits may be a phone number: local ones have seven. */
const FEWEST = 7;

/** How many digits at the end of a masked run stay. */
const KEPT = 4;

/**
 * Runs of digits as phone numbers are written: digits of any script, Chinese numerals and the letters O, o, I, l beside them; between them blanks,
 * dashes and other signs, but no word and none of what only times and amounts have (colon, percent, currency). Linear in the text's length.
 */
const RUN =
  /(?:[OoIl]{0,4}[\p{N}零一二两兩三四五六七八九幺壹贰貳叁參叄肆伍陆陸柒捌玖][^\p{L}\p{N}\p{Sc}:：%％]*)+(?:(?<=[\p{L}\p{N}])[OoIl]{1,4})?/gu;
const DIGIT = /[\p{L}\p{N}]/gu;

/**
 * A text with every phone number in it as stars but for the last four digits. Everything that may be one is masked, valid or not: of a date or an
 * amount with seven digits the end is left as well. For places that another program, or a person in front of a locked screen, can read.
 */
export function maskNumbers(text: string): string {
  return text.replace(RUN, (run) => {
    let left = run.match(DIGIT)!.length;
    if (left < FEWEST) return run;
    return run.replace(DIGIT, (digit) => (left-- > KEPT ? '*' : digit.normalize('NFKC')));
  });
}
