import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import type { CustomerDetails, Edit } from '../../lib/model/edit';
import { Button } from '../button';
import { CustomerForm } from '../customer/customer-form';
import { Facts } from '../customer/facts';
import { lazily } from '../lazily';
import { useTexts } from '../texts';
import type { CardProps } from './connection-card';

const Conflict = lazily(() => import('../customer/conflict').then((file) => file.Conflict));

interface DetailsProps extends CardProps {
  /** Says whose these are: the form for them is closed when somebody else comes. */
  one: string;
  body: { customer: Customer };
  editable: boolean;
  showName: boolean;
  maskPhones: boolean;
  nicknameEditor: ComponentChildren;
  stageEditor: ComponentChildren;
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
  actions,
}: DetailsProps) {
  const { t } = useTexts();
  const [editing, setEditing] = useState<string | null>(null);
  useEffect(() => setEditing(null), [one]);
  if (editable && editing === one) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <CustomerForm
          title={t('facts.edit')}
          submitLabel={t('common.save')}
          start={{ name: customer.name, company: customer.company ?? '', phones: typedPhones(customer), nickname: '', remark: '' }}
          lines={['name', 'company', 'phones']}
          onCancel={() => setEditing(null)}
          onSubmit={async ({ name, company, phones }) => {
            const ref = { connection: customer.connection, id: customer.id };
            const details = changedDetails(customer, { name, company, phones });
            const nothing = Object.keys(details).length === 0;
            const problem = nothing ? null : await actions.submit(ref, { kind: 'details', details });
            if (!problem) setEditing((open) => (open === one ? null : open));
            return problem;
          }}
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
      />
      <DetailsConflict edits={card.edits} actions={actions} />
      {editable && (
        <Button look="link" icon="edit" class="mt-1 -ml-1" onClick={() => setEditing(one)}>
          {t('facts.edit')}
        </Button>
      )}
    </div>
  );
}

/** Where somebody else has changed the details too. */
function DetailsConflict({ edits, actions }: { edits: Edit[]; actions: CardProps['actions'] }) {
  return edits.map((edit) =>
    edit.change.kind === 'details' && edit.state.kind === 'conflict' ? (
      <Conflict key={edit.id} edit={edit} theirs={edit.state.theirs} actions={actions} />
    ) : null,
  );
}

/** Only what was changed goes to the CRM: not every one can write all of it. */
function changedDetails(customer: Customer, typed: Required<CustomerDetails>): CustomerDetails {
  return {
    ...(typed.name !== customer.name && { name: typed.name }),
    ...(typed.company !== customer.company && { company: typed.company }),
    ...(typed.phones.join() !== customer.phones.map(({ number }) => number).join() && { phones: typed.phones }),
  };
}

function typedPhones(customer: Customer): string {
  return customer.phones.map((phone) => phone.number).join(', ');
}
