import { changedBeside, MOST_BESIDE, type Beside, type BesideChange } from '../../model/beside';
import { refKey, type CustomerRef } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import type { TagGroup } from '../../model/tag';
import { item } from '../../wire/items';
import type { Handlers } from '../../wire/serve';
import type { Desk } from '../desk';
import { writeState } from '../session/items';
import { allBeside, besideOf, changeBesideOf } from '../storage/beside';
import { forgetReminder, postponeReminder, remindOfBeside } from './reminders';
import { storedReminder } from './stored-reminders';

/** The calls about the records beside customers. */
export function createBesideHandlers(desk: Desk): Pick<Handlers, 'openBeside' | 'changeBeside' | 'besideTags'> {
  return {
    openBeside: (ref) => openBeside(desk, ref).then(() => null),
    changeBeside: ({ ref, change }) => changeBeside(desk, ref, change).then(() => null),
    besideTags: () => besideTags(desk),
  };
}

/** Publishes the record on this device beside a customer. */
async function openBeside(desk: Desk, ref: CustomerRef): Promise<void> {
  await publish(desk, ref, await besideOf(desk.database, ref));
}

/** Changes the record; the reminder of a follow-up is stored and deleted with it. */
async function changeBeside(desk: Desk, ref: CustomerRef, change: BesideChange): Promise<void> {
  await store(desk, ref, change);
  if (change.kind === 'add-follow-up') await remindOfBeside(desk, ref, change.followUp);
  if (change.kind === 'remove-follow-up') await forgetReminder(desk, change.id);
}

/** Marks a reminder as done, also on its follow-up on this device. */
export async function endReminder(desk: Desk, id: string): Promise<void> {
  const reminder = await storedReminder(desk, id);
  await forgetReminder(desk, id);
  if (reminder?.onDevice) await store(desk, reminder.ref, { kind: 'remind', id, remindAt: null });
}

/** Moves a reminder to another time (epoch ms), also on its follow-up on this device. */
export async function delayReminder(desk: Desk, id: string, at: number): Promise<void> {
  await postponeReminder(desk, id, at);
  const reminder = await storedReminder(desk, id);
  if (reminder?.onDevice) await store(desk, reminder.ref, { kind: 'remind', id, remindAt: new Date(at).toISOString() });
}

/** The tags of all records on this device. */
async function besideTags(desk: Desk): Promise<TagGroup[]> {
  const all = [...(await allBeside(desk.database)).values()].flatMap(({ tags }) => tags);
  const named = new Map(all.map((tag) => [tag.name, tag]));
  return [...Map.groupBy(named.values(), ({ group }) => group)].map(([name, tags]) => ({ name, tags }));
}

async function store(desk: Desk, ref: CustomerRef, change: BesideChange): Promise<void> {
  const next = await desk.withSpace(() => changeBesideOf(desk.database, ref, (before) => within(changedBeside(before, change))));
  await publish(desk, ref, next);
}

function within(beside: Beside): Beside {
  const length = Math.max(beside.tags.length, beside.followUps.length);
  if (length > MOST_BESIDE) throw new ProblemError({ kind: 'too-long', what: 'list', length, most: MOST_BESIDE });
  return beside;
}

function publish(desk: Desk, { connection, id }: CustomerRef, beside: Beside): Promise<void> {
  const ref = { connection, id };
  return writeState(item(`beside:${refKey(ref)}`, { ...beside, ref, at: desk.now() }));
}
