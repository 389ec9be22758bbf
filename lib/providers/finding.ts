import type { Customer, Page } from '../model/customer';
import { gather } from '../model/match/gather';
import { readShown } from '../model/match/shown';
import { tailOf } from '../model/phone';
import { checkedQuery, type CustomerQuery, type Filter } from '../model/query';
import type { Book, BookIndex } from './book';
import type { ContactHints } from './provider';
import { until } from './until';
import { fits, ranked, whoMayBe } from './matching';

/** What a search reads: a local book, or a copy of the customers of a CRM whose API has no search. */
export type Searchable = Pick<Book, 'index' | 'indexSoFar' | 'getMany' | 'part' | 'count'>;

/** The number of customers that are read at once, so that other work of the worker can run in between. */
const AT_A_TIME = 250;
const PAGE_SIZE = 50;

/** The most candidates of one kind: more cannot be distinguished by the query. */
const MOST = 400;

/** The whole book, a part at a time. `last` is true for the last part, which may be empty. */
export async function* everybody(
  book: Searchable,
  after: string | null,
  signal: AbortSignal,
): AsyncIterable<{ customers: Customer[]; last: boolean }> {
  for (let at = after; ;) {
    const customers = await until(signal, book.part(at, AT_A_TIME));
    const last = customers.length < AT_A_TIME;
    yield { customers, last };
    if (last) return;
    at = customers.at(-1)!.id;
  }
}

/** The customers who may be who the chat is with; generous, since ranking is done elsewhere. */
export async function mayBe(book: Searchable, hints: ContactHints, signal: AbortSignal): Promise<Customer[]> {
  const index = await until(signal, book.index());
  // A person with a CRM may have an empty book: the tables of the search need not be built for it.
  if (index?.size === 0) return [];
  if (index) return whoMayBe(await until(signal, book.getMany(await until(signal, idsFor(index, hints)))), hints);
  const found: Customer[] = [];
  for await (const { customers } of everybody(book, null, signal)) found.push(...whoMayBe(customers, hints));
  return found;
}

async function idsFor(index: BookIndex, { name, phones }: ContactHints): Promise<string[]> {
  const shown = readShown(name);
  const texts = [...new Set([name, shown.key])].filter((text) => text.trim() !== '');
  const found = await Promise.all([
    index.ids((places) => {
      const all = gather(shown, places);
      for (const phone of phones) for (const place of places.slots(`t${tailOf(phone.replace(/\D/g, ''))}`, MOST)) all.add(place);
      return all;
    }),
    ...texts.map((text) => index.find(text, MOST)),
  ]);
  return [...new Set(found.flat())];
}

/** One page of the customers that match the query, those that its text fits best first. */
export async function onePage(
  book: Searchable,
  query: CustomerQuery | string,
  page: string | null,
  filters: Filter[],
  signal: AbortSignal,
): Promise<Page<Customer>> {
  const wanted = checkedQuery(query, filters);
  return wanted.text?.trim() ? pageOfFound(book, wanted, Number(page ?? 0), signal) : pageOfAll(book, wanted, page, signal);
}

/**
 * `from` counts those who fit. While the index is being made the page has whom it knows so far: to go through the whole book takes ten seconds for
 * 100,000 customers.
 */
async function pageOfFound(book: Searchable, query: CustomerQuery, from: number, signal: AbortSignal): Promise<Page<Customer>> {
  const to = from + PAGE_SIZE;
  const index = await until(signal, book.indexSoFar());
  const incomplete = index?.whole === false && { incomplete: true as const };
  const isTextAlone = Object.entries(query).every(([key, value]) => key === 'text' || value === undefined);
  if (index && isTextAlone) {
    const ids = await until(signal, idsBy(index, query.text!));
    const items = await until(signal, book.getMany(ids.slice(from, to)));
    return { items, next: nextOf(to, ids.length), total: ids.length, ...incomplete };
  }
  const { text = '', ...rest } = query;
  const all = index
    ? await foundBy(book, index, text, rest, signal)
    : await Array.fromAsync(matching(book, query, [], signal, true)).then((parts) => parts.flat());
  return { items: all.slice(from, to), next: nextOf(to, all.length), total: all.length, ...incomplete };
}

/** The customers of an index who are found by the text and fit the rest of the query, the best first. */
async function foundBy(book: Searchable, index: BookIndex, text: string, rest: CustomerQuery, signal: AbortSignal): Promise<Customer[]> {
  const ids = await until(signal, idsBy(index, text));
  const found: Customer[] = [];
  for (let at = 0; at < ids.length; at += AT_A_TIME)
    found.push(...(await until(signal, book.getMany(ids.slice(at, at + AT_A_TIME)))).filter((customer) => fits(customer, rest)));
  return found;
}

function nextOf(to: number, total: number): string | null {
  return to < total ? String(to) : null;
}

/** The customers found by the text; a part of a number is found anywhere in it. */
function idsBy(index: BookIndex, text: string): Promise<string[]> {
  return index.find(text, index.size);
}

/** All pages together read the book once: each page continues after the last customer of the one before. */
async function pageOfAll(book: Searchable, query: CustomerQuery, after: string | null, signal: AbortSignal): Promise<Page<Customer>> {
  const isEverybody = Object.values(query).every((value) => value === undefined || value === '');
  const items: Customer[] = [];
  let isLast = false;
  let at = after;
  while (items.length < PAGE_SIZE && !isLast) {
    const size = isEverybody ? PAGE_SIZE + 1 : AT_A_TIME;
    const customers = await until(signal, book.part(at, size));
    isLast = customers.length < size;
    for (const customer of customers) {
      if (items.length === PAGE_SIZE) {
        isLast = false;
        break;
      }
      at = customer.id;
      if (fits(customer, query)) items.push(customer);
    }
  }
  return { items, next: isLast ? null : at, total: isEverybody ? await until(signal, book.count()) : null };
}

/** All customers that match the query, in parts; with a text the best first, in one part. */
export async function* matching(
  book: Searchable,
  query: CustomerQuery,
  filters: Filter[],
  signal: AbortSignal,
  isChecked = false,
): AsyncIterable<Customer[]> {
  const wanted = isChecked ? query : checkedQuery(query, filters);
  const { text = '', ...rest } = wanted;
  const index = text.trim() === '' ? null : await until(signal, book.index());
  if (index) {
    yield await foundBy(book, index, text, rest, signal);
    return;
  }
  const found: { customer: Customer; rank: number }[] = [];
  for await (const { customers } of everybody(book, null, signal)) {
    const fitting = customers.filter((customer) => fits(customer, rest));
    if (text.trim() === '') yield fitting;
    else found.push(...ranked(fitting, text));
  }
  if (text.trim() !== '') yield found.sort((a, b) => a.rank - b.rank).map(({ customer }) => customer);
}
