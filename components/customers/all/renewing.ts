import { useEffect, useRef } from 'preact/hooks';
import { sameRef, type CustomerRef } from '../../../lib/model/customer';
import { toProblem } from '../../../lib/model/problem';
import type { PanelActions } from '../../panel/actions';

/** The panel's actions where a customer who was deleted, here or meanwhile elsewhere, leaves the table. */
export function renewingWith(panel: PanelActions, renew: (ids: string[]) => Promise<void>, close: () => void): PanelActions {
  const leave = (ref: CustomerRef) => renew([ref.id]).catch(() => undefined);
  return {
    ...panel,
    removeCustomer: async (ref, loses) => {
      const problem = await panel.removeCustomer(ref, loses);
      if (problem) return problem;
      void leave(ref);
      close();
      return null;
    },
    openCustomer: (ref) =>
      panel.openCustomer(ref).catch((thrown: unknown) => {
        if (toProblem(thrown, 'customer').kind === 'not-found') void leave(ref);
        throw thrown;
      }),
  };
}

/** Reads customers again once their last edit has left the outbox. */
export function useRenewing(waiting: CustomerRef[], renew: (ids: string[]) => Promise<void>): void {
  const before = useRef(waiting);
  useEffect(() => {
    const gone = before.current.filter((ref) => !waiting.some((one) => sameRef(one, ref)));
    before.current = waiting;
    if (gone.length > 0) void renew([...new Set(gone.map(({ id }) => id))]).catch(() => undefined);
  }, [waiting.map(({ id }) => id).join('\n')]);
}
