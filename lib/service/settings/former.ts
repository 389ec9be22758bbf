import { changedBlock, customersIn } from '../../model/book/block';
import { joinedBeside, NOTHING_BESIDE } from '../../model/beside';
import type { Counts } from '../../model/former';
import { ProblemError } from '../../model/problem';
import { ofKind, without } from '../../wire/item-keys';
import { item, type StateChange } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { BOOK, connectionsAmong } from '../connections/connections';
import { ofConnection, within } from '../storage/database';
import { forgetBeside } from '../storage/beside';
import { keyOf } from '../storage/seal';
import { readingIn, type Store } from '../storage/sealed-database';
import { tablesResumed, type Resumed } from '../storage/table-cards';
import { type Desk } from '../desk';
import { forgetState } from './disconnect';
import { forgetLinked } from '../contacts/link-book';
import { identityOf, sameIdentity, sameOptions } from '../connections/identity';
import { joined } from '../contacts/links';
import { localRecords, recordsFor, type LocalRecords } from '../connections/local-records';
import { OWN_MEMORY } from '../connections/memory';
import { replaceConnections } from './replace-connections';
import { publishFormer } from '../edits/held-back';
import { forgetReminder } from '../edits/reminders';

/**
 * The person has said that a former connection is the same CRM as another one, which gets its records in one step. If both have a link for one
 * contact, the newer decision counts.
 */
export function resumeFormer(desk: Desk, former: string, as: string): Promise<void> {
  return desk.settingsQueue(async () => {
    const kept = await moved(desk, former, as);
    desk.connected = null;
    await publishMoved(kept, former, as);
    await publishFormer(desk);
  });
}

/**
 * Gives the records of a former connection to the one with the same CRM, company and account, whatever both are called, without a question. Of
 * several such connections one with the same options gets them; if that does not decide, the person does.
 */
export async function resumeSame(desk: Desk): Promise<void> {
  const stored = await desk.database.getAll('connections');
  const there = stored.filter(({ former }) => !former);
  for (const { former, ...one } of stored) {
    if (!former) continue;
    const identity = { ...(await identityOf(one)), tenant: former.tenant };
    const identities = await Promise.all(there.map(identityOf));
    const same = there.filter((other, at) => other.provider === one.provider && sameIdentity(identities[at]!, identity));
    const alike = same.filter((other) => sameOptions(other, one));
    const [as, another] = alike.length > 0 ? alike : same;
    if (as && !another) await publishMoved(await moved(desk, one.id, as.id), one.id, as.id);
  }
  desk.connected = null;
}

async function moved(desk: Desk, former: string, as: string): Promise<LocalRecords> {
  const filed = tablesResumed('filed');
  const tables: MovedTable[] = ['connections', ...tablesResumed('merged'), ...filed];
  const transaction = desk.database.transaction(tables, 'readwrite', { durability: 'strict' });
  const store = <T extends MovedTable>(table: T) => transaction.objectStore(table);
  const stored = await store('connections').getAll();
  const [from, to] = [former, as].map((id) => stored.find((one) => one.id === id));
  if (!from?.former || !to || to.former || from.provider !== to.provider) {
    await transaction.done;
    throw new ProblemError({ kind: 'not-connected' });
  }
  const kept = recordsFor(await localRecords(readingIn(transaction)), (id) => id === former);
  for (const edit of kept.edits) await store('edits').put({ ...edit, ref: { ...edit.ref, connection: as } });
  for (const one of kept.links) {
    const newer = await store('links').get([as, one.site, one.name, one.avatar]);
    await store('links').put(joined({ ...one, connection: as }, newer));
    await store('links').delete([former, one.site, one.name, one.avatar]);
  }
  for (const one of kept.beside) {
    const newer = await store('beside').get([as, one.customer]);
    await store('beside').put({ connection: as, customer: one.customer, ...joinedBeside(one, newer ?? NOTHING_BESIDE) });
    await store('beside').delete([former, one.customer]);
  }
  for (const one of kept.reminders) {
    const value = JSON.stringify({ ...one, ref: { ...one.ref, connection: as } });
    await store('memory').put({ connection: OWN_MEMORY, key: one.id, value });
  }
  await fileBlocks(store('bookBlocks'), former, as);
  for (const table of filed) await fileUnder(store(table), table, former, as);
  for (const { id, customer, fetchedAt } of await store('customers').getAll(ofConnection(former))) {
    // It was fetched from the former address: it only serves to find the customer again.
    const known = await store('customers').get([as, id]);
    if (!known)
      await store('customers').put({ connection: as, id, customer: { ...customer, connection: as }, fetchedAt: Math.min(fetchedAt, 0) });
    await store('customers').delete([former, id]);
  }
  await store('connections').delete(former);
  await transaction.done;
  forgetLinked(desk.database);
  forgetBeside(desk.database);
  return kept;
}

