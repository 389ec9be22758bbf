import { browser } from 'wxt/browser';
import { sameRef, type CustomerRef } from '../../model/customer';
import { withoutPort } from '../../model/chat-pages';
import { chatPages, invitedPages } from '../../wire/caller';
import { readState } from '../session/items';
import { answerFor, chatTabs } from '../contacts/chats';
import type { Desk } from '../desk';
import { delayReminder, endReminder } from '../edits/beside';
import { gatheredIn, reminderIn } from '../edits/reminder-notices';
import { noteGatheredSeen, noteSeen } from '../edits/reminders';
import { showInPanel } from './wanted-view';

/** By how much the first button of a notification moves the reminder, in ms. */
const LATER = 3_600_000;

/** Listens to the notifications of reminders: a click opens the customer, or the list of today, the buttons move or end the reminder. */
export function hearNotifications(whenReadable: (work: (desk: Desk) => Promise<unknown>) => Promise<void>): void {
  browser.notifications.onClicked.addListener((id) => void openReminder(id));
  browser.notifications.onClosed?.addListener((id) => {
    const reminder = reminderIn(id);
    if (reminder !== null) void whenReadable((desk) => noteSeen(desk, reminder));
    const until = gatheredIn(id);
    if (until !== null) void whenReadable((desk) => noteGatheredSeen(desk, until));
  });
  browser.notifications.onButtonClicked?.addListener((id, button) => {
    const reminder = reminderIn(id);
    if (reminder === null) return;
    void whenReadable((desk) => (button === 0 ? delayReminder(desk, reminder, desk.now() + LATER) : endReminder(desk, reminder)));
  });
}

/** Goes to an open chat with the customer, beside which the panel shows them; otherwise opens the reminder in the panel. */
async function openReminder(notification: string): Promise<void> {
  const id = reminderIn(notification);
  if (id === null && gatheredIn(notification) === null) return;
  await browser.notifications.clear(notification);
  if (id === null) return openToday();
  const { [`reminder:${id}` as const]: reminder } = await readState([`reminder:${id}`]);
  const open = reminder ? await chatWith(reminder.ref) : null;
  const tab = open ?? (await chatPage());
  if (tab) await goTo(tab).catch(() => undefined);
  if (!open) await showInPanel({ kind: 'today', reminder: id }, tab?.window);
}

async function openToday(): Promise<void> {
  const tab = await chatPage();
  if (tab) await goTo(tab).catch(() => undefined);
  await showInPanel({ kind: 'today', reminder: null }, tab?.window);
}

/** The tab may have been closed by now. */
async function goTo({ id, window }: Place): Promise<void> {
  await browser.tabs.update(id, { active: true });
  await browser.windows.update(window, { focused: true });
}

interface Place {
  id: number;
  window: number;
}

/** The tab with an open chat whose customer is certain and this one. */
async function chatWith(ref: CustomerRef): Promise<Place | null> {
  for (const { tab, contact } of await chatTabs()) {
    const findings = contact ? ((await answerFor(contact))?.findings ?? []) : [];
    const isWith = findings.some(
      ({ decision, candidates }) => decision === 'sure' && candidates[0] !== undefined && sameRef(candidates[0].ref, ref),
    );
    const place = isWith ? placeOf(await browser.tabs.get(tab).catch(() => undefined)) : null;
    if (place) return place;
  }
  return null;
}

async function chatPage(): Promise<Place | null> {
  const [tab] = await browser.tabs.query({ url: [...chatPages(), ...withoutPort(await invitedPages())] });
  return placeOf(tab);
}

function placeOf(tab: { id?: number | undefined; windowId?: number | undefined } | undefined): Place | null {
  return tab?.id === undefined || tab.windowId === undefined ? null : { id: tab.id, window: tab.windowId };
}
