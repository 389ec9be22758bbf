import { openBackup, type BackupKey } from '../../../lib/model/backup/file';
import {
  addChanges,
  type BackupKind,
  type Changes,
  type ChangedRecord,
  type BackupRecord,
  type RestoreHow,
  type RestoreView,
} from '../../../lib/model/backup/kinds';
import { makeBackup } from '../../../lib/model/backup/make';
import { ask } from '../worker';

export const MERGE: RestoreHow = { way: 'merge', prefer: 'there', settings: false };
export const REPLACE: RestoreHow = { way: 'replace', prefer: 'there', settings: false };

/** A backup as the page makes it, of parts that it asks the worker for. */
export async function backup(key: BackupKey | null = null, secrets = false): Promise<Blob> {
  const head = { id: crypto.randomUUID(), madeAt: new Date().toISOString(), by: '0.1.0' };
  return (await makeBackup(head, key, (kind, after) => ask('backupPart', { kind, after, secrets }))).file;
}

/** What a backup holds, of each kind, in an order that does not depend on where it lay. */
export async function contentOf(file: Blob, unlock: string | BackupKey | null = null): Promise<Record<string, BackupRecord[]>> {
  const found: Record<string, BackupRecord[]> = {};
  for await (const { kind, records } of (await openBackup(file)).parts(unlock)) (found[kind] ??= []).push(...(records as BackupRecord[]));
  const text = (one: BackupRecord) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(
    Object.entries(found).map(([kind, records]) => [kind, records.toSorted((a, b) => (text(a) < text(b) ? -1 : 1))]),
  );
}

/** Takes a file in, as the page does. */
export async function take(file: Blob, unlock: string | BackupKey | null = null): Promise<RestoreView> {
  const opened = await openBackup(file);
  const restore = crypto.randomUUID();
  await ask('beginRestore', { restore, madeAt: opened.head.madeAt, from: 'backup.kebian' });
  let number = 0;
  for await (const { kind, records } of opened.parts(unlock))
    await ask('takeRestorePart', { restore, number: number++, kind, records: records as BackupRecord[] });
  return ask('endRestoreParts', { restore, parts: number });
}

export async function compare({ id }: RestoreView, how: RestoreHow): Promise<{ changes: Changes; examples: ChangedRecord[] }> {
  let changes: Changes = {};
  const examples: ChangedRecord[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const part = await ask('compareRestore', { restore: id, how, after: after ?? null });
    for (const [kind, more] of Object.entries(part.changes)) changes = addChanges(changes, kind as BackupKind, more);
    examples.push(...part.examples);
    after = part.next;
  }
  return { changes, examples };
}

export async function apply({ id }: RestoreView, how: RestoreHow): Promise<RestoreView> {
  for (;;) {
    const restore = await ask('applyRestore', { restore: id, how });
    if (restore.phase === 'done') return restore;
  }
}

export async function undo({ id }: RestoreView): Promise<void> {
  while ((await ask('undoRestore', { restore: id })) !== null);
}

export async function restore(file: Blob, how: RestoreHow, unlock: string | null = null): Promise<RestoreView> {
  return apply(await take(file, unlock), how);
}
