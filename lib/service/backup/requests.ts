import type { Desk } from '../desk';
import type { Handlers } from '../../wire/serve';
import { backUpNow, backupsNow, leavePlace, noteBackup, remindAfterDays, setPlace } from './automatic';
import { backupPart } from './making';
import { applyNext, beginRestore, compare, endTaking, forgetRestore, takePart, undoNext } from './restoring';
import { noteRestored, takeUp } from './taking-up';

type BackupCall =
  | 'backups'
  | 'backupPart'
  | 'noteBackup'
  | 'remindOfBackup'
  | 'setBackupPlace'
  | 'leaveBackupPlace'
  | 'backUpNow'
  | 'takeUpBackup'
  | 'beginRestore'
  | 'takeRestorePart'
  | 'endRestoreParts'
  | 'compareRestore'
  | 'applyRestore'
  | 'undoRestore'
  | 'forgetRestore';

/** The calls about backups; `renewed` refreshes what pages show after records were changed. */
export function createBackupHandlers(desk: Desk, renewed: () => Promise<unknown>): Pick<Handlers, BackupCall> {
  return {
    backups: () => backupsNow(desk),
    backupPart: (wanted) => backupPart(desk, wanted),
    noteBackup: ({ counts }) => noteBackup(desk, counts),
    remindOfBackup: ({ days }) => remindAfterDays(desk, days),
    setBackupPlace: (draft) => setPlace(desk, draft),
    leaveBackupPlace: () => leavePlace(desk),
    backUpNow: ({ over }) => backUpNow(desk, over),
    takeUpBackup: (wanted) => takeUp(desk, wanted),
    beginRestore: ({ restore, ...about }) => beginRestore(desk, { id: restore, ...about }),
    takeRestorePart: (part) => takePart(desk, part),
    endRestoreParts: (ending) => endTaking(desk, ending),
    compareRestore: (wanted) => compare(desk, wanted),
    applyRestore: async (wanted) => {
      const restore = await applyNext(desk, wanted);
      if (restore.phase === 'done') {
        await noteRestored(desk, restore);
        await renewed();
      }
      return restore;
    },
    undoRestore: async ({ restore }) => {
      const left = await undoNext(desk, restore);
      if (!left) await renewed();
      else await noteRestored(desk, left);
      return left;
    },
    forgetRestore: ({ restore }) => forgetRestore(desk, restore),
  };
}
