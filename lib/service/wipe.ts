import { browser } from 'wxt/browser';
import { ProblemError, unlessUnreadable } from '../model/problem';
import { readState, writeState, type StateKey } from '../wire/items';
import { forgetChoices } from './choices';
import type { Desk } from './desk';
import { emptyDesk } from './locking';
import { releaseOrigins } from './origins';
import { clearNotifications } from './reminders';
import type { Vault } from './storage/vault';

/**
 * Nothing of Kebian stays on this computer, as if it had just been installed; the list of open chats stays. Where the browser does not delete
 * the database, everything else goes all the same, and the Problem `not-wiped` says so.
 */
export async function wipe(desk: Desk, vault: Vault): Promise<void> {
  await emptyDesk(desk);
  await clearNotifications();
  await browser.alarms.clearAll();
  const wiped = await vault.wipe().then(
    () => true,
    () => false,
  );
  await forgetChoices().catch(unlessUnreadable);
  const keys = (Object.keys(await readState()) as StateKey[]).filter((key) => !/^(chat:|vault$)/.test(key));
  await writeState(Object.fromEntries(keys.map((key) => [key, undefined])));
  await releaseOrigins([]);
  if (!wiped) throw new ProblemError({ kind: 'not-wiped' });
}
