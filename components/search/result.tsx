import { useId, useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import { phoneTail } from '../customer/mask';
import { Highlight } from '../highlight';
import { Icon } from '../icon';
import { Pill } from '../pill';
import { useTexts } from '../texts';
import { FoundPerson, type Opening } from './found-person';

interface ResultProps extends Opening {
  customer: Customer;
  query: string;
  isCurrent: boolean;
}

/** One customer that was found: a line that opens to the details and, beside an open chat, to the choice. */
export function Result(props: ResultProps) {
  const { customer, query, isCurrent } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        data-result
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        class="flex w-full items-center gap-2 px-3 py-2 text-left hover:bg-hover"
        onClick={() => setOpen(!open)}
      >
        <ResultLine customer={customer} query={query} isCurrent={isCurrent} />
        <span class="text-ink-3">
          <Icon name={open ? 'up' : 'down'} size={14} />
        </span>
      </button>
      {open && (
        <div id={id}>
          <FoundPerson {...props} of={customer} name={customer.name} />
        </div>
      )}
    </li>
  );
}

function ResultLine({ customer, query, isCurrent }: { customer: Customer; query: string; isCurrent: boolean }) {
  const { t } = useTexts();
  const tail = phoneTail(customer.phones[0]?.number ?? '');
  const parts = [customer.company, customer.owner?.name, tail && t('several.tail', { digits: tail })].filter(Boolean).join(' · ');
  return (
    <span class="min-w-0 flex-1">
      <span class="flex flex-wrap items-center gap-x-2">
        <span class="min-w-0 font-medium break-words">
          <Highlight text={customer.name} query={query} />
        </span>
        {customer.stage && <span class="rounded-s border border-line-strong px-1 text-xs text-ink-2">{customer.stage.name}</span>}
        {isCurrent && (
          <Pill tone="accent" icon="check">
            {t('search.current')}
          </Pill>
        )}
      </span>
      <span class="block text-sm break-words text-ink-2">
        <Highlight text={parts} query={query} />
      </span>
    </span>
  );
}
