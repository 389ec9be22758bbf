import type { Customer } from '../../model/customer';
import { plainly } from '../../model/folding/fold';
import { onePerson } from '../../model/one-person';
import type { Region } from '../../model/region';
import { twoPeople } from '../../model/two-people';
import type { Finding } from '../../wire/items';
import { shownOf, type Known } from './known';

type Candidate = Finding['candidates'][number];

/**
 * A link, or a match by number, in one connection decides in the undecided ones: a customer there with the same mobile number is the same person, one
 * with the same name and company is offered with a question.
 */
export function decideOnce<K extends Known>(known: readonly K[], home: Region | null): K[] {
  const certain = certainIn(known);
  return certain.length === 0 ? [...known] : known.map((one) => ({ ...one, finding: carriedOver(one, certain, home) }));
}

/** The customers who are certain by a link, or by a number that the chat shows. */
export function certainIn(known: readonly Known[]): Customer[] {
  return known.flatMap(certainOf);
}

function certainOf({ finding, customers }: Known): Customer[] {
  const [first] = finding.candidates;
  const isCertain = finding.decision === 'sure' && (first!.reasons.includes('linked') || first!.reasons.includes('phone'));
  const shown = isCertain ? shownOf(finding, customers) : undefined;
  return shown && shown.freshness !== 'gone' ? [shown.customer] : [];
}

function carriedOver({ finding, customers }: Known, certain: readonly Customer[], home: Region | null): Finding {
  const { decision, candidates } = finding;
  const undecided = decision === 'several' || (decision === 'likely' && !candidates[0]!.reasons.includes('linked'));
  if (!undecided) return finding;
  const customerOf = ({ ref }: Candidate) => customers.find(({ customer }) => customer.id === ref.id)?.customer;
  const is = (why: 'same-number' | 'same-company') =>
    candidates.filter((candidate) => {
      const customer = customerOf(candidate);
      return (
        customer !== undefined && certain.some((one) => one.connection !== customer.connection && onePerson(one, customer, home) === why)
      );
    });
  // Two people may share a number: the one with another name becomes a question.
  const isAnother = (candidate: Candidate) => {
    const customer = customerOf(candidate);
    return customer !== undefined && certain.every((one) => twoPeople(one, customer, home) === 'name');
  };
  const [byNumber, byCompany] = [is('same-number'), is('same-company')];
  const [first, ...more] = byNumber.length > 0 ? byNumber : byCompany;
  // Two customers with the same number, or the same name and company, are a choice as before.
  const isOne = more.length === 0 || (byNumber.length > 0 && areOne(byNumber.map((one) => customerOf(one)!)));
  if (!first || !isOne) return finding;
  const reason = byNumber.length > 0 ? ('same-number' as const) : ('same-company' as const);
  const isSure = reason === 'same-number' && !first.reasons.includes('linked-elsewhere') && !isAnother(first);
  const records = more.map((one) => ({ ...one, sameAs: first.ref.id }));
  const others = isSure ? [] : candidates.filter((one) => one !== first && !more.includes(one));
  return {
    ...finding,
    decision: isSure ? 'sure' : 'likely',
    candidates: [{ ...first, reasons: [...new Set([reason, ...first.reasons])] }, ...records, ...others],
  };
}

/** Whether the records are one person's: one name, one company as far as they have any, and a number in common. */
function areOne(records: readonly Customer[]): boolean {
  const [names, companies] = [records.map(({ name }) => plainly(name)), records.map(({ company }) => plainly(company))];
  return new Set(names).size === 1 && new Set(companies.filter((company) => company !== '')).size <= 1;
}
