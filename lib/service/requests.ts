import { browser } from 'wxt/browser';
import { contactKey, type Contact } from '../model/contact';
import { item, readState, writeState } from '../wire/items';
import { providers } from '../providers/registry';
import type { Answer, Ask } from '../wire/protocol';
import type { Caller } from '../wire/caller';
import type { Handlers } from '../wire/serve';
import { badgesFor } from './badges';
import { createBound } from './bound';
import { forgetAnswer } from './cache';
import { noteChat, noteRecent, openContacts } from './chats';
import { chipsFor, renewChips } from './chips';
import { createAbilityHandlers } from './abilities';
import { addOnce, exportFrom, removeFrom, searchIn } from './customers';
import { connections, publishConnections, type Desk } from './desk';
import { dropOldDirectories } from './directory/desk-directory';
import { fillDirectories } from './directory/fill';
import { publishDirectories } from './directory/publish';
import { searchLocal, wholeCustomer } from './directory/search';
import { link, refuse, unlink } from './links';
import { lookUp, lookUpAnew } from './lookup';
import { discard, drainAll, drainNow, resolve, retry, submit, undo } from './outbox';
import { purge, setPurgeAlarm } from './purge';
import { forgetReminder, remind } from './reminders';
import { applyPolicy, managedFirst, refuseManaged, withManaged } from './managed';
import type { Changed } from './sending';
import { noteShown } from './shown';
import { publishSetAside } from './storage-news';
import type { Vault } from './storage/vault';
import { createVaultHandlers, guarded } from './vault-requests';
import * as settings from './settings';
import { removeSite, saveSite, switchSite } from './sites';
import { takeSearch } from './wanted-search';

/** A chat page may ask for the badges of its rows so often in so many ms: scrolling needs less, reading out a CRM would need more. */
const BADGE_QUESTIONS = 30;
const BADGE_WINDOW = 10_000;

/** Everything that can be asked of the worker. */
export function createHandlers(desk: Desk, vault: Vault): Handlers {
  const changed: Changed = (ref) => renewChips(desk, ref);
  const renewed = async (change: Promise<unknown>) => {
    await change;
    await lookUpAll(desk);
    return null;
  };
  const bound = createBound(BADGE_QUESTIONS, BADGE_WINDOW, desk.now);
  const mayAsk = (caller: Caller) => caller.kind === 'chat-page' && bound(caller.tab);
  const handlers: Handlers = {
    ...createAbilityHandlers(desk),
    ...createVaultHandlers(desk, vault, () => awake(desk, vault)),
    chatChanged: (state, caller) => chatChanged(desk, state, caller),
    openPanel,
    badges: (contacts, caller) => (mayAsk(caller) ? badgesFor(desk, contacts) : contacts.map(() => null)),
    hello: async () => {
      if (!desk.locked) await bringUpToDate(desk);
      return null;
    },
    lookUpAgain: ({ contact, connection }) => asked(desk, lookUp(desk, contact, connection)),
    choose: ({ contact, ref }) =>
      asked(
        desk,
        desk.room(() => link(desk.database, contact, ref)),
        contact,
      ),
    refuse: ({ contact, ref }) =>
      asked(
        desk,
        desk.room(() => refuse(desk.database, contact, ref)),
        contact,
      ),
    unlink: ({ contact, connection }) => asked(desk, unlink(desk.database, contact, connection), contact),
    addCustomer: (ask) => addCustomer(desk, ask),
    search: ({ connection, query, page }) => searchIn(desk, connection, query, page),
    searchLocal: ({ query, from }) => searchLocal(desk, query, from),
    customer: (ref) => wholeCustomer(desk, ref),
    exportSearch: ({ connection, query }) => exportFrom(desk, connection, query),
    removeCustomer: ({ ref }) => renewed(removeFrom(desk, ref)),
    reminderDone: ({ reminder }) => forgetReminder(desk, reminder).then(() => null),
    submit: (edit) => submit(desk, edit, changed),
    retry: ({ edit }) => retry(desk, edit, changed).then(() => null),
    discard: ({ edit }) => discard(desk, edit, changed).then(() => null),
    undo: ({ edit }) => undo(desk, edit, changed).then(() => null),
    resolve: ({ edit, change }) => resolve(desk, edit, change, changed).then(() => null),
    networkBack: () => drainNow(desk, changed, 'network').then(() => null),
    providers: () => providers.map(settings.providerView),
    testConnection: (draft) => settings.testConnection(desk, draft),
    saveConnection: async (draft) => {
      await refuseManaged(draft.id);
      const id = await settings.saveConnection(desk, draft);
      await lookUpAll(desk);
      void drainNow(desk, changed, 'sign-in');
      return id;
    },
    renameConnection: ({ connection, name }) =>
      renewed(refuseManaged(connection).then(() => settings.renameConnection(desk, connection, name))),
    removeConnection: ({ connection }) => renewed(refuseManaged(connection).then(() => settings.removeConnection(desk, connection))),
    orderConnections: ({ connections }) => renewed(managedFirst(connections).then((ids) => settings.orderConnections(desk, ids))),
    signInAgain: async ({ connection }) => {
      await renewed(settings.signInAgain(desk, connection));
      void drainNow(desk, changed, 'sign-in');
      return null;
    },
    savePreferences: async (preferences) => {
      await settings.savePreferences(await withManaged(preferences));
      if (desk.locked) return null;
      if (preferences.mostCustomers === 0) await dropOldDirectories(desk, Infinity);
      await purge(desk, 'running');
      void fillDirectories(desk);
      await renewChips(desk, null);
      return null;
    },
    saveSite: (site) => saveSite(site).then(() => null),
    removeSite: async ({ site }) => removeSite(site, await originsNeeded(desk)).then(() => null),
    switchSite: async ({ site, on }) => switchSite(site, on, await originsNeeded(desk)).then(() => null),
    takeSearch: ({ window }) => takeSearch(window).then(() => null),
    exportSettings: (wanted) => settings.exportSettings(desk, wanted),
    readSettings: ({ document }) => settings.readSettings(desk, document),
    importSettings: ({ document }) => renewed(settings.importSettings(desk, document).then(() => applyPolicy(desk))),
  };
  return guarded(handlers, desk, vault);
}

