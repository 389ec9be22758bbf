/** Whether a phone number is written with signs in the place of digits: 138****0000, 159xxxxxxxx, ＊＊＊. */
export function isMasked(number: string): boolean {
  return /[*＊xX•●]/.test(number);
}
