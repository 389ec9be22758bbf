import { browser } from 'wxt/browser';
import { unlessUnreadable } from '../model/problem';
import type { VaultView } from '../model/vault';
import { untold } from '../model/what-is-read';
import { chatPages, invitedPages } from '../wire/caller';
import { item } from '../wire/items';
import { readState, rememberItems, whenSessionFull, writeState } from './session/items';
import { logFailure } from '../wire/log';
import { stayAwake } from '../wire/stay-awake';
import { createDocuments } from './settings/documents';
import { serve, type Handlers } from '../wire/serve';
import { openLines } from './session/tell';
import { openPanel } from './pages/chat-page';
import { forgetChat, noteLoaded, noteLoading } from './contacts/chats';
import { renewChips } from './pages/chips';
import { choices, openChoices } from './choices';
import { ownBooks } from './own-books';
import { connections, createDesk, crmOrigins, publishConnections, type Desk } from './desk';
import { guardSession, LOCK_ALARM, lockWhenLeft, restDesk, setAutoLock } from './maintenance/locking';
import type { Table } from './storage/sealed-database';
import { openVault, type Vault } from './storage/vault';
import { publishSetAside } from './storage/status';
import { endAfter } from './connections/request-rules';
import { noteKept, takeLoss, tellLoss, wasKept } from './maintenance/loss';
import { reopening } from './maintenance/vault-requests';
import { holdUpdates, UPDATE_ALARM, updateUnlessUsed } from './maintenance/update';
import { createVaultWorld } from './maintenance/vault-world';
import { dropDirectory } from './sync/open-directories';
import { DIRECTORY_ALARM, fillDirectories } from './sync/fill';
import { drainAll, drainNow, drainRecovered } from './edits/outbox';
import { BACKUP_ALARM, backUpWhenDue, setBackupAlarm } from './backup/automatic';
import { PURGE_ALARM, purge, setPurgeAlarm } from './maintenance/purge';
import { awaitRest, lookUpRested, REST_ALARM } from './pages/after-rest';
import { lookUpPermitted, showWithoutRecords } from './pages/look-up-open';
import { permittedFetch } from './permitted-fetch';
import { needsPassphrase, openRules, rulesNow } from './rules';
import { followPolicy, takeOtherPolicy, takePolicy, type WhenReadable } from './policy';
import { withSpace } from './maintenance/disk-space';
import { LOOK_ALARM } from './edits/reminder-clock';
import { remind } from './edits/reminders';
import { REMINDER_ALARM } from './edits/stored-reminders';
import { hearNotifications } from './pages/notifications';
import { hearPopovers } from './pages/popover-line';
import { hearMenus } from './pages/menus';
import { hearOmnibox } from './pages/omnibox';
import { createHandlers, tryStorage } from './requests';
import { beginSessionUnseen } from './settings/begin-session';
import { arrangePages, chatPageAt, enterAgain, leaveForbidden, restSites } from './pages/sites';
import { emptySession } from './lookup/trim-session';
import { OUTBOX_ALARM } from './edits/wake';
import { asksWithoutRecords } from './lookup/without-records';

