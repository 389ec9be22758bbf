import { ProblemError } from '../../model/problem';
import type { VaultView } from '../../model/vault';
import { openRaw, type Closed } from './database';
import { deleteInTime, forgetRaw, inTime, openInTime } from './opening';
import { isArriving, keepRecord, noteArriving, recordIn, type VaultRecord } from './passphrase';
import type { Lying, RawDatabase } from './sealed-database';

/** The names of the two databases: of the readable one nothing is left once a passphrase is set. */
export const READABLE = 'kebian';
export const SEALED = 'kebian-sealed';

/** Where the records are, and whether they can be read. */
export type State =
  | { kind: 'none'; raw: RawDatabase }
  | { kind: 'locked'; raw: RawDatabase }
  | ({ kind: 'open'; record: VaultRecord } & Lying)
  | { kind: 'moving'; done: number; total: number }
  /** `lock` as in `VaultView`. */
  | { kind: 'broken'; lock?: 'open' | 'shut' };

/**
 * The state in which the last worker has left the databases; `lost` is called if nothing is there, or if the complete records were deleted in the
 * middle of a move. The list of databases alone does not tell: it may still name one that is being deleted.
 */
export function asItLies(closed: Closed, lost: () => void): Promise<State> {
  return inTime(opened(closed, lost), (late) => 'raw' in late && late.raw.close());
}

/** Deletes both; false where the browser did not delete one of them. */
export async function deleteBoth(): Promise<boolean> {
  const deleted = await Promise.allSettled([SEALED, READABLE].map(deleteInTime));
  return deleted.every(({ status }) => status === 'fulfilled');
}

/**
 * Those of these databases that are on the disk. Firefox lists none for as long as one lies there that found no room when it was made: then each is opened, which
 * also ends that once there is room.
 */
export async function onDisk(names: readonly string[]): Promise<string[]> {
  const listed = await indexedDB.databases().catch(() => null);
  if (listed) return names.filter((one) => listed.some(({ name }) => name === one));
  const there: string[] = [];
  for (const name of names) if (await isThere(name)) there.push(name);
  return there;
}

/** Rejects where the browser cannot tell. */
async function isThere(name: string): Promise<boolean> {
  let isNew = false;
  const opening = indexedDB.open(name);
  opening.addEventListener('upgradeneeded', () => {
    isNew = true;
    opening.transaction!.abort();
  });
  return new Promise((resolve, reject) => {
    opening.addEventListener('success', () => (opening.result.close(), resolve(true)));
    opening.addEventListener('error', () => (isNew ? resolve(false) : reject(opening.error as DOMException)));
  });
}

async function opened(closed: Closed, lost: () => void): Promise<State> {
  const names = await onDisk([SEALED, READABLE]);
  const readable = async () => {
    const raw = await openRaw(READABLE, undefined, closed, lost);
    // The browser has deleted the sealed records while they were made readable.
    if (await isArriving(raw)) {
      lost();
      await noteArriving(raw, false);
    }
    return { kind: 'none' as const, raw };
  };
  if (!names.includes(SEALED)) return readable();
  const raw = await openRaw(SEALED, undefined, closed);
  const record = await recordIn(raw);
  // The browser was stopped before anything was sealed.
  if (!record) {
    await forgetRaw(raw);
    return readable();
  }
  // The browser has deleted the readable records while they were being sealed: only those sealed by then are left.
  if (record.phase === 'sealing' && !names.includes(READABLE)) {
    lost();
    await keepRecord(raw, { ...record, phase: 'sealed' });
  }
  // The browser was stopped before the readable records were deleted.
  if (record.phase === 'sealed' && names.includes(READABLE)) await deleteInTime(READABLE);
  return { kind: 'locked', raw };
}

/**
 * The browser was stopped in the middle of a move, and the key in its memory is lost: what was moved by then cannot be used and is deleted. The
 * records stay where they are complete, as if the move had not been asked for.
 */
export async function withoutKey(state: State, closed: Closed): Promise<State> {
  if (state.kind !== 'locked') return state;
  const { raw } = state;
  const record = (await recordIn(raw))!;
  if (record.phase === 'sealing') {
    await forgetRaw(raw);
    return { kind: 'none', raw: await openInTime(READABLE, closed) };
  }
  if (record.phase === 'opening') {
    await deleteInTime(READABLE);
    await keepRecord(raw, { ...record, phase: 'sealed' });
  }
  return state;
}

/** Throws if no record can be read, or none may be: without a passphrase where the policy asks for one. */
export function lyingIn(state: State, needsPassphrase: boolean): Lying {
  if (state.kind === 'none' && needsPassphrase) throw unreadable({ kind: 'locked' });
  if (state.kind === 'none') return { raw: state.raw, seal: null };
  if (state.kind === 'open') return state;
  throw unreadable(state);
}

/** The Problem for a state in which nothing can be read. */
export function unreadable({ kind }: Pick<State, 'kind'>): ProblemError {
  return new ProblemError({ kind: kind === 'broken' ? 'storage-broken' : 'locked' });
}

/** The Problem for a state in which the passphrase cannot be set, changed or removed. */
export function unmovable(state: Pick<State, 'kind'>): ProblemError {
  return state.kind === 'broken' ? new ProblemError({ kind: 'not-moved', later: false }) : unreadable(state);
}

export function viewOf(state: State, needsPassphrase: boolean): VaultView {
  if (state.kind === 'none' && needsPassphrase) return { kind: 'locked', unset: true };
  if (state.kind === 'open') return { kind: 'open', lockAfter: state.record.lockAfter };
  if (state.kind === 'moving' || state.kind === 'broken') return state;
  return { kind: state.kind };
}
