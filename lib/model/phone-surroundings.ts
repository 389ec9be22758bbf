import type { Group } from './digit-groups';

/**
 * The kind of text. In a message (`text`), digits may be anything: a number within a word, an address or a link does not count. In a name, a
 * letter may precede it. In a field for numbers, a local number counts as well.
 */
export type Place = 'message' | 'name' | 'field';

/** The number's groups of digits, as written. */
interface Written {
  digits: string;
  count: number;
  /** Behind a +. */
  isAbroad: boolean;
}

/** The digits of a mainland mobile number. */
export const MOBILE = 11;
export const isDay = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d$/;

/**
 * Whether the text around allows it to be a number: it is no amount, is not masked, and in a message is not part of a word, an address or a
 * link.
 */
export function stands(plain: string, start: number, end: number, { count, digits, isAbroad }: Written, place: Place): boolean {
  const [left, right] = [neighbour(plain, start - 1, -1), neighbour(plain, end, 1)];
  const before = plain.slice(0, start).slice(-20);
  if (/[%‰℃°]/.test(right) || left === '〒') return false;
  const isMobile = count === 1 && /^1[3-9]\d{9}$/.test(digits);
  // 1.3812345678 is a fraction, 1.13800001111 the first entry of a list.
  const fraction = count === 1 && /(?:^|[^\d.:])(\d{1,3})[.,]$/.exec(before);
  if (fraction && (fraction[1] === '0' || !(isMobile || /^(?:0|86)/.test(digits) || plain[start] === '+'))) return false;
  if (place !== 'field' && otherNumber.test(before)) return false;
  // A letter instead of a digit: l3812345678, 138l2345678; before a whole number, one digit too many: l13800001111.
  if (/^(?:e[-+]?\d|x(?![\da-z])|[lio](?![a-z]))/i.test(plain.slice(end, end + 3))) return false;
  const letter = isMobile ? /(?:^|[^a-z])[lIOo]$/ : /(?:\d[a-z]|(?:^|[^a-z])[lio](?:\d{2,3}[ )-]{1,2})?)$/i;
  if (letter.test(before)) return false;
  // Part of a time or an amount.
  if ((right === ':' || (right === '.' && isAbroad)) && count > 1 && /\d/.test(neighbour(plain, end + 1, 1))) return false;
  if ((left === '*' || right === '*') && !(count === 1 && digits.length >= MOBILE)) return false;
  if (place !== 'message') return true;
  // An address continues with a letter, unlike 13800001111&13900002222 and 13800001111=>13900002222.
  if (/^\0*(?:[a-z\d@]|[=&]+[a-z_%])/i.test(plain.slice(end, end + 12))) return false;
  // 张三_13800001111 and 13800001111_张三, unlike img_13800001111.
  if (right === '_' && /\w/.test(neighbour(plain, end + 1, 1))) return false;
  if (plain[start] === '+') return true;
  if (left === '/') return /(?:^|[^\w.=&?/]|\d)\/{1,2}$/.test(before);
  // 手机=138…
  if (left === '=') return /(?:[^\w\s?&/]|\d{7}|(?:^|[^\w?&])(?:tel|phone|mobile))=$/i.test(before);
  if (left === '_') return !/[\w@&./]/.test(neighbour(plain, start - 2, -1));
  return !/[a-z\d@&]/i.test(left) || isLabel.test(before) || /(?:\d{7}|[^\0-~])&+$/.test(before);
}

/** No mainland number begins after the 1 of 1-800-555-0199, or after the 400 of 400-600-12345. */
export function isRest(groups: Group[], first: number): boolean {
  const { digits, gap } = groups[first]!;
  const isCut = gap === '-' && /^[48]00$/.test(groups[first - 1]!.digits) && !/^(?:0|1[3-9]\d{9}$)/.test(digits);
  return isCut || isAmerican(groups, first) || (gap !== null && isAmerican(groups, first - 1));
}

/** The 800 of 1-800-555-0199, unlike that of a list: 1.800-820-8820. */
function isAmerican(groups: Group[], at: number): boolean {
  const { digits, gap } = groups[at]!;
  const isBehindOne = digits === '800' && gap !== null && groups[at - 1]!.digits === '1';
  return isBehindOne && (gap === '-' || gap.endsWith('(') || gap === groups[at + 1]?.gap);
}

/** A word for a telephone, or for WeChat where the word is separate: 加我V138…, vx138… */
const isLabel = /(?:tel|phone|mobile|call|(?:^|[^\w./?&=@#%-])(?:[vw]x?|wei(?:xin)?|wechat|vchat))$/i;

/** A word for a number that is no telephone number, although a card may have one with the same form. */
const otherNumber =
  /(?:(?:[单單编編货貨批群票议議水q扣税稅列]|合同|会员|(?<![机機话話])卡) ?[号號]码?|扣扣|qq|[议議] ?id|(?<![a-z])(?:order|invoice|tracking)[ a-z.]{0,8}) ?[:#是]? ?(?:[a-z]{1,5}-)?$/i;

/** An amount: a currency before it or a unit after it. 万 and 元 also begin names and holidays; 13812345678.00 is an amount without either. */
export function isAmount(plain: string, start: number, end: number): boolean {
  return currency.test(plain.slice(0, start).slice(-8)) || (end < plain.length && unit.test(plain.slice(end, end + 12)));
}

const currency =
  /(?:[¥￥€£₩$]|(?:^|[^a-z])(?:rmb|cny|usd|hkd|twd|ntd|sgd|mop|jpy|krw|eur|gbp|cnh|aud|cad|myr|thb|vnd)|人?[民港台臺澳新日韩韓美][币幣]|[港美日欧歐韩韓]元|美金|英[镑鎊])[ :-]{0,2}$/i;
const unit =
  /^(?:\.\d{1,2})? ?(?:元(?![旦宵])|[块塊円币幣]|[万萬亿億](?:(?!\p{L})|[元块塊港美日欧歐])|人?[民港台臺澳新日韩韓美][币幣]|[港美日欧歐韩韓]元|美金|英[镑鎊]|(?:[¥￥€£₩]|(?:rmb|cny|usd|hkd|twd|ntd|sgd|mop|jpy|krw|eur|gbp|yuan)(?![a-z]))(?! ?\d))|^\.\d\d(?![\d.\p{L}])/iu;

function neighbour(plain: string, at: number, step: 1 | -1): string {
  while (plain[at] === '\0') at += step;
  return plain[at] ?? '';
}