async function bringUpToDate(desk: Desk): Promise<void> {
  await publishConnections(desk);
  // A CRM that takes its time keeps nothing else back.
  const drained = drainAll(desk, (ref) => renewChips(desk, ref));
  await remind(desk);
  await publishDirectories(desk);
  await publishSetAside(desk);
  void fillDirectories(desk);
  await drained;
}

/** The records can be read, or lie otherwise than before: everything is made anew from them. */
async function awake(desk: Desk, vault: Vault): Promise<void> {
  const view = vault.view();
  desk.locked = view.kind === 'locked';
  if (desk.locked) return renewChips(desk, null);
  await setPurgeAlarm();
  await applyPolicy(desk);
  const { purgeDue } = await readState(['purgeDue']);
  if (purgeDue) await purge(desk, 'browser-start');
  await writeState(item('purgeDue', undefined));
  await bringUpToDate(desk);
  await lookUpAll(desk);
}

/** The chat page shows somebody: the answer is for its chips, for that contact alone. */
async function chatChanged(desk: Desk, state: Ask<'chatChanged'>, caller: Caller): Promise<Answer<'chatChanged'>> {
  if (caller.kind !== 'chat-page') return chipsFor(desk, null, null);
  const noted = noteChat(caller.tab, caller.window, state);
  const contact = state.kind === 'chat' ? state.contact : null;
  if (desk.locked) {
    await noted;
    return chipsFor(desk, contact, null);
  }
  if (contact?.kind === 'person') await Promise.all([noteShown(contact), noteRecent(contact)]);
  const answer = contact?.kind === 'person' ? await lookUp(desk, contact) : null;
  await noted;
  return chipsFor(desk, contact, answer);
}

/** Must run in the turn of the click that asked for it; Firefox lets no page open its sidebar. */
export async function openPanel(_: null, caller: Caller): Promise<boolean> {
  if (caller.kind !== 'chat-page' || !browser.sidePanel) return false;
  await browser.sidePanel.open({ tabId: caller.tab });
  return true;
}

/** After a person's decision: the answer is made anew and the chips of every tab that shows the contact follow. */
async function asked(desk: Desk, decision: Promise<unknown>, contact: Contact | null = null): Promise<null> {
  await decision;
  if (contact) await lookUpAnew(desk, contact);
  await renewChips(desk, null);
  return null;
}

async function lookUpAll(desk: Desk): Promise<void> {
  const contacts = new Map((await openContacts()).map(({ contact }) => [contactKey(contact), contact]));
  await Promise.all([...contacts.values()].filter(({ kind }) => kind === 'person').map((contact) => lookUpAnew(desk, contact)));
  await renewChips(desk, null);
  void fillDirectories(desk);
}

/** What the connections have to reach, as patterns. */
async function originsNeeded(desk: Desk): Promise<string[]> {
  const all = await connections(desk);
  return all.flatMap(({ provider, settings: { values } }) => provider.origins(values).map((origin) => `${origin}/*`));
}

async function addCustomer(desk: Desk, { key, contact, connection, customer }: Ask<'addCustomer'>): Promise<Answer<'addCustomer'>> {
  const ref = await addOnce(desk, key, connection, customer);
  if (contact) {
    await forgetAnswer(desk.database, connection, contact.name);
    await asked(desk, link(desk.database, contact, ref), contact);
  }
  return ref;
}
