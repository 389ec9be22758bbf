import type { Customer } from '../model/customer';
import { plainly } from '../model/folding/fold';
import { explainedBy } from '../model/match/explainers';
import { recordOf } from '../model/match/record-of';
import type { CustomerQuery, FieldCondition, TimeRange } from '../model/query';
import { answers } from '../model/search/highlight';
import { SearchIndex } from '../model/search/search-index';
import { searchLine } from '../model/search/search-line';
import type { ContactHints } from './provider';

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

/** Whether everything that the query asks for is true of the customer, its text apart. */
export function fits(customer: Customer, query: CustomerQuery): boolean {
  const { id = '', name = '', phone = '', remark = '', colleagues = [], created, tags = [], stage = '', fields = [] } = query;
  return (
    (id.trim() === '' || customer.id === id.trim()) &&
    says(customer.name, name) &&
    hasDigits(customer, phone) &&
    says(customer.remark ?? '', remark) &&
    (!colleagues.length || [customer.owner, ...customer.helpers].some((one) => colleagues.includes(one?.id ?? ''))) &&
    within(customer.createdAt, created) &&
    (!tags.length || customer.tags.some((tag) => tags.includes(tag.id))) &&
    (stage === '' || customer.stage?.id === stage) &&
    fields.every((condition) => holds(customer, condition))
  );
}

function holds({ fields }: Customer, { field, is, values }: FieldCondition): boolean {
  const held = fields.find(({ id }) => id === field);
  const value = held?.value ?? null;
  if (!held || value === null || (Array.isArray(value) && value.length === 0)) return false;
  if (is === 'filled') return true;
  const all = [value].flat().map(String);
  if (is === 'between') return isBetween(all[0]!, values);
  const isOption = held.type === 'choice' || held.type === 'choices';
  return values.some((wanted) => (isOption ? all.includes(wanted) : all.some((text) => answers(text, wanted))));
}

/** Days are compared as days, moments as moments. */
function isBetween(text: string, [from = '', to = '']: string[]): boolean {
  if (text.length === DAY && from.length === DAY) return text >= from && text <= to;
  return Date.parse(text) >= Date.parse(from) && Date.parse(text) <= Date.parse(to);
}

/** `yyyy-MM-dd` */
const DAY = 10;

/** Those whom the text fits, by the same rules as a search through the local copies: any script, any reading. 0 is the best rank. */
export function ranked(customers: Customer[], text: string): { customer: Customer; rank: number }[] {
  const index = new SearchIndex();
  for (const [slot, customer] of customers.entries()) index.put(slot, searchLine(recordOf(customer)));
  return index.find(text, customers.length).map(({ slot, rank }) => ({ customer: customers[slot]!, rank }));
}

function says(text: string, wanted: string): boolean {
  return wanted.trim() === '' || answers(text, wanted);
}

function hasDigits(customer: Customer, text: string): boolean {
  const digits = lastDigits(text);
  return digits === '' ? text.trim() === '' : digitsOf(customer).some((number) => number.includes(digits));
}

function within(time: string | null, { from, to }: TimeRange = { from: null, to: null }): boolean {
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
