import { until } from '../../model/elapsed';
import type { DirectoryBlock } from '../../model/directory-block';
import type { DirectoryState } from '../storage/database';
import { blocksOf, orClose, queued, type Content, type Directory } from './directory';
import { saveSome } from './keeping';
import { applyOrAnew } from './opening';

/** How long after the last of many writes a directory is filled again, in ms. */
export const BEHIND_FOR = 3_000;

/** How much of that time has to be left (ms) so that one more write need not prolong it. */
const BEHIND_LEFT = 500;

/** Whether a directory is marked as behind already, so that a write of many customers need not mark it again. */
export function waitsToFill({ state }: Directory, now: number): boolean {
  const isBehind = state.filling === null && state.wholeAt === null && state.renewedAt === null;
  return isBehind && until(state.notBefore, BEHIND_FOR, now) > BEHIND_LEFT;
}

/**
 * For a connection whose customers are in this database: the directory's records for the transaction that writes the customers, so that both agree
 * wherever the worker is stopped. They are applied in memory once `work` has resolved; if that fails, the Directory is closed, and the next one has them.
 * With `notBefore` (epoch ms) the customers are some of many: then
 * the directory is only marked as behind, and filled again after that time.
 */
export function writeAlong<T>(directory: Directory, now: number, work: (along: Along) => Promise<T>): Promise<T> {
  return queued(directory, async () => {
    let made: ReturnType<Along> = { blocks: [], state: null };
    const done = await work((content, notBefore) => {
      // A directory that was never filled will read them.
      const isBegun = directory.state.wholeAt !== null || directory.state.filling !== null;
      const isSome = content.customers.length + content.removed.length > 0;
      const blocks = isBegun && isSome && notBefore === null ? blocksOf(directory, { ...content, fetchedAt: now }) : [];
      const behind = { ...directory.state, filling: null, wholeAt: null, renewedAt: null };
      return (made = { blocks, state: notBefore === null ? null : { ...behind, notBefore } });
    });
    if (made.blocks.length > 0) {
      await orClose(directory, () => applyOrAnew(directory, made.blocks, Promise.resolve())).catch(() => undefined);
    }
    if (directory.closed) return done;
    if (made.state) directory.state = made.state;
    else if (directory.state.filling) for (const id of idsIn(made.blocks)) directory.newer.add(id);
    await saveSome(directory);
    return done;
  });
}

type Along = (
  content: Pick<Content, 'customers' | 'removed'>,
  notBefore: number | null,
) => { blocks: DirectoryBlock[]; state: DirectoryState | null };

function idsIn(blocks: DirectoryBlock[]): string[] {
  return blocks.flatMap(({ customers, removed }) => [...customers.map(({ id }) => id), ...removed]);
}
