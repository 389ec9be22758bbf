import { useState } from 'preact/hooks';
import type { Contact } from '../../lib/model/contact';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useAnnounce } from '../live';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { CustomerForm } from './customer-form';
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
  const announce = useAnnounce();
  const [adding, setAdding] = useState(false);
  const start = draftFromContact(contact);
  if (adding) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <CustomerForm
          title={t('add.title', { connection: connection.name })}
          submitLabel={t('add.submit')}
          start={{ name: start.name, nickname: '', company: '', phones: start.phone, remark: '' }}
          lines={['name', 'phones', 'company', 'remark']}
          onCancel={() => setAdding(false)}
          onSubmit={async (draft) => {
            const nickname = draft.name === contact.name ? null : contact.name;
            const problem = await actions.addCustomer(connection.id, { ...draft, nickname });
            if (!problem) announce(t('add.added', { name: draft.name }));
            return problem;
          }}
        />
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
