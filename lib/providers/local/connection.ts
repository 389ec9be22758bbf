import type { Seen } from '../../model/alike';
import { fieldsOf, groupsOf, tagIn, tagLook, withTags, type BookSchema } from '../../model/book/schema';
import { bareCustomer, type Customer, type CustomerRef, type NewCustomer } from '../../model/customer';
import { applyChange, type Change } from '../../model/edit';
import { serialQueue } from '../../model/serial-queue';
import { ProblemError } from '../../model/problem';
import type { CustomerQuery, Filter } from '../../model/query';
import type { Book } from '../book';
import type { Connection, Part, ProviderDeps } from '../provider';
import { refuseUnseen, wantedOf, type WantedChanges } from '../unseen';
import { until } from '../until';
import { alikeIn } from './alike';
import { everybody, mayBe, matching, onePage } from '../finding';
import { addFollowUp, followUps, hasFollowUp } from './follow-ups';
import { refuseUnfit } from './values';

/** The book of one browser. Everything can be edited; a tag exists as soon as it was named. */
export function createConnection({ connection, book, now }: ProviderDeps): Connection {
  return {
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'personal-name', 'field', 'details'],
      addCustomer: true,
      newTags: true,
      readOnlyReason: null,
      filters: FILTERS,
      filledFields: true,
    },
    check: async () => ({ user: null, detail: null }),
    find: async (hints, signal) => ({ customers: await mayBe(book, hints, signal), complete: true }),
    get: (known, signal) => get(book, known.id, signal),
    search: (query, page, signal) => onePage(book, query, page, FILTERS, signal),
    tags: (signal) => until(signal, book.schema().then(groupsOf)),
    fields: (signal) => until(signal, book.schema().then(fieldsOf)),
    apply: (changes, known, signal, bases) => apply(book, now, wantedOf(changes, known, bases), known.id, signal),
    add: (customer, key, signal, seen = UNSEEN) =>
      until(
        signal,
        serially(() => add(book, newCustomer(connection, key, customer, isoOf(now())), seen, signal)),
      ),
    alike: async (customer, home, signal) => alikeIn(book, customer, home, signal),
    remove: (ref, signal) => remove(book, ref, signal),
    list: (since, cursor, signal) => list(book, since, cursor, signal),
    export: (query, signal) => exported(book, query, signal),
    followUps: (customer, _page, signal) => until(signal, followUps(book, customer.id)),
    addFollowUp: (customer, followUp, signal) => until(signal, addFollowUp(book, customer, followUp, isoOf(now()))),
    hasFollowUp: (customer, followUp, signal) => until(signal, hasFollowUp(book, customer.id, followUp)),
    followUpKinds: (signal) =>
      until(
        signal,
        book.schema().then(({ kinds }) => kinds),
      ),
  };
}

/** The number of customers that are read at once. */
const PART_SIZE = 250;
const FILTERS: Filter[] = ['id', 'name', 'phone', 'remark', 'created', 'tags', 'stage', 'fields'];

async function get(book: Book, id: string, signal: AbortSignal): Promise<Customer> {
  const customer = await until(signal, book.get(id));
  if (!customer) throw new ProblemError({ kind: 'not-found' });
  return customer;
}

async function apply(book: Book, now: () => number, { changes, bases }: WantedChanges, id: string, signal: AbortSignal): Promise<Customer> {
  signal.throwIfAborted();
  const [after] = await book.edit([id], (before, schema) => {
    const edited = changes.flatMap((change) => (change.kind === 'field' ? change : []));
    const inSchema = new Map(schema.fields.map((field) => [field.id, field]));
    if (edited.some(({ field }) => !inSchema.has(field))) throw new ProblemError({ kind: 'not-supported', ability: 'field' });
    const wanted = changes.map((change) => named(schema, change));
    refuseUnseen({ changes: wanted, bases }, (change) => same(tidy(applyChange(before, change)), before));
    for (const { field, value } of edited) refuseUnfit(inSchema.get(field)!, value);
    const made = tidy(wanted.reduce(applyChange, before));
    return same(made, before) ? before : { ...made, updatedAt: isoOf(now()) };
  });
  return after!;
}

function same(a: Customer, b: Customer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A tag as the book has it; one that is new has no id yet. */
function named(schema: BookSchema, change: Change): Change {
  if (!('tag' in change)) return change;
  const known = tagIn(schema, change.tag) ?? (change.kind === 'add-tag' ? withTags(schema, [change.tag]).tags.at(-1) : undefined);
  return known ? { ...change, tag: tagLook(schema, known) } : change;
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
  const unseen = (await alikeIn(book, { ...customer, phones }, home, signal)).find(({ ref }) => !despite.includes(ref.id));
  if (unseen) throw new ProblemError({ kind: 'already-there', by: unseen.by });
  await book.write({ put: [customer] });
  return (await book.get(customer.id))!;
}

const UNSEEN: Seen = { despite: [], home: null };

/** Of two that are added in the same moment the second finds the first; one turn for all books, since a book may be connected twice. */
const serially = serialQueue();

async function remove(book: Book, ref: CustomerRef, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await book.write({ remove: [ref.id] });
}

/** In the order of the book, in which an id is enough to continue from. */
async function* list(book: Book, since: string | null, cursor: string | null, signal: AbortSignal): AsyncIterable<Part> {
  const from = since === null ? -Infinity : Date.parse(since);
  const isSince = ({ updatedAt }: Customer) => updatedAt === null || Date.parse(updatedAt) >= from;
  for await (const { customers, last } of everybody(book, cursor, signal)) {
    const wanted = customers.filter(isSince);
    if (last || wanted.length > 0) yield { customers: wanted, cursor: last ? null : customers.at(-1)!.id };
  }
}

async function* exported(book: Book, query: CustomerQuery, signal: AbortSignal): AsyncIterable<Customer[]> {
  for await (const customers of matching(book, query, FILTERS, signal)) {
    for (let at = 0; at < customers.length; at += PART_SIZE) yield customers.slice(at, at + PART_SIZE);
  }
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
