import { useEffect, useState } from 'preact/hooks';
import type { Customer, CustomerRef } from '../../lib/model/customer';
import { toProblem, type Problem } from '../../lib/model/problem';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { ResultDetails } from '../search/result';

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
  return customer && <ResultDetails {...rest} customer={customer} contactName={null} isCurrent={false} onChoose={() => undefined} />;
}
