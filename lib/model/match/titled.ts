import type { Reason } from '../match';
import type { Explanation } from './explain';
import type { Lexicon } from './lexicon';
import { endsPhone, isAbbreviation, ownDigits, ownShare } from './own';
import { withoutLegalForms, type Profile } from './profile';
import { fitsSex, isOfOtherSex } from './sex';
import type { Shown } from './shown';
import { besideTitle, isJapanese, readTitles } from './titles';
import { weights } from './weights';

const NONE: Explanation[] = [];

/** 正泰王总, 王总: a surname with a title, alone or beside the company or another word of the record. */
export function asTitle(shown: Shown, profile: Profile, lexicon: Lexicon): Explanation[] {
  const { person } = profile;
  const titled = readTitles(shown);
  if (!person || titled.length === 0) return NONE;
  const asides = besideTitle(shown).reduce((product, token) => product * lexicon.aside(token), 1);
  return titled.flatMap((read): Explanation[] => {
    if (
      !person.surname.startsWith(read.surname) &&
      !(isJapanese(read.title) && person.given.length > 2 && profile.name.startsWith(read.surname))
    )
      return NONE;
    const isCalled = shown.tokens.some(({ kind, text }) => kind === 'latin' && profile.called.includes(text));
    const fits = (fitsSex(read.title, person.given) ? 1 : weights.otherSex) * (isCalled ? weights.ownChosen : 1);
    const ends = ownDigits(shown.tokens, profile)
      ? { likelihood: weights.ownNumber, reasons: ['remark'] as Reason[] }
      : endsPhone(shown.tokens, profile)
        ? { likelihood: weights.ownNumber, reasons: ['phone-part'] as Reason[] }
        : { likelihood: 1, reasons: [] };
    // Half of all contacts are a surname and a title; a company has several people with one surname.
    const { likelihood, reasons } =
      read.company === ''
        ? { likelihood: weights.titleAlone, reasons: ['title'] as Reason[] }
        : besideSurname(read.company, profile, shown.phones.length === 0 ? lexicon : null);
    if (likelihood === 0) return NONE;
    const isAlone = read.company === '' && ends.likelihood === 1 && shown.parts.length === 0;
    const share = likelihood * read.weight * fits * asides * ends.likelihood;
    return [
      { likelihood: share, reasons: [...reasons, ...ends.reasons], doubt: true, choice: isAlone && isOfOtherSex(read.title, person.given) },
    ];
  });
}

/** The text is the customer's company: 启明医药. */
export function asEmployee({ flat }: Shown, { company }: Profile): Explanation[] {
  const isCompany = company.length > 2 && withoutLegalForms(flat) === company;
  return isCompany ? [{ likelihood: weights.companyAlone, reasons: ['company'], doubt: true, choice: true }] : NONE;
}

/** The company, also abbreviated, or another word of the record, such as the department: 骨科邬主任. */
function besideSurname(text: string, profile: Profile, lexicon: Lexicon | null): Explanation {
  if (profile.company.includes(text)) return { likelihood: weights.title, reasons: ['company', 'title'] };
  if (isAbbreviation(text, profile.company)) return { likelihood: weights.titleAlone, reasons: ['company', 'title'] };
  const own = ownShare({ kind: 'han', text }, profile);
  // 李姐(东门店): the record has no company to compare with 东门店. Beside a number, the text may name another person.
  const other = profile.company === '' && lexicon ? lexicon.aside({ kind: 'han', text }) : 0;
  return { likelihood: weights.titleAlone * (own.likelihood + other), reasons: ['title', ...own.reasons] };
}
