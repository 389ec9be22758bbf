import { READABLE, type State } from './on-disk';
import type { Closed } from './database';
import { forgetRaw, NotOpened, openInTime } from './opening';
import { keepRecord, noteArriving, type VaultRecord } from './passphrase';
import { rewrite } from './rewrite';
import type { Seal } from './seal';
import type { Lying, RawDatabase } from './sealed-database';

/** A sealed database, with what opens its records. */
interface Sealed {
  raw: RawDatabase;
  record: VaultRecord;
  seal: Seal;
}

/** Where all records are after a move, and the error that has stopped it. */
interface Moved {
  state: Extract<State, { kind: 'none' | 'open' }>;
  failed: unknown;
}

/**
 * Moves the records into the sealed database or out of it, as the record's phase says, and deletes them where they were. If the disk has no space for
 * them they stay where they are. Throws if a database is not opened or deleted, or was closed meanwhile: the move can then be continued later.
 */
export async function move(
  { raw, record, seal }: Sealed,
  closed: Closed,
  now: number,
  moved: (far: Extract<State, { kind: 'moving' }>) => void,
): Promise<Moved> {
  let isMade = false;
  const readable = await openInTime(READABLE, closed, () => (isMade = true));
  const open = { kind: 'open' as const, record: { ...record, phase: 'sealed' as const }, raw, seal };
  const plain: Lying = { raw: readable, seal: null };
  const sealing = record.phase === 'sealing';
  // The browser has deleted the readable records a moment ago: those that were sealed by then are all that is left.
  if (sealing && isMade) {
    await forgetRaw(readable);
    throw new NotOpened(null);
  }
  const [from, to] = sealing ? [plain, open] : [open, plain];
  if (!sealing) await noteArriving(readable, true);
  const failed: unknown = await rewrite(from, to, now, (done, total) => moved({ kind: 'moving', done, total })).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (isConnectionClosed(failed)) throw failed;
  if (sealing !== (failed === null)) {
    if (!sealing) await noteArriving(readable, false);
    await forgetRaw(raw);
    return { state: { kind: 'none', raw: readable }, failed };
  }
  await keepRecord(raw, open.record);
  await forgetRaw(readable);
  return { state: open, failed };
}

/** Another worker has taken the database over, or the browser has closed it: this worker cannot finish the move. */
function isConnectionClosed(thrown: unknown): boolean {
  return thrown instanceof Error && ['InvalidStateError', 'AbortError'].includes(thrown.name);
}
