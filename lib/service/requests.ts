import type { Contact } from '../model/contact';
import { draftKey } from '../model/draft';
import { unlessUnreadable } from '../model/problem';
import { READS_NOW } from '../model/what-is-read';
import { item } from '../wire/items';
import { readState, writeState } from './session/items';
import { providers } from '../providers/registry';
import type { Answer, Ask } from '../wire/protocol';
import type { Handlers } from '../wire/serve';
import { openLines } from './session/tell';
import { forgetAnswer } from './storage/cache';
import { createBackupHandlers } from './backup/requests';
import { createChatPageHandlers } from './pages/chat-page';
import { renewChips } from './pages/chips';
import { carryOver } from './carry-over';
import { createSchemaHandlers, settleAll } from './book-schema';
import { createQuestionHandlers } from './questions';
import { addOnce, exportFrom, openCustomer, searchIn, whoIsAlike } from './customers';
import { crmOrigins, publishConnections, type Desk } from './desk';
import { fillDirectories } from './sync/fill';
import { publishDirectories } from './sync/publish';
import { rowsAfter, rowsFound, rowsWith } from './sync/rows';
import { searchLocal, wholeCustomer } from './sync/search';
import { createDecisionHandlers, link } from './lookup/decisions';
import { lookUpOpen } from './pages/look-up-open';
import { lookUp, lookUpAnew } from './lookup/lookup';
import { discard, drainAll, drainNow, resolve, retry, submit, undo } from './edits/outbox';
import { claimPopover, takeNumber } from './pages/popover';
import { purge, setPurgeAlarm } from './maintenance/purge';
import { createBesideHandlers, delayReminder, endReminder } from './edits/beside';
import { forgetReplaced, remind } from './edits/reminders';
import { nameReminders } from './edits/stored-reminders';
import { numbersInChat } from './pages/chat-numbers';
import { replies, saveReplies } from './replies/replies';
import { choose } from './choices';
import { countAbout, removeFrom } from './removing';
import {
  applyPolicy,
  managedFirst,
  refuseConnecting,
  refuseImporting,
  refuseManaged,
  refuseManagedSite,
  withManaged,
} from './settings/managed';
import type { Changed } from './edits/sending';
import { publishSetAside } from './storage/status';
import type { Vault } from './storage/vault';
import { createImportHandlers } from './imports/handlers';
import { createManyHandlers } from './many/handlers';
import { createVaultHandlers, guarded } from './maintenance/vault-requests';
import * as changes from './settings/change-connections';
import { countKept, publishFormer } from './edits/held-back';
import { forgetFormer, resumeFormer } from './settings/former';
import * as settings from './settings/settings';
import { beginFirstSession, beginSession } from './settings/begin-session';
import { removeSite, restSites, saveSite, switchSite } from './pages/sites';
import { takeWanted } from './pages/wanted-view';

