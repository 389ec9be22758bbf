import { browser } from 'wxt/browser';
import { readingOf } from '../../model/chat-pages';
import { contactKey, type ChatState } from '../../model/contact';
import type { Caller } from '../../wire/caller';
import type { ContactAnswer } from '../../wire/items';
import { panelKeys } from '../../wire/panel-keys';
import type { Answer, ChipsReply } from '../../wire/protocol';
import type { Handlers } from '../../wire/serve';
import { badgesFor } from './badges';
import { createBound, createPace } from './rate-limit';
import { answerFor, noteChat, recallAnswer } from '../contacts/chats';
import { chipsFor } from './chips';
import { choices } from '../choices';
import type { Desk } from '../desk';
import { lookUp, lookUpLeading } from '../lookup/lookup';
import { openPopover } from './popover';
import { forgetDigests, noteShown } from '../contacts/shown-names';
import { enterTab } from './sites';
import { asksWithoutRecords } from '../lookup/without-records';

/** The most badges, popovers and scripts that a chat page may ask for in `WINDOW` ms: scrolling needs less, reading out a CRM would need more. */
const QUESTIONS = 30;
const WINDOW = 10_000;

/**
 * The most different contacts that a chat page may have looked up at once, and per second afterwards. A person who runs through the list with the
 * arrow keys stops at most five times a second, and for no more than half a minute; a page that makes up names gets two a second.
 */
const CONTACTS = 120;
const CONTACTS_A_SECOND = 2;

/** Where the build puts the script that finds phone numbers. */
const PHONES = 'phones.js';

type FromChatPage = Pick<Handlers, 'reading' | 'chatChanged' | 'chatSettled' | 'openPanel' | 'openPopover' | 'badges' | 'putInPhones'>;

/** The calls of a chat page, each with a rate limit. */
export function createChatPageHandlers(desk: Desk): FromChatPage {
  const badges = createBound(QUESTIONS, WINDOW, desk.now);
  const popovers = createBound(QUESTIONS, WINDOW, desk.now);
  const scripts = createBound(QUESTIONS, WINDOW, desk.now);
  const pace = createPace(CONTACTS, CONTACTS_A_SECOND, desk.now);
  return {
    openPanel,
    reading: async (_, caller) => (caller.kind === 'chat-page' ? readingOf(await choices(), caller.origin) : 'off'),
    chatChanged: async (state, caller) => {
      if (caller.kind !== 'chat-page') return chipsFor(desk, null, null);
      const contact = personIn(state);
      if (contact && !desk.lookups.has(contactKey(contact)) && isWhole(recallAnswer(contact))) await pause(PAINTING);
      const noted = noteChat(caller, state, desk.locked ? null : contact);
      const turn = !contact || (await pace(caller.tab, contactKey(contact)));
      const reply = turn ? await changed(desk, state) : await chipsFor(desk, contact, null);
      await noted;
      return reply;
    },
    chatSettled: async (state, caller) => {
      const contact = personIn(state);
      const turn = contact !== null && caller.kind === 'chat-page' && (await pace(caller.tab, contactKey(contact)));
      if (!turn) return chipsFor(desk, null, null);
      const kept = desk.lookups.has(contactKey(contact)) ? null : await answerFor(contact);
      return chipsFor(desk, contact, isWhole(kept) ? kept : await lookUp(desk, contact));
    },
    openPopover: async (about, caller) => (caller.kind === 'chat-page' && popovers(caller.tab) ? openPopover(caller.tab, about) : null),
    badges: async (contacts, caller) =>
      caller.kind === 'chat-page' && badges(caller.tab) ? badgesFor(desk, contacts) : contacts.map(() => null),
    putInPhones: async (_, caller) => caller.kind === 'chat-page' && scripts(caller.tab) && enterTab(caller.tab, [PHONES], true),
  };
}

/** The chat page shows a contact: the answer is for its chips, for that contact alone. */
async function changed(desk: Desk, state: ChatState): Promise<ChipsReply> {
  const contact = personIn(state);
  if (!contact) return chipsFor(desk, state.kind === 'chat' ? state.contact : null, null);
  // Also while locked: two contacts with the same name and picture are both a question after unlocking.
  const shown = noteShown(contact);
  if (desk.locked && !asksWithoutRecords(desk)) return shown.then(forgetDigests).then(() => chipsFor(desk, contact, null));
  const [{ answer, more }] = await Promise.all([lookUpLeading(desk, contact), shown]);
  return { ...(await chipsFor(desk, contact, answer)), ...(more && { more }) };
}

/** Whether every connection has answered. */
function isWhole(answer: ContactAnswer | null): answer is ContactAnswer {
  return answer !== null && answer.findings.every(({ progress }) => progress !== 'looking-up');
}

/** How long the worker waits (ms) so that the panel can paint a known customer first. */
const PAINTING = 30;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function personIn(state: ChatState) {
  return state.kind === 'chat' && state.contact.kind === 'person' ? state.contact : null;
}

/** Opens the panel. Must run in the turn of the click: Chromium refuses it later. In Firefox no page can open the sidebar. Keys can in both. */
export async function openPanel(_: null, caller: Caller): Promise<Answer<'openPanel'>> {
  if (caller.kind === 'chat-page' && browser.sidePanel) {
    const opened = await browser.sidePanel.open({ tabId: caller.tab }).then(
      () => true,
      () => false,
    );
    if (opened) return { open: true };
  }
  return { open: false, keys: await panelKeys() };
}
