import type { BackupKind, BackupRecord } from '../../model/backup/kinds';
import { mergeRecords, sameJson } from '../../model/backup/merge';

type Merge = typeof mergeRecords<BackupRecord>;

/** Whether a record is as it was in the common backup. Whether a reminder was shown, and the name that its customer has by now, are no change of it. */
export function isUnchanged(kind: BackupKind, base: BackupRecord, record: BackupRecord): boolean {
  return sameJson(base, record) || (kind === 'reminders' && sameJson(asWritten(base), asWritten(record)));
}

/** How two versions of a record of this kind are merged. */
export function mergeOf(kind: BackupKind): Merge {
  return kind === 'reminders' ? mergeReminders : mergeRecords;
}

/** A reminder counts as shown where either side has shown it at the time at which it is due now. */
const mergeReminders: Merge = (base, here, there, prefer) => {
  const { record, differences } = mergeRecords(base && asWritten(base), asWritten(here), asWritten(there), prefer);
  const notified = [here, there].some((one) => one['notified'] === true && one['at'] === record['at']);
  return { record: { ...record, notified, customer: here['customer'] || there['customer'] }, differences };
};

function asWritten(reminder: BackupRecord): BackupRecord {
  return { ...reminder, notified: null, customer: '' };
}
