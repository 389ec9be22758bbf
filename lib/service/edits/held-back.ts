import { since } from '../../model/elapsed';
import { isNothing, type Counts, type FormerView, type FormerWhy } from '../../model/former';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { connectionsAmong } from '../connections/connections';
import { countsOf, localRecords, recordsFor, ownersOf } from '../connections/local-records';
import { connections, type Desk } from '../desk';
import type { StoredConnection } from '../storage/database';
import { publishReminders } from './stored-reminders';

/** How long a page that still shows a former connection may submit an edit, in ms. */
const LATE = 60 * 60_000;

/** Publishes the former connections that records still belong to. */
export async function publishFormer(desk: Desk): Promise<void> {
  const stored = await desk.database.getAll('connections');
  const there = connectionsAmong(stored);
  const kept = await localRecords(desk.database, new Set(there.map(({ id }) => id)));
  const named = stored.filter(({ former }) => former);
  const ids = new Set([...named.map(({ id }) => id), ...ownersOf(kept)]).difference(new Set(there.map(({ id }) => id)));
  const views: FormerView[] = [];
  for (const id of ids) {
    const counts = countsOf(recordsFor(kept, (connection) => connection === id));
    const one = named.find((other) => other.id === id);
    if (!isNothing(counts)) views.push(viewOf(id, one, counts, there));
    else if (one && since(one.former!.at, desk.now()) > LATE) await desk.database.delete('connections', id);
  }
  if (kept.reminders.length > 0) await publishReminders(desk);
  const { former = [] } = await readState(['former']);
  if (JSON.stringify(former) !== JSON.stringify(views)) await writeState(item('former', views));
}

function viewOf(id: string, one: StoredConnection | undefined, counts: Counts, there: { id: string; provider: string }[]): FormerView {
  const { provider = '', name = '', values = {}, former } = one ?? {};
  const candidates = there.filter((other) => other.provider === provider).map((other) => other.id);
  return { id, provider, name, values, why: former?.why ?? 'removed', counts, candidates };
}

/** Counts a connection's records that no CRM can give back; null for all connections. */
export async function countKept(desk: Desk, connection: string | null): Promise<Counts> {
  const kept = await localRecords(desk.database);
  return countsOf(recordsFor(kept, (id) => connection === null || id === connection));
}

/** Why the edits of a connection wait for the person's decision; null if they are sent. */
export async function heldBack(desk: Desk, connection: string): Promise<FormerWhy | 'policy' | null> {
  const there = (await connections(desk)).find(({ settings }) => settings.id === connection);
  if (there) return there.settings.policy === 'dropped' ? 'policy' : null;
  return (await desk.database.get('connections', connection))?.former?.why ?? 'removed';
}