/** Everything that can be asked of the worker. */
export function createHandlers(desk: Desk, vault: Vault): Handlers {
  const changed: Changed = (ref) => renewChips(desk, ref);
  const renewed = async (change: Promise<readonly string[] | void>) => {
    await lookUpOpen(desk, (await change) ?? []);
    return null;
  };
  /** After a change of the connections: sends the edits that it has released, and publishes those that are held back. */
  const released = async (decided: Promise<readonly string[] | void>) => {
    await renewed(decided);
    void drainAll(desk, changed).catch(unlessUnreadable);
    return null;
  };
  const handlers: Handlers = {
    ...createQuestionHandlers(desk),
    ...createImportHandlers(desk, () => bookChanged(desk)),
    ...createSchemaHandlers(desk, (connection) => renewed(Promise.resolve([connection]))),
    ...createManyHandlers(desk, (connection) => bookChanged(desk, [connection])),
    ...createVaultHandlers(desk, vault, () => awake(desk, vault)),
    ...createChatPageHandlers(desk),
    ...createBackupHandlers(desk, () => restored(desk)),
    popover: (key, caller) => claimPopover(desk, key, caller),
    takeNumber: (use, caller) => takeNumber(desk, use, caller),
    hello: async () => {
      void openLines();
      if (desk.broken) await tryStorage(desk, vault);
      else {
        await vault.lookAgain();
        if (!desk.locked) await bringUpToDate(desk);
      }
      return null;
    },
    lookUpAgain: ({ contact, connection }) => asked(desk, lookUp(desk, contact, connection)),
    ...createDecisionHandlers(desk, (decision, contact) => asked(desk, decision, contact)),
    addCustomer: (ask) => addCustomer(desk, ask),
    carryOver: (ask) => carryOver(desk, ask, changed),
    alike: ({ connection, customer }) => whoIsAlike(desk, connection, customer),
    search: ({ connection, query, page }) => searchIn(desk, connection, query, page),
    searchLocal: ({ query, from, to }) => searchLocal(desk, query, from, to),
    rows: ({ connection, after }) => rowsAfter(desk, connection, after),
    rowsOf: ({ connection, ids }) => rowsWith(desk, connection, ids),
    rowsFound: ({ connection, query }) => rowsFound(desk, connection, query),
    openCustomer: (ref) => openCustomer(desk, ref).then(() => null),
    customer: (ref) => wholeCustomer(desk, ref),
    exportSearch: ({ connection, query }) => exportFrom(desk, connection, query),
    countAbout: ({ ref }) => countAbout(desk, ref),
    removeCustomer: ({ ref, loses }) => renewed(removeFrom(desk, ref, loses)),
    keepDraft: async ({ name, draft }) => {
      await writeState(item(`draft:${draftKey(name)}`, draft ?? undefined));
      return null;
    },
    ...createBesideHandlers(desk),
    chatNumbers: ({ contact }) => numbersInChat(contact),
    replies: () => replies(desk.database),
    saveReplies: ({ put, remove }) => desk.withSpace(() => saveReplies(desk.database, put, remove)).then(() => null),
    reminderDone: ({ reminder }) => endReminder(desk, reminder).then(() => null),
    remindLater: ({ reminder, at }) => delayReminder(desk, reminder, at).then(() => null),
    submit: (edit) => submit(desk, edit, changed),
    retry: ({ edit }) => retry(desk, edit, changed).then(() => null),
    discard: ({ edit }) => discard(desk, edit, changed).then(() => null),
    undo: ({ edit }) => undo(desk, edit, changed).then(() => null),
    resolve: ({ edit, change }) => resolve(desk, edit, change, changed).then(() => null),
    networkBack: () => drainNow(desk, changed, 'network').then(() => null),
    providers: () => providers.map(settings.providerView),
    testConnection: (draft) => refuseConnecting(draft).then(() => changes.testConnection(desk, draft)),
    saveConnection: async (draft) => {
      await refuseConnecting(draft);
      await refuseManaged(draft.id);
      const { id, changed: other } = await changes.saveConnection(desk, draft);
      await lookUpOpen(desk, other);
      void drainNow(desk, changed, 'connection').catch(unlessUnreadable);
      if (other.includes(id)) void beginFirstSession(desk, id).catch(unlessUnreadable);
      return id;
    },
    renameConnection: ({ connection, name }) =>
      renewed(refuseManaged(connection).then(() => changes.renameConnection(desk, connection, name))),
    countKept: ({ connection }) => countKept(desk, connection),
    removeConnection: ({ connection, loses = null }) =>
      released(refuseManaged(connection).then(() => changes.removeConnection(desk, connection, loses))),
    keepConnection: ({ connection }) => released(changes.keepConnection(desk, connection)),
    resumeFormer: ({ former, connection }) => released(resumeFormer(desk, former, connection)),
    forgetFormer: ({ former, loses }) => forgetFormer(desk, former, loses).then(() => null),
    orderConnections: ({ connections }) => renewed(managedFirst(connections).then((ids) => changes.orderConnections(desk, ids))),
    signInAgain: ({ connection }) => beginSession(desk, connection).then(() => null),
    toldOfReading: () => choose(() => ({ told: READS_NOW })).then(() => null),
    savePreferences: async (preferences) => {
      await settings.savePreferences(await withManaged(preferences));
      if (desk.locked) return null;
      await purge(desk, 'running');
      void fillDirectories(desk);
      void nameReminders(desk);
      await renewChips(desk, null);
      return null;
    },
    saveSite: async (site) => {
      await refuseManagedSite(site.id);
      return saveSite(site, await crmOrigins(desk)).then(() => null);
    },
    removeSite: async ({ site }) => {
      await refuseManagedSite(site);
      return removeSite(site, await originsNeeded(desk)).then(() => null);
    },
    switchSite: async ({ site, on }) => switchSite(site, on, await originsNeeded(desk)).then(() => null),
    takeWanted: ({ window, at }) => takeWanted(window, at).then(() => null),
    exportSettings: (wanted) => settings.exportSettings(desk, wanted),
    exportLinks: ({ connection }) => settings.exportLinks(desk, connection),
    readSettings: ({ document }) => settings.readSettings(desk, document),
    importSettings: async ({ document }) => {
      await refuseImporting(document);
      const news = await settings.importSettings(desk, document);
      return released(applyPolicy(desk).then((others) => [...news, ...(others ?? [])]));
    },
  };
  return guarded(handlers, desk, vault, () => tryStorage(desk, vault));
}

