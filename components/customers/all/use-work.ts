import { useState } from 'preact/hooks';
import type { Problem } from '../../../lib/model/problem';
import { useAnnounce } from '../../live';
import { useCustomersTexts } from '../use-customers-texts';
import type { ManyOutcome, Told } from '../../../lib/model/many/many-calls';
import type { AllActions } from './actions';
import type { Table } from './use-table';

/** Runs one bulk action at a time, with its progress, its result and its undoing. */
export function useWork(table: Table, actions: AllActions, onNone: () => void) {
  const own = useCustomersTexts();
  const announce = useAnnounce();
  const [running, setRunning] = useState<{ done: number; of: number } | null>(null);
  const [outcome, setOutcome] = useState<(ManyOutcome & { ids: string[] }) | null>(null);
  const [stopping] = useState({ now: false });
  const told =
    (of: number): Told =>
    (done) => {
      setRunning({ done, of });
      return !stopping.now;
    };
  function begin(ids: string[], act: (told: Told) => Promise<ManyOutcome>): void {
    stopping.now = false;
    setOutcome(null);
    setRunning({ done: 0, of: ids.length });
    void act(told(ids.length)).then(async (came) => {
      await table.renew(ids).catch(() => undefined);
      setRunning(null);
      setOutcome({ ...came, ids });
      announce(own('all.done', { count: came.changed }));
      onNone();
    });
  }
  async function undo(): Promise<Problem | null> {
    if (!outcome) return null;
    setRunning({ done: 0, of: outcome.ids.length });
    const problem = await actions.undoMany(outcome, told(outcome.ids.length));
    await table.renew(outcome.ids).catch(() => undefined);
    setRunning(null);
    setOutcome(problem ? { ...outcome, problem } : null);
    announce(problem ? '' : own('all.undone'));
    return problem;
  }
  return { running, outcome, begin, undo, stop: () => (stopping.now = true), forget: () => setOutcome(null) };
}
