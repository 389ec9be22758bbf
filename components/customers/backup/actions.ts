import type { FileFault } from '../../../lib/model/backup/head';
import type { ChangedRecord, Changes, RestoreHow, RestoreView } from '../../../lib/model/backup/kinds';
import type { BackupEvery, BackupOutcome, BackupsView, PlaceFault, RemindAfter } from '../../../lib/model/backup/place';
import type { Problem } from '../../../lib/model/problem';

/** Something else than what was asked for. */
export type Failed = { kind: 'problem'; problem: Problem };

/** Reports the progress of a work on many records: how many are done. */
export type Progressed = (done: number) => void;

export interface Comparison {
  changes: Changes;
  /** Some of what changes, of each kind. */
  examples: ChangedRecord[];
  /** The pages and CRMs that the settings of the backup want to reach, as match patterns. */
  origins: string[];
  hasSettings: boolean;
}

/** A place as the form holds it. A password that is null stays as it is stored. */
export interface WebdavDraft {
  address: string;
  user: string;
  password: string | null;
  every: BackupEvery;
  passphrase: string | null;
}

/** What the view of backups asks for. */
export interface BackupActions {
  /** Whether this browser lets a page keep a folder. */
  hasFolders: boolean;
  now(): Promise<BackupsView | Failed>;
  /** Makes a backup and gives it to the person as a file. */
  make(options: { passphrase: string | null; secrets: boolean }, progressed: Progressed, signal: AbortSignal): Promise<Failed | null>;
  /** Takes a file in, to be looked at. */
  take(
    file: File,
    passphrase: string | null,
    progressed: Progressed,
  ): Promise<{ kind: 'taken'; restore: RestoreView } | { kind: 'file'; fault: FileFault } | Failed>;
  takeUp(passphrase: string | null): Promise<{ kind: 'taken'; restore: RestoreView } | { kind: 'fault'; fault: PlaceFault } | Failed>;
  compare(
    restore: RestoreView,
    how: RestoreHow,
    progressed: Progressed,
    signal: AbortSignal,
  ): Promise<({ kind: 'compared' } & Comparison) | Failed>;
  /** To be called inside a click, since the browser asks whether the settings may reach their pages. */
  apply(
    restore: RestoreView,
    how: RestoreHow,
    origins: string[],
    progressed: (restore: RestoreView) => void,
  ): Promise<{ kind: 'done'; restore: RestoreView } | Failed>;
  undo(restore: RestoreView, progressed: (restore: RestoreView) => void): Promise<Failed | null>;
  forget(restore: RestoreView): Promise<Failed | null>;
  remind(days: RemindAfter): Promise<BackupsView | Failed>;
  /** To be called inside a click. */
  setWebdav(draft: WebdavDraft): Promise<BackupOutcome | Failed>;
  /** Lets the person choose a folder; null where they choose none. To be called inside a click. */
  setFolder(draft: { every: BackupEvery; passphrase: string | null }): Promise<BackupOutcome | Failed | null>;
  /** Asks the browser for the folder once more. To be called inside a click. */
  allowAgain(): Promise<BackupOutcome | Failed>;
  backUpNow(over: boolean): Promise<BackupOutcome | Failed>;
  leave(): Promise<BackupsView | Failed>;
}
