import { since } from '../../model/elapsed';
import type { Desk } from '../desk';
import { keepState } from '../directory/keeping';
import { readState } from '../session/items';
import type { DirectoryState } from '../storage/database';
import { noteStorage } from '../storage/status';
import { directoryOf } from './open-directories';
import { publishDirectory } from './publish';

/** How long no fill continues after the disk was full, in ms. */
const FULL_FOR = 60 * 60_000;

/** A Directory that was just deleted to free space, or did not fit on the disk, is not fetched again at once. */
export async function wasFull(desk: Desk): Promise<boolean> {
  const { storage } = await readState(['storage']);
  const at = Math.max(storage?.fullAt ?? 0, storage?.stoppedAt ?? 0);
  return at > 0 && since(at, desk.now()) < FULL_FOR;
}

/**
 * Tells the pages that the disk is full. What was stored stays and is used; the fill continues when a person may have made space. The Directory that was
 * to be written is closed: its state on the disk counts.
 */
export async function stopForFull(desk: Desk, id: string): Promise<void> {
  await noteStorage({ stoppedAt: desk.now() });
  const directory = await directoryOf(desk, id);
  if (!directory) return;
  const state: DirectoryState = { ...directory.state, problem: { kind: 'storage-full' }, notBefore: desk.now() + FULL_FOR };
  // The disk may have no space for that either; then `stoppedAt` delays the fill.
  await keepState(directory, state).catch(() => (directory.state = state));
  await publishDirectory(directory, null);
}
