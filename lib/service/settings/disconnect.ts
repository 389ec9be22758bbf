import { refKey, type CustomerRef } from '../../model/customer';
import type { ConnectionSettings } from '../../model/settings';
import { item, readState, writeState } from '../../wire/items';
import type { Desk } from '../desk';
import { everythingKept, ownersOf } from '../connections/kept-data';
import { originsOf, releaseOrigins } from '../connections/origins';
import { invitedPatterns } from '../pages/sites';
import { publishSetAside } from '../storage/status';

/** Of connections that are gone nothing set aside is told any more, and their CRMs are not reached; these ones stay. */
export async function giveBack(desk: Desk, connections: ConnectionSettings[]): Promise<void> {
  await publishSetAside(desk);
  await releaseOrigins(originsOf(connections), await invitedPatterns());
}

/** What was answered so far does not hold any more when a connection has come, gone or changed; a new name or order is no such thing. */
export async function forgetState(desk: Desk, staying: ConnectionSettings[], changed: boolean): Promise<void> {
  const kept = await everythingKept((table, where) => desk.database.getAll(table, where));
  const owners = ownersOf(kept);
  // Whoever has just changed something there and presses Undo is told why that cannot be.
  const former = new Set(
    (await desk.database.getAll('connections')).flatMap(({ id, former: one }) => (one && one.why !== 'removed' ? id : [])),
  );
  const waiting = new Set([
    ...kept.edits.flatMap(({ id, ref }) => [`edit:${id}`, `customer:${refKey(ref)}`]),
    ...kept.reminders.map(({ id }) => `reminder:${id}`),
  ]);
  const state = Object.entries(await readState());
  // Whatever is of no connection: a worker that was stopped may have left something of one that was gone before. What waits for the person stays.
  const left = state.filter(([key, value]) => {
    const connection = connectionIn(key, value);
    if (connection === null || staying.some(({ id }) => id === connection)) return false;
    return !waiting.has(key) && !(key.startsWith('pin:') && owners.has(connection)) && !(key.startsWith('done:') && former.has(connection));
  });
  const answers = changed || left.length > 0 ? state.filter(([key]) => /^(?:answer|unsure):/.test(key)) : [];
  const gone = Object.fromEntries([...left, ...answers].map(([key]) => [key, undefined]));
  // A decision is not taken back into connections that have changed.
  await writeState({ ...gone, ...item('decided', undefined) });
}

/** The connection that an item of the state belongs to; null where it is of none, as what is half typed in a search. */
function connectionIn(key: string, value: unknown): string | null {
  const [kind, name] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (kind === 'waiting' || kind === 'directory') return name;
  if (kind === 'customer') return (value as { customer: CustomerRef }).customer.connection;
  const { ref, connection } = (value ?? {}) as { ref?: CustomerRef; connection?: string | null };
  return ref?.connection ?? connection ?? null;
}
