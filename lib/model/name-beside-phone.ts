import { findPhones, textsBeside } from './find-phones';
import { normalizePhone } from './phone';
import { isPersonal, type Region } from './regions';
import { withLines } from './split-phones';

/** Separators between a name and what is beside it; brackets only where the other one is missing. */
const SIGNS = ' \t\n\u3000-_/|,，、.·:：';

/**
 * The name and phone numbers in a shown name, as the initial values of a new customer. Mobile numbers are written as plain digits, others as
 * shown. The name is whole where nothing but numbers is shown.
 */
export function nameBesidePhones(shown: string, home: Region | null = null): { name: string; phones: string[] } {
  const found = findPhones(shown, home);
  const [first] = found;
  if (!first) return { name: trimmed(shown) || shown.trim(), phones: [] };
  const written = withLines(shown, found).map(({ text }) => text.normalize('NFKC').trim());
  const phones = new Map<string, string>();
  for (const [at, { phone }] of found.entries()) {
    // 88880001 after 0571-88880000/ has no area code of its own.
    if (!phones.has(phone)) phones.set(phone, !isPersonal(phone) && normalizePhone(written[at]!, home) === phone ? written[at]! : phone);
  }
  const parts = textsBeside(shown, found).map((part, at) => withoutLabels(part, at > 0, at < found.length));
  // A-张三-13800001111-杭州: the separator of the number also separates the words.
  const sign = [shown[first.start - 1], shown[first.end]].find((one) => one && '-_/|,，、.'.includes(one));
  const words = sign ? parts.flatMap((part) => part.split(sign)) : parts;
  const name = words.map(trimmed).filter(Boolean).join(' ');
  return { name: name || shown.trim(), phones: [...phones.values()] };
}

/** The text without labels and single brackets of the number beside it: 手机：, tel:, ☎, 【…】, （微信同号）. */
function withoutLabels(part: string, isBehind: boolean, isBefore: boolean): string {
  let words = part;
  if (isBehind) words = words.replace(/^[)）\]】」』》〉〕}>"'”’]/, '').replace(labelBehind, '');
  if (isBefore) words = words.replace(opens, '').replace(labelBefore, '').replace(opens, '');
  return words;
}

const opens = /[(（[【「『《〈〔{<"'“‘]$/;
const labelBefore =
  /(?:(?<![a-z])(?:tel|telephone|phone|mobile|mob|cell|call|wechat|whatsapp|weixin|wx|vx)|(?<![a-z])[tmv](?=[.:：])|(?:联系|聯絡|聯繫)?(?:手机|手機|电话|電話|方式|微信|座机|座機|固话|市話|热线|熱線)(?:号码?|號碼?)?|[\u260e\u260f\u2706\u{1f4f1}\u{1f4de}\u{1f4f2}]\ufe0f?)\s?[-.:：=＝/]?\s?$/iu;
const labelBehind = /^\s?[(（[【]?(?:(?:手机|手機|电话|電話)?(?:微信)?同[号號]|同?微信|手机|手機|电话|電話)[)）\]】]?/;

function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && `${SIGNS})）`.includes(text[from]!)) from++;
  while (from < to && `${SIGNS}(（`.includes(text[to - 1]!)) to--;
  if (!/[(（]/.test(text.slice(from, to))) while (from < to && /[)）]/.test(text[to - 1]!)) to--;
  return text.slice(from, to).split(/\s/).filter(Boolean).join(' ');
}
