import { useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { Customer } from '../../lib/model/customer';
import { isNothing } from '../../lib/model/former';
import { isTypedAs } from '../../lib/model/seen-text';
import { useCounts, useCountWords, useKeptTexts } from '../counted';
import { useAnnounce } from '../live';
import { ProblemNote } from '../note';
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

/** Deletes a customer for everybody, once what goes along has been counted and the person has typed the customer's name. */
export function RemoveCustomer({ customer, connectionName, actions, onCancel }: RemoveCustomerProps) {
  const own = useWorkTexts();
  const kept = useKeptTexts();
  const words = useCountWords();
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const { name, connection, id } = customer;
  const { counts, failed, recount } = useCounts(() => actions.countAbout({ connection, id }));
  async function remove() {
    if (!counts) return failed;
    const problem = await actions.removeCustomer({ connection, id }, counts);
    if (!problem) announce(own('remove.done', { name }));
    if (problem?.kind === 'counted-otherwise') recount();
    return problem;
  }
  return (
    <Question
      title={own('remove.title')}
      yes={own('remove.submit')}
      ready={counts !== null && isTypedAs(typed, name)}
      onYes={remove}
      onCancel={onCancel}
    >
      <p class="break-words text-ink">{own('remove.help', { name, connection: connectionName })}</p>
      <p aria-live="polite" class="font-medium break-words text-ink empty:hidden">
        {counts === null ? kept(failed ? 'uncounted' : 'counting') : isNothing(counts) ? '' : own('remove.loses', { list: words(counts) })}
      </p>
      {failed && <ProblemNote problem={failed} onRetry={recount} />}
      <TextLine label={own('remove.type')} most={LIMITS.text} value={typed} onValue={setTyped} />
    </Question>
  );
}
