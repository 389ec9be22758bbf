import type { Difference, Prefer } from './merge';

/** The kinds of records in a backup, in the order in which they are restored: records come after those that they refer to. */
export const BACKUP_KINDS = ['settings', 'schema', 'customers', 'followUps', 'beside', 'links', 'reminders', 'replies'] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

/** A record in a backup: plain JSON; its connection is named as in settings documents. */
export type BackupRecord = Record<string, unknown>;

/** The most records in one part: one message, one transaction. */
export const PART_SIZE = 500;

/** Called with the number of records, or of parts, that are done. */
export type Progressed = (done: number) => void;

export function isBackupKind(kind: string): kind is BackupKind {
  return (BACKUP_KINDS as readonly string[]).includes(kind);
}

/**
 * How a backup is restored: `merge` merges each record with the one here, and `prefer` decides where both have a different value; `replace`
 * restores everything as it was and removes what was added since.
 */
export interface RestoreHow {
  way: 'merge' | 'replace';
  prefer: Prefer;
  settings: boolean;
  /** What was chosen otherwise than `prefer` says, by `placeOfDifference`. */
  each?: Record<string, Prefer> | undefined;
}

/** The most differences that can be decided one by one. */
export const MOST_CHOSEN = 5_000;

/** Where a difference is: of what kind, in which record, in what part of it. */
export function placeOfDifference(kind: BackupKind, key: string, at: string): string {
  return JSON.stringify([kind, key, at]);
}

/** Which side counts for a difference of this record. */
export function preferredIn({ prefer, each }: RestoreHow, kind: BackupKind, key: string): (at: string) => Prefer {
  return (at) => each?.[placeOfDifference(kind, key, at)] ?? prefer;
}

/** The changes that a restore makes to one kind; `same` counts unchanged records. */
export interface KindChanges {
  added: number;
  changed: number;
  gone: number;
  same: number;
  /** The number of records that cannot be restored: they are broken, or of a connection that is not here. */
  leftOut: number;
  /** The number of values that differ on both sides. */
  differences: number;
}

export const NO_CHANGES: KindChanges = { added: 0, changed: 0, gone: 0, same: 0, leftOut: 0, differences: 0 };

export type Changes = Partial<Record<BackupKind, KindChanges>>;

export function addChanges(all: Changes, kind: BackupKind, more: Partial<KindChanges>): Changes {
  const before = all[kind] ?? NO_CHANGES;
  const keys = Object.keys(NO_CHANGES) as (keyof KindChanges)[];
  return { ...all, [kind]: Object.fromEntries(keys.map((key) => [key, before[key] + (more[key] ?? 0)])) as unknown as KindChanges };
}

/** A part of a schema that gets another name, because both sides had given its name to different ones. */
export interface Renamed {
  from: string;
  to: string;
}

/** A record that a restore changes, for the preview. */
export interface ChangedRecord {
  kind: BackupKind;
  key: string;
  /** The name that a person knows it by: of a customer, of a reply. */
  name: string;
  what: 'added' | 'changed' | 'gone';
  differences: NamedDifference[];
  /** Parts of a schema that get another name than on either side. */
  renamed?: Renamed[];
}

/** A difference as a person can read it: ids are names in it. `label` is what the book's own field, tag or kind is called that it is about. */
export interface NamedDifference extends Difference {
  label?: string | undefined;
}

/** The state of a restore, as it is stored: any page can continue or undo it. */
export interface RestoreView {
  id: string;
  /** When the backup was made. */
  madeAt: string;
  /** The name of the file, or the address. */
  from: string;
  /** taking: not all parts have arrived yet, nothing was changed. */
  phase: 'taking' | 'ready' | 'applying' | 'done' | 'undoing';
  parts: number;
  counts: Partial<Record<BackupKind, number>>;
  how: RestoreHow | null;
  /** The number of steps that are done, of `steps`. */
  done: number;
  steps: number;
  changes: Changes;
  /** When it began or ended, epoch ms. */
  at: number;
  /** The last backup that both sides had is here, so it can tell which side has changed what. */
  joined: boolean;
  /** Set for the backup of another computer, which counts as known here once all of it is restored. */
  takes: { id: string; generation: number } | null;
}

/** What one part of a restore would change; `next` asks for the next part, null at the end. */
export interface Compared {
  changes: Changes;
  examples: ChangedRecord[];
  next: string | null;
  /** The settings document that would be applied. */
  settings: string | null;
}
