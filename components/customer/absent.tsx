import { useState } from 'preact/hooks';
import type { Contact } from '../../lib/model/contact';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useIsHalfTyped } from '../form';
import { lazily } from '../lazily';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { addDraft } from './add-draft';

const AddForm = lazily(() => import('./add-form').then((file) => file.AddForm), 'idle');

interface AbsentProps {
  contact: Contact;
  connection: ConnectionView;
  actions: PanelActions;
  maskPhones: boolean;
  onSearch: () => void;
}

/** Nobody in this CRM is the contact: add them, or search for them under another name. Give it a `key` per contact. */
export function Absent(props: AbsentProps) {
  const { contact, connection, onSearch } = props;
  const { t } = useTexts();
  const halfTyped = useIsHalfTyped(addDraft(contact, connection));
  const [adding, setAdding] = useState(halfTyped);
  if (adding) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <AddForm {...props} onClose={() => setAdding(false)} />
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
