import { useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import type { VaultView } from '../../lib/model/vault';
import type { OptionsActions } from './actions';

const MOVES = ['setPassphrase', 'removePassphrase', 'wipe'] as const;

/** What goes wrong with the storage itself: while it is written the form that has asked is not on the page, and cannot say it. */
const OF_STORAGE = new Set<Problem['kind']>(['not-moved', 'not-wiped', 'storage-full', 'storage-broken']);

/** The actions, and what has kept the last of those that write everything on this computer from its end. */
export function useMoves(vault: VaultView, actions: OptionsActions): { failed: Problem | null; told: OptionsActions } {
  const [failed, setFailed] = useState<Problem | null>(null);
  const telling = MOVES.map((name) => {
    const move = actions[name] as (...asked: unknown[]) => Promise<Problem | null>;
    const told = async (...asked: unknown[]) => {
      setFailed(null);
      const problem = await move(...asked);
      if (problem && OF_STORAGE.has(problem.kind)) setFailed(problem);
      return problem;
    };
    return [name, told] as const;
  });
  // What is tried again by itself has come to its end once the storage is open.
  const isOver = failed?.kind === 'not-moved' && failed.later && vault.kind !== 'broken';
  return {
    failed: isOver ? null : failed,
    told: { ...actions, ...(Object.fromEntries(telling) as Pick<OptionsActions, (typeof MOVES)[number]>) },
  };
}
