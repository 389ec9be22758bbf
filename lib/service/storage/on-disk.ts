import { ProblemError } from '../../model/problem';
import type { VaultView } from '../../model/vault';
import { openRaw, type Closed } from './database';
import { deleteInTime, forgetRaw, inTime, openInTime } from './opening';
import { isArriving, keepRecord, noteArriving, recordIn, type VaultRecord } from './passphrase';
import type { Lying, RawDatabase } from './sealed-database';

/** The names of the two databases: of the readable one nothing is left once a passphrase is set. */
export const READABLE = 'kebian';
export const SEALED = 'kebian-sealed';

/** How it stands with the records. */
export type State =
  | { kind: 'none'; raw: RawDatabase }
  | { kind: 'locked'; raw: RawDatabase }
  | ({ kind: 'open'; record: VaultRecord } & Lying)
  | { kind: 'moving'; done: number; total: number }
  /** `lock` as in `VaultView`. */
  | { kind: 'broken'; lock?: 'open' | 'shut' };

/**
 * What the browser before this one has left on the disk; `lost` is told where that is nothing, or where the records that counted are gone in the
 * middle of a move. The names do not say that there is nothing: a database that is being deleted may still be among them.
 */
export function asItLies(closed: Closed, lost: () => void): Promise<State> {
  return inTime(opened(closed, lost), (late) => 'raw' in late && late.raw.close());
}

/** Deletes both; false where the browser did not delete one of them. */
export async function deleteBoth(): Promise<boolean> {
  const deleted = await Promise.allSettled([SEALED, READABLE].map(deleteInTime));
  return deleted.every(({ status }) => status === 'fulfilled');
}

async function opened(closed: Closed, lost: () => void): Promise<State> {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const readable = async () => {
    const raw = await openRaw(READABLE, undefined, closed, lost);
    // The browser has thrown away the sealed records while they were made readable.
    if (await isArriving(raw)) {
      lost();
      await noteArriving(raw, false);
    }
    return { kind: 'none' as const, raw };
  };
  if (!names.includes(SEALED)) return readable();
  const raw = await openRaw(SEALED, undefined, closed);
  const record = await recordIn(raw);
  // The browser died before anything was sealed.
  if (!record) {
    await forgetRaw(raw);
    return readable();
  }
  // The browser has thrown away the readable records while they were being sealed: what had come across by then is all that is left.
  if (record.phase === 'sealing' && !names.includes(READABLE)) {
    lost();
    await keepRecord(raw, { ...record, phase: 'sealed' });
  }
  // The browser died before the readable records were gone.
  if (record.phase === 'sealed' && names.includes(READABLE)) await deleteInTime(READABLE);
  return { kind: 'locked', raw };
}

/**
 * The browser died while the records were on their way, and the key went with it: what had come across is worth nothing, and is taken
 * away. They stay where they are complete, as if nobody had asked for another place.
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

/** Throws where nothing can be read, or may be: without a passphrase where there has to be one. */
export function lyingIn(state: State, needsPassphrase: boolean): Lying {
  if (state.kind === 'none' && needsPassphrase) throw unreadable({ kind: 'locked' });
  if (state.kind === 'none') return { raw: state.raw, seal: null };
  if (state.kind === 'open') return state;
  throw unreadable(state);
}

/** Why nothing can be read. */
export function unreadable({ kind }: Pick<State, 'kind'>): ProblemError {
  return new ProblemError({ kind: kind === 'broken' ? 'storage-broken' : 'locked' });
}

/** Why the passphrase cannot be set, changed or removed. */
export function unmovable(state: Pick<State, 'kind'>): ProblemError {
  return state.kind === 'broken' ? new ProblemError({ kind: 'not-moved', later: false }) : unreadable(state);
}

export function viewOf(state: State, needsPassphrase: boolean): VaultView {
  if (state.kind === 'none' && needsPassphrase) return { kind: 'locked', unset: true };
  if (state.kind === 'open') return { kind: 'open', lockAfter: state.record.lockAfter };
  if (state.kind === 'moving' || state.kind === 'broken') return state;
  return { kind: state.kind };
}
