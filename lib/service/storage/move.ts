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

/** Where the records are complete after a move, and what has kept them from coming across. */
interface Moved {
  state: Extract<State, { kind: 'none' | 'open' }>;
  failed: unknown;
}

/**
 * Takes the records into the sealed database or out of it, as its phase says, and leaves nothing where they were. Where they do not find
 * room they stay where they come from. Throws where a database is not opened or deleted, or was closed meanwhile: then it can be taken up
 * again as it lies.
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
  // The browser has thrown the readable records away a moment ago: what had come across is taken up as it lies.
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

/** Another worker has taken the database over, or the browser has ended it: what is left to do is not for this connection. */
function isConnectionClosed(thrown: unknown): boolean {
  return thrown instanceof Error && ['InvalidStateError', 'AbortError'].includes(thrown.name);
}
