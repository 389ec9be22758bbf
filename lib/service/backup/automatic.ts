import { browser } from 'wxt/browser';
import { newBackupKey, openBackup, type BackupKey } from '../../model/backup/file';
import { FileFaultError, type BackupHead } from '../../model/backup/head';
import { makeBackup, type Counts } from '../../model/backup/make';
import { isSameDay, MOST_OLDER, olderName } from '../../model/backup/older';
import {
  PlaceFaultError,
  type BackupOutcome,
  type BackupsView,
  type PlaceDraft,
  type PlaceFault,
  type PlaceView,
  type RemindAfter,
} from '../../model/backup/place';
import { since } from '../../model/elapsed';
import { serialQueue } from '../../model/serial-queue';
import { ProblemError } from '../../model/problem';
import { chosenFolder, chooseFolder } from '../../wire/folder-handle';
import { loadConnections } from '../connections/connections';
import type { Desk } from '../desk';
import { rulesNow } from '../rules';
import { folderPlace } from './folder';
import {
  changePlace,
  keepFile,
  keepWritten,
  leaveStored,
  storedPlace,
  tell,
  told,
  writtenThere,
  type StoredPlace,
  type Written,
} from './store';
import { namesOf } from './kinds';
import { backupPart } from './making';
import type { Place } from './place';
import { forgetOldRestore, restoreNow } from './restoring';
import { webdavPlace } from './webdav';

export const BACKUP_ALARM = 'backup';

/** When a backup is due is checked every quarter of an hour: the browser may have been closed at the exact time. */
const SOON = { delayInMinutes: 5, periodInMinutes: 15 };

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Only one operation on the place runs at a time. */
export const serially = serialQueue();

export async function backupsNow(desk: Desk): Promise<BackupsView> {
  const [{ last, remindAfter }, place, written, restore, customers] = await Promise.all([
    told(desk),
    storedPlace(desk),
    writtenThere(desk),
    restoreNow(desk),
    countCustomers(desk),
  ]);
  const age = last ? since(last.at, desk.now()) : Infinity;
  return {
    last,
    remindAfter,
    old: customers > 0 && remindAfter > 0 && age > remindAfter * DAY,
    customers,
    place: place && viewOf(place, written),
    restore,
  };
}

function viewOf(place: StoredPlace, { lastAt, fault, theirs, older = [] }: Written): PlaceView {
  const { kind, every, key } = place;
  const names = place.kind === 'webdav' ? { name: place.address, user: place.user } : { name: place.name, user: null };
  return { kind, ...names, every, sealed: key !== null, lastAt, fault, theirs, older };
}

/** Records that a page has saved a complete backup as a file. */
export function noteBackup(desk: Desk, counts: Counts): Promise<BackupsView> {
  return serially(async () => {
    await tell(desk, { last: { at: desk.now(), to: 'file', counts } });
    return backupsNow(desk);
  });
}

export async function remindAfterDays(desk: Desk, remindAfter: RemindAfter): Promise<BackupsView> {
  await tell(desk, { remindAfter });
  return backupsNow(desk);
}

/** Sets another place once it has answered. A password that is left out stays as stored, for the same address and user. */
export function setPlace(desk: Desk, draft: PlaceDraft): Promise<BackupOutcome> {
  return serially(async () => {
    const before = await storedPlace(desk);
    const stored = storedOf(draft, before, draft.passphrase === null ? null : await newBackupKey(draft.passphrase));
    try {
      const place = await placeOf(desk, stored);
      await place.prepare();
      await changePlace(desk, stored);
      await browser.alarms.create(BACKUP_ALARM, SOON);
      return await writeNow(desk, stored, 'unless-theirs');
    } catch (thrown) {
      return { kind: 'fault', fault: faultOf(thrown, nameOf(stored)) };
    }
  });
}

function storedOf(draft: PlaceDraft, before: StoredPlace | null, key: BackupKey | null): StoredPlace {
  if (draft.kind === 'folder') return { kind: 'folder', name: draft.name, every: draft.every, key };
  const { address, user, every } = draft;
  const isSame = before?.kind === 'webdav' && before.address === address && before.user === user;
  return { kind: 'webdav', address, user, password: draft.password ?? (isSame ? before.password : ''), every, key };
}

/** Ends automatic backups; the file in the place stays. */
export function leavePlace(desk: Desk): Promise<BackupsView> {
  return serially(async () => {
    await leaveStored(desk);
    await chooseFolder(null);
    await browser.alarms.clear(BACKUP_ALARM);
    return backupsNow(desk);
  });
}

/** Writes a backup to the place now. A backup of another computer is overwritten only with `over`. */
export function backUpNow(desk: Desk, over: boolean): Promise<BackupOutcome> {
  return serially(async () => {
    const place = await storedPlace(desk);
    if (!place) throw new ProblemError({ kind: 'not-found' });
    return writeNow(desk, place, over ? 'over' : 'unless-theirs');
  });
}

