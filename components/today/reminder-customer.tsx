import { useEffect, useState } from 'preact/hooks';
import type { Customer, CustomerRef } from '../../lib/model/customer';
import { toProblem, type Problem } from '../../lib/model/problem';
import { Facts } from '../customer/facts';
import { TagChip } from '../customer/tags';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';

/** Whom a reminder is about, as far as they are known on this computer. */
export function ReminderCustomer({ customerRef: ref, ...rest }: { customerRef: CustomerRef; maskPhones: boolean; actions: PanelActions }) {
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let here = true;
    rest.actions.loadCustomer(ref).then(
      (loaded) => here && setCustomer(loaded),
      (thrown: unknown) => here && setProblem(toProblem(thrown, 'panel')),
    );
    return () => void (here = false);
  }, []);
  if (problem) return <ProblemNote problem={problem} />;
  return customer && <Summary customer={customer} {...rest} />;
}

function Summary({ customer, maskPhones, actions }: { customer: Customer; maskPhones: boolean; actions: PanelActions }) {
  const { t } = useTexts();
  return (
    <div class="grid grid-cols-1 gap-2.5 px-3 pb-3">
      <Facts customer={customer} showName={false} maskPhones={maskPhones} onCopy={actions.copy} />
      {customer.tags.length > 0 && (
        <ul aria-label={t('tags.title')} class="flex flex-wrap gap-1.5">
          {customer.tags.map((tag) => (
            <TagChip key={tag.id || tag.name} tag={tag} waiting={false} onRemove={null} />
          ))}
        </ul>
      )}
      {customer.remark && <p class="line-clamp-4 break-words whitespace-pre-wrap text-ink-2">{customer.remark}</p>}
    </div>
  );
}
