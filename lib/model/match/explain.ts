import type { Reason } from '../match';
import { digitsInCommon } from '../masked';
import { samePhone } from '../phone';
import { isPersonal } from '../regions';
import { asParent } from './as-parent';
import { besideNumber } from './beside-number';
import type { Lexicon } from './lexicon';
import { onlySaid, type Profile } from './profile';
import { isNumberAlone, type Shown } from './shown';
import { asPartOfRemark, waysOf } from './ways';
import { weights } from './weights';

/** The probability that this customer is shown by this name (the digits of a random phone number count as 1), and the reasons. */
export interface Explanation {
  likelihood: number;
  reasons: Reason[];
  /** Part of the shown name contradicts this customer, or the name alone is too weak to show them without a question. */
  doubt?: boolean;
  /** The text is about this customer or says that the number is another person's: the customer is offered, but never as the first candidate. */
  choice?: boolean;
}

/** The evidence of the whole shown name for one customer. */
export interface Explained extends Explanation {
  /** The likelihood without a number that several people may answer. */
  apart: number;
  /** The shown number is this customer's and is answered by one person. */
  holds: boolean;
  /** The text beside the number also fits this customer, or there is none. */
  named: boolean;
  /** The likelihood of the text alone, without numbers. */
  byName: number;
  /** A number fits this customer, in full or as far as the CRM shows it. */
  byNumber: boolean;
}

const NOTHING: Explained = { likelihood: 0, apart: 0, reasons: [], holds: false, named: false, byName: 0, byNumber: false };

/** Sums all ways in which a customer may be shown like this; the reasons are those of the most likely way. */
export function explain(shown: Shown, profile: Profile, lexicon: Lexicon): Explained {
  const phone = byPhone(shown, profile);
  const inPart = shown.key === '' && shown.parts.length > 0;
  const alone = inPart || isNumberAlone(shown);
  const named: Explanation[] = alone
    ? [{ likelihood: weights.phoneAlone, reasons: [], doubt: inPart }]
    : namedWays(shown, profile, lexicon);
  if (named.length === 0 && !phone.reasons.some(isNumber) && shown.theirs.length === 0) return NOTHING;
  const beside = phone.holds && !alone ? besideNumber(shown, profile, lexicon, named) : 'same';
  // With the right phone number beside it, any name fits: it is the agent's name for this person.
  const anyName: Explanation[] = phone.reasons.some(isNumber) ? [{ likelihood: weights.anyName, reasons: [], doubt: true }] : [];
  const ways = [...named, ...anyName, ...byTheirs(shown, profile)];
  const best = ways.reduce<Explanation>((a, b) => (b.likelihood > a.likelihood ? b : a), { likelihood: 0, reasons: [] });
  const sum = ways.reduce((total, way) => total + way.likelihood, 0);
  const likelihood = sum * phone.likelihood;
  const byName = named.reduce((total, way) => total + way.likelihood, 0);
  const isApart = phone.holds || (!phone.reasons.includes('line') && shown.phones.some(isPersonal));
  return {
    likelihood,
    apart: isApart ? likelihood : byName,
    reasons: [...phone.reasons, ...best.reasons],
    doubt: phone.holds ? beside !== 'same' : best.doubt || phone.doubt || shown.theirs.length > 0,
    choice: phone.holds ? beside === 'other' : (best.choice ?? false),
    holds: phone.holds,
    named: beside === 'same',
    byName,
    byNumber: phone.likelihood > 1,
  };
}

function isNumber(reason: Reason): boolean {
  return reason === 'phone' || reason === 'line';
}

function namedWays(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { third } = shown;
  if (third === null) return waysOf(shown, profile, lexicon);
  const { main, about } = third;
  return [
    ...asPartOfRemark(shown, profile),
    ...asParent(shown, profile),
    ...waysOf(shown, saidInFull(shown, profile), lexicon).map((way) => ({ ...way, doubt: true })),
    ...scaled(main, weights.introduced, {}),
    ...scaled(about, weights.spokenOf, { choice: true }),
  ];

  function scaled(part: Shown | null, weight: number, more: { choice?: boolean }): Explanation[] {
    if (part === null) return [];
    return waysOf(part, profile, lexicon).map((way) => ({ ...way, ...more, likelihood: way.likelihood * weight, doubt: true }));
  }
}

/** The customer, reduced to the texts of the record that occur in the shown text. */
function saidInFull({ flat, third }: Shown, profile: Profile): Profile {
  return onlySaid(
    profile,
    (key) => key !== '' && flat.includes(key) && !third?.main?.flat.includes(key) && !third?.about?.flat.includes(key),
  );
}

function byTheirs({ theirs }: Shown, profile: Profile): Explanation[] {
  const holds = theirs.some((phone) => profile.phones.some((known) => samePhone(phone, known) !== null));
  return holds ? [{ likelihood: weights.theirNumber, reasons: ['phone'], doubt: true, choice: true }] : [];
}

function byPhone({ phones, parts }: Shown, profile: Profile): Explanation & { holds: boolean } {
  const holds = false;
  if (phones.length === 0 && parts.length > 0) return { ...byPart(parts, profile), holds };
  if (phones.length === 0) return { likelihood: 1, reasons: [], holds };
  const agreeing = phones.flatMap((phone) => profile.phones.map((known) => ({ phone, how: samePhone(phone, known) })));
  const same = agreeing.filter(({ how }) => how === 'same');
  if (same.some(({ phone }) => isPersonal(phone))) return { likelihood: weights.samePhone, reasons: ['phone'], holds: true };
  if (same.some(({ phone }) => phone.includes('#'))) return { likelihood: weights.sameExtension, reasons: ['phone'], holds };
  if (agreeing.some(({ how }) => how !== null)) return { likelihood: weights.sameLine, reasons: ['line'], holds };
  if (phones.some((phone) => profile.masked.some((mask) => (digitsInCommon(mask, phone) ?? 0) >= ENOUGH))) {
    return { likelihood: weights.maskedPhone, reasons: ['phone-part'], holds };
  }
  if (profile.phones.length + profile.masked.length === 0) return { likelihood: weights.noPhone, reasons: [], holds };
  return { likelihood: weights.otherPhone, reasons: ['other-phone'], doubt: true, holds };
}

/** This many matching digits make a masked number likely the same. */
const ENOUGH = 6;

/** Whether a partly shown number fits one of the customer's numbers, or none that is known. */
function byPart(parts: readonly string[], { phones, masked }: Profile): Explanation {
  const common = (known: string) => Math.max(0, ...parts.map((part) => digitsInCommon(part, known) ?? 0));
  if (phones.some((phone) => common(phone) > 0) || masked.some((mask) => common(mask) >= ENOUGH)) {
    return { likelihood: weights.maskedPhone, reasons: ['phone-part'] };
  }
  if (phones.length === 0 || masked.length > 0) return { likelihood: 1, reasons: [] };
  return { likelihood: weights.otherPhone, reasons: ['other-phone'], doubt: true };
}
