import { MOST_ALIKE, type Alike } from '../../model/alike';
import type { Customer, NewCustomer } from '../../model/customer';
import { plainly } from '../../model/folding/fold';
import { phonesInField, samePhone } from '../../model/phone';
import type { Region } from '../../model/regions';

/** Who has a number of the new customer, whatever its writing, then who has both their name and their company. */
export function whoIsAlike(
  customers: Customer[],
  { name, company, phones }: Pick<NewCustomer, 'name' | 'company' | 'phones'>,
  home: Region | null,
): Alike[] {
  const wanted = phones.flatMap((phone) => numbersIn(phone, home));
  const called = plainly(name);
  const from = plainly(company);
  const byPhone: Alike[] = [];
  const byName: Alike[] = [];
  for (const customer of customers) {
    const shared = customer.phones.find(({ number }) => numbersIn(number, home).some((known) => wanted.some((one) => isOne(one, known))));
    if (shared) byPhone.push(alike(customer, shared.number, 'phone'));
    else if (called !== '' && plainly(customer.name) === called && plainly(customer.company) === from)
      byName.push(alike(customer, customer.phones[0]?.number ?? null, 'name'));
  }
  return [...byPhone, ...byName].slice(0, MOST_ALIKE);
}

function alike({ connection, id, name, company }: Customer, phone: string | null, by: Alike['by']): Alike {
  return { ref: { connection, id }, name, company, phone, by };
}

/** What is no number that is known, such as the extension of a colleague, is compared as it is written; 无, - and 000 are no number at all. */
function numbersIn(text: string, home: Region | null): string[] {
  const found = phonesInField(text, home);
  const written = plainly(text);
  return found.length > 0 || !/[1-9]/.test(written) ? found : [written];
}

function isOne(a: string, b: string): boolean {
  return samePhone(a, b) !== null;
}
