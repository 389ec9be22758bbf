import { browser } from 'wxt/browser';
import { checkAddress } from '../../model/address';
import { newBackupKey, openBackup } from '../../model/backup/file';
import { FileFaultError, type FileFault } from '../../model/backup/head';
import {
  addChanges,
  type BackupKind,
  type ChangedRecord,
  type Changes,
  type Progressed,
  type RestoreHow,
  type RestoreView,
} from '../../model/backup/kinds';
import { makeBackup } from '../../model/backup/make';
import type { BackupEvery, RemindAfter } from '../../model/backup/place';
import { ProblemError, toProblem, type Failed } from '../../model/problem';
import { download } from '../../panel/download';
import { allow, allowSending } from '../../panel/permission';
import { call } from '../../wire/bus';
import { chosenFolder, chooseFolder, type Folder } from '../../wire/folder-handle';

/** The actions of the backup view. The page packs, seals and reads the file; the worker sends and receives its parts. */
export function createBackupActions() {
  return {
    hasFolders: picker() !== null,
    now: () => failing(call('backups', null)),
    make: (options: { passphrase: string | null; secrets: boolean }, progressed: Progressed, signal: AbortSignal) =>
      problemOf(make(options, progressed, signal)),
    take: async (
      file: File,
      passphrase: string | null,
      progressed: Progressed,
    ): Promise<{ kind: 'taken'; restore: RestoreView } | { kind: 'file'; fault: FileFault } | Failed> => {
      try {
        return { kind: 'taken', restore: await take(file, passphrase, progressed) };
      } catch (thrown) {
        return thrown instanceof FileFaultError ? { kind: 'file', fault: thrown.fault } : failed(thrown);
      }
    },
    takeUp: (passphrase: string | null, older: string | null) =>
      failing(call('takeUpBackup', { restore: crypto.randomUUID(), passphrase, older })),
    compare: (restore: RestoreView, how: RestoreHow, progressed: Progressed, signal: AbortSignal) =>
      failing(compare(restore, how, progressed, signal)),
    apply: (restore: RestoreView, how: RestoreHow, origins: string[], progressed: (restore: RestoreView) => void) =>
      failing(apply(restore, how, origins, progressed)),
    undo: (restore: RestoreView, progressed: (restore: RestoreView) => void) => problemOf(undo(restore, progressed)),
    forget: ({ id }: RestoreView) => problemOf(call('forgetRestore', { restore: id })),
    remind: (days: RemindAfter) => failing(call('remindOfBackup', { days })),
    setWebdav: (draft: { address: string; user: string; password: string | null; every: BackupEvery; passphrase: string | null }) => {
      const checked = checkAddress(draft.address);
      if ('fault' in checked) return Promise.resolve(failed(new ProblemError({ kind: 'address-refused', fault: checked.fault })));
      const { address } = checked;
      const allowed = allowSending([`${new URL(address).origin}/*`]);
      return failing(allowed.then(() => call('setBackupPlace', { ...draft, kind: 'webdav', address: `${address}/` })));
    },
    setFolder: async (draft: { every: BackupEvery; passphrase: string | null }) => {
      const folder = await picker()!({ id: 'kebian-backup', mode: 'readwrite' }).catch(() => null);
      if (!folder) return null;
      await chooseFolder(folder);
      return failing(call('setBackupPlace', { kind: 'folder', name: folder.name, ...draft }));
    },
    allowAgain: async () => {
      const folder = await chosenFolder();
      // A refused permission is reported by the backup itself.
      await folder?.requestPermission?.({ mode: 'readwrite' });
      return failing(call('backUpNow', { over: false }));
    },
    backUpNow: (over: boolean) => failing(call('backUpNow', { over })),
    leave: () => failing(call('leaveBackupPlace', null)),
  };
}

