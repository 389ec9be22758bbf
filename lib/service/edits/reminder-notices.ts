import { browser } from 'wxt/browser';

/** The prefix of the ids of reminders' notifications. */
export const NOTIFICATION = 'reminder:';

/** The prefix of the id of one notification for many reminders; behind it stands the latest time at which one of them was due. */
export const GATHERED = 'reminders:';

/** The id of the reminder that a notification is of; null for another notification. */
export function reminderIn(notification: string): string | null {
  return notification.startsWith(NOTIFICATION) ? notification.slice(NOTIFICATION.length) : null;
}

/** The latest time (epoch ms) at which one of the reminders of a notification for many was due; null for another notification. */
export function gatheredIn(notification: string): number | null {
  return notification.startsWith(GATHERED) ? Number(notification.slice(GATHERED.length)) : null;
}

/** Closes the notifications of reminders: they name customers. */
export async function clearNotifications(): Promise<void> {
  await clearThose((notification) => reminderIn(notification) !== null || gatheredIn(notification) !== null);
}

export async function clearThose(which: (notification: string) => boolean): Promise<void> {
  const shown = Object.keys(await browser.notifications.getAll()).filter(which);
  await Promise.all(shown.map((notification) => browser.notifications.clear(notification)));
}

interface Words {
  title: string;
  message: string;
  buttons?: { title: string }[];
}

export async function putUp(name: string, words: Words, isWanted: () => Promise<boolean>): Promise<boolean> {
  // The worker before this one was stopped before it could note that it is shown.
  if (name in (await browser.notifications.getAll())) return true;
  const shown = { type: 'basic' as const, iconUrl: browser.runtime.getURL('/icon/128.png'), ...words };
  const taken = await browser.notifications.create(name, shown).catch(() => null);
  if (await isWanted()) return taken !== null && (await isShown(name));
  await browser.notifications.clear(name);
  return false;
}

/** The waits until the browser is asked again whether it shows the notification, in ms. */
const UNTIL_LISTED = [0, 100, 400];

async function isShown(name: string): Promise<boolean> {
  for (const wait of UNTIL_LISTED) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (name in (await browser.notifications.getAll())) return true;
  }
  return false;
}
