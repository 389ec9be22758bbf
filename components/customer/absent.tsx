import { useState } from 'preact/hooks';
import type { Contact } from '../../lib/model/contact';
import { draftContact, type DraftName } from '../../lib/model/draft';
import type { Problem } from '../../lib/model/problem';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { onceOf, useForm, useIsHalfTyped } from '../form';
import { useAnnounce } from '../live';
import type { CustomerDraft, PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { CustomerForm, typedNumbers, type CustomerLines } from './customer-form';
import { draftFromContact } from './draft-from-contact';

interface AbsentProps {
  contact: Contact;
  connection: ConnectionView;
  actions: PanelActions;
  onSearch: () => void;
}

/** Nobody in this CRM is the contact: add them, or search for them under another name. Give it a `key` per contact. */
export function Absent({ contact, connection, actions, onSearch }: AbsentProps) {
  const { t } = useTexts();
  const halfTyped = useIsHalfTyped(addDraft(contact, connection));
  const [adding, setAdding] = useState(halfTyped);
  if (adding) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <AddForm contact={contact} connection={connection} actions={actions} onClose={() => setAdding(false)} />
      </div>
    );
  }
  return (
    <div class="border-t border-line px-3 py-3">
      <h3 class="font-semibold">{t('none.title')}</h3>
      <p class="mt-0.5 break-words text-ink-2">{t('none.help', { connection: connection.name, name: contact.name })}</p>
      <div class="mt-2.5 flex flex-wrap gap-2">
        {connection.can.addCustomer && (
          <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
            {t('none.add')}
          </Button>
        )}
        <Button icon="search" onClick={onSearch}>
          {t('none.search')}
        </Button>
      </div>
    </div>
  );
}

function addDraft(contact: Contact, connection: ConnectionView): DraftName | null {
  const of = draftContact(contact);
  return of === null ? null : { form: 'add', of: `${connection.id} ${of}`, connection: connection.id };
}

type AddFormProps = Pick<AbsentProps, 'contact' | 'connection' | 'actions'> & { onClose: () => void };

function AddForm({ contact, connection, actions, onClose }: AddFormProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { name, phone } = draftFromContact(contact);
  const form = useForm(addDraft(contact, connection), { name, company: '', phones: phone, remark: '' });
  async function add(): Promise<Problem | null> {
    const draft = draftOf(form.values, contact);
    const problem = await actions.addCustomer(connection.id, draft, onceOf(form.once, draft));
    if (problem) return problem;
    announce(t('add.added', { name: draft.name }));
    form.done();
    return null;
  }
  return (
    <CustomerForm
      title={t('add.title', { connection: connection.name })}
      submitLabel={t('add.submit')}
      form={form}
      lines={['name', 'phones', 'company', 'remark']}
      onSubmit={add}
      onCancel={() => {
        form.done();
        onClose();
      }}
    />
  );
}

function draftOf({ name, company, phones, remark }: CustomerLines, contact: Contact): CustomerDraft {
  return {
    name: name.trim(),
    nickname: name.trim() === contact.name ? null : contact.name,
    company: company.trim() || null,
    phones: typedNumbers(phones),
    remark: remark.trim() || null,
  };
}
