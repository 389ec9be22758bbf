import { useId, useState } from 'preact/hooks';
import type { Customer, CustomerRef } from '../../lib/model/customer';
import { Button } from '../button';
import { Facts } from '../customer/facts';
import { phoneTail } from '../customer/mask';
import { TagChip } from '../customer/tags';
import { Highlight } from '../highlight';
import { Icon } from '../icon';
import { Pill } from '../pill';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';

interface ResultProps {
  customer: Customer;
  query: string;
  contactName: string | null;
  isCurrent: boolean;
  maskPhones: boolean;
  actions: PanelActions;
  onChoose: (ref: CustomerRef) => void;
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
          <ResultDetails {...props} />
        </div>
      )}
    </li>
  );
}

/** The details of a customer that was found, and the choice. */
export function ResultDetails({ customer, contactName, isCurrent, maskPhones, actions, onChoose }: Omit<ResultProps, 'query'>) {
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
      {contactName !== null && !isCurrent && (
        <Button look="primary" class="justify-self-start" onClick={() => onChoose({ connection: customer.connection, id: customer.id })}>
          <span class="max-w-56 min-w-0 truncate">{t('search.choose', { name: contactName })}</span>
        </Button>
      )}
    </div>
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
