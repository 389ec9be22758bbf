import type { Customer } from './customer';
import { plainly } from './folding/fold';
import { phonesInField } from './phone';
import { isPersonal, type Region } from './regions';
import type { CandidateView } from './view';

/**
 * The numbers of a customer that one person answers, where the CRM shows them in full.
 * @param home how numbers without a calling code are read
 */
export function personalNumbers({ phones }: Pick<Customer, 'phones'>, home: Region | null): string[] {
  return phones.flatMap(({ number, hidden }) => (hidden ? [] : phonesInField(number, home).filter(isPersonal)));
}

/**
 * What the customers of two connections have in common that makes them one person: a number that one person answers, or else name and company.
 * Null where there is nothing, or where both have name and company in common but different numbers.
 */
export function onePerson(one: Customer, other: Customer, home: Region | null): 'same-number' | 'same-company' | null {
  const [numbers, others] = [personalNumbers(one, home), personalNumbers(other, home)];
  if (numbers.some((number) => others.includes(number))) return 'same-number';
  if (numbers.length > 0 && others.length > 0) return null;
  const isSame =
    plainly(one.name) === plainly(other.name) && plainly(one.company) !== '' && plainly(one.company) === plainly(other.company);
  return isSame ? 'same-company' : null;
}

/**
 * Groups the candidates of several connections by person: those with a common number, one of each connection. Persons are in the order of the
 * connections and of their candidates.
 */
export function peopleAmong(candidates: readonly CandidateView[], home: Region | null): CandidateView[][] {
  const people: CandidateView[][] = [];
  for (const candidate of candidates) {
    const same = people.find(
      (members) =>
        members.every(({ customer }) => customer.connection !== candidate.customer.connection) &&
        members.some(({ customer }) => onePerson(customer, candidate.customer, home) === 'same-number'),
    );
    if (same) same.push(candidate);
    else people.push([candidate]);
  }
  return people;
}
