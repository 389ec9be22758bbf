/** A word without what belongs to the name in it. */
export function withoutOrderNumber(word: string): string {
  return word.replace(NUMBERED, '');
}

/**
 * What belongs to a name although it is none: the number by which a shop knows an order (王芳[8123]), the end of a number (王芳-138xxxx尾号1234,
 * 王芳(尾号1234)), or one of several with a name (王芳2). Couriers need it.
 */
const NUMBERED =
  /(?:\s?[[【(（](?:尾号|尾號)?\d{1,6}[\]】)）]|[-_—]?1[3-9]\d[\dx*•]{0,8}(?:(?:尾号|尾號)?\d{0,4})|[-_]?(?:尾号|尾號)\d{2,4}|\d{1,2})$/i;
