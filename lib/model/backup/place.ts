import type { BackupHead } from './head';
import type { Counts } from './make';
import type { RestoreView } from './kinds';

/** Why a place for backups has failed; `address` is where. */
export type PlaceFault =
  | { kind: 'status'; status: number; address: string }
  /** Nothing answered, or the connection was cut during a transfer. */
  | { kind: 'unreachable' | 'cut-off' | 'timed-out' | 'redirected' | 'no-webdav'; address: string }
  | { kind: 'not-permitted'; address: string }
  /** The folder: permission was revoked, it is missing, or it cannot be written. */
  | { kind: 'folder-forbidden' | 'folder-gone' | 'folder-full' | 'folder-unwritten'; address: string }
  /** The file in the place is no backup that this version can read. */
  | { kind: 'file'; fault: string; address: string };

export class PlaceFaultError extends Error {
  readonly fault: PlaceFault;

  constructor(fault: PlaceFault) {
    super(fault.kind);
    this.name = 'PlaceFaultError';
    this.fault = fault;
  }
}

/** The intervals of automatic backups, in hours. */
export const BACKUP_EVERY = [24, 1, 168] as const;
export type BackupEvery = (typeof BACKUP_EVERY)[number];

/** After how many days without a backup the person is reminded; 0 = never. */
export const REMIND_AFTER = [14, 7, 30, 0] as const;
export type RemindAfter = (typeof REMIND_AFTER)[number];

/** A place as it is chosen; the browser stores a folder's handle, and only the worker gets a password. */
export type PlaceDraft =
  | { kind: 'webdav'; address: string; user: string; password: string | null; every: BackupEvery; passphrase: string | null }
  | { kind: 'folder'; name: string; every: BackupEvery; passphrase: string | null };

/** A place as pages may see it. */
export interface PlaceView {
  kind: 'webdav' | 'folder';
  /** The folder's name, or its address. */
  name: string;
  user: string | null;
  every: BackupEvery;
  sealed: boolean;
  /** When the last backup was written there, epoch ms. */
  lastAt: number | null;
  fault: PlaceFault | null;
  /** A backup that another computer has written there since; it is not overwritten before the person decides. */
  theirs: Pick<BackupHead, 'id' | 'madeAt'> | null;
  /** The names of the older versions beside it, the newest first; null where the place keeps none. */
  older: string[] | null;
}

/** The state of backups. Times are epoch ms. */
export interface BackupsView {
  last: { at: number; to: 'file' | 'folder' | 'webdav'; counts: Counts } | null;
  remindAfter: RemindAfter;
  /** Set where the last backup is older than that, and there are customers to lose. */
  old: boolean;
  customers: number;
  place: PlaceView | null;
  restore: RestoreView | null;
}

/** The result of writing a backup to the place. */
export type BackupOutcome = { kind: 'written' } | { kind: 'theirs'; head: BackupHead } | { kind: 'fault'; fault: PlaceFault };

/** The result of taking in another computer's backup. */
export type TakenUp = { kind: 'taken'; restore: RestoreView } | { kind: 'fault'; fault: PlaceFault };
