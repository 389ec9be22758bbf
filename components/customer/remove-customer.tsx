import { useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { Customer } from '../../lib/model/customer';
import { isNothing } from '../../lib/model/former';
import { isTypedAs } from '../../lib/model/seen-text';
import { useCounts, useCountWords } from '../counted';
import { useAnnounce } from '../live';
import { LOCAL_BOOK } from '../local-book';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { ConfirmDialog } from '../confirm-dialog';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';

interface RemoveCustomerProps {
  customer: Customer;
  connection: { name: string; provider: string };
  actions: PanelActions;
  onCancel: () => void;
}

/** Deletes a customer, in a CRM for everybody, after the records that go with them were counted and the person has typed the customer's name. */
export function RemoveCustomer({ customer, connection: { name: connection, provider }, actions, onCancel }: RemoveCustomerProps) {
  const { t } = useTexts();
  const words = useCountWords();
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const { name, id } = customer;
  const ref = { connection: customer.connection, id };
  const { counts, failed, recount } = useCounts(() => actions.countAbout(ref));
  async function remove() {
    if (!counts) return failed;
    const problem = await actions.removeCustomer(ref, counts);
    if (!problem) announce(t('remove.done', { name }));
    if (problem?.kind === 'counted-otherwise') recount();
    return problem;
  }
  return (
    <ConfirmDialog
      title={t('remove.title')}
      yes={t('remove.submit')}
      ready={counts !== null && isTypedAs(typed, name)}
      onYes={remove}
      onCancel={onCancel}
    >
      <p class="break-words text-ink">{t(provider === LOCAL_BOOK ? 'remove.helpBook' : 'remove.help', { name, connection })}</p>
      <p aria-live="polite" class="font-medium break-words text-ink empty:hidden">
        {counts === null
          ? t(failed ? 'kept.uncounted' : 'kept.counting')
          : isNothing(counts)
            ? ''
            : t('remove.loses', { list: words(counts) })}
      </p>
      {failed && <ProblemNote problem={failed} onRetry={recount} />}
      <TextLine label={t('remove.type')} most={LIMITS.text} value={typed} onValue={setTyped} />
    </ConfirmDialog>
  );
}
