import { since, until } from '../../model/elapsed';
import { browser } from 'wxt/browser';
import { isShut, isUnlocked, isUnset, type LockAfter, type VaultView } from '../../model/vault';
import { cardOf, outlives } from '../../wire/item-cards';
import { without } from '../../wire/item-keys';
import { item } from '../../wire/items';
import { holdBack, readState, writeState } from '../session/items';
import { renewChips } from '../pages/chips';
import type { Desk } from '../desk';
import { closeDirectoryOf } from '../sync/open-directories';
import { forgetEnds } from '../connections/request-rules';
import { forgetLinked } from '../contacts/link-book';
import { clearNotifications } from '../edits/reminders';
import { forgetDigests } from '../contacts/shown-names';
import type { Vault } from '../storage/vault';

/** The alarm that looks whether anybody is still at the computer. */
export const LOCK_ALARM = 'lock';

const MINUTE = 60_000;

/** Nothing of a customer stays in memory that any part of Kebian can read. */
export async function lock(desk: Desk, vault: Vault): Promise<void> {
  if (!isUnlocked(vault.view())) return;
  await emptyDesk(desk);
  // An opening that hangs would keep the vault from locking for a while.
  await clearSession();
  await vault.lock();
  await clearSession();
  await clearNotifications();
  await forgetEnds([]);
  await renewChips(desk, null);
}

/**
 * Whether the administrator's policy requires a passphrase is otherwise than before: where there is none, nothing is read or shown any more until
 * there is one, or all is as before again.
 */
export async function requirePassphrase(desk: Desk, vault: Vault): Promise<void> {
  const view = vault.view();
  const isOther = view.kind === 'none' ? desk.locked : isUnset(view) && !desk.locked;
  if (!isOther) return;
  await vault.reopen();
  if (!isUnset(vault.view())) return;
  await emptyDesk(desk);
  await clearSession();
  await clearNotifications();
  await forgetEnds([]);
  await renewChips(desk, null);
}

/** The worker forgets everything that it has read; whatever it is about to write is not written. */
export async function emptyDesk(desk: Desk): Promise<void> {
  desk.remembered = [];
  desk.shared.forgetAll();
  await restDesk(desk);
}

/** As `emptyDesk`, while the records are reopened or moved: the sessions of the CRMs continue. */
export async function restDesk(desk: Desk): Promise<void> {
  desk.locked = true;
  desk.connected = null;
  for (const map of [desk.lookups, desk.problems, desk.adding, desk.acceptedAt]) map.clear();
  forgetDigests();
  forgetLinked(desk.database);
  const copies = new Set([...desk.directories.keys(), ...desk.fills.keys()]);
  await Promise.all([...copies].map((connection) => closeDirectoryOf(desk, connection)));
}

/** What was on its way when it was locked does not come into the session after it; what is to be searched for once it is open may. */
export function guardSession(vault: Vault): void {
  holdBack((key) => isShut(vault.view()) && !outlives(key, 'lock') && !cardOf(key).comesLocked);
}

export async function clearSession(): Promise<void> {
  await writeState(without(Object.keys(await readState()).filter((key) => !outlives(key, 'lock'))));
}

/** Looks once a minute whether it is time to lock, for as long as it is open and the person wants that. */
export async function setAutoLock(view: VaultView, now: number): Promise<void> {
  // Until it can be opened again, what was set holds.
  if (view.kind === 'broken') return;
  await writeState(item('vaultLockAfter', view.kind === 'open' ? view.lockAfter : undefined));
  if (view.kind !== 'open' || view.lockAfter === 0) return void (await browser.alarms.clear(LOCK_ALARM));
  browser.idle.setDetectionInterval(view.lockAfter * 60);
  const set = await browser.alarms.get(LOCK_ALARM);
  if (set && until(set.scheduledTime, MINUTE, now) > 0) return;
  // A worker that has just been woken must not take the computer's sleep for presence.
  if (!set) await writeState(item('vaultSeenAt', now));
  await browser.alarms.create(LOCK_ALARM, { when: now + MINUTE, periodInMinutes: 1 });
}

/** Locks when the computer was idle for the chosen time, when its screen is locked, or when it has slept that long. */
export async function lockWhenLeft(desk: Desk, vault: Vault): Promise<void> {
  if (!isUnlocked(vault.view())) return;
  const { vaultLockAfter = 0 } = await readState(['vaultLockAfter']);
  if (vaultLockAfter === 0) return;
  if (await isLeft(vaultLockAfter, desk.now())) await lock(desk, vault);
  else await writeState(item('vaultSeenAt', desk.now()));
}

async function isLeft(lockAfter: Exclude<LockAfter, 0>, now: number): Promise<boolean> {
  const { vaultSeenAt = now } = await readState(['vaultSeenAt']);
  return since(vaultSeenAt, now) >= lockAfter * MINUTE || (await browser.idle.queryState(lockAfter * 60)) !== 'active';
}
