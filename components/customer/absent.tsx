import { useState } from 'preact/hooks';
import type { Contact } from '../../lib/model/contact';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useDrafts } from '../drafts';
import { isDrafted } from '../form';
import { lazily } from '../lazily';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { addDraft } from './add-draft';

const AddForm = lazily(() => import('./add-form').then((file) => file.AddForm), 'idle');

interface AbsentProps {
  contact: Contact;
  /** The connections without a match; the first is the one whose card this is. */
  connections: ConnectionView[];
  /** The person has refused some customers for this contact. */
  refused: boolean;
  actions: PanelActions;
  maskPhones: boolean;
  onSearch: () => void;
}

/** No customer of these CRMs matches the contact: add one, or search by another name. Give it a `key` per contact and connections. */
export function Absent(props: AbsentProps) {
  const { contact, connections, refused, onSearch } = props;
  const { t, list } = useTexts();
  const adders = connections.filter(({ can }) => can.addCustomer);
  const drafts = useDrafts();
  const halfTyped = adders.find((one) => isDrafted(drafts, addDraft(contact, one)));
  const [adding, setAdding] = useState(halfTyped ?? null);
  if (adding) {
    return (
      <div class="border-t border-line px-3 py-2.5">
        <AddForm {...props} connection={adding} onClose={() => setAdding(null)} />
      </div>
    );
  }
  const names = list(connections.map(({ name }) => name));
  return (
    <div class="border-t border-line px-3 py-3">
      <h3 class="font-semibold">{t('none.title')}</h3>
      <p class="mt-0.5 break-words text-ink-2">
        {t(refused ? 'none.helpRefused' : 'none.help', { connection: names, name: contact.name })}
      </p>
      <div class="mt-2.5 flex flex-wrap gap-2">
        {adders.map((one, place) => (
          <Button key={one.id} look={place === 0 ? 'primary' : 'plain'} icon="plus" onClick={() => setAdding(one)}>
            {adders.length === 1 ? t('none.add') : t('none.addTo', { connection: one.name })}
          </Button>
        ))}
        <Button icon="search" onClick={onSearch}>
          {t('none.search')}
        </Button>
      </div>
    </div>
  );
}
