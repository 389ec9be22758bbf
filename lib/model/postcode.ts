/** A postcode behind its label. */
export const LABELLED_POSTCODE =
  /(?:邮政编码|郵政編碼|邮编|郵編|郵遞區號|邮递区号|(?<![a-z])(?:post(?:al)? ?code|zip(?: ?code)?))\s?[:：]?\s?\d{3}(?:-?\d{2,4})?(?!\d)/gi;

/** A Chinese address without the postcode at its beginning or end; null where it has none. In Taiwan they have three, five or six digits. */
export function withoutPostcode(text: string): { address: string; postcode: string | null } {
  const [first, last] = TAIWAN.test(text) ? [TAIWAN_FIRST, TAIWAN_LAST] : [CODE_FIRST, CODE_LAST];
  const postcode = (first.exec(text) ?? last.exec(text))?.[1] ?? null;
  return { address: text.replace(first, '').replace(last, ''), postcode };
}

const CODE_FIRST = /^[(（]?([0-8]\d{5})[)）]?\s?(?=\p{Script=Han})/u;
const CODE_LAST = /(?<![\dA-Za-z-])[(（]?([0-8]\d{5})[)）]?$/;
const TAIWAN = /[臺台][灣湾北中南東东]|新北|桃[園园]|高雄|基隆|新竹|苗栗|彰化|南投|[雲云]林|嘉[義义]|屏[東东]|宜[蘭兰]|花[蓮莲]|澎湖/;
const TAIWAN_FIRST = /^[(（]?(\d{3}(?:\d{2,3})?)[)）]?\s?(?=\p{Script=Han})(?![号號路街巷弄])/u;
const TAIWAN_LAST = /(?<![\dA-Za-z-])[(（]?(\d{5,6})[)）]?$/;
