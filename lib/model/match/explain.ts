import type { Token } from '../folding/fold';
import { soundsAlike } from '../folding/pinyin';
import type { Reason } from '../match';
import { fitsMask, samePhone } from '../phone';
import { isPersonal } from '../regions';
import type { Lexicon } from './lexicon';
import type { Profile } from './profile';
import { find, isNumberAlone, spelledNames, without, type Shown, type Span } from './shown';
import { isCompound } from './surnames';
import { isTitle, readTitles } from './titles';
import { weights } from './weights';

/** That this customer is shown so (the digits of a phone number drawn at random count as 1), and why. */
export interface Explanation {
  likelihood: number;
  reasons: Reason[];
  /** Something shown speaks against this customer, or the name alone is too weak a reason to ask nothing. */
  doubt?: boolean;
}

/** What all that is shown makes of a customer. */
export interface Explained extends Explanation {
  /** The likelihood without a number that several people may answer. */
  apart: number;
  /** The shown number is this customer's, and one person answers it. */
  holds: boolean;
}

/** Adds up every way in which a customer may come to be shown like this; the reasons are those of the best way. */
export function explain(shown: Shown, profile: Profile, lexicon: Lexicon): Explained {
  const phone = byPhone(shown, profile);
  const named: Explanation[] = isNumberAlone(shown) ? [{ likelihood: weights.phoneAlone, reasons: [] }] : waysOf(shown, profile, lexicon);
  // With the right phone number beside it any name will do: it is how the agent calls this person.
  const anyName: Explanation[] = phone.reasons.some(isNumber) ? [{ likelihood: 1e-6, reasons: [], doubt: !phone.holds }] : [];
  const ways = [...named, ...anyName];
  const best = ways.reduce<Explanation>((a, b) => (b.likelihood > a.likelihood ? b : a), { likelihood: 0, reasons: [] });
  const sum = ways.reduce((total, way) => total + way.likelihood, 0);
  const likelihood = sum * phone.likelihood;
  const isApart = phone.holds || shown.phones.some(isPersonal);
  return {
    likelihood,
    apart: isApart ? likelihood : named.reduce((total, way) => total + way.likelihood, 0),
    reasons: [...phone.reasons, ...best.reasons],
    doubt: !phone.holds && (best.doubt || phone.doubt || false),
    holds: phone.holds,
  };
}

function isNumber(reason: Reason): boolean {
  return reason === 'phone' || reason === 'line';
}

function waysOf(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  return [
    ...asRemark(shown, profile, lexicon),
    ...asName(shown, profile, lexicon),
    ...asNickname(shown, profile, lexicon),
    ...asMiswritten(shown, profile, lexicon),
    ...asPinyin(shown, profile),
    ...asTitle(shown, profile),
  ];
}

function byPhone({ phones }: Shown, profile: Profile): Explanation & { holds: boolean } {
  const holds = false;
  if (phones.length === 0) return { likelihood: 1, reasons: [], holds };
  const agreeing = phones.flatMap((phone) => profile.phones.map((known) => ({ phone, how: samePhone(phone, known) })));
  const same = agreeing.filter(({ how }) => how === 'same');
  if (same.some(({ phone }) => isPersonal(phone))) return { likelihood: weights.samePhone, reasons: ['phone'], holds: true };
  if (same.some(({ phone }) => phone.includes('#'))) return { likelihood: weights.sameExtension, reasons: ['phone'], holds };
  if (agreeing.some(({ how }) => how !== null)) return { likelihood: weights.sameLine, reasons: ['line'], holds };
  if (phones.some((phone) => profile.masked.some((mask) => fitsMask(mask, phone)))) {
    return { likelihood: weights.maskedPhone, reasons: ['phone-part'], holds };
  }
  if (profile.phones.length + profile.masked.length === 0) return { likelihood: weights.noPhone, reasons: [], holds };
  return { likelihood: weights.otherPhone, reasons: ['other-phone'], doubt: true, holds };
}

function asRemark(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { remark, name, text } = profile;
  if (!remark) return [];
  const reasons: Reason[] = remark === name ? ['remark', 'name'] : ['remark'];
  if (text.remark === shown.text) return [{ likelihood: weights.remark, reasons }];
  const span = remark === name || (name && remark.includes(name)) ? null : find(shown, remark);
  return span ? [beside(shown, span, profile, lexicon, weights.remarkDecorated, reasons)] : [];
}

function asName(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { name, remark } = profile;
  if (!name) return [];
  if (name === shown.text) {
    return remark === name ? [] : [{ likelihood: remark ? weights.nameDespiteRemark : weights.name, reasons: ['name'] }];
  }
  const span = name.length < 2 ? null : find(shown, name);
  return span ? [beside(shown, span, profile, lexicon, weights.decorated, ['name'])] : [];
}

