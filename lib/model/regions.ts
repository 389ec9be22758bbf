import type { SpokenLanguage } from './language';
import type { Region } from './region';

export type { Region } from './region';

/**
 * The numbers of a region: the calling code, the trunk prefix, and the patterns of numbers without it. In a mobile number the first group of
 * the pattern matches; others are landlines of homes and companies, and service numbers.
 */
type Plan = readonly [code: string, trunk: string, forms: RegExp];

/** Canada and the Caribbean count as the United States. Only lengths and first digits are checked, not whether a number is in use. */
const plans: Record<Region, Plan> = {
  CN: ['86', '0', /^(?:(1[3-9])\d{9}|(?:10|2\d)[2-9]\d{7}|(?![48]00)[3-9]\d\d[2-9]\d{6,7}|[48]00\d{7})$/],
  HK: ['852', '', /^(?:([4-9])|[23])\d{7}$/],
  MO: ['853', '', /^(?:(6)\d|28|8\d)\d{6}$/],
  TW: ['886', '0', /^(?:(9)\d|[2-8]\d?)\d{7}$/],
  SG: ['65', '', /^(?:([89])|[36])\d{7}$/],
  MY: ['60', '0', /^(?:(1)\d|[3-9])\d{7,8}$/],
  TH: ['66', '0', /^(?:([689])\d|[2-7])\d{7}$/],
  VN: ['84', '0', /^(?:([35789])|2\d)\d{8}$/],
  JP: ['81', '0', /^(?:([6-9]0)|[1-9])\d{8}$/],
  KR: ['82', '0', /^(?:(1[016-9])|[2-6]\d?)\d{7,8}$/],
  US: ['1', '1', /^(?:((?!8(?:00|33|44|55|66|77|88))[2-9])|8)\d\d[2-9]\d{6}$/],
  GB: ['44', '0', /^(?:(7)\d|[1-38]\d?)\d{8}$/],
  AU: ['61', '0', /^(?:(4)|[2378])\d{8}$/],
};

export const localNumber = /^[2-9]\d{6,7}$/;
const byCode = new Map(Object.values(plans).map((plan) => [plan[0], plan]));

/** All calling codes (ITU E.164). */
const callingCode = /(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[05-8]|9[679])\d)/y;

/** The calling code at the beginning of digits; '' where there is none. */
export function codeOf(digits: string): string {
  callingCode.lastIndex = 0;
  return callingCode.test(digits) ? digits.slice(0, callingCode.lastIndex) : '';
}

/** 86, 852, … */
export function callingCodeOf(region: Region): string {
  return plans[region][0];
}

/** Whether digits are the calling code of a known region, with or without 00. */
export function isCallingCode(digits: string): boolean {
  return byCode.has(digits.replace(/^00/, ''));
}

/** The home region: the chosen one, or that of the interface language. */
export function homeOf(chosen: Region | 'auto' | 'none', language: SpokenLanguage): Region | null {
  if (chosen !== 'auto') return chosen === 'none' ? null : chosen;
  return language === 'zh_CN' ? 'CN' : language === 'zh_TW' ? 'TW' : null;
}

/**
 * The normal form of a number with these digits: 11 digits (mobile), 0 and the area code (landline) or ten digits (400 number) for the
 * mainland, + and all digits elsewhere. Null where they are no number.
 * @param abroad whether a + stood before the digits
 * @param home without it, no digits are added to a number
 * @param loose in a field for numbers: a local number, or an unknown form, also counts
 */
export function readDigits(digits: string, abroad: boolean, home: Region | null, loose = false): string | null {
  if (abroad) return withCode(digits, loose);
  if (digits.startsWith('00')) return loose || planOf(digits.slice(2)) ? withCode(digits.slice(2), loose) : null;
  const found = home && home !== 'CN' ? national(digits, home, loose) : null;
  return found ?? national(digits, 'CN', loose && (home ?? 'CN') === 'CN') ?? (loose && localNumber.test(digits) ? digits : null);
}

/** Whether it is a mobile number, which one person answers. Landlines, switchboards and 400 numbers do not identify a person. */
export function isPersonal(phone: string): boolean {
  if (phone.includes('#')) return false;
  if (!phone.startsWith('+')) return /^1[3-9]\d{9}$/.test(phone);
  const forms = planOf(phone.slice(1))?.[2];
  return !forms || forms.exec(nationalDigits(phone))?.[1] !== undefined;
}

/** The digits of a number that are the same in every form: without calling code and trunk prefix. */
export function nationalDigits(phone: string): string {
  if (!phone.startsWith('+')) return phone.replace(/^0/, '').replace(/#\d+$/, '');
  const digits = phone.slice(1).replace(/#\d+$/, '');
  return digits.slice(codeOf(digits).length);
}

function withCode(digits: string, loose: boolean): string | null {
  const code = digits.length < 7 ? '' : codeOf(digits);
  if (code === '') return null;
  const plan = byCode.get(code);
  const rest = digits.slice(code.length);
  // +86+86 138…, +86 0086 138…: a repeated country code.
  const again = rest.startsWith('00') ? rest.slice(2) : rest;
  const found = plan && (formed(rest, plan, true) ?? (again.startsWith(code) ? formed(again.slice(code.length), plan, true) : null));
  const isKnown = plan && !(loose && code !== '86');
  return found ?? (isKnown || digits.length > 15 ? null : `+${digits}`);
}

function national(digits: string, region: Region, loose: boolean): string | null {
  const plan = plans[region];
  const [code] = plan;
  const found = formed(digits, plan, loose);
  return found === null && digits.startsWith(code) && digits.length >= code.length + 8 ? withCode(digits, false) : found;
}

/** The number of a region with these digits. Within the region it is written with the trunk prefix, with some exceptions. */
function formed(digits: string, plan: Plan, loose: boolean): string | null {
  const [code, trunk] = plan;
  const rest = trunk && digits.startsWith(trunk) ? written(digits.slice(trunk.length), plan) : null;
  const isWhole = loose || trunk !== '0' || (code === '86' && /^(?:1|[48]00)/.test(digits));
  return rest ?? (isWhole ? written(digits, plan) : null);
}

function written(number: string, [code, , forms]: Plan): string | null {
  // No plan has longer numbers, and most sequences of digits are longer.
  if (number.length > 11 || !forms.test(number)) return null;
  if (code !== '86') return `+${code}${number}`;
  return /^(?:1[3-9]|[48]00)/.test(number) ? number : `0${number}`;
}

function planOf(digits: string): Plan | undefined {
  return byCode.get(codeOf(digits));
}
