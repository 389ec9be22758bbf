import type { NewCustomer } from '../../lib/model/customer';
import { useState } from 'preact/hooks';
import type { Contact } from '../../lib/model/contact';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import type { Region } from '../../lib/model/region';
import { splitNumbers } from '../../lib/model/split-phones';
import type { ConnectionView } from '../../lib/model/view';
import { onceOf, useForm } from '../form';
import { useAnnounce } from '../live';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { useHome } from '../use-home';
import { addDraft } from './add-draft';
import { ChatNumbers } from './chat-numbers';
import { AlikeNote, useAlike, useNamesakes } from './alike';
import { CustomerForm, type CustomerLines } from './customer-form';
import { draftFromContact } from './draft-from-contact';

interface AddFormProps {
  contact: Contact;
  connection: ConnectionView;
  actions: PanelActions;
  maskPhones: boolean;
  /** The first values besides, or instead of, those of the chat. */
  start?: Partial<CustomerLines>;
  onClose: () => void;
}

/** The form for a customer whom the CRM does not have; it starts with what the chat shows. */
export function AddForm({ contact, connection, actions, maskPhones, start, onClose }: AddFormProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const home = useHome();
  const { name, phone } = draftFromContact(contact, home);
  const form = useForm(addDraft(contact, connection), { name, company: '', phones: phone, remark: '', ...start });
  const draft = draftOf(form.values, contact, home);
  const { name: typed, company, phones } = draft;
  const { alike, again } = useAlike(JSON.stringify([typed, company, phones]), () => actions.alike(connection.id, draft));
  const namesakes = useNamesakes(typed, connection.id, (text) => actions.searchLocal(text.slice(0, 100), 0));
  // The person's word is about these customers alone: if another one has the number it is asked for again.
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
      mostPhones={connection.can.mostPhones}
      below={{
        phones: (
          <ChatNumbers
            typed={form.values.phones}
            home={home}
            maskPhones={maskPhones}
            load={actions.chatNumbers}
            onTyped={(text) => form.set({ phones: text })}
          />
        ),
      }}
      note={
        <AlikeNote
          alike={alike.length > 0 ? alike : namesakes}
          connection={connection.name}
          maskPhones={maskPhones}
          insists={insists}
          onInsist={(on) => setInsisted(on ? withNumber.join(' ') : '')}
          onChoose={(ref) => {
            form.done();
            actions.choose([ref]);
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

function draftOf({ name, company, phones, remark }: CustomerLines, contact: Contact, home: Region | null): NewCustomer {
  return {
    name: name.trim(),
    nickname: name.trim() === contact.name || contact.name.length > LIMITS.short ? null : contact.name,
    company: company.trim() || null,
    phones: splitNumbers(phones, home),
    remark: remark.trim() || null,
  };
}