async function make(
  { passphrase, secrets }: { passphrase: string | null; secrets: boolean },
  progressed: Progressed,
  signal: AbortSignal,
): Promise<void> {
  const key = passphrase === null ? null : await newBackupKey(passphrase);
  const madeAt = new Date().toISOString();
  const head = { id: crypto.randomUUID(), madeAt, by: browser.runtime.getManifest().version };
  const { file, counts } = await makeBackup(head, key, (kind, after) => call('backupPart', { kind, after, secrets }), {
    signal,
    progressed: (so) => progressed(so.customers ?? 0),
  });
  download(file, 'application/octet-stream', `kebian-${madeAt.slice(0, 10)}.kebian`);
  await call('noteBackup', { counts });
}

/** Sends the file to the worker part by part, and deletes all of it if the end of the file does not match. */
async function take(file: File, passphrase: string | null, progressed: Progressed): Promise<RestoreView> {
  const { head, parts } = await openBackup(file);
  const all = parts(passphrase);
  // A wrong passphrase or an unreadable file shows at the first part, before the worker has stored anything.
  let read = await all.next();
  const restore = crypto.randomUUID();
  await call('beginRestore', { restore, madeAt: head.madeAt, from: file.name });
  try {
    let number = 0;
    let customers = 0;
    for (; !read.done; read = await all.next()) {
      const { kind, records } = read.value;
      await call('takeRestorePart', { restore, number: number++, kind, records: records as Record<string, unknown>[] });
      if (kind === 'customers') progressed((customers += records.length));
    }
    return await call('endRestoreParts', { restore, parts: number });
  } catch (thrown) {
    await call('forgetRestore', { restore }).catch(() => undefined);
    throw thrown;
  }
}

async function compare({ id }: RestoreView, how: RestoreHow, progressed: Progressed, signal: AbortSignal) {
  let changes: Changes = {};
  const examples: ChangedRecord[] = [];
  let document: string | null = null;
  let done = 0;
  for (let after: string | null | undefined; after !== null;) {
    signal.throwIfAborted();
    const part = await call('compareRestore', { restore: id, how, after: after ?? null });
    for (const [kind, more] of Object.entries(part.changes)) changes = addChanges(changes, kind as BackupKind, more);
    for (const one of part.examples) {
      const [most, isSuch] = one.differences.length > 0 ? [MOST_DIFFERING, differs] : [MOST_EXAMPLES, isAlike(one)];
      if (examples.filter(isSuch).length < most) examples.push(one);
    }
    document ??= part.settings;
    progressed(++done);
    after = part.next;
  }
  const reading = document === null ? null : await call('readSettings', { document });
  return {
    kind: 'compared' as const,
    changes,
    examples,
    origins: reading?.kind === 'good' ? reading.origins : [],
    hasSettings: document !== null,
  };
}

/** The most examples of each kind that are shown, and the most records whose differences can be decided one by one. */
const MOST_EXAMPLES = 50;
const MOST_DIFFERING = 1_000;

function differs({ differences }: ChangedRecord): boolean {
  return differences.length > 0;
}

function isAlike({ kind }: ChangedRecord): (other: ChangedRecord) => boolean {
  return (other) => other.kind === kind && !differs(other);
}

async function apply({ id }: RestoreView, how: RestoreHow, origins: string[], progressed: (restore: RestoreView) => void) {
  if (how.settings) await allow(origins.map((origin) => `${origin}/*`));
  for (;;) {
    const restore = await call('applyRestore', { restore: id, how });
    progressed(restore);
    if (restore.phase === 'done') return { kind: 'done' as const, restore };
  }
}

async function undo({ id }: RestoreView, progressed: (restore: RestoreView) => void): Promise<void> {
  for (let left: RestoreView | null | undefined; left !== null;) {
    left = await call('undoRestore', { restore: id });
    if (left) progressed(left);
  }
}

type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<Folder>;

/** Firefox and Safari do not have it. */
function picker(): Picker | null {
  const { showDirectoryPicker } = globalThis as { showDirectoryPicker?: Picker };
  return showDirectoryPicker ? (options) => showDirectoryPicker(options) : null;
}

function failing<T>(asked: Promise<T>): Promise<T | Failed> {
  return asked.catch(failed);
}

function problemOf(asked: Promise<unknown>): Promise<Failed | null> {
  return asked.then(() => null, failed);
}

function failed(thrown: unknown): Failed {
  return { kind: 'problem', problem: toProblem(thrown, 'backup') };
}
