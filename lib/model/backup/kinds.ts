import type { Difference } from './merge';

/** What a backup has, in the order in which it is restored: what others refer to comes first. */
export const BACKUP_KINDS = ['settings', 'schema', 'customers', 'followUps', 'beside', 'links', 'reminders', 'replies'] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

/** A record as a backup has it: plain JSON, its connection called as settings documents call it. */
export type Kept = Record<string, unknown>;

/** A part holds at most so many records: one message, one transaction. */
export const PART_SIZE = 500;

export function isBackupKind(kind: string): kind is BackupKind {
  return (BACKUP_KINDS as readonly string[]).includes(kind);
}

/**
 * How a backup comes back: `merge` joins each record part by part with what is here, of which `prefer` says what counts where both have another
 * value; `replace` makes everything as it was then, and what has come since goes.
 */
export interface RestoreHow {
  way: 'merge' | 'replace';
  prefer: 'here' | 'there';
  settings: boolean;
}

/** What a restore changes of one kind; `same` are as they are. */
export interface KindChanges {
  added: number;
  changed: number;
  gone: number;
  same: number;
  /** What is in the backup and cannot be taken: it is broken, or of a connection that is not here. */
  leftOut: number;
  /** Parts of records that differ on both sides. */
  differences: number;
}

export const NO_CHANGES: KindChanges = { added: 0, changed: 0, gone: 0, same: 0, leftOut: 0, differences: 0 };

export type Changes = Partial<Record<BackupKind, KindChanges>>;

export function addChanges(all: Changes, kind: BackupKind, more: Partial<KindChanges>): Changes {
  const before = all[kind] ?? NO_CHANGES;
  const keys = Object.keys(NO_CHANGES) as (keyof KindChanges)[];
  return { ...all, [kind]: Object.fromEntries(keys.map((key) => [key, before[key] + (more[key] ?? 0)])) as unknown as KindChanges };
}

/** One of the records that a restore changes, to be looked at before. */
export interface ChangedRecord {
  kind: BackupKind;
  key: string;
  /** As a person knows it: the customer's name, the reply's title. */
  name: string;
  what: 'added' | 'changed' | 'gone';
  differences: Difference[];
}

/** How a restore stands, as it is kept: whoever opens the page next can go on or take it back. */
export interface RestoreView {
  id: string;
  /** The file as it was made. */
  madeAt: string;
  /** Where it came from: a file's name, or an address. */
  from: string;
  /** taking: not all of the file is there yet, nothing is written. */
  phase: 'taking' | 'ready' | 'applying' | 'done' | 'undoing';
  parts: number;
  counts: Partial<Record<BackupKind, number>>;
  how: RestoreHow | null;
  /** How many steps are done, and of how many. */
  done: number;
  steps: number;
  changes: Changes;
  /** Epoch ms, when it was begun or ended. */
  at: number;
  /** It can tell which side has changed what: the last backup that both know is here. */
  joined: boolean;
  /** It is what another computer has written to the place: it is known here once all of it has come. */
  takes: { id: string; generation: number } | null;
}

/** What a part of a restore would change; `next` asks for the part behind it, null at the end. */
export interface Compared {
  changes: Changes;
  examples: ChangedRecord[];
  next: string | null;
  /** The settings document that would be taken over. */
  settings: string | null;
}
