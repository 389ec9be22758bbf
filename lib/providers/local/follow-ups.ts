import type { BookFollowUp } from '../../model/book/record';
import { STAGE } from '../../model/book/schema';
import type { Customer, Option, Page } from '../../model/customer';
import { digestOf } from '../../model/digest';
import { applyChange } from '../../model/edit';
import { newestFirst, type FollowUp, type NewFollowUp } from '../../model/follow-up';
import type { Book } from '../book';

/** All of them at once: they are one person's own notes. */
export async function followUps(book: Book, customer: string): Promise<Page<FollowUp>> {
  const [all, { kinds }] = await Promise.all([book.followUps(customer), book.schema()]);
  const items = newestFirst(all.map((one) => shown(one, kinds)));
  return { items, next: null, total: items.length };
}

/** The same one written twice takes its own place. The stage and the day of the last one go with it, in one step. */
export async function addFollowUp(book: Book, { id: customer }: Customer, followUp: NewFollowUp, now: string): Promise<FollowUp> {
  const { text, at, kind, remindAt, stage } = followUp;
  const written = { connection: '', customer, id: await idOf(followUp), text, at, kind, remindAt };
  const isThere = (await book.followUps(customer)).some(({ id }) => id === written.id);
  await book.edit(
    [customer],
    (before, schema) => {
      if (isThere) return before;
      const isStage = schema.fields.some(({ id, options }) => id === STAGE && options.some((option) => option.id === stage));
      return { ...applyChange(before, { kind: 'follow-up', followUp: { ...followUp, stage: isStage ? stage : null } }), updatedAt: now };
    },
    () => ({ followUps: [written] }),
  );
  return shown(written, (await book.schema()).kinds);
}

export async function hasFollowUp(book: Book, customer: string, followUp: NewFollowUp): Promise<boolean> {
  const id = await idOf(followUp);
  return (await book.followUps(customer)).some((one) => one.id === id);
}

/** The text and the time are what makes it the same one. */
function idOf({ text, at }: NewFollowUp): Promise<string> {
  return digestOf(JSON.stringify([Date.parse(at), text.trim()])).then((digest) => digest.slice(0, 32));
}

function shown({ id, text, at, kind, remindAt }: BookFollowUp, kinds: Option[]): FollowUp {
  const known = kinds.find((one) => one.id === kind) ?? null;
  return { id, text, at, by: null, kind: known, remindAt, automatic: false };
}
