import type { Customer } from '../../model/customer';
import type { ContactHints } from '../provider';

/** Whether the customer may be who the chat is with; generous, since ranking is done elsewhere. */
export function mayBe(customer: Customer, { name, phones }: ContactHints): boolean {
  const wanted = fold(name);
  const names = namesOf(customer);
  const numbers = digitsOf(customer);
  return (
    phones.some((phone) => numbers.includes(lastDigits(phone)) && lastDigits(phone) !== '') ||
    numbers.some((number) => number.length >= SHORTEST_PHONE && wanted.replace(/\D/g, '').endsWith(number)) ||
    names.some((known) => known === wanted || contains(wanted, known) || contains(known, wanted))
  );
}

/** Whether the query stands anywhere in what a person sees of the customer; everybody for an empty one. */
export function mentions(customer: Customer, query: string): boolean {
  const wanted = fold(query);
  const digits = query.replace(/\D/g, '');
  const texts = [...namesOf(customer), fold(customer.company ?? ''), ...customer.tags.map(({ name }) => fold(name))];
  return texts.some((text) => text.includes(wanted)) || (digits.length > 2 && digitsOf(customer).some((number) => number.includes(digits)));
}

const SHORTEST_PHONE = 7;

/** Chinese numbers have eleven digits; what stands before them is a country code. */
function lastDigits(phone: string): string {
  return phone.replace(/\D/g, '').slice(-11);
}

function digitsOf({ phones }: Customer): string[] {
  return phones.filter(({ hidden }) => !hidden).map(({ number }) => lastDigits(number));
}

function namesOf({ name, nickname, remark }: Customer): string[] {
  return [name, nickname ?? '', remark ?? ''].map(fold).filter(Boolean);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** One name inside another, as in "Wang Li (Beijing)"; a single character says too little. */
function contains(long: string, short: string): boolean {
  return [...short].length > 1 && long.includes(short);
}
