/**
 * Rewrites a day at the beginning of a text with the year first and in digits, where it has the years of another calendar, is in words, or has
 * its year last; the rest of the text stays. Any other text is returned without weekdays and invisible characters. Takes NFKC. Ambiguous days
 * stay: 5/3/2024, and years of two digits. Lunar days are not converted.
 */
export function plainDay(text: string): string {
  const plain = text
    .replace(/\p{Cf}+/gu, '')
    .replace(/^'/, '')
    .replace(DASHES, '-')
    .replace(WEEKDAYS, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return taiwanDay(plain) ?? chineseDay(plain) ?? englishDay(plain) ?? dayFirst(plain) ?? plain.replace(/^(?:公元|西元) ?(?=\d{4})/, '');
}

const DASHES = /[\u2010-\u2015\u2212]/g;
/** A weekday before, after or between day and time adds nothing: 周三, (三), Wed. */
const WEEKDAYS =
  /[,，]? ?(?:\(?(?:[周週]|星期|[礼禮]拜)[一二三四五六日天]\)?|\([一二三四五六日]\)|(?<![a-z])\(?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?\)?)[,，]? ?/gi;

/** 民國113年3月5日, 113年3月5日: years from 1912 on. Years of two digits are ambiguous. */
function taiwanDay(text: string): string | null {
  const [all, digits = '', sign] = /^(?:(?:中[華华])?民[國国] ?(元|\d{1,3})|1\d\d(?=年)) ?([年/.-])/.exec(text) ?? [];
  if (all === undefined) return null;
  const year = digits === '元' ? 1 : Number(digits || all.slice(0, 3));
  return year > 0 ? `${1911 + year}${sign}${text.slice(all.length)}` : null;
}

/** 二〇二四年三月五日, 2024年三月五日, 民國一百一十三年三月五日. Only lunar days are called 初五, or have no 日 at the end. */
function chineseDay(text: string): string | null {
  const found =
    /^(?:(\d{4}|[〇○零一二三四五六七八九]{4})|(?:中[華华])?民[國国]([元一二三四五六七八九十百零〇]{1,6}))年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]/.exec(
      text,
    );
  if (!found) return null;
  const [all, common, taiwan = '', month = '', day = ''] = found;
  const year = common === undefined ? 1911 + (taiwan === '元' ? 1 : countOf(taiwan)) : [...common].map(digitOf).join('');
  return `${year}年${countOf(month)}月${countOf(day)}日${text.slice(all.length)}`;
}

const NUMERALS = '零一二三四五六七八九';

function digitOf(sign: string): string {
  const at = NUMERALS.indexOf(sign.replace(/[〇○]/, '零'));
  return at < 0 ? sign : String(at);
}

/** 五, 十五, 三十一, 一百零三. */
function countOf(numerals: string): number {
  let [count, digit] = [0, 0];
  for (const sign of numerals) {
    const unit = { 十: 10, 百: 100 }[sign];
    if (unit === undefined) digit = Number(digitOf(sign));
    else [count, digit] = [count + (digit || 1) * unit, 0];
  }
  return count + digit;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * Mar 5, 2024; 05 Mar 2024 00:05:06 GMT; 5-Mar-2024; 2024-Mar-05; Mar 05 2024 08:05:06 GMT+0800 (China Standard Time); and Java's form, Mar 05
 * 08:05:06 CST 2024, in the time zone of the CRM's server.
 */
function englishDay(text: string): string | null {
  const plain = text
    .replace(/^([a-z]{3} \d{1,2}) (\d{1,2}:\d\d:\d\d)(?: CST|( (?:UTC|GMT)(?:[+-]\d\d:\d\d)?))? (\d{4})$/i, '$1 $4 $2$3')
    .replace(/^(\d{4})([ -])([a-z]{3,9})\2(\d{1,2})(?!\d)/i, '$4 $3 $1');
  const found =
    /^([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})(?!\d)/i.exec(plain) ??
    /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?!\d)/i.exec(plain);
  if (!found) return null;
  const [all, first = '', second = '', year] = found;
  const [name, day] = /\d/.test(first) ? [second, first] : [first, second];
  const month = MONTHS.findIndex((one) => longMonth.test(name) && name.toLowerCase().startsWith(one));
  return month < 0
    ? null
    : `${year}-${month + 1}-${day}${plain
        .slice(all.length)
        .replace(/^,? at (?=\d)/, ' ')
        .replace(/ \([^()]*\)$/, '')}`;
}

const longMonth =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;

/** 25/3/2024 and 3/25/2024, where only one order gives a day of the calendar. */
function dayFirst(text: string): string | null {
  const [all = '', first = '', , second = '', year] = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/.exec(text) ?? [];
  const [a, b] = [Number(first), Number(second)];
  if (!all || (a <= 12 && b <= 12 && a !== b)) return null;
  const [month, day] = a > 12 ? [b, a] : [a, b];
  return `${year}-${month}-${day}${text.slice(all.length)}`;
}
