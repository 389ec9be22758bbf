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
 * What says that the customers of two connections are one person: a number that one person answers, or else the same name and company. Null where
 * nothing does, and where the name and company of both have different numbers.
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
 * The candidates of several connections as people: those who have a number in common stand together, one of each connection. People come in the order
 * of the connections, and as each of them puts them.
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
