import type { BackupOutcome, PlaceFault } from '../../../lib/model/backup/place';
import type { Failed, Problem } from '../../../lib/model/problem';
import { Note, ProblemNote } from '../../note';
import { useCustomersTexts } from '../use-customers-texts';
import { placeFaultText } from './fault-text';

/** The result of the last action, as far as the view does not show it anyway. */
export interface Said {
  fault: PlaceFault | null;
  problem: Problem | null;
}

export const NOTHING_SAID: Said = { fault: null, problem: null };

export function saidBy(outcome: BackupOutcome | Failed): Said {
  if (outcome.kind === 'problem') return { ...NOTHING_SAID, problem: outcome.problem };
  return outcome.kind === 'fault' ? { ...NOTHING_SAID, fault: outcome.fault } : NOTHING_SAID;
}

export function SaidNotes({ said: { fault, problem } }: { said: Said }) {
  const own = useCustomersTexts();
  return (
    <>
      {fault && (
        <Note tone="danger" icon="warn" role="alert">
          {placeFaultText(fault, own)}
        </Note>
      )}
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
