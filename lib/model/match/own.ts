import type { Token } from '../folding/fold';
import type { Explanation } from './explain';
import { isSurnameWritten } from './in-letters';
import { digitsOf, withoutLegalForms, type Profile } from './profile';
import { isAddressBeside, isOwnReading } from './shortened';
import { weights } from './weights';

/** Whether the record contains this word. */
export function isOwn(token: Token, profile: Profile): boolean {
  return ownShare(token, profile).likelihood > 0;
}

/** 女 of the remark 张敏 女. */
function ownSign(sign: string, { text }: Profile): Explanation {
  const isSaid = text.remark.split(/[ ()[\]-]/).includes(sign);
  return { likelihood: isSaid ? weights.ownTag : 0, reasons: isSaid ? ['remark'] : [] };
}

/** Whether the record's remark contains the shown digits in the same order: the number of a house and flat, of an order. */
export function ownDigits(tokens: readonly Token[], { digits }: Profile): boolean {
  return digits !== '' && digits === digitsOf(tokens);
}

/** Whether the only digits shown, at least four, are the end of the customer's number. */
export function endsPhone(tokens: readonly Token[], profile: Profile): boolean {
  const [only, ...more] = tokens.filter(({ kind }) => kind === 'digits');
  return only !== undefined && more.length === 0 && endsOne(only.text, profile);
}

function endsOne(digits: string, { phones }: Profile): boolean {
  return digits.length >= 4 && phones.some((phone) => phone.replace(/#\d+$/, '').endsWith(digits));
}

/** WeCom writes the full company after a name. */
export function isAtCompany(text: string, company: string): boolean {
  const bare = withoutLegalForms(text);
  return company.length > 1 && bare.length > 1 && (company.includes(bare) || (bare !== text && bare.includes(company)));
}

/** 市一院 for 市第一人民医院, 工行 for 工商银行: characters of the company in their order, at least three, or its first and last. */
export function isAbbreviation(text: string, company: string): boolean {
  let at = -1;
  const isWithin = text.length > 1 && text.length < company.length && [...text].every((sign) => (at = company.indexOf(sign, at + 1)) >= 0);
  return isWithin && (text.length > 2 || (company.startsWith(text[0]!) && company.endsWith(text[1]!)));
}

export function ownShare({ kind, text }: Token, profile: Profile): Explanation {
  const { remark, nickname } = profile;
  if (kind === 'digits') {
    if (text.length >= 3 && profile.digits.split('.').includes(text)) return { likelihood: weights.ownRemark, reasons: ['remark'] };
    return endsOne(text, profile) ? { likelihood: weights.ownPhoneEnd, reasons: ['phone-part'] } : { likelihood: 0, reasons: [] };
  }
  if (kind === 'picture') return { likelihood: 0, reasons: [] };
  if (text.length < 2) return ownSign(text, profile);
  if (kind === 'han' && isAddressBeside(text, profile)) return { likelihood: weights.ownAddress, reasons: ['title'] };
  if (kind === 'latin' && profile.person) {
    if (isSurnameWritten(text, profile.person.surname)) return { likelihood: weights.ownNickname, reasons: ['romanised'] };
    if (isOwnReading(text, profile)) return { likelihood: weights.ownAddress, reasons: ['romanised'] };
  }
  if (profile.company.includes(text) || isAtCompany(text, profile.company)) return { likelihood: weights.ownCompany, reasons: ['company'] };
  if (remark.includes(text)) return { likelihood: weights.ownRemark, reasons: ['remark'] };
  if (profile.tags.includes(text)) return { likelihood: weights.ownTag, reasons: ['tag'] };
  return nickname.includes(text) ? { likelihood: weights.ownNickname, reasons: ['nickname'] } : { likelihood: 0, reasons: [] };
}
