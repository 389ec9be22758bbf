import { useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import type { VaultView } from '../../lib/model/vault';
import type { OptionsActions } from './actions';

/** Actions with a form of their own that shows the Problem, but not while the records are rewritten: then the form is not on the page. */
const MOVES = ['setPassphrase', 'removePassphrase', 'wipe'] as const;

/** Actions by a single press or choice, without a place of their own for the Problem. */
const PRESSED = ['lock', 'setLockAfter', 'rename', 'move', 'setPreferences'] as const;

type Reported = (typeof MOVES)[number] | (typeof PRESSED)[number];

/** The Problems of the storage itself. */
const OF_STORAGE = new Set<Problem['kind']>(['not-moved', 'not-wiped', 'storage-full', 'storage-broken']);

/** The actions, and the Problem of the last one that has no place of its own for it. */
export function useProblems(vault: VaultView, actions: OptionsActions): { failed: Problem | null; told: OptionsActions } {
  const [failed, setFailed] = useState<Problem | null>(null);
  const telling = (name: Reported, isTold: (problem: Problem) => boolean) => {
    const action = actions[name] as (...asked: unknown[]) => Promise<Problem | null>;
    const told = async (...asked: unknown[]) => {
      setFailed(null);
      const problem = await action(...asked);
      if (problem && isTold(problem)) setFailed(problem);
      return problem;
    };
    return [name, told] as const;
  };
  const all = [
    ...MOVES.map((name) => telling(name, ({ kind }) => OF_STORAGE.has(kind))),
    ...PRESSED.map((name) => telling(name, () => true)),
  ];
  // A move that is tried again automatically is over once the database is open.
  const isOver = failed?.kind === 'not-moved' && failed.later && vault.kind !== 'broken';
  return { failed: isOver ? null : failed, told: { ...actions, ...(Object.fromEntries(all) as Pick<OptionsActions, Reported>) } };
}
