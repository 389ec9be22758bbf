import { refKey } from '../../model/customer';
import type { ConnectionSettings } from '../../model/settings';
import { withCards, type CardedItem } from '../../wire/item-cards';
import { without } from '../../wire/item-keys';
import { readState, writeState } from '../session/items';
import type { Desk } from '../desk';
import { localRecords, ownersOf } from '../connections/local-records';
import { originsOf, releaseOrigins } from '../connections/origins';
import { invitedPatterns } from '../pages/sites';
import { publishSetAside } from '../storage/status';

/** Drops set-aside notices and host permissions of removed connections; these connections stay. */
export async function giveBack(desk: Desk, connections: ConnectionSettings[]): Promise<void> {
  await publishSetAside(desk);
  await releaseOrigins(originsOf(connections), await invitedPatterns());
}

/** Deletes the session's items that a change of the connections makes invalid; a new name or order does not matter. */
export async function forgetState(desk: Desk, staying: ConnectionSettings[], changed: boolean): Promise<void> {
  const kept = await localRecords(desk.database);
  const owners = ownersOf(kept);
  // Pressing Undo for a change in a former connection shows the reason why that is not possible.
  const former = new Set(
    (await desk.database.getAll('connections')).flatMap(({ id, former: one }) => (one && one.why !== 'removed' ? id : [])),
  );
  const waiting = new Set([
    ...kept.edits.flatMap(({ id, ref }) => [`edit:${id}`, `customer:${refKey(ref)}`]),
    ...kept.reminders.map(({ id }) => `reminder:${id}`),
  ]);
  const unless = {
    waits: (_: string, key: string) => waiting.has(key),
    kept: (connection: string) => owners.has(connection),
    former: (connection: string) => former.has(connection),
  };
  const isLeft = ({ key, name, value, card: { changed: when } }: CardedItem) => {
    const connection = typeof when === 'object' ? when.of(value, name) : null;
    if (connection === null || typeof when === 'string' || staying.some(({ id }) => id === connection)) return false;
    return !(when.unless && unless[when.unless](connection, key));
  };
  const items = withCards(await readState());
  // Of any connection: a worker that was stopped may have left records of one that was removed before.
  const left = items.filter(isLeft);
  const isOutdated = changed || left.length > 0;
  const others = items.filter(({ card }) => card.changed === 'goes' || (isOutdated && card.changed === 'outdated'));
  await writeState(without([...left, ...others].map(({ key }) => key)));
}
