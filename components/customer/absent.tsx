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
import { AlikeNote, useAlike } from './alike';
import { CustomerForm, typedNumbers, type CustomerLines } from './customer-form';
import { draftFromContact } from './draft-from-contact';

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

function addDraft(contact: Contact, connection: ConnectionView): DraftName | null {
  const of = draftContact(contact);
  return of === null ? null : { form: 'add', of: `${connection.id} ${of}`, connection: connection.id };
}

type AddFormProps = Omit<AbsentProps, 'onSearch'> & { onClose: () => void };

function AddForm({ contact, connection, actions, maskPhones, onClose }: AddFormProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { name, phone } = draftFromContact(contact);
  const form = useForm(addDraft(contact, connection), { name, company: '', phones: phone, remark: '' });
  const draft = draftOf(form.values, contact);
  const { name: typed, company, phones } = draft;
  const { alike, again } = useAlike(JSON.stringify([typed, company, phones]), () => actions.alike(connection.id, draft));
  // Said of these customers alone: with another one who has the number it has to be said again.
  const withNumber = alike.filter(({ by }) => by === 'phone').map(({ ref }) => ref.id);
  const [insisted, setInsisted] = useState('');
  const insists = insisted !== '' && insisted === withNumber.join(' ');

  async function add(): Promise<Problem | null> {
    const despite = alike.filter(({ by }) => by === 'name' || insists).map(({ ref }) => ref.id);
    const problem = await actions.addCustomer(connection.id, draft, onceOf(form.once, draft), despite);
    if (problem?.kind === 'already-there') {
      await again();
      announce(t(`problem.already-there-${problem.by}`));
    }
    if (problem) return problem;
    announce(t('add.added', { name: draft.name }));
    form.done();
    return null;
  }
  return (
    <CustomerForm
      title={t('add.title', { connection: connection.name })}
      submitLabel={t(alike.length > 0 && (insists || withNumber.length === 0) ? 'alike.insist' : 'add.submit')}
      form={form}
      lines={['name', 'phones', 'company', 'remark']}
      note={
        <AlikeNote
          alike={alike}
          connection={connection.name}
          maskPhones={maskPhones}
          insists={insists}
          onInsist={(on) => setInsisted(on ? withNumber.join(' ') : '')}
          onChoose={(ref) => {
            form.done();
            actions.choose(ref);
          }}
        />
      }
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