/** Starts the worker. The browser requires every listener to be registered before this returns. */
export function startService(): void {
  rememberItems();
  openChoices();
  openRules();
  const office = openOffice();
  const whenReadable: WhenReadable = async (work) => {
    const { desk, vault } = await office;
    await vault.settled();
    await (desk.broken ? tryStorage(desk, vault).catch(unlessUnreadable) : vault.lookAgain());
    if (!desk.locked) await reopening(vault, () => work(desk)).catch(unlessUnreadable);
  };
  const { managed: policy } = browser.storage;
  serve(handlersOf(office));
  void openLines();
  hearPopovers();
  void invitedPages();
  const drain = () => whenReadable((desk) => drainAll(desk, (ref) => renewChips(desk, ref)));
  const fill = () => whenReadable(fillDirectories);
  const left = async () => office.then(({ desk, vault }) => lockWhenLeft(desk, vault));
  const alarms: Record<string, () => Promise<void>> = {
    [OUTBOX_ALARM]: drain,
    [DIRECTORY_ALARM]: fill,
    [PURGE_ALARM]: () => whenReadable((desk) => purge(desk, 'running')),
    [REMINDER_ALARM]: () => whenReadable(remind),
    [LOOK_ALARM]: () => whenReadable(remind),
    [LOCK_ALARM]: left,
    [REST_ALARM]: () => whenReadable(lookUpRested),
    [BACKUP_ALARM]: () => stayAwake(whenReadable(backUpWhenDue)),
    [UPDATE_ALARM]: updateUnlessUsed,
    // The database is opened by `whenReadable` itself.
    [STORAGE_ALARM]: () => whenReadable(() => browser.alarms.clear(STORAGE_ALARM)),
  };
  browser.alarms.onAlarm.addListener(({ name }) => void alarms[name]?.());
  browser.idle.onStateChanged.addListener(() => void left());
  hearNotifications(whenReadable);
  holdUpdates();
  browser.tabs.onRemoved.addListener((tab) => void forgetChat(tab));
  const loaded = new Map<number, ReturnType<typeof setTimeout>>();
  browser.tabs.onUpdated.addListener((tab, { status }, { url, windowId }) => {
    if (status !== 'loading' && status !== 'complete') return;
    // A page that is loaded again gets the full time.
    clearTimeout(loaded.get(tab));
    loaded.delete(tab);
    if (status === 'loading') return void noteLoading(tab, windowId, chatPageAt(url ?? ''));
    const timer = setTimeout(() => {
      loaded.delete(tab);
      void noteLoaded(tab);
    }, LOADED);
    loaded.set(tab, timer);
  });
  browser.permissions.onAdded.addListener(({ origins = [] }) => void Promise.all([arrangePages(), enterAgain(origins)]));
  browser.permissions.onRemoved.addListener(() => void Promise.all([arrangePages(), leaveForbidden()]));
  browser.permissions.onAdded.addListener(() => void whenReadable(permitted));
  hearMenus();
  hearOmnibox(office.then(({ desk }) => desk));
  globalThis.addEventListener('online', () => void whenReadable((desk) => drainNow(desk, (ref) => renewChips(desk, ref), 'network')));
  globalThis.addEventListener('unhandledrejection', (event) => {
    // The browser would log the reason, which may contain a customer's data.
    event.preventDefault();
    logFailure('work that nobody waits for', event.reason);
  });
  browser.runtime.onStartup.addListener(() => void startOfDay(office).catch(unlessUnreadable));
  browser.runtime.onInstalled.addListener(({ reason }) => void installed(whenReadable, reason));
  // The worker before may have been stopped while it sent an edit or filled a Directory; the event that woke this one is handled first.
  // Where the browser supports it, scripts of chat pages cannot read managed storage, nor local storage, which is not used.
  for (const area of [policy, browser.storage.local])
    void area?.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => undefined);
  policy?.onChanged?.addListener(() => void office.then(({ desk, vault }) => takeOtherPolicy(desk, vault, whenReadable)));
  setTimeout(() => void takePolicy(whenReadable), START_PAUSE);
  setTimeout(() => void whenReadable(async (desk) => restSites(await crmOrigins(desk))), START_PAUSE);
  setTimeout(() => void drain(), START_PAUSE);
  setTimeout(() => void fill(), START_PAUSE);
  setTimeout(() => void whenReadable(setAlarms), START_PAUSE);
}

/** The alarm that tries to open a database that could not be opened. */
const STORAGE_ALARM = 'storage';

/** In ms. */
const START_PAUSE = 200;

/** Within this time (ms) after a page has loaded, our script has sent its contact, even if the worker is busy. */
const LOADED = 4_000;

/** The worker's memory, and the vault that its records are read from. */
interface Office {
  desk: Desk;
  vault: Vault;
}

