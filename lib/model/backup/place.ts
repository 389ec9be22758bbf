import type { BackupHead } from './head';
import type { Counts } from './make';
import type { RestoreView } from './kinds';

/** What a place for backups has answered with instead of doing what was asked; `address` is where. */
export type PlaceFault =
  | { kind: 'status'; status: number; address: string }
  /** Nothing answered, or the connection was cut before all had come or gone. */
  | { kind: 'unreachable' | 'cut-off' | 'timed-out' | 'redirected' | 'no-webdav'; address: string }
  | { kind: 'not-permitted'; address: string }
  /** The folder: the right to it was taken back, it is gone, or it cannot be written. */
  | { kind: 'folder-forbidden' | 'folder-gone' | 'folder-full' | 'folder-unwritten'; address: string }
  /** What lies there is no backup that this version can read. */
  | { kind: 'file'; fault: string; address: string };

export class PlaceFaultError extends Error {
  readonly fault: PlaceFault;

  constructor(fault: PlaceFault) {
    super(fault.kind);
    this.name = 'PlaceFaultError';
    this.fault = fault;
  }
}

/** How often a backup is made by itself, in hours. */
export const BACKUP_EVERY = [24, 1, 168] as const;
export type BackupEvery = (typeof BACKUP_EVERY)[number];

/** After how many days without a backup a person is reminded; 0 = never. */
export const REMIND_AFTER = [14, 7, 30, 0] as const;
export type RemindAfter = (typeof REMIND_AFTER)[number];

/** A place as it is chosen; a folder's handle is kept by the browser, a password goes to the worker alone. */
export type PlaceDraft =
  | { kind: 'webdav'; address: string; user: string; password: string | null; every: BackupEvery; passphrase: string | null }
  | { kind: 'folder'; name: string; every: BackupEvery; passphrase: string | null };

/** A place as pages know it. */
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
  /** What another computer has written there since: nothing is written over it before the person has decided. */
  theirs: Pick<BackupHead, 'id' | 'madeAt'> | null;
}

/** How backups stand. Times are epoch ms. */
export interface BackupsView {
  last: { at: number; to: 'file' | 'folder' | 'webdav'; counts: Counts } | null;
  remindAfter: RemindAfter;
  /** The last one is older than that, and there is something to lose. */
  old: boolean;
  customers: number;
  place: PlaceView | null;
  restore: RestoreView | null;
}

/** What became of a backup that was to be written to the place. */
export type BackupOutcome = { kind: 'written' } | { kind: 'theirs'; head: BackupHead } | { kind: 'fault'; fault: PlaceFault };

/** What became of another computer's backup that was to be taken up. */
export type TakenUp = { kind: 'taken'; restore: RestoreView } | { kind: 'fault'; fault: PlaceFault };
