import type { BackupKey } from '../../model/backup/file';
import type { BackupHead } from '../../model/backup/head';
import { REMIND_AFTER, type BackupEvery, type BackupsView, type PlaceFault, type RemindAfter } from '../../model/backup/place';
import type { Desk } from '../desk';
import type { WebdavAccount } from './webdav';

/** The place as it is stored, with its secrets; the database seals them where a passphrase is set. */
export type StoredPlace = (({ kind: 'webdav' } & WebdavAccount) | { kind: 'folder'; name: string }) & {
  every: BackupEvery;
  key: BackupKey | null;
  /** The keys of before, the newest first: the last common backup may be sealed with one of them. */
  earlier?: BackupKey[];
};

/** What stays known of a server whose automatic backups were ended. Its password does not. */
interface Left extends Pick<WebdavAccount, 'address' | 'user'> {
  keys: BackupKey[];
  written: Pick<Written, 'known' | 'trying'>;
}

/** What is known of the place: the backup that this computer last wrote or restored, and how the last attempt ended. */
export interface Written {
  lastAt: number | null;
  /** The backup that is in the place, as far as this computer knows. */
  known: { id: string; generation: number } | null;
  /** The backup that was being written when the last attempt ended, and may have been written. */
  trying?: { id: string; generation: number } | null;
  fault: PlaceFault | null;
  theirs: Pick<BackupHead, 'id' | 'madeAt'> | null;
  /** The names of the older versions beside it; null where the place keeps none. */
  older?: string[] | null;
}

export const NOTHING_WRITTEN: Written = { lastAt: null, known: null, fault: null, theirs: null };

interface Told {
  last: BackupsView['last'];
  remindAfter: RemindAfter;
}

export async function told(desk: Desk): Promise<Told> {
  const kept = (await desk.database.get('backups', 'told'))?.value as Partial<Told> | undefined;
  return { last: kept?.last ?? null, remindAfter: kept?.remindAfter ?? REMIND_AFTER[0] };
}

export async function tell(desk: Desk, news: Partial<Told>): Promise<void> {
  await keepAs(desk, 'told', { ...(await told(desk)), ...news });
}

export async function storedPlace(desk: Desk): Promise<StoredPlace | null> {
  return ((await desk.database.get('backups', 'place'))?.value as StoredPlace | undefined) ?? null;
}

export function keepPlace(desk: Desk, place: StoredPlace): Promise<void> {
  return keepAs(desk, 'place', place);
}

/** How many earlier keys are kept. */
const MOST_KEYS = 3;

/** The place with another key. */
export function withKey(place: StoredPlace, key: BackupKey): StoredPlace {
  return key === place.key ? place : { ...place, key, earlier: keysOf(place).slice(0, MOST_KEYS) };
}

function keysOf({ key, earlier = [] }: StoredPlace): BackupKey[] {
  return key ? [key, ...earlier] : earlier;
}

/** Ends the use of the place; the file there stays, and is known again as this computer's when the same account is set again. */
export async function leaveStored(desk: Desk): Promise<void> {
  const left = await leftNow(desk);
  for (const id of ['place', 'written', 'theirs', ...(left ? [] : ['base'])]) await desk.database.delete('backups', id);
  if (left) await keepAs(desk, 'left', left);
}

/** Stores a place that has answered. What is known of the same account stays: the file there is not another computer's for a new passphrase. */
export async function changePlace(desk: Desk, place: StoredPlace): Promise<void> {
  const left = await leftNow(desk);
  const isSame = left !== null && place.kind === 'webdav' && left.address === place.address && left.user === place.user;
  await keepPlace(desk, isSame ? { ...place, earlier: left.keys.slice(0, MOST_KEYS) } : place);
  await keepWritten(desk, { ...NOTHING_WRITTEN, ...(isSame && left.written) });
  for (const id of ['left', ...(isSame ? [] : ['base'])]) await desk.database.delete('backups', id);
}

/** What is known of the server that is used, or was used last. */
async function leftNow(desk: Desk): Promise<Left | null> {
  const place = await storedPlace(desk);
  if (!place) return ((await desk.database.get('backups', 'left'))?.value as Left | undefined) ?? null;
  if (place.kind !== 'webdav') return null;
  const { known, trying = null } = await writtenThere(desk);
  return { address: place.address, user: place.user, keys: keysOf(place), written: { known, trying } };
}

export async function writtenThere(desk: Desk): Promise<Written> {
  return ((await desk.database.get('backups', 'written'))?.value as Written | undefined) ?? NOTHING_WRITTEN;
}

export function keepWritten(desk: Desk, written: Written): Promise<void> {
  return keepAs(desk, 'written', written);
}

/** The bytes of the last backup that both computers had (`base`), or of the one that is being restored (`theirs`). */
export async function fileIn(desk: Desk, id: 'base' | 'theirs'): Promise<Blob | null> {
  const kept = (await desk.database.get('backups', id))?.value as { bytes: Uint8Array<ArrayBuffer> } | undefined;
  return kept ? new Blob([kept.bytes]) : null;
}

export async function keepFile(desk: Desk, id: 'base' | 'theirs', file: Blob): Promise<void> {
  await keepAs(desk, id, { bytes: new Uint8Array(await file.arrayBuffer()) });
}

async function keepAs(desk: Desk, id: string, value: unknown): Promise<void> {
  await desk.withSpace(() => desk.database.put('backups', { id, value }));
}
