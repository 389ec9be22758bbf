import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { CustomerRef } from '../../lib/model/customer';
import type { Change, Edit } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';
import { AcceptedContext } from '../accepted';
import { useMoment } from '../clock';
import type { Typed } from '../draft';
import type { EditActions } from '../panel/actions';
import { saveState, saysWaitingAt, type SaveState } from './save-state';

export interface Saving {
  state: SaveState;
  /** `seen` is the value that the person saw when they began, if it differs from the shown one; `typed` hears what becomes of a typed text. */
  save(change: Change, seen?: Change, typed?: Typed): void;
  retry(): void;
  discard(): void;
}

/**
 * Submits changes of one thing (the remark, one field) and follows them until the CRM has them.
 * `edits` are this thing's edits; `arrived` says whether the shown value is the one that was submitted last.
 */
export function useSaving(
  ref: CustomerRef,
  edits: Edit[],
  offline: boolean,
  arrived: (change: Change) => boolean,
  actions: EditActions,
): Saving {
  const now = useMoment(saysWaitingAt(edits));
  const last = useRef<{ change: Change; seen: Change | undefined; typed: Typed | undefined } | null>(null);
  const isAccepted = useContext(AcceptedContext);
  /** The edits that have carried the last change: once a CRM has accepted one of them it has the change, in whatever form. */
  const seen = useRef(new Set<string>());
  for (const { id } of edits) seen.current.add(id);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [, changed] = useState(0);
  const alive = useAlive();

  function save(change: Change, before?: Change, typed?: Typed): void {
    const asked = { change, seen: before, typed };
    last.current = asked;
    seen.current = new Set();
    setRefused(null);
    changed((count) => count + 1);
    const submitted = before ? actions.submit(ref, change, before) : actions.submit(ref, change);
    void submitted.then((problem) => {
      if (last.current !== asked) return;
      if (problem) typed?.back();
      if (alive.current) setRefused(problem);
    });
  }

  const asked =
    last.current === null
      ? 'no'
      : [...seen.current].some(isAccepted) || arrived(last.current.change)
        ? 'yes'
        : seen.current.size > 0 && edits.length === 0
          ? 'no'
          : 'asked';
  const state: SaveState = refused ? { kind: 'rejected', problem: refused, edit: null } : saveState(edits, asked, offline, now);
  const edit = state.kind === 'rejected' ? state.edit : null;
  return {
    state,
    save,
    retry: () => (edit ? actions.retry(edit) : last.current && save(last.current.change, last.current.seen, last.current.typed)),
    discard: () => {
      if (refused) last.current?.typed?.reset();
      last.current = null;
      setRefused(null);
      if (edit) actions.discard(edit);
    },
  };
}

function useAlive() {
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);
  return alive;
}
