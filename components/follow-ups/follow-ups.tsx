import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import { Button } from '../button';
import { useNow } from '../clock';
import { Section } from '../customer/section';
import { useIsHalfTyped } from '../form';
import { lazily } from '../lazily';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { Placeholder } from '../placeholder';
import { useTexts } from '../texts';
import { useLoaded } from '../use-loaded';
import { AddButton } from './add-button';
import { followUpDraft } from './follow-up-draft';
import { FollowUpLine } from './follow-up-line';
import { inOrder } from './order';

interface FollowUpsProps {
  customer: Customer;
  edits: Edit[];
  /** Whether one can be added here. */
  canAdd: boolean;
  hotkey: boolean;
  /** Counts how often the person has asked for the newest state. */
  renewed: number;
  actions: PanelActions;
}

const PendingLine = lazily(() => import('./pending-line').then((file) => file.PendingLine), 'idle');
const FollowUpForm = lazily(() => import('./follow-up-form').then((file) => file.FollowUpForm));

/** How many are shown until the person asks for the rest. */
const FEW = 3;

/** A chat that is only passed by costs no call: ms before the CRM is asked. */
const PAUSE = 400;

/** What was noted about contact with the customer, reminders first, then the newest. Give it a `key` per customer. */
export function FollowUps({ customer, edits, canAdd, hotkey, renewed, actions }: FollowUpsProps) {
  const { t } = useTexts();
  const now = useNow(60_000);
  const ref = { connection: customer.connection, id: customer.id };
  const [adding, setAdding] = useState(useIsHalfTyped(followUpDraft(customer)));
  const [all, setAll] = useState(false);
  const { items, busy, problem, renew, more } = useLoaded('', (page, again) => actions.followUps(ref, page, again), {
    wait: PAUSE,
    known: () => actions.knownFollowUps(ref),
  });
  const pending = edits.filter(({ change }) => change.kind === 'follow-up');
  useRenewing(pending.length, renewed, renew);
  const ordered = inOrder(items, now);
  const shown = all ? ordered : ordered.slice(0, FEW);
  return (
    <Section
      title={t('followUps.title')}
      hotkey={hotkey && canAdd ? 'F' : undefined}
      aside={canAdd && <AddButton adding={adding} hotkey={hotkey} onAdd={() => setAdding(true)} />}
    >
      {adding && <FollowUpForm customer={customer} actions={actions} onDone={() => setAdding(false)} />}
      {problem && <ProblemNote problem={problem} onRetry={renew} />}
      <ol aria-label={t('followUps.title')} class="grid gap-2 empty:hidden">
        {pending.map((edit) => (
          <PendingLine key={edit.id} edit={edit} actions={actions} />
        ))}
        {shown.map((followUp) => (
          <FollowUpLine key={followUp.id} followUp={followUp} now={now} />
        ))}
      </ol>
      {busy && items.length === 0 && <LineSkeleton />}
      {!busy && !problem && items.length + pending.length === 0 && !adding && <p class="text-ink-3">{t('followUps.empty')}</p>}
      <Rest folded={ordered.length - shown.length} more={more} onAll={() => setAll(true)} />
    </Section>
  );
}

/** Reloads when the CRM has accepted a follow-up, and when the person reloads the card. */
function useRenewing(pending: number, renewed: number, renew: () => void): void {
  const before = useRef({ pending, renewed });
  useEffect(() => {
    if (pending < before.current.pending || renewed > before.current.renewed) renew();
    before.current = { pending, renewed };
  }, [pending, renewed]);
}

function Rest({ folded, more, onAll }: { folded: number; more: (() => void) | null; onAll: () => void }) {
  const { t } = useTexts();
  if (folded > 0) {
    return (
      <Button look="link" class="mt-1 -ml-1" onClick={onAll}>
        {t('followUps.all', { count: folded })}
      </Button>
    );
  }
  return more ? (
    <Button look="link" class="mt-1 -ml-1" onClick={more}>
      {t('followUps.earlier')}
    </Button>
  ) : null;
}

/** Shows when the CRM, which is asked after `PAUSE`, lets one wait. */
function LineSkeleton() {
  return (
    <Placeholder class="grid gap-1.5" after={PAUSE + 100}>
      <span class="skeleton h-3.5 w-[70%]" />
      <span class="skeleton h-3 w-24" />
    </Placeholder>
  );
}