function asNickname(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { nickname, name, text } = profile;
  if (!nickname || nickname === name) return [];
  // Anybody may take a nickname: it never shows a customer without a question.
  if (text.nickname === shown.text) return [{ likelihood: weights.nickname, reasons: ['nickname'], doubt: true }];
  const span = nickname.length < 2 ? null : find(shown, nickname);
  return span ? [{ ...beside(shown, span, profile, lexicon, weights.nicknameDecorated, ['nickname']), doubt: true }] : [];
}

// Same length, same surname or same sound, one or two characters written otherwise.
function asMiswritten(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { name, person } = profile;
  if (!person || find(shown, name)) return [];
  const found: Explanation[] = [];
  for (const { kind, text, start } of shown.tokens) {
    for (let at = 0; kind === 'han' && at + name.length <= text.length; at++) {
      const written = text.slice(at, at + name.length);
      const slip = compare(written, name);
      if (!slip || (written.startsWith(person.surname) && isTitle(written.slice(person.surname.length)))) continue;
      const span = { from: start + at, to: start + at + name.length };
      const rest = without(shown, span);
      const weight = slip.likelihood * (rest.length === 0 ? weights.name : weights.decorated);
      found.push({ ...beside(shown, span, profile, lexicon, weight, slip.reasons), doubt: true });
    }
  }
  return found;
}

function compare(written: string, name: string): Explanation | null {
  let likelihood = 1;
  let wrong = 0;
  for (let at = 0; at < name.length; at++) {
    if (written[at] === name[at]) continue;
    const alike = soundsAlike(written[at] ?? '', name[at] ?? '');
    likelihood *= alike ? weights.sound : weights.slip;
    wrong += alike ? 1 : name.length;
  }
  return wrong === 0 || wrong > name.length ? null : { likelihood, reasons: [wrong < name.length ? 'sound' : 'spelling'] };
}

function asPinyin(shown: Shown, { person }: Profile): Explanation[] {
  if (!person) return [];
  const spelled = spelledNames(shown);
  const at = person.readings.findIndex((reading) => spelled.includes(reading));
  if (at < 0) return [];
  return [
    at === 0 ? { likelihood: weights.pinyin, reasons: ['pinyin'] } : { likelihood: weights.otherPinyin, reasons: ['pinyin'], doubt: true },
  ];
}

function asTitle(shown: Shown, { person, company }: Profile): Explanation[] {
  if (!person) return [];
  return readTitles(shown).flatMap((read): Explanation[] => {
    if (!person.surname.startsWith(read.surname)) return [];
    // A surname of one character and a title are half of all contacts.
    if (read.company === '') return isCompound(read.surname) ? [{ likelihood: weights.titleAlone, reasons: ['title'], doubt: true }] : [];
    return company.includes(read.company) ? [{ likelihood: weights.title, reasons: ['company', 'title'] }] : [];
  });
}

function beside(shown: Shown, span: Span, profile: Profile, lexicon: Lexicon, weight: number, reasons: Reason[]): Explanation {
  let likelihood = weight;
  const all = [...reasons];
  let doubt = false;
  for (const token of without(shown, span)) {
    const own = ownShare(token, profile);
    likelihood *= own.likelihood + lexicon.aside(token);
    doubt ||= token.kind === 'han' && own.likelihood <= weights.ownTag;
    all.push(...(own.reasons.length > 0 ? own.reasons : (['decorated'] satisfies Reason[])));
  }
  return { likelihood, reasons: [...new Set(all)], doubt };
}

function ownShare({ kind, text }: Token, { company, remark, tags, nickname, phones }: Profile): Explanation {
  if (kind === 'digits') {
    const ends = text.length >= 4 && phones.some((phone) => phone.replace(/#\d+$/, '').endsWith(text));
    return ends ? { likelihood: weights.ownPhoneEnd, reasons: ['phone-part'] } : { likelihood: 0, reasons: [] };
  }
  if (kind === 'picture' || text.length < 2) return { likelihood: 0, reasons: [] };
  if (company.includes(text)) return { likelihood: weights.ownCompany, reasons: ['company'] };
  if (remark.includes(text)) return { likelihood: weights.ownRemark, reasons: ['remark'] };
  if (tags.includes(text)) return { likelihood: weights.ownTag, reasons: ['tag'] };
  return nickname.includes(text) ? { likelihood: weights.ownNickname, reasons: ['nickname'] } : { likelihood: 0, reasons: [] };
}
