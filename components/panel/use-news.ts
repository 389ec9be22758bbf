import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import { problemText } from '../../locales/problem';
import { useAnnounce } from '../live';
import { useTexts } from '../texts';
import type { OutboxItem, PanelActions } from './actions';
import type { Standing } from './standing';

/** Reads out a new contact, and every edit that was saved or refused. Gives back the actions that it must know of. */
export function useNews(standing: Standing, outbox: OutboxItem[], actions: PanelActions, now: () => number): PanelActions {
  const announce = useAnnounce();
  const { t } = useTexts();
  const withdrawn = useRef(new Set<string>());
  const before = useRef(outbox);
  const contact =
    standing.heading === null || !standing.how ? '' : t('live.contact', { name: standing.heading, what: t(standing.how.key) });

  const corrected = useCorrection(standing);

  useEffect(() => announce(corrected === null ? contact : t('live.corrected', { name: corrected })), [contact, corrected]);
  useEffect(() => {
    const refused = newlyRefused(before.current, outbox);
    const saved = before.current.some(({ edit }) => !outbox.some((item) => item.edit.id === edit.id) && !withdrawn.current.has(edit.id));
    before.current = outbox;
    if (refused) announce(t('live.rejected', { reason: problemText(refused, t, now()) }));
    else if (saved) announce(t('live.saved'));
  }, [outbox]);

  function withdrawing(take: (id: string) => void) {
    return (id: string) => {
      withdrawn.current.add(id);
      take(id);
    };
  }
  return { ...actions, discard: withdrawing(actions.discard), undo: withdrawing(actions.undo) };
}

/** The name of another customer who has taken the place of the one that was put forward for the same contact. */
function useCorrection({ shown }: Standing): string | null {
  const before = useRef(shown);
  const corrected = useRef<string | null>(null);
  if (shown?.contact !== before.current?.contact) corrected.current = null;
  else if (shown && shown.customer !== before.current?.customer) corrected.current = shown.name;
  if (shown !== null) before.current = shown;
  return corrected.current;
}

function newlyRefused(before: OutboxItem[], after: OutboxItem[]): Problem | null {
  for (const { edit } of after) {
    const known = before.find((item) => item.edit.id === edit.id);
    if (edit.state.kind === 'rejected' && known?.edit.state.kind !== 'rejected') return edit.state.problem;
  }
  return null;
}
