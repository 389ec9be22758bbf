import { isAmount, isDay } from './phone-surroundings';
import { isPersonal } from './regions';

/** A phone number within a longer text: its position including an extension, in UTF-16 units, and the number. */
export interface PhoneInText {
  start: number;
  end: number;
  /** As `normalizePhone` writes it. */
  phone: string;
}

/** The patterns of an extension after a number. One that only follows a sign needs at least this many digits. */
export function extensionAt(plain: string, end: number, fewest: number, loose: boolean): { digits: string; end: number } | null {
  const behind = plain.slice(end, end + MOST_BEHIND).replaceAll('\0', ' ');
  if (!behind) return null;
  const found = spokenExtension.exec(behind) ?? (fewest > 1 ? virtualExtension.exec(behind) : null) ?? signedExtension.exec(behind);
  const digits = found?.slice(1).find((one) => one !== undefined);
  // 给13800001111转100元
  if (!found || !digits || isAmount(plain, end, end + found[0].length)) return null;
  const isWhole = found.length === 2;
  // A comma separates a mobile number from what follows.
  const isOwn = found[4] === undefined ? digits.length >= fewest : fewest === 1;
  return isWhole || isOwn || (loose && found[3] !== undefined) ? { digits, end: end + found[0].length } : null;
}

const MOST_BEHIND = 24;
const spokenExtension =
  /^[ ,;]{0,2}[([【]?[再后後请請]?(?:[转轉按拨撥]|分[机機]|[内內][线線]|ext)(?:[接拨撥]|分[机機]|ension|n)?[号號]?[ .:=#]{0,2}(?!0\d{2,3}[ )-]{1,2}\d{3}|[48]00[ -][1-9]\d\d[ -]?\d{4}|1[3-9]\d[ -]\d{4}[ -]?\d{4}(?!\d)|\d{4}[ -][3-9]\d{3}(?![ -]?\d))(\d{1,6})(?!\d|-\d{3})(?:[)\]】](?!\d))?/i;
/** Six digits would be a postcode. A bracket may contain the area code of the next number. */
const signedExtension =
  /^(?: {0,2}[([【]#?(\d{1,5})(?:[)\]】](?! {0,2}-?\d)|(?=(?:[/、,或和]\d{1,5}){1,3}[)\]】]))|(?: ?x ?| ?[-_] ?)(\d{1,5})(?![\d\p{L}]|[-_.:]\d|\/\d{6})|#(\d{1,6})(?![\da-z])|(?: ?[,;:]{1,3} ?| {1,2}#|\*)(\d{1,5})(?:(?=(?:[,;]\d{3,4})+(?![\d\p{L}. -]))|(?![\d\p{L}.、)*]|-\d|[-/:, ]{1,2}(?!1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?\d{4})\d| \p{L})))/iu;

/** Shops issue temporary numbers for one delivery, several for one mobile number: 15812345678,4567 and 15812345678*4567. */
const virtualExtension =
  /^(?:,(?=\d{4}(?!\d))|\*)(\d{3,5})(?![\d\p{L}.*%]|[-/:,( ]{1,2}(?!1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?\d{4})\d)/u;

/** Further numbers of the same line: 0571-88880000/88880001 share the area code, 0571-88880000-801/802 everything but the extension. */
export function sibling(plain: string, { end, phone }: PhoneInText): PhoneInText | null {
  const [line = '', extension] = phone.split('#');
  const found = (extension ? nextExtension : nextLocal).exec(plain.slice(end, end + MOST_BEHIND));
  if (!found || isPersonal(line)) return null;
  const at = { start: end + found[0].lastIndexOf(found[1]!), end: end + found[0].length };
  const digits = found[1]!.replace(/\D/g, '');
  // 801、802: a list of extensions, unlike a number of things.
  if (extension)
    return found[0][0] === '/' || (digits.length > 2 && digits.length === extension.length) ? { ...at, phone: `${line}#${digits}` } : null;
  const area = line.slice(0, -digits.length);
  if (!areaCode.test(area) || isDay.test(digits) || isAmount(plain, at.start, at.end)) return null;
  const inside = extensionAt(plain, at.end, 1, false);
  return inside ? { start: at.start, end: inside.end, phone: `${area}${digits}#${inside.digits}` } : { ...at, phone: area + digits };
}

const nextExtension = /^(?:\/| ?[、,;或和] ?)(\d{1,5})(?!\d|(?![或和])\p{L}|[-.:]\d| [\d\p{L}])(?:[)\]】](?!\d))?/u;
const nextLocal = /^ ?[/、] ?([2-9]\d{2,3}[- ]?\d{4})(?![\d*]| (?!1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?\d{4})\d|-(?!\d{1,5}(?![\d-]))\d)/;
const areaCode = /^(?:0(?:10|2\d|[3-9]\d\d)|\+886[2-8])$/;
