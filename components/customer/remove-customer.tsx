import { useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { Customer } from '../../lib/model/customer';
import { useAnnounce } from '../live';
import type { PanelActions } from '../panel/actions';
import { Question } from '../question';
import { TextLine } from '../text-line';
import { useWorkTexts } from '../use-work-texts';

interface RemoveCustomerProps {
  customer: Customer;
  connectionName: string;
  actions: PanelActions;
  onCancel: () => void;
}

/** Deletes a customer for everybody, once the person has typed the customer's name. */
export function RemoveCustomer({ customer, connectionName, actions, onCancel }: RemoveCustomerProps) {
  const own = useWorkTexts();
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const { name, connection, id } = customer;
  async function remove() {
    const problem = await actions.removeCustomer({ connection, id });
    if (!problem) announce(own('remove.done', { name }));
    return problem;
  }
  return (
    <Question
      title={own('remove.title')}
      yes={own('remove.submit')}
      ready={typed.trim() === name.trim()}
      onYes={remove}
      onCancel={onCancel}
    >
      <p class="break-words text-ink">{own('remove.help', { name, connection: connectionName })}</p>
      <TextLine label={own('remove.type')} most={LIMITS.text} value={typed} onValue={setTyped} />
    </Question>
  );
}
