import { MOST_ALIKE, type Alike } from '../../model/alike';
import type { Customer, NewCustomer } from '../../model/customer';
import { plainly } from '../../model/folding/fold';
import { profileOf } from '../../model/match/profile';
import { phonesInField, phoneTails, samePhone } from '../../model/phone';
import type { Region } from '../../model/regions';
import type { Book, BookIndex } from '../book';
import { until } from '../until';
import { everybody } from '../finding';

/** Who of the book is alike, out of its index where there is one; else the whole book is gone through, a part at a time. */
export async function alikeIn(book: Book, wanted: Wanted, home: Region | null, signal: AbortSignal): Promise<Alike[]> {
  const index = await until(signal, book.index());
  if (index) {
    const customers = await until(signal, book.getMany(await until(signal, idsAlike(index, wanted))));
    return whoIsAlike(customers, wanted, home);
  }
  const found: Customer[] = [];
  for await (const { customers } of everybody(book, null, signal)) {
    const alike = new Set(whoIsAlike(customers, wanted, home).map(({ ref }) => ref.id));
    found.push(...customers.filter(({ id }) => alike.has(id)));
  }
  return whoIsAlike(found, wanted, home);
}

type Wanted = Pick<NewCustomer, 'name' | 'company' | 'phones'>;

/** The most customers with the same number or name that are compared. */
const MOST_COMPARED = 200;

/** Who may be alike. Numbers are filed under their last digits; what is too short for that is searched as it is written. */
async function idsAlike(index: BookIndex, { name, company, phones }: Wanted): Promise<string[]> {
  const record = { id: '', name, company, phones, nickname: null, remark: null, tags: [], owner: null, updatedAt: null };
  const keys = new Set(phones.flatMap(phoneTails).map((tail) => `t${tail}`));
  const { name: key } = profileOf(record);
  if (key) keys.add(`n${key}`);
  const short = phones.filter((phone) => phoneTails(phone).length === 0 && /[1-9]/.test(phone));
  const found = await Promise.all([
    index.ids((places) => [...keys].flatMap((one) => places.slots(one, MOST_COMPARED))),
    ...[...short, ...(key ? [] : [name])].map((text) => index.find(text, MOST_COMPARED)),
  ]);
  return [...new Set(found.flat())];
}

/** Who has a number of the new customer, whatever its writing, then who has both their name and their company. */
function whoIsAlike(customers: Customer[], { name, company, phones }: Wanted, home: Region | null): Alike[] {
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
