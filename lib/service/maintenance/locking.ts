import { since, until } from '../../model/elapsed';
import { browser } from 'wxt/browser';
import { isShut, isUnlocked, isUnset, type LockAfter, type VaultView } from '../../model/vault';
import { cardOf, endingWith, outlives } from '../../wire/item-cards';
import { without } from '../../wire/item-keys';
import { item } from '../../wire/items';
import { holdBack, readState, writeState } from '../session/items';
import { renewChips } from '../pages/chips';
import type { Desk } from '../desk';
import { closeDirectoryOf } from '../sync/open-directories';
import { forgetEnds } from '../connections/request-rules';
import { forgetLinked } from '../contacts/link-book';
import { clearNotifications } from '../edits/reminder-notices';
import { forgetDigests } from '../contacts/shown-names';
import { forgetBeside } from '../storage/beside';
import type { Vault } from '../storage/vault';

/** The alarm at which the worker checks whether anybody is still at the computer. */
export const LOCK_ALARM = 'lock';

const MINUTE = 60_000;

/** Locks Kebian: afterwards no part of it can read any customer's data, not even from memory. */
export async function lock(desk: Desk, vault: Vault): Promise<void> {
  if (!isUnlocked(vault.view())) return;
  await emptyDesk(desk);
  // A database that does not open could delay the vault's lock.
  await clearSession();
  await vault.lock();
  await clearSession();
  await clearNotifications();
  await forgetEnds([]);
  await renewChips(desk, null);
}

/**
 * The policy has begun or ceased to require a passphrase: if it requires one, nothing is read or shown until one is set; otherwise everything
 * is shown again.
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

/** Drops everything that the worker has read; what it is about to write is not written. */
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
  forgetBeside(desk.database);
  const copies = new Set([...desk.directories.keys(), ...desk.fills.keys()]);
  await Promise.all([...copies].map((connection) => closeDirectoryOf(desk, connection)));
}

/** Items that were about to be written when Kebian was locked do not get into the session, except what the panel is to show after unlocking. */
export function guardSession(vault: Vault): void {
  holdBack((key) => isShut(vault.view()) && !outlives(key, 'lock') && !cardOf(key).comesLocked);
}

export async function clearSession(): Promise<void> {
  await writeState(without(endingWith('lock', await readState())));
}

/** Checks once a minute whether it is time to lock, while it is open and the person wants that. */
export async function setAutoLock(view: VaultView, now: number): Promise<void> {
  // While the database cannot be opened, the earlier choice holds.
  if (view.kind === 'broken') return;
  await writeState(item('vaultLockAfter', view.kind === 'open' ? view.lockAfter : undefined));
  if (view.kind !== 'open' || view.lockAfter === 0) return void (await browser.alarms.clear(LOCK_ALARM));
  browser.idle.setDetectionInterval(view.lockAfter * 60);
  const set = await browser.alarms.get(LOCK_ALARM);
  if (set && until(set.scheduledTime, MINUTE, now) > 0) return;
  // A worker that has just been woken must not mistake the computer's sleep for somebody's presence.
  if (!set) await writeState(item('vaultSeenAt', now));
  await browser.alarms.create(LOCK_ALARM, { when: now + MINUTE, periodInMinutes: 1 });
}

/** Locks if the computer was idle or asleep for the chosen time, or if its screen is locked. */
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
