import { joinedBeside } from '../model/beside';
import { partedFor, type Carried, type ToCarry } from '../model/book/carry-over';
import type { Customer, CustomerRef, NewCustomer, Option } from '../model/customer';
import { digestOf } from '../model/digest';
import { beforeOf, type Change, type Intent } from '../model/edit';
import type { FollowUp } from '../model/follow-up';
import { ProblemError, toProblem } from '../model/problem';
import type { Book } from '../providers/book';
import type { Connected } from './connections/connections';
import { forgetLinked } from './contacts/link-book';
import { addOnce, whoIsAlike } from './customers';
import { connectionOf, isBook, type Desk } from './desk';
import { submit } from './edits/outbox';
import type { Changed } from './edits/sending';
import { readState } from './session/items';
import { changeBesideOf } from './storage/beside';
import { ofConnection } from './storage/database';
import { knownCustomer } from './sync/open-directories';

/** Copies customers of a book to a CRM, one after the other. A repeated call continues where it was stopped: nothing is added or written twice. */
export async function carryOver(
  desk: Desk,
  { from, to, customers }: { from: string; to: string; customers: ToCarry[] },
  changed: Changed,
): Promise<Carried[]> {
  if (!(await isBook(desk, from)) || from === to) throw new ProblemError({ kind: 'not-connected' });
  const [book, target] = [desk.bookOf(from), await connectionOf(desk, to)];
  if (!target.connection.add) throw new ProblemError({ kind: 'not-supported', ability: 'add' });
  const done: Carried[] = [];
  for (const one of customers) {
    const customer = await book.get(one.id);
    if (!customer) continue;
    done.push(
      await carryOne(desk, book, target, { ...one, customer }, changed).catch((thrown: unknown): Carried => ({
        id: one.id,
        kind: 'failed',
        name: customer.name,
        problem: toProblem(thrown, 'carry-over'),
      })),
    );
  }
  return done;
}

interface One extends ToCarry {
  customer: Customer;
}

async function carryOne(desk: Desk, book: Book, target: Connected, one: One, changed: Changed): Promise<Carried> {
  const { customer } = one;
  const to = target.settings.id;
  const key = await idOf(to, customer.id);
  const added: NewCustomer = {
    ...{ name: customer.name, nickname: customer.nickname, company: customer.company, remark: customer.remark },
    phones: customer.phones.map(({ number }) => number),
  };
  let ref: CustomerRef;
  if (one.into !== null) ref = { connection: to, id: one.into };
  else {
    const before = (await readState([`added:${key}`]))[`added:${key}`];
    const seen = [...one.despite, key, ...(before ? [before.id] : [])];
    const alike = (await whoIsAlike(desk, to, added)).filter((other) => !seen.includes(other.ref.id));
    if (alike.length > 0) return { id: customer.id, kind: 'alike', name: customer.name, alike };
    ref = await addOnce(desk, { key, contact: null, connection: to, customer: added, despite: one.despite });
  }
  const left = await writeRest(desk, book, target, customer, ref, changed);
  await linkAlso(desk, customer, ref);
  return { id: customer.id, kind: 'carried', as: ref, left };
}

/** Everything that a new customer does not have, through the outbox; what the CRM does not take is kept beside its customer. */
async function writeRest(
  desk: Desk,
  book: Book,
  { connection }: Connected,
  customer: Customer,
  ref: CustomerRef,
  changed: Changed,
): Promise<number> {
  const signal = AbortSignal.timeout(30_000);
  const known = (await knownCustomer(desk, ref))?.customer;
  const there = await connection.get(known ?? { ...customer, ...ref, handle: {} }, signal);
  const [fields, tags, kinds, followUps] = await Promise.all([
    connection.fields(signal),
    connection.tags(signal),
    connection.followUpKinds?.(signal) ?? [],
    followUpsOf(book, customer.id),
  ]);
  const { changes, newTags } = connection.can;
  const parting = partedFor(customer, there, { changes, newTags, fields, tags });
  const remark: Change[] =
    customer.remark && !there.remark && changes.includes('remark') ? [{ kind: 'remark', text: customer.remark }] : [];
  const written = connection.addFollowUp ? followUps.map((one) => intentOf(one, kinds)) : [];
  for (const change of [...remark, ...parting.changes, ...written]) {
    const edit = await idOf(ref.connection, customer.id, change);
    await submit(desk, { edit, ref, change, base: beforeOf(there, change) }, changed);
  }
  const staying = connection.addFollowUp ? [] : followUps;
  const lines = [
    ...(customer.remark && there.remark !== customer.remark && remark.length === 0 ? [customer.remark] : []),
    ...parting.fields,
  ];
  if (lines.length + parting.tags.length + staying.length === 0) return 0;
  const more = { note: lines.join('\n') || null, tags: parting.tags, followUps: staying };
  await desk.withSpace(() => changeBesideOf(desk.database, ref, (before) => joinedBeside(before, more)));
  return lines.length + parting.tags.length + staying.length;
}

async function followUpsOf(book: Book, customer: string): Promise<FollowUp[]> {
  const [all, { kinds }] = await Promise.all([book.followUps(customer), book.schema()]);
  return all.map(({ id, text, at, kind }) => ({
    ...{ id, text, at, by: null, remindAt: null, automatic: false },
    kind: kinds.find((one) => one.id === kind) ?? null,
  }));
}

/** A reminder stays with the book's own follow-up, so that it is not shown twice. */
function intentOf({ text, at, kind }: FollowUp, kinds: readonly Option[]): Intent {
  const as = kind && kinds.find(({ name }) => name === kind.name);
  return { kind: 'follow-up', followUp: { text, at: at!, kind: as?.id ?? null, remindAt: null, stage: null } };
}

/** Links the same contacts to the CRM's customer, unless a decision for that CRM exists. */
async function linkAlso(desk: Desk, { connection, id }: Customer, as: CustomerRef): Promise<void> {
  const transaction = desk.database.transaction('links', 'readwrite', { durability: 'strict' });
  const { store } = transaction;
  for (const link of await store.getAll(ofConnection(connection))) {
    if (link.customer !== id) continue;
    const there = await store.get([as.connection, link.site, link.name, link.avatar]);
    if (there?.customer) continue;
    const { address: _, ...kept } = link;
    await store.put({ ...kept, connection: as.connection, customer: as.id, refused: there?.refused ?? [] });
  }
  await transaction.done;
  forgetLinked(desk.database);
}

/** The same customer, or the same change of them, has the same id however often it is carried. */
function idOf(to: string, customer: string, change: Intent | null = null): Promise<string> {
  return digestOf(JSON.stringify([to, customer, change])).then((digest) => `carry-${digest.slice(0, 32)}`);
}