/** Sets the alarm again, which an update of Kebian removes, and deletes what an old restore has left. */
export async function setBackupAlarm(desk: Desk): Promise<void> {
  await forgetOldRestore(desk);
  if (!(await storedPlace(desk)) || (await browser.alarms.get(BACKUP_ALARM))) return;
  await browser.alarms.create(BACKUP_ALARM, SOON);
}

/** Called by the alarm: writes a backup if one is due. */
export async function backUpWhenDue(desk: Desk): Promise<void> {
  const [place, { lastAt }] = await Promise.all([storedPlace(desk), writtenThere(desk)]);
  if (!place) return;
  const { export: mayExport, reveal } = await rulesNow();
  const restore = await restoreNow(desk);
  // A half-applied restore must not replace the last good backup.
  const isBusy = restore !== null && ['applying', 'undoing'].includes(restore.phase);
  if (!mayExport || !reveal || isBusy || (lastAt !== null && since(lastAt, desk.now()) < place.every * HOUR)) return;
  await serially(() => writeNow(desk, place, 'unless-theirs'));
}

async function writeNow(desk: Desk, stored: StoredPlace, when: 'unless-theirs' | 'over'): Promise<BackupOutcome> {
  const written = await writtenThere(desk);
  try {
    const place = await placeOf(desk, stored);
    await place.prepare();
    const found = await place.find();
    const there = found && (await openBackup(found.start)).head;
    const isOurs = !there || [written.known?.id, written.trying?.id].includes(there.id);
    if (!isOurs && when !== 'over') return await foundTheirs(desk, written, there);
    if (written.trying && written.trying.id !== there?.id) await place.clear(written.trying.id).catch(() => undefined);
    const head = { ...headNow(desk), generation: Math.max(there?.generation ?? 0, written.known?.generation ?? 0) + 1 };
    const { id, generation } = head;
    const { file, counts } = await makeBackup(head, stored.key, (kind, after) => backupPart(desk, { kind, after, secrets: false }));
    await keepWritten(desk, { ...written, trying: { id, generation } });
    // The last one of a day stays, and what the person writes over.
    const goes = there !== null && !(isOurs && isSameDay(there.madeAt, head.madeAt)) ? there : null;
    const keeps = goes ? await isKept(place, olderName(goes.madeAt)) : written.older !== null;
    await place.write(file, found, id);
    const now = await place.find();
    const last = now && (await openBackup(now.start)).head;
    if (last && last.id !== id) return await foundTheirs(desk, written, last);
    await keepFile(desk, 'base', file);
    const older = keeps ? await olderLeft(place) : null;
    await keepWritten(desk, { lastAt: desk.now(), known: { id, generation }, fault: null, theirs: null, older });
    await tell(desk, { last: { at: desk.now(), to: stored.kind, counts } });
    return { kind: 'written' };
  } catch (thrown) {
    const fault = faultOf(thrown, nameOf(stored));
    await keepWritten(desk, { ...(await writtenThere(desk)), fault });
    return { kind: 'fault', fault };
  }
}

/** Copies the current backup to an older version. A failure does not stop the new backup. */
function isKept(place: Place, name: string): Promise<boolean> {
  return place.keep(name).then(
    () => true,
    () => false,
  );
}

/** Deletes all but the newest older versions and returns the names of those left; null where the place refuses. */
async function olderLeft(place: Place): Promise<string[] | null> {
  try {
    const names = await place.older();
    for (const name of names.slice(MOST_OLDER)) await place.remove(name);
    return names.slice(0, MOST_OLDER);
  } catch {
    return null;
  }
}

/** Records the other computer's backup; it is not overwritten before the person decides. */
async function foundTheirs(desk: Desk, written: Written, head: BackupHead): Promise<BackupOutcome> {
  await keepWritten(desk, { ...written, fault: null, theirs: { id: head.id, madeAt: head.madeAt } });
  return { kind: 'theirs', head };
}

/** The head of a backup that is made now. */
export function headNow(desk: Desk): BackupHead {
  return { id: crypto.randomUUID(), madeAt: new Date(desk.now()).toISOString(), by: browser.runtime.getManifest().version };
}

export async function placeOf(desk: Desk, stored: StoredPlace): Promise<Place> {
  if (stored.kind === 'webdav') return webdavPlace(desk.fetch, stored);
  const folder = await chosenFolder();
  if (!folder) throw new PlaceFaultError({ kind: 'folder-forbidden', address: stored.name });
  return folderPlace(folder);
}

/** The fault of the place or its file; anything else is thrown on. */
export function faultOf(thrown: unknown, address: string): PlaceFault {
  if (thrown instanceof PlaceFaultError) return thrown.fault;
  if (thrown instanceof FileFaultError) return { kind: 'file', fault: thrown.fault, address };
  throw thrown;
}

export function nameOf(place: StoredPlace): string {
  return place.kind === 'webdav' ? place.address : place.name;
}

async function countCustomers(desk: Desk): Promise<number> {
  const { books } = namesOf(await loadConnections(desk.database));
  const counts = await Promise.all(books.map((book) => desk.bookOf(book).count()));
  return counts.reduce((all, one) => all + one, 0);
}
