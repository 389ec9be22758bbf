import type { FileFault } from '../../../lib/model/backup/head';
import type { ChangedRecord, Changes, Progressed, RestoreHow, RestoreView } from '../../../lib/model/backup/kinds';
import type { BackupEvery, BackupOutcome, BackupsView, PlaceFault, RemindAfter } from '../../../lib/model/backup/place';
import type { Failed } from '../../../lib/model/problem';

export interface Comparison {
  changes: Changes;
  /** Some of the changed records of each kind. */
  examples: ChangedRecord[];
  /** The match patterns that the settings in the backup need permission for. */
  origins: string[];
  hasSettings: boolean;
}

/** The values of the form. A password that is null stays as it is stored. */
export interface WebdavDraft {
  address: string;
  user: string;
  password: string | null;
  every: BackupEvery;
  passphrase: string | null;
}

/** The actions of the backup view. */
export interface BackupActions {
  /** Whether this browser supports `showDirectoryPicker`. */
  hasFolders: boolean;
  now(): Promise<BackupsView | Failed>;
  /** Makes a backup and saves it to a file. */
  make(options: { passphrase: string | null; secrets: boolean }, progressed: Progressed, signal: AbortSignal): Promise<Failed | null>;
  /** Reads a file for a preview. */
  take(
    file: File,
    passphrase: string | null,
    progressed: Progressed,
  ): Promise<{ kind: 'taken'; restore: RestoreView } | { kind: 'file'; fault: FileFault } | Failed>;
  /** Reads the backup in the place, or an older version by its name, for a preview. */
  takeUp(
    passphrase: string | null,
    older: string | null,
  ): Promise<{ kind: 'taken'; restore: RestoreView } | { kind: 'fault'; fault: PlaceFault } | Failed>;
  compare(
    restore: RestoreView,
    how: RestoreHow,
    progressed: Progressed,
    signal: AbortSignal,
  ): Promise<({ kind: 'compared' } & Comparison) | Failed>;
  /** Must be called in a click handler: the browser asks for permission to the pages of the settings. */
  apply(
    restore: RestoreView,
    how: RestoreHow,
    origins: string[],
    progressed: (restore: RestoreView) => void,
  ): Promise<{ kind: 'done'; restore: RestoreView } | Failed>;
  undo(restore: RestoreView, progressed: (restore: RestoreView) => void): Promise<Failed | null>;
  forget(restore: RestoreView): Promise<Failed | null>;
  remind(days: RemindAfter): Promise<BackupsView | Failed>;
  /** Must be called in a click handler. */
  setWebdav(draft: WebdavDraft): Promise<BackupOutcome | Failed>;
  /** Asks the person for a folder; null where they cancel. Must be called in a click handler. */
  setFolder(draft: { every: BackupEvery; passphrase: string | null }): Promise<BackupOutcome | Failed | null>;
  /** Asks the browser for permission to the folder again. Must be called in a click handler. */
  allowAgain(): Promise<BackupOutcome | Failed>;
  backUpNow(over: boolean): Promise<BackupOutcome | Failed>;
  leave(): Promise<BackupsView | Failed>;
}
