import { browser } from 'wxt/browser';
import { ProblemError } from '../../model/problem';
import { FOLDER_DATABASE } from '../../wire/folder-handle';
import { endingWith } from '../../wire/item-cards';
import { without } from '../../wire/item-keys';
import { readState, writeState } from '../session/items';
import { forgetChoices } from '../choices';
import type { Desk } from '../desk';
import { emptyDesk } from './locking';
import { releaseOrigins } from '../connections/origins';
import { clearNotifications } from '../edits/reminder-notices';
import { deleteInTime } from '../storage/opening';
import type { Vault } from '../storage/vault';

/**
 * Deletes everything of Kebian on this computer, as if it had just been installed; only the list of open chats stays. If the browser does not delete
 * a database everything else is deleted all the same, and the Problem `not-wiped` is thrown.
 */
export async function wipe(desk: Desk, vault: Vault): Promise<void> {
  await emptyDesk(desk);
  await clearNotifications();
  await browser.alarms.clearAll();
  const deleted = [await isDone(vault.wipe()), await isDone(forgetChoices()), await isDone(deleteInTime(FOLDER_DATABASE))];
  await writeState(without(endingWith('wipe', await readState())));
  await releaseOrigins([]);
  if (deleted.includes(false)) throw new ProblemError({ kind: 'not-wiped' });
}

function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
