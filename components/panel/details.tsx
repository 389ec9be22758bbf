import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import { Button } from '../button';
import { detailsDraft } from '../customer/details-draft';
import { Facts, type FactsProps } from '../customer/facts';
import { Rejected } from '../customer/save-note';
import { useIsHalfTyped } from '../form';
import { lazily } from '../lazily';
import { useTexts } from '../texts';
import type { CardProps } from './connection-card';

const Conflict = lazily(() => import('../customer/conflict').then((file) => file.Conflict));
const DetailsForm = lazily(() => import('../customer/details-form').then((file) => file.DetailsForm), 'idle');

interface DetailsProps extends CardProps {
  /** Identifies the customer: the form is closed when it changes. */
  one: string;
  body: { customer: Customer };
  editable: boolean;
  showName: boolean;
  maskPhones: boolean;
  nicknameEditor: ComponentChildren;
  stageEditor: ComponentChildren;
  also: FactsProps['also'];
}

/** The facts, or the form for them where the CRM lets them be typed in. */
export function Details({
  one,
  body: { customer },
  card,
  editable,
  showName,
  maskPhones,
  nicknameEditor,
  stageEditor,
  also,
  actions,
}: DetailsProps) {
  const { t } = useTexts();
  const halfTyped = useIsHalfTyped(detailsDraft(customer));
  const [opened, setOpened] = useState<{ one: string; open: boolean } | null>(null);
  const open = opened?.one === one ? opened.open : halfTyped;
  useEffect(() => setOpened(null), [one]);
  if (editable && open) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <DetailsForm
          key={one}
          customer={customer}
          lines={card.connection.can.details}
          mostPhones={card.connection.can.mostPhones}
          actions={actions}
          onDone={() => setOpened({ one, open: false })}
        />
      </div>
    );
  }
  return (
    <div class="border-t border-line px-3 py-2.5">
      <Facts
        customer={customer}
        showName={showName}
        maskPhones={maskPhones}
        onCopy={actions.copy}
        nicknameEditor={nicknameEditor}
        stageEditor={stageEditor}
        also={also}
      />
      <DetailsNews edits={card.edits} actions={actions} />
      {editable && (
        <Button look="link" icon="edit" class="mt-1 -ml-1" onClick={() => setOpened({ one, open: true })}>
          {t('facts.edit')}
        </Button>
      )}
    </div>
  );
}

/** Details that the CRM rejected, or that another user has changed too. */
function DetailsNews({ edits, actions }: { edits: Edit[]; actions: CardProps['actions'] }) {
  return edits.map(({ id, change, state }, at) => {
    if (change.kind !== 'details') return null;
    if (state.kind === 'conflict') return <Conflict key={id} edit={edits[at]!} theirs={state.theirs} actions={actions} />;
    if (state.kind !== 'rejected') return null;
    return <Rejected key={id} problem={state.problem} onRetry={() => actions.retry(id)} onDiscard={() => actions.discard(id)} />;
  });
}
