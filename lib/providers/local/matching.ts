import type { Customer } from '../../model/customer';
import { plainly } from '../../model/folding/fold';
import { explainedBy } from '../../model/match/explainers';
import { recordOf } from '../../model/match/record-of';
import type { CustomerQuery, Span } from '../../model/query';
import { answers } from '../../model/search/highlight';
import { SearchIndex } from '../../model/search/search-index';
import { searchLine } from '../../model/search/search-line';
import type { ContactHints } from '../provider';

/** The customers who may be who the chat is with; generous, since ranking is done elsewhere. */
export function whoMayBe(customers: Customer[], { name, phones }: ContactHints): Customer[] {
  const isExplained = explainedBy(name);
  const shown = plainly(name);
  return customers.filter(
    (customer) =>
      hasPhone(customer, name, phones) || isExplained(recordOf(customer)) || namesOf(customer).some((known) => contains(known, shown)),
  );
}

function namesOf({ name, nickname, remark }: Customer): string[] {
  return [name, nickname, remark].map(plainly);
}

/** One name inside another; a single character says too little, unless it is the whole name. */
function contains(long: string, short: string): boolean {
  return short !== '' && (long === short || ([...short].length > 1 && long.includes(short)));
}

function hasPhone(customer: Customer, name: string, phones: string[]): boolean {
  const shown = name.normalize('NFKC').replace(/\D/g, '');
  const numbers = digitsOf(customer);
  return (
    phones.some((phone) => numbers.includes(lastDigits(phone)) && lastDigits(phone) !== '') ||
    numbers.some((number) => number.length >= SHORTEST_PHONE && shown.endsWith(number))
  );
}

/** The customers of whom everything that the query asks for is true, those whom its text fits best first. */
export function whoFit(customers: Customer[], query: CustomerQuery): Customer[] {
  const { text = '', id = '', name = '', phone = '', remark = '', created, tags = [] } = query;
  return searched(customers, text).filter(
    (customer) =>
      (id.trim() === '' || customer.id === id.trim()) &&
      says(customer.name, name) &&
      hasDigits(customer, phone) &&
      says(customer.remark ?? '', remark) &&
      within(customer.createdAt, created) &&
      (!tags.length || customer.tags.some((tag) => tags.includes(tag.id))),
  );
}

/** By the same rules as a search through the local copies: any script, any reading. All customers for an empty text. */
function searched(customers: Customer[], text: string): Customer[] {
  if (text.trim() === '') return customers;
  const index = new SearchIndex();
  for (const [slot, customer] of customers.entries()) index.put(slot, searchLine(recordOf(customer)));
  const found = index.find(text, customers.length).map(({ slot }) => customers[slot]!);
  const isNumber = text.replace(/\D/g, '').length > 2;
  return isNumber ? [...new Set([...found, ...customers.filter((customer) => hasDigits(customer, text))])] : found;
}

function says(text: string, wanted: string): boolean {
  return wanted.trim() === '' || answers(text, wanted);
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

/** Chinese numbers have eleven digits; a prefix is a country code. */
function lastDigits(phone: string): string {
  return phone.replace(/\D/g, '').slice(-11);
}

function digitsOf({ phones }: Customer): string[] {
  return phones.filter(({ hidden }) => !hidden).map(({ number }) => lastDigits(number));
}
