import { refKey, type Customer } from '../../model/customer';
import { applyChange, beforeOf, sameChange, type Change } from '../../model/edit';
import { tagIn, tagLook, withTags, type BookSchema } from '../../model/book/schema';
import type { ManyChange, ManyDone, ManyStep } from '../../model/many/many-calls';
import { ProblemError } from '../../model/problem';
import { item, type StateChange } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { bookAt, type Desk } from '../desk';
import { forgetOld, noted } from './journal';

/** The journal part of a step: the change, and the values before it. */
export interface Changed {
  kind: 'change';
  change: ManyChange;
  before: [id: string, base: Change][];
  gone: number;
  undone?: true;
}

/** From this number on, the directory is updated after the step. */
const MANY = 100;

/** Changes some customers of a book in one step; a step that comes twice is done once. */
export async function changeMany(desk: Desk, { connection, run, part, ids, change }: ManyStep & { change: ManyChange }): Promise<ManyDone> {
  const id = `bulk ${run}`;
  const book = await bookAt(desk, connection);
  const done = await noted<Changed>(desk, connection, id, part);
  if (done) return { changed: done.before.length, gone: done.gone };
  if (part === 0) await forgetOld(desk, connection, 'bulk');
  const there = (await book.getMany(ids)).map((customer) => customer.id);
  const before = new Map<string, Change>();
  const at = new Date(desk.now()).toISOString();
  const gone = ids.length - there.length;
  await book.edit(
    there,
    (customer, schema) => {
      const wanted = named(schema, change);
      const base = beforeOf(customer, wanted);
      before.delete(customer.id);
      if (!base || base.kind === 'unseen' || sameChange(base, wanted)) return customer;
      before.set(customer.id, base);
      return { ...applyChange(customer, wanted), updatedAt: at };
    },
    () => ({
      journal: [{ id, part, at: desk.now(), value: { kind: 'change', change, before: [...before], gone } satisfies Changed }],
      ...(ids.length >= MANY && { bulk: true as const }),
    }),
  );
  await showNow(desk, connection, [...before.keys()]);
  return { changed: before.size, gone };
}

/** Undoes a step for each customer whose value has not been changed since. */
export async function undoChange(desk: Desk, connection: string, id: string, part: number, done: Changed): Promise<void> {
  const book = await bookAt(desk, connection);
  const before = new Map(done.before);
  const there = (await book.getMany([...before.keys()])).map((customer) => customer.id);
  const at = new Date(desk.now()).toISOString();
  await book.edit(
    there,
    (customer, schema) => {
      const now = beforeOf(customer, named(schema, done.change));
      const isOurs = now && now.kind !== 'unseen' && sameChange(now, named(schema, done.change));
      return isOurs ? { ...applyChange(customer, before.get(customer.id)!), updatedAt: at } : customer;
    },
    () => ({
      journal: [{ id, part, at: desk.now(), value: { ...done, undone: true } }],
      ...(there.length >= MANY && { bulk: true as const }),
    }),
  );
  await showNow(desk, connection, there);
}

/** Completes the change from the schema: the tag with its id and colour; throws for an unknown field or option. */
function named(schema: BookSchema, change: ManyChange): ManyChange {
  if (change.kind === 'field') {
    const field = schema.fields.find(({ id }) => id === change.field);
    const isKnown = field && (change.value === null || field.type !== 'choice' || field.options.some(({ id }) => id === change.value));
    if (!isKnown) throw new ProblemError({ kind: 'not-supported', ability: 'field' });
    return change;
  }
  const known = tagIn(schema, change.tag) ?? (change.kind === 'add-tag' ? withTags(schema, [change.tag]).tags.at(-1) : undefined);
  return known ? { ...change, tag: tagLook(schema, known) } : change;
}

/** Updates the session items of those customers that have one. */
export async function showNow(desk: Desk, connection: string, ids: readonly string[]): Promise<void> {
  const keys = ids.map((id) => `customer:${refKey({ connection, id })}` as const);
  const shown = await readState(keys);
  const wanted = ids.filter((_, at) => shown[keys[at]!]);
  if (wanted.length === 0) return;
  const customers = await desk.bookOf(connection).getMany(wanted);
  await writeState(Object.assign({}, ...customers.map((customer) => itemOf(desk, customer))) as StateChange);
}

function itemOf(desk: Desk, customer: Customer): StateChange {
  return item(`customer:${refKey(customer)}`, { customer, freshness: 'fresh', fetchedAt: desk.now() });
}
