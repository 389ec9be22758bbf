import type { Token } from '../folding/fold';
import type { Reason } from '../match';
import type { Explanation } from './explain';
import type { Lexicon } from './lexicon';
import { isAtCompany, ownShare } from './own';
import type { Profile } from './profile';
import { fitsSex, sexOf } from './sex';
import { without, type Shown, type Span } from './shown';
import { isTitle, withoutMeasures } from './titles';
import { weights } from './weights';

/** Texts beside the customer's name, or beside another text of theirs: what each speaks for or against. */
export function beside(shown: Shown, span: Span, profile: Profile, lexicon: Lexicon, weight: number, reasons: Reason[]): Explanation {
  let likelihood = weight * formerShare(shown, profile);
  const all = [...reasons];
  let doubt = false;
  for (const token of withoutMeasures(without(shown, span))) {
    const own = ownShare(token, profile);
    likelihood *= own.likelihood + lexicon.aside(token);
    doubt ||= own.likelihood <= weights.ownTag && raisesDoubt(token, shown, lexicon);
    all.push(...(own.reasons.length > 0 ? own.reasons : (['decorated'] satisfies Reason[])));
  }
  // 侯婉英先生 is her husband.
  const title = shown.flat.slice(span.to);
  const choice = (title === '先生' || isTitle(title)) && !callsThemselves(title, profile, shown.flat.slice(span.from, span.to));
  return { likelihood, reasons: [...new Set(all)], doubt: doubt || choice, choice };
}

/** A former company is weak evidence for a customer whose record names it, and no evidence against others. */
function formerShare({ former }: Shown, profile: Profile): number {
  return former.some((company) => isAtCompany(company, profile.company)) ? weights.formerCompany : 1;
}

/** Whether a full name followed by this title is its bearer, and not their husband or wife. */
function callsThemselves(title: string, { name, person }: Profile, said: string): boolean {
  if (person === null || said !== name) return true;
  return title === '先生' ? sexOf(person.given) === 'male' : fitsSex(title, person.given);
}

/** Words, digits and letters, except those that people use for sorting their contacts (A, AAA, 84.) or add after all names. */
function raisesDoubt({ kind, text }: Token, { tokens }: Shown, lexicon: Lexicon): boolean {
  if (kind === 'picture') return false;
  if (kind === 'han') return true;
  if (tokens[0]?.text === text) return kind === 'latin' && !/^(.)\1*$/u.test(text) && !lexicon.isUsual({ kind, text });
  return !lexicon.isUsual({ kind, text });
}
