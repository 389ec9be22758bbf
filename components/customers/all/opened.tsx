import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { refKey, type Customer, type CustomerRef } from '../../../lib/model/customer';
import { IconButton } from '../../button';
import { keyOf } from '../../keys';
import { lazily } from '../../lazily';
import { WholeCustomer, type Showing } from '../../panel/whole-customer';
import { useCustomersTexts } from '../use-customers-texts';

const HistoryView = lazily(() => import('../../history/history-view').then((file) => file.HistoryView));

interface OpenedProps extends Showing {
  of: CustomerRef;
  /** The name in the table, shown until the customer is loaded. */
  name: string;
  onClose: () => void;
}

/** The open customer, beside the table, or instead of it in a narrow page. */
export function Opened({ of, name, onClose, ...showing }: OpenedProps) {
  const own = useCustomersTexts();
  const box = useRef<HTMLElement>(null);
  const [history, setHistory] = useState<Customer | null>(null);
  const heading = showing.shown(of)?.customer.name ?? name;
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('h2')?.focus(), [refKey(of)]);
  return (
    <aside
      ref={box}
      aria-label={own('all.opened', { name: heading })}
      class="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto border-line bg-surface @4xl:max-w-md @4xl:flex-[0_0_25rem] @4xl:border-l"
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape' || event.defaultPrevented) return;
        const target = event.target as HTMLElement;
        if (target.matches('input, textarea, select')) target.blur();
        else onClose();
      }}
    >
      <div class="flex min-h-11 items-center gap-1 py-1 pr-1.5 pl-3">
        <h2 tabIndex={-1} class="min-w-0 flex-1 outline-none truncate text-lg font-semibold" title={heading}>
          {heading || own('all.nameless')}
        </h2>
        <IconButton icon="close" label={own('all.close')} onClick={onClose} />
      </div>
      {history ? (
        <HistoryView customer={history} actions={showing.actions} onClose={() => setHistory(null)} />
      ) : (
        <WholeCustomer
          key={refKey(of)}
          {...showing}
          of={of}
          heading={heading}
          onGo={(route) => route.kind === 'history' && setHistory(route.customer)}
        />
      )}
    </aside>
  );
}