async function bringUpToDate(desk: Desk): Promise<void> {
  await publishConnections(desk);
  await publishFormer(desk);
  // A slow CRM must not delay the rest.
  const drained = drainAll(desk, (ref) => renewChips(desk, ref));
  // If the next steps fail first, nobody awaits this promise.
  drained.catch(() => undefined);
  await remind(desk);
  await publishDirectories(desk);
  await publishSetAside(desk);
  void fillDirectories(desk);
  void settleAll(desk).catch(unlessUnreadable);
  await drained;
}

/** After many customers of a book have changed, the shown contacts are looked up again. */
async function bookChanged(desk: Desk, changed: string[] = []): Promise<void> {
  await Promise.all([publishDirectories(desk), nameReminders(desk)]);
  await lookUpOpen(desk, changed);
}

/** Tries once more to open the database that could not be opened. */
export async function tryStorage(desk: Desk, vault: Vault): Promise<void> {
  await vault.tryAgain();
  if (!desk.locked) await awake(desk, vault);
}

/** The records can be read again, or were sealed or unsealed: all state is rebuilt from them. */
async function awake(desk: Desk, vault: Vault): Promise<void> {
  const view = vault.view();
  desk.locked = view.kind !== 'none' && view.kind !== 'open';
  if (desk.locked) return renewChips(desk, null);
  await setPurgeAlarm(desk);
  const changed = await applyPolicy(desk);
  const { purgeDue } = await readState(['purgeDue']);
  if (purgeDue) await purge(desk, 'browser-start');
  await writeState(item('purgeDue', undefined));
  await restSites(await crmOrigins(desk));
  await Promise.all([bringUpToDate(desk), lookUpOpen(desk, changed ?? [])]);
}

/** After a restore: whatever is shown is rebuilt. */
async function restored(desk: Desk): Promise<void> {
  await forgetReplaced(desk);
  await Promise.all([publishConnections(desk), publishFormer(desk), remind(desk)]);
  void fillDirectories(desk).catch(unlessUnreadable);
  await nameReminders(desk);
  await lookUpOpen(desk, []);
  await renewChips(desk, null);
}

/** After a person's decision: the answer is rebuilt, then the chips of each tab that shows the contact. */
async function asked(desk: Desk, decision: Promise<unknown>, contact: Contact | null = null): Promise<null> {
  await decision;
  if (contact) await lookUpAnew(desk, contact);
  await renewChips(desk, null);
  return null;
}

/** The origins that the connections need, as match patterns. */
async function originsNeeded(desk: Desk): Promise<string[]> {
  return (await crmOrigins(desk)).map((origin) => `${origin}/*`);
}

async function addCustomer(desk: Desk, wanted: Ask<'addCustomer'>): Promise<Answer<'addCustomer'>> {
  const ref = await addOnce(desk, wanted);
  const { contact, connection } = wanted;
  if (contact) {
    await forgetAnswer(desk.database, connection, contact.name);
    await asked(desk, link(desk.database, contact, [ref]), contact);
  }
  return ref;
}