type MovedTable = 'connections' | Resumed<'filed' | 'merged'>;

/** How many records are read at a time. */
const AT_A_TIME = 500;

/** Files all records of a table under another connection. A record that the other one has already stays as it is. */
async function fileUnder<T extends Resumed<'filed'>>(store: Store<T>, table: T, from: string, to: string): Promise<void> {
  for (;;) {
    const records = await store.getAll(within(table, from), AT_A_TIME);
    if (records.length === 0) return;
    for (const record of records) {
      const as = { ...record, connection: to };
      if (!(await store.get(keyOf(table, as) as never))) await store.put(as);
      await store.delete(keyOf(table, record) as never);
    }
  }
}

/** The same for blocks: each customer that the other book has already stays as there. */
async function fileBlocks(store: Store<'bookBlocks'>, from: string, to: string): Promise<void> {
  for (;;) {
    const blocks = await store.getAll(within('bookBlocks', from), AT_A_TIME);
    if (blocks.length === 0) return;
    for (const block of blocks) {
      const { run, number } = block;
      const there = await store.get([to, run, number]);
      await store.put(changedBlock({ connection: to, run, number }, customersIn(block), customersIn(there))!);
      await store.delete([from, run, number]);
    }
  }
}

async function publishMoved({ edits, reminders }: LocalRecords, former: string, as: string): Promise<void> {
  const now = <T extends { ref: { connection: string } }>(one: T) => ({ ...one, ref: { ...one.ref, connection: as } });
  const pins = ofKind(await readState(), 'pin').filter(({ name }) => name.startsWith(`${former}\n`));
  const changes: StateChange[] = [
    ...edits.map((edit) => item(`edit:${edit.id}`, now(edit))),
    ...reminders.map((one) => item(`reminder:${one.id}`, now(one))),
    without(pins.map(({ key }) => key)),
    ...pins.map(({ name, value }) => item(`pin:${as}${name.slice(former.length)}`, { ...value, connection: as })),
  ];
  await writeState(Object.assign({}, ...changes) as StateChange);
}

/** Deletes the records of a former connection, as many as the person has agreed to: throws the Problem `counted-otherwise` if there are more. */
export function forgetFormer(desk: Desk, id: string, counts: Counts): Promise<void> {
  return desk.settingsQueue(() => forget(desk, id, counts));
}

async function forget(desk: Desk, id: string, counts: Counts): Promise<void> {
  const there = connectionsAmong(await desk.database.getAll('connections'));
  if (there.some((one) => one.id === id)) throw new ProblemError({ kind: 'counted-otherwise' });
  const loses = { id, counts };
  const wanted = there.filter((one) => one !== BOOK);
  const lost = await desk.withSpace(() => replaceConnections(desk.database, { wanted, gone: [], changed: [], loses }));
  await Promise.all(lost.reminders.map((one) => forgetReminder(desk, one.id)));
  await forgetState(desk, there, false);
  await publishFormer(desk);
}
