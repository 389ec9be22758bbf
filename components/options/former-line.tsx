import { useState } from 'preact/hooks';
import type { FormerView } from '../../lib/model/former';
import type { Problem } from '../../lib/model/problem';
import type { ConnectionView, ProviderView } from '../../lib/model/view';
import { Button } from '../button';
import { useCountWords } from '../counted';
import { useAnnounce } from '../live';
import { LOCAL_BOOK } from '../local-book';
import { ProblemNote } from '../note';
import { ConfirmDialog } from '../confirm-dialog';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { useOptionsTexts } from './use-options-texts';

interface FormerLineProps {
  former: FormerView;
  connections: ConnectionView[];
  /** null when this version of Kebian no longer has the provider, or nothing tells which it was. */
  provider: ProviderView | null;
  actions: OptionsActions;
  /** Leads to the form, filled in as the connection was. */
  onConnect: (provider: ProviderView) => void;
}

/** A former connection, its records, and what can be done with them. */
export function FormerLine({ former, connections, provider, actions, onConnect }: FormerLineProps) {
  const { pick } = useTexts();
  const own = useOptionsTexts();
  const words = useCountWords();
  const announce = useAnnounce();
  const [deleting, setDeleting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = former.name || (provider ? pick(provider.name) : own('former.unknown'));
  const list = words(former.counts);
  const candidates = connections.filter(({ id }) => former.candidates.includes(id));
  async function done(asked: Promise<Problem | null>, said: string): Promise<Problem | null> {
    const found = await asked;
    setProblem(found);
    if (!found) announce(said);
    return found;
  }
  const address = former.values['baseUrl'];
  return (
    <li class="grid grid-cols-1 gap-2 rounded-m border border-warn p-3">
      <div>
        <p class="font-semibold break-words">{own(`former.${former.why}`, { name })}</p>
        {address && <p class="text-sm break-all text-ink-2">{own('former.was', { address })}</p>}
        <p class="break-words">{own('former.waits', { list })}</p>
      </div>
      <div class="flex flex-wrap gap-2">
        {candidates.map((one) => (
          <Button
            key={one.id}
            look={former.why === 'address' ? 'primary' : 'plain'}
            onClick={() => void done(actions.resume(former.id, one.id), own('former.resumed', { name: one.name }))}
          >
            {own('former.same', { name: one.name })}
          </Button>
        ))}
        {provider && provider.id !== LOCAL_BOOK && <Button onClick={() => onConnect(provider)}>{own('former.connect')}</Button>}
        {provider?.id === LOCAL_BOOK && (
          <Button onClick={() => void done(actions.useBookAgain(former), own('former.resumed', { name }))}>{own('former.use')}</Button>
        )}
        {former.counts.links > 0 && (
          <Button onClick={() => void actions.exportLinks(former.id).then(setProblem)}>{own('kept.exportLinks')}</Button>
        )}
        <Button look="danger" onClick={() => setDeleting(true)}>
          {own('former.forget')}
        </Button>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {deleting && (
        <ConfirmDialog
          title={own('former.forgetTitle', { list })}
          yes={own('former.forgetYes')}
          onYes={() => done(actions.forget(former.id, former.counts), own('former.forgotten', { name }))}
          onCancel={() => setDeleting(false)}
        >
          <p>{own('former.forgetHelp')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
