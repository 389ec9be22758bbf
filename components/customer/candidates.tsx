import { useId } from 'preact/hooks';
import { refKey, type Customer } from '../../lib/model/customer';
import type { CandidateView } from '../../lib/model/view';
import { Avatar } from '../avatar';
import { Button } from '../button';
import { useTexts } from '../texts';
import { phoneTail } from './mask';

interface CandidatesProps {
  /** Who may be the contact, each as the connections know them. */
  people: CandidateView[][];
  /** What the connections are called, where there are several. */
  names?: ReadonlyMap<string, string>;
  /** The contact is this person, in every connection that knows them; null while no decision can be kept. */
  onChoose: ((person: Customer[]) => void) | null;
  /** The contact is none of them. */
  onRefuse: (() => void) | null;
  onSearch: () => void;
}

/** Several customers may be the contact: what tells them apart, and the person's choice. */
export function Candidates({ people, names, onChoose, onRefuse, onSearch }: CandidatesProps) {
  const { t } = useTexts();
  const alone = people.length === 1;
  return (
    <div class="border-t border-line px-3 py-2.5">
      <h3 class={`font-semibold ${onChoose ? '' : 'mb-2'}`}>{t('several.title', { count: people.length })}</h3>
      {onChoose && <p class="mb-2 text-sm text-ink-2">{t(alone ? 'several.helpOne' : 'several.help')}</p>}
      <ul class="grid grid-cols-1 gap-2">
        {people.map((members) => (
          <PersonCard key={refKey(members[0]!.customer)} members={members} onChoose={onChoose} {...(names && { names })} />
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

type PersonCardProps = Pick<CandidatesProps, 'names' | 'onChoose'> & { members: CandidateView[] };

function PersonCard({ members, names, onChoose }: PersonCardProps) {
  const { t, list } = useTexts();
  const id = useId();
  const reasons = [...new Set(members.flatMap((member) => member.reasons))];
  return (
    <li class="rounded-m border border-line p-2.5">
      <div class="flex items-start gap-2.5">
        <span class="max-[15rem]:hidden">
          <Avatar name={members[0]!.customer.name} />
        </span>
        <div id={id} class="grid min-w-0 flex-1 grid-cols-1 gap-1">
          {members.map(({ customer }) => (
            <div key={customer.connection}>
              {names && <p class="text-xs break-words text-ink-3">{names.get(customer.connection)}</p>}
              <CustomerLine customer={customer} />
            </div>
          ))}
          <p class="text-sm text-ink-3">{list(reasons.map((reason) => t(`reason.${reason}`)))}</p>
        </div>
      </div>
      {onChoose && (
        <Button look="soft" class="mt-2 w-full" aria-describedby={id} onClick={() => onChoose(members.map(({ customer }) => customer))}>
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
      <p class="text-sm break-words text-ink-2">
        {parts.map((part, at) => (
          <>
            {at > 0 && ' · '}
            <span class="inline-block">{part}</span>
          </>
        ))}
      </p>
    </>
  );
}
