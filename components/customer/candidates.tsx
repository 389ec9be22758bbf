import { useId } from 'preact/hooks';
import { refKey, type Customer, type CustomerRef } from '../../lib/model/customer';
import type { CandidateView } from '../../lib/model/view';
import { Button } from '../button';
import { useTexts } from '../texts';
import { phoneTail } from './mask';
import { Avatar } from '../avatar';

interface CandidatesProps {
  candidates: CandidateView[];
  /** Null while no decision can be kept. */
  onChoose: ((ref: CustomerRef) => void) | null;
  /** The contact is none of them. */
  onRefuse: (() => void) | null;
  onSearch: () => void;
}

/** Several customers may be the contact: what tells them apart, and the person's choice. */
export function Candidates({ candidates, onChoose, onRefuse, onSearch }: CandidatesProps) {
  const { t } = useTexts();
  const alone = candidates.length === 1;
  return (
    <div class="border-t border-line px-3 py-2.5">
      <h3 class={`font-semibold ${onChoose ? '' : 'mb-2'}`}>{t('several.title', { count: candidates.length })}</h3>
      {onChoose && <p class="mb-2 text-sm text-ink-2">{t(alone ? 'several.helpOne' : 'several.help')}</p>}
      <ul class="grid grid-cols-1 gap-2">
        {candidates.map((candidate) => (
          <CandidateCard key={refKey(candidate.customer)} candidate={candidate} onChoose={onChoose} />
        ))}
      </ul>
      <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        {onRefuse && <Button onClick={onRefuse}>{t(alone ? 'card.notThis' : 'several.none')}</Button>}
        <Button look="link" icon="search" onClick={onSearch}>
          {t('several.search')}
        </Button>
      </div>
    </div>
  );
}

function CandidateCard({ candidate, onChoose }: { candidate: CandidateView } & Pick<CandidatesProps, 'onChoose'>) {
  const { t, list } = useTexts();
  const id = useId();
  const { customer, reasons } = candidate;
  return (
    <li class="rounded-m border border-line p-2.5">
      <div class="flex items-start gap-2.5">
        <span class="max-[15rem]:hidden">
          <Avatar name={customer.name} />
        </span>
        <div id={id} class="min-w-0 flex-1">
          <CustomerLine customer={customer} />
          <p class="mt-0.5 text-sm text-ink-3">{list(reasons.map((reason) => t(`reason.${reason}`)))}</p>
        </div>
      </div>
      {onChoose && (
        <Button
          look="soft"
          class="mt-2 w-full"
          aria-describedby={id}
          onClick={() => onChoose({ connection: customer.connection, id: customer.id })}
        >
          {t('several.choose')}
        </Button>
      )}
    </li>
  );
}

/** Name and stage, then what tells this customer from another of the same name. */
export function CustomerLine({ customer }: { customer: Customer }) {
  const { t } = useTexts();
  const tails = customer.phones.map((phone) => phoneTail(phone.number)).filter(Boolean);
  const parts = [customer.company, customer.owner?.name, tails[0] && t('several.tail', { digits: tails[0] })].filter(Boolean);
  return (
    <>
      <p class="flex flex-wrap items-center gap-x-2">
        <span class="min-w-0 font-medium break-words">{customer.name}</span>
        {customer.stage && <span class="rounded-s border border-line-strong px-1 text-xs text-ink-2">{customer.stage.name}</span>}
      </p>
      <p class="text-sm break-words text-ink-2">{parts.join(' · ')}</p>
    </>
  );
}