/** The session holds the Problems of the connections: a restarted worker still knows that one is signed out. */
async function openOffice(): Promise<Office> {
  const now = () => Date.now();
  let desk: Desk | null = null;
  const stands = (view: VaultView): VaultView => {
    const wasBroken = desk?.broken;
    if (desk) Object.assign(desk, { locked: !isReadable(view), broken: view.kind === 'broken' });
    if (view.kind !== 'moving') void setAutoLock(view, now());
    if (view.kind !== 'broken') {
      if (wasBroken) void browser.alarms.clear(STORAGE_ALARM);
      return view;
    }
    // The browser may open it in a moment, once it has finished deleting it.
    if (!wasBroken) void browser.alarms.create(STORAGE_ALARM, { periodInMinutes: 0.5 });
    if (desk && !wasBroken) void showWithoutRecords(desk).catch(unlessUnreadable);
    return desk && asksWithoutRecords(desk) ? { ...view, asks: true } : view;
  };
  let lost = false;
  const world = createVaultWorld({
    now,
    needsPassphrase,
    foundLoss: async () => {
      lost = await wasKept();
      if (lost) await takeLoss(now());
    },
    beganAnew: async () => lost && desk && tellLoss(desk),
    changed: stands,
    rest: async () => desk && restDesk(desk),
    foundBroken: (table) => desk && void foundBroken(desk, table).catch(unlessUnreadable),
  });
  const [vault, { connections: stood = [] }] = await Promise.all([openVault(world), readState(['connections']), rulesNow()]);
  guardSession(vault);
  whenSessionFull(emptySession);
  const { database } = vault;
  desk = createDesk({ database, fetch: permittedFetch, now, online: () => navigator.onLine, endAfter, ...ownBooks(() => desk!) });
  desk.withSpace = (write) => withSpace(desk!, write);
  desk.documents = createDocuments(desk);
  desk.recovered = (id) => void drainRecovered(desk!, id, (ref) => renewChips(desk!, ref)).catch(unlessUnreadable);
  desk.signedOut = (id) => void beginSessionUnseen(desk!, id).catch(unlessUnreadable);
  desk.rests = (id, rest) => void awaitRest(desk!, id, rest).catch(unlessUnreadable);
  stands(vault.view());
  for (const { id, problem } of stood) if (problem) desk.problems.set(id, problem);
  if (lost) await tellLoss(desk);
  // The event that started the worker will need them.
  if (!desk.locked) void connections(desk).catch(() => undefined);
  return { desk, vault };
}

function isReadable({ kind }: VaultView): boolean {
  return kind === 'none' || kind === 'open';
}

/** A Directory with a broken part is filled again; of other tables the readable records stay. */
async function foundBroken(desk: Desk, table: Table): Promise<void> {
  await publishSetAside(desk);
  if (!table.startsWith('directory')) return;
  await Promise.all([...desk.directories.keys()].map((connection) => dropDirectory(desk, connection)));
}

/** Calls arrive while the database still opens. Opening the panel must not wait: the browser allows it only in the turn of the click. */
function handlersOf(office: Promise<Office>): Handlers {
  const ready = office.then(({ desk, vault }) => createHandlers(desk, vault));
  const later = (name: string) => async (ask: never, caller: never) => (await ready)[name as keyof Handlers](ask, caller);
  return new Proxy({} as Handlers, {
    get: (_, name) => (name === 'openPanel' ? openPanel : later(String(name))),
  });
}

/** The person has granted a permission. */
async function permitted(desk: Desk): Promise<void> {
  await lookUpPermitted(desk);
  await drainNow(desk, (ref) => renewChips(desk, ref), 'connection');
}

async function startOfDay(office: Promise<Office>): Promise<void> {
  const { desk, vault } = await office;
  await vault.settled();
  await arrangePages();
  if (desk.locked) return writeState(item('purgeDue', true));
  await reopening(vault, async () => {
    await purge(desk, 'browser-start');
    await publishConnections(desk);
    await drainAll(desk, (ref) => renewChips(desk, ref));
    await setAlarms(desk);
  });
}

/**
 * At every start of the worker, because an update of Kebian deletes its alarms, and the end of some browsers does. The outbox and the
 * Directories set their alarms when they are processed.
 */
async function setAlarms(desk: Desk): Promise<void> {
  await noteKept();
  await setPurgeAlarm(desk);
  await remind(desk);
  await setBackupAlarm(desk);
}

async function installed(whenReadable: WhenReadable, reason: string): Promise<void> {
  await whenReadable(setAlarms);
  await whenReadable(followPolicy);
  await whenReadable(publishConnections);
  await Promise.all([enterAgain(chatPages()), arrangePages()]);
  const isNews = reason === 'update' && untold((await choices()).told).length > 0;
  if (reason === 'install' || isNews) await browser.runtime.openOptionsPage();
}
