import type { Customer } from '../../model/customer';
import type { BookSchema, SchemaField } from '../../model/book/schema';
import { importedId } from '../../model/sheet/imported';
import type { ImportRun, UndoStep } from '../../model/sheet/import-run';
import { targetOfField } from '../../model/sheet/own-fields';
import type { Book, JournalPart } from '../../providers/book';
import type { Desk } from '../desk';
import { ofConnection } from '../storage/database';
import { headsAs, imports, serially, journalOf, NOTHING_DONE, partOf, replaced, importTime } from './journal';

/** Undoes the last part of an import that was not undone yet. */
export function undoImport(desk: Desk, connection: string, run: string): Promise<UndoStep> {
  return serially(desk, async () => {
    const runs = await imports(desk, connection);
    const head = runs.find((one) => one.run === run);
    if (!head) return { left: 0, removed: 0, restored: 0, kept: [] };
    const book = desk.bookOf(connection);
    const now = desk.now();
    // While the import runs, the last part may be written in part: it is undone as well.
    const part = head.state === 'running' ? head.parts : head.parts - 1;
    const next = { ...head, state: 'undoing' as const, parts: part };
    const together = await restore(desk, book, connection, head, 2 * part + 2);
    const added = await partOf(desk, connection, run, 2 * part + 1);
    const rows = [...together.added, ...(added?.added ?? [])];
    const removing = await removable(
      desk,
      book,
      connection,
      head,
      rows.map((row) => importedId(head, row)),
    );
    // Fields that came with the import are removed in a last step of their own, after its customers.
    const adds = head.about.adds ?? [];
    const isLast = adds.length > 0 ? part < 0 : part <= 0;
    const left = isLast ? runs.filter((one) => one.run !== run) : replaced(runs, next);
    const done = isLast ? [] : [emptied(run, 2 * part + 1, now)];
    const endJournals = isLast ? [journalOf(run)] : [];
    const fields = isLast ? await fieldsToRemove(book, adds, left) : null;
    const schema = (known: BookSchema) => (fields ? withoutFields(known, fields.remove) : known);
    const journal = [headsAs(left, now), ...done];
    await book.write({ remove: removing.remove, schema, journal, endJournals, ...(!isLast && { bulk: true, flushedLater: true }) });
    const kept = [...together.kept, ...removing.kept];
    return {
      left: isLast ? 0 : part + (adds.length > 0 ? 1 : 0),
      removed: removing.remove.length,
      restored: together.count,
      kept,
      ...(fields && adds.length > 0 && { fields: fields.labels }),
    };
  });
}

/** Of the fields that an import had added, those without a value in any customer, unchanged since, and not in the columns of an unfinished import. */
async function fieldsToRemove(book: Book, adds: readonly SchemaField[], others: readonly ImportRun[]) {
  const { fields } = await book.schema();
  const filled = others.flatMap(({ state, about }) => (state === 'running' ? about.targets : []));
  const there = adds.flatMap((added) => {
    const field = fields.find(({ id }) => id === added.id);
    if (!field) return [];
    return [{ ...field, isSame: field.label === added.label && field.type === added.type && !filled.includes(targetOfField(field)) }];
  });
  const same = there.filter(({ isSame }) => isSame);
  const uses = await book.uses(same.map(({ id }) => ({ kind: 'field', field: id })));
  const remove = same.filter((_, at) => uses[at] === 0).map(({ id }) => id);
  const labelsOf = (removed: boolean) => there.filter(({ id }) => remove.includes(id) === removed).map(({ label }) => label);
  return { remove, labels: { removed: labelsOf(true), kept: labelsOf(false) } };
}

/** No customer has a value in these fields, so no record has to be changed. */
function withoutFields(schema: BookSchema, ids: readonly string[]): BookSchema {
  const fields = schema.fields.filter(({ id }) => !ids.includes(id));
  return fields.length === schema.fields.length ? schema : { ...schema, fields };
}

/** Restores the customers that a row was merged into, unless they were changed since. */
async function restore(desk: Desk, book: Book, connection: string, head: ImportRun, part: number) {
  const value = (await partOf(desk, connection, head.run, part)) ?? NOTHING_DONE;
  if (value.before.length === 0) return { count: 0, kept: [], added: value.added };
  const before = new Map(value.before.map((customer) => [customer.id, customer]));
  const there = await book.getMany([...before.keys()]);
  const since = there.filter(({ updatedAt }) => updatedAt !== importTime(head));
  const unchanged = there.filter((customer) => !since.includes(customer)).map(({ id }) => id);
  const by = (customer: Customer) => (customer.updatedAt === importTime(head) ? before.get(customer.id)! : customer);
  // The same transaction empties the journal part: a repeated call must not take the restored customers for changed ones.
  const also = () => ({
    journal: [{ ...emptied(head.run, part, desk.now()), value: { ...NOTHING_DONE, added: value.added } }],
    bulk: true as const,
  });
  await book.edit(unchanged, by, also);
  return { count: unchanged.length, kept: since.map(({ id, name }) => ({ id, name })), added: value.added };
}

async function removable(desk: Desk, book: Book, connection: string, head: ImportRun, added: string[]) {
  const links = await desk.database.getAll('links', ofConnection(connection));
  const linked = new Set(links.map(({ customer }) => customer));
  const there = await book.getMany(added);
  const isOurs = ({ id, updatedAt, lastFollowUpAt }: Customer) =>
    updatedAt === importTime(head) && lastFollowUpAt === null && !linked.has(id);
  const kept = there.filter((customer) => !isOurs(customer)).map(({ id, name }) => ({ id, name }));
  return { remove: there.filter(isOurs).map(({ id }) => id), kept };
}

function emptied(run: string, part: number, at: number): JournalPart {
  return { id: journalOf(run), part, at, value: NOTHING_DONE };
}
