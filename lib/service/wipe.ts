import { browser } from 'wxt/browser';
import { readState, writeState, type StateKey } from '../wire/items';
import { forgetChoices } from './choices';
import type { Desk } from './desk';
import { emptyDesk } from './locking';
import { releaseOrigins } from './origins';
import { clearNotifications } from './reminders';
import type { Vault } from './storage/vault';

/** Nothing of Kebian stays on this computer, as if it had just been installed. Which chats are open is asked of nobody anew. */
export async function wipe(desk: Desk, vault: Vault): Promise<void> {
  await emptyDesk(desk);
  await clearNotifications();
  await browser.alarms.clearAll();
  await vault.wipe();
  await forgetChoices();
  const keys = (Object.keys(await readState()) as StateKey[]).filter((key) => !/^(chat:|vault$)/.test(key));
  await writeState(Object.fromEntries(keys.map((key) => [key, undefined])));
  await releaseOrigins([]);
}
