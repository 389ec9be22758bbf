import * as v from 'valibot';
import { BACKUP_KINDS, MOST_CHOSEN, PART_SIZE, type BackupKind } from '../model/backup/kinds';
import { OLDER_VERSION } from '../model/backup/older';
import { BACKUP_EVERY, REMIND_AFTER } from '../model/backup/place';
import { later } from '../model/later';
import { nothing, PAGE } from './card';
import { short } from './chat-checks';
import { count, newPassphrase, passphrase } from './shapes';

/** A position in the records, the name of a file, or an address. */
const place = v.pipe(v.string(), v.maxLength(4_000));
const backupKind = v.picklist(BACKUP_KINDS);
const backupCounts = later(() => {
  const each = BACKUP_KINDS.map((kind) => [kind, v.exactOptional(count)]);
  return v.strictObject(Object.fromEntries(each) as Record<BackupKind, v.ExactOptionalSchema<typeof count, undefined>>);
});

const prefer = v.picklist(['here', 'there']);

const restoreHow = later(() =>
  v.strictObject({
    way: v.picklist(['merge', 'replace']),
    prefer,
    settings: v.boolean(),
    each: v.optional(v.pipe(v.record(place, prefer), v.maxEntries(MOST_CHOSEN))),
  }),
);

/** The contents of a record are checked by the keeper of its kind. */
const restorePart = later(() =>
  v.strictObject({
    restore: short,
    number: count,
    kind: short,
    records: v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(PART_SIZE)),
  }),
);

const placeDraft = later(() => {
  const both = { every: v.picklist(BACKUP_EVERY), passphrase: v.nullable(newPassphrase) };
  return v.variant('kind', [
    v.strictObject({ kind: v.literal('webdav'), address: place, user: short, password: v.nullable(passphrase), ...both }),
    v.strictObject({ kind: v.literal('folder'), name: short, ...both }),
  ]);
});

/** The cards of the calls by which backups are made and restored. */
export const BACKUP_ROWS = {
  backups: { ...PAGE, takesOut: false, ask: nothing },
  backupPart: {
    ...PAGE,
    takesOut: 'export',
    rule: 'reveal',
    ask: () => v.strictObject({ kind: backupKind, after: v.nullable(place), secrets: v.boolean() }),
  },
  noteBackup: { ...PAGE, takesOut: 'export', ask: () => v.strictObject({ counts: backupCounts }) },
  remindOfBackup: { ...PAGE, takesOut: false, ask: () => v.strictObject({ days: v.picklist(REMIND_AFTER) }) },
  setBackupPlace: { ...PAGE, takesOut: 'export', rule: 'reveal', ask: () => placeDraft },
  leaveBackupPlace: { ...PAGE, takesOut: false, ask: nothing },
  backUpNow: { ...PAGE, takesOut: 'export', rule: 'reveal', ask: () => v.strictObject({ over: v.boolean() }) },
  takeUpBackup: {
    ...PAGE,
    takesOut: false,
    ask: () =>
      v.strictObject({ restore: short, passphrase: v.nullable(passphrase), older: v.nullable(v.pipe(v.string(), v.regex(OLDER_VERSION))) }),
  },
  beginRestore: { ...PAGE, takesOut: false, ask: () => v.strictObject({ restore: short, madeAt: short, from: place }) },
  takeRestorePart: { ...PAGE, takesOut: false, ask: () => restorePart },
  endRestoreParts: { ...PAGE, takesOut: false, ask: () => v.strictObject({ restore: short, parts: count }) },
  compareRestore: { ...PAGE, takesOut: false, ask: () => v.strictObject({ restore: short, how: restoreHow, after: v.nullable(place) }) },
  applyRestore: { ...PAGE, takesOut: false, rule: 'localBook', ask: () => v.strictObject({ restore: short, how: restoreHow }) },
  undoRestore: { ...PAGE, takesOut: false, ask: () => v.strictObject({ restore: short }) },
  forgetRestore: { ...PAGE, takesOut: false, ask: () => v.strictObject({ restore: short }) },
} as const;
