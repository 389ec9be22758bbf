import type { Customer } from '../../model/customer';
import type { CustomerQuery, Span } from '../../model/query';
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

/** Whether everything that the query asks for is true of the customer. */
export function fits(customer: Customer, query: CustomerQuery): boolean {
  const { text = '', id = '', name = '', phone = '', remark = '', created, tags = [] } = query;
  return (
    mentions(customer, text) &&
    (id.trim() === '' || customer.id === id.trim()) &&
    fold(customer.name).includes(fold(name)) &&
    hasDigits(customer, phone) &&
    fold(customer.remark ?? '').includes(fold(remark)) &&
    within(customer.createdAt, created) &&
    (!tags.length || customer.tags.some((tag) => tags.includes(tag.id)))
  );
}

/** Whether the text stands anywhere in what a person sees of the customer; everybody for an empty one. */
function mentions(customer: Customer, text: string): boolean {
  const wanted = fold(text);
  const texts = [...namesOf(customer), fold(customer.company ?? ''), ...customer.tags.map(({ name }) => fold(name))];
  return texts.some((known) => known.includes(wanted)) || (text.replace(/\D/g, '').length > 2 && hasDigits(customer, text));
}

function hasDigits(customer: Customer, text: string): boolean {
  const digits = lastDigits(text);
  return digits === '' ? text.trim() === '' : digitsOf(customer).some((number) => number.includes(digits));
}

function within(time: string | null, { from, to }: Span = { from: null, to: null }): boolean {
  if (from === null && to === null) return true;
  if (time === null) return false;
  return (from === null || Date.parse(time) >= Date.parse(from)) && (to === null || Date.parse(time) <= Date.parse(to));
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
