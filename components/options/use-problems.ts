import { useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import type { VaultView } from '../../lib/model/vault';
import type { OptionsActions } from './actions';

/** What has a form of its own that says what was in the way, but not while the storage is written: then the form is not on the page. */
const MOVES = ['setPassphrase', 'removePassphrase', 'wipe'] as const;

/** What is done by a single press or choice, with no place of its own to say what was in the way. */
const PRESSED = ['lock', 'setLockAfter', 'rename', 'move', 'setPreferences'] as const;

type Reported = (typeof MOVES)[number] | (typeof PRESSED)[number];

/** What goes wrong with the storage itself. */
const OF_STORAGE = new Set<Problem['kind']>(['not-moved', 'not-wiped', 'storage-full', 'storage-broken']);

/** The actions, and what was in the way of the last of those that cannot say it in their own place. */
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
  // What is tried again by itself has come to its end once the storage is open.
  const isOver = failed?.kind === 'not-moved' && failed.later && vault.kind !== 'broken';
  return { failed: isOver ? null : failed, told: { ...actions, ...(Object.fromEntries(all) as Pick<OptionsActions, Reported>) } };
}
