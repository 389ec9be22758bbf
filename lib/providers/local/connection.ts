import type { Seen } from '../../model/alike';
import { bareCustomer, type Customer, type CustomerRef, type NewCustomer, type Page } from '../../model/customer';
import { applyChange, type Change } from '../../model/edit';
import { oneByOne } from '../../model/one-by-one';
import { ProblemError } from '../../model/problem';
import { checkedQuery, type CustomerQuery, type Filter } from '../../model/query';
import type { TagGroup } from '../../model/tag';
import type { Book, Connection, Part, ProviderDeps } from '../provider';
import { refuseUnseen, wantedOf, type Wanted } from '../unseen';
import { until } from '../until';
import { whoIsAlike } from './alike';
import { whoFit, whoMayBe } from './matching';

/** The book of one browser. Everything can be edited; a tag exists as soon as a customer has it. */
export function createConnection({ connection, book, now }: ProviderDeps): Connection {
  return {
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'personal-name', 'details'],
      addCustomer: true,
      newTags: true,
      readOnlyReason: null,
      filters: FILTERS,
    },
    check: async () => ({ user: null, detail: null }),
    find: async (hints, signal) => ({ customers: whoMayBe(await all(book, signal), hints), complete: true }),
    get: (known, signal) => get(book, known.id, signal),
    search: async (query, page, signal) => pageOf(await matching(book, query, signal), Number(page ?? 0)),
    tags: async (signal) => tagsOf(await all(book, signal)),
    fields: async () => [],
    apply: (changes, known, signal, bases) => apply(book, now, wantedOf(changes, known, bases), known.id, signal),
    add: (customer, key, signal, seen = UNSEEN) =>
      until(
        signal,
        adding(() => add(book, newCustomer(connection, key, customer, isoOf(now())), seen, signal)),
      ),
    alike: async (customer, home, signal) => whoIsAlike(await all(book, signal), customer, home),
    remove: (ref, signal) => remove(book, ref, signal),
    list: (since, cursor, signal) => list(book, since, cursor, signal),
    export: (query, signal) => exported(book, query, signal),
  };
}

const PAGE_SIZE = 50;
const PART_SIZE = 100;
const FILTERS: Filter[] = ['id', 'name', 'phone', 'remark', 'created', 'tags'];

async function all(book: Book, signal: AbortSignal): Promise<Customer[]> {
  signal.throwIfAborted();
  const customers = await book.all();
  signal.throwIfAborted();
  return customers;
}

async function get(book: Book, id: string, signal: AbortSignal): Promise<Customer> {
  signal.throwIfAborted();
  const customer = await book.get(id);
  if (!customer) throw new ProblemError({ kind: 'not-found' });
  return customer;
}

async function matching(book: Book, query: CustomerQuery | string, signal: AbortSignal): Promise<Customer[]> {
  const wanted = checkedQuery(query, FILTERS);
  return whoFit(await all(book, signal), wanted);
}

function pageOf(customers: Customer[], from: number): Page<Customer> {
  const to = from + PAGE_SIZE;
  return { items: customers.slice(from, to), next: to < customers.length ? String(to) : null, total: customers.length };
}

function tagsOf(customers: Customer[]): TagGroup[] {
  const tags = [...new Map(customers.flatMap((customer) => customer.tags).map((tag) => [tag.id, tag])).values()];
  const groups = Map.groupBy(tags, (tag) => tag.group);
  return [...groups].map(([name, members]) => ({ name, tags: members }));
}

async function apply(book: Book, now: () => number, { changes, bases }: Wanted, id: string, signal: AbortSignal): Promise<Customer> {
  if (changes.some(({ kind }) => kind === 'field')) throw new ProblemError({ kind: 'not-supported', ability: 'field' });
  const before = await get(book, id, signal);
  const wanted = changes.map(named);
  refuseUnseen({ changes: wanted, bases }, (change) => same(tidy(applyChange(before, change)), before));
  const after = tidy(wanted.reduce(applyChange, before));
  return same(after, before) ? before : put(book, { ...after, updatedAt: isoOf(now()) });
}

function same(a: Customer, b: Customer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A tag that is new has no id yet: here the name is the id. */
function named(change: Change): Change {
  return change.kind === 'add-tag' && !change.tag.id ? { ...change, tag: { ...change.tag, id: change.tag.name } } : change;
}

function tidy(customer: Customer): Customer {
  return { ...customer, remark: customer.remark || null, nickname: customer.nickname || null, company: customer.company || null };
}

/** Who has the id already was added before the worker was stopped, and may have been changed since. */
async function add(book: Book, customer: Customer, { despite, home }: Seen, signal: AbortSignal): Promise<Customer> {
  signal.throwIfAborted();
  const before = await book.get(customer.id);
  if (before) return before;
  const phones = customer.phones.map(({ number }) => number);
  const unseen = whoIsAlike(await all(book, signal), { ...customer, phones }, home).find(({ ref }) => !despite.includes(ref.id));
  if (unseen) throw new ProblemError({ kind: 'already-there', by: unseen.by });
  return put(book, customer);
}

const UNSEEN: Seen = { despite: [], home: null };

/** Of two that are added in the same moment the second finds the first; one turn for all books, since a book may be connected twice. */
const adding = oneByOne();

async function put(book: Book, customer: Customer): Promise<Customer> {
  await book.put(customer);
  return customer;
}

async function remove(book: Book, ref: CustomerRef, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await book.delete(ref.id);
}

/** In the order of their ids, so that an id is enough to continue from. */
async function* list(book: Book, since: string | null, cursor: string | null, signal: AbortSignal): AsyncIterable<Part> {
  const from = since === null ? -Infinity : Date.parse(since);
  const wanted = (await all(book, signal))
    .filter(({ id, updatedAt }) => (cursor === null || id > cursor) && (updatedAt === null || Date.parse(updatedAt) >= from))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const customers of partsOf(wanted)) {
    const last = customers.at(-1)?.id ?? null;
    yield { customers, cursor: last === wanted.at(-1)?.id ? null : last };
  }
}

async function* exported(book: Book, query: CustomerQuery, signal: AbortSignal): AsyncIterable<Customer[]> {
  yield* partsOf(await matching(book, query, signal));
}

function partsOf(customers: Customer[]): Customer[][] {
  const count = Math.ceil(customers.length / PART_SIZE);
  return Array.from({ length: count }, (_, at) => customers.slice(at * PART_SIZE, (at + 1) * PART_SIZE));
}

function newCustomer(connection: string, id: string, customer: NewCustomer, at: string): Customer {
  return tidy({
    ...bareCustomer({ connection, id }),
    name: customer.name,
    company: customer.company,
    remark: customer.remark,
    nickname: customer.nickname,
    phones: customer.phones.map((number) => ({ label: null, number, hidden: false })),
    createdAt: at,
    updatedAt: at,
  });
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
