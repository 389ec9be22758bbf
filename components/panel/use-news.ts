import type { LastMade, OutboxEntry } from '../../lib/model/outbox-entry';

import { useContext, useEffect, useRef } from 'preact/hooks';
import { sameRef } from '../../lib/model/customer';
import { isStuck, reverseOf, sameTarget, type Edit } from '../../lib/model/edit';
import { problemText } from '../../locales/problem';
import { AcceptedContext } from '../accepted';
import { useAnnounce } from '../live';
import { useTexts } from '../texts';
import type { PanelActions } from './actions';
import type { Standing } from './standing';

interface Made {
  outbox: OutboxEntry[];
  lastMade: LastMade | null;
}

/** Announces a new contact and each edit that was saved, rejected or in conflict. Returns the actions that it has to observe. */
export function useNews(standing: Standing, { outbox, lastMade }: Made, actions: PanelActions, now: () => number): PanelActions {
  const announce = useAnnounce();
  const { t } = useTexts();
  const isAccepted = useContext(AcceptedContext);
  const withdrawn = useRef(new Set<string>());
  const before = useRef(outbox);
  const contact =
    standing.heading === null || !standing.how ? '' : t('live.contact', { name: standing.heading, what: t(standing.how.key) });

  const corrected = useCorrection(standing);

  useEffect(() => announce(corrected === null ? contact : t('live.corrected', { name: corrected })), [contact, corrected]);
  useEffect(() => {
    const refused = newlyStuck(before.current, outbox);
    const saved = before.current.some(({ edit }) => isGone(edit, outbox) && isAccepted(edit.id) && !withdrawn.current.has(edit.id));
    before.current = outbox;
    if (refused?.edit.state.kind === 'rejected')
      announce(t('live.rejected', { reason: problemText(refused.edit.state.problem, t, now()) }));
    else if (refused) announce(t('live.conflict', { name: refused.customer ?? t('outbox.unknown') }));
    else if (saved) announce(t(lastMade && reverseOf(lastMade.edit) ? 'live.savedUndo' : 'live.saved'));
  }, [outbox]);

  return {
    ...actions,
    discard(id) {
      withdrawn.current.add(id);
      actions.discard(id);
    },
    async undo(id) {
      withdrawn.current.add(id);
      const problem = await actions.undo(id);
      announce(problem ? problemText(problem, t, now()) : t('live.undone'));
      return problem;
    },
  };
}

/** The name of another customer who has replaced the one offered for the same contact. */
function useCorrection({ shown }: Standing): string | null {
  const before = useRef(shown);
  const corrected = useRef<string | null>(null);
  if (shown?.contact !== before.current?.contact) corrected.current = null;
  else if (shown && shown.customer !== before.current?.customer) corrected.current = shown.name;
  if (shown !== null) before.current = shown;
  return corrected.current;
}

function newlyStuck(before: OutboxEntry[], after: OutboxEntry[]): OutboxEntry | null {
  const stuck = after.filter(({ edit }) => isStuck(edit));
  return stuck.find(({ edit }) => before.find((entry) => entry.edit.id === edit.id)?.edit.state.kind !== edit.state.kind) ?? null;
}

/** Whether an edit is gone, and not merged into another one that still waits. */
function isGone(edit: Edit, outbox: OutboxEntry[]): boolean {
  return !outbox.some(
    (entry) => entry.edit.id === edit.id || (sameRef(entry.edit.ref, edit.ref) && sameTarget(entry.edit.change, edit.change)),
  );
}
