import { useId } from 'preact/hooks';
import { refKey, type Customer } from '../../lib/model/customer';
import type { CandidateView } from '../../lib/model/view';
import { Avatar } from '../avatar';
import { Button } from '../button';
import { useTexts } from '../texts';
import { phoneTail } from './mask';

interface CandidatesProps {
  /** The people who may be the contact, each as the connections know them. */
  people: CandidateView[][];
  /** The names of the connections, if there are several. */
  names?: ReadonlyMap<string, string>;
  /** Chooses this person, in every connection that knows them; null while no decision can be stored. */
  onChoose: ((person: Customer[]) => void) | null;
  /** Refuses all of them. */
  onRefuse: (() => void) | null;
  onSearch: () => void;
}

/** Several customers may be the contact: what tells them apart, and the person's choice. */
export function Candidates({ people: found, names, onChoose, onRefuse, onSearch }: CandidatesProps) {
  const { t } = useTexts();
  const people = found.filter(([first]) => !isFurther(first!, found));
  const alone = people.length === 1;
  return (
    <div class="border-t border-line px-3 py-2.5">
      <h3 class={`font-semibold ${onChoose ? '' : 'mb-2'}`}>{t('several.title', { count: people.length })}</h3>
      {onChoose && <p class="mb-2 text-sm text-ink-2">{t(alone ? 'several.helpOne' : 'several.help')}</p>}
      <ul class="grid grid-cols-1 gap-2">
        {people.map((members) => (
          <PersonCard
            key={refKey(members[0]!.customer)}
            members={members}
            further={found.flatMap(([one]) => (members.some((member) => isRecordOf(one!, member)) ? one!.customer : []))}
            onChoose={onChoose}
            {...(names && { names })}
          />
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

/** Whether it is a further record of another candidate on the list. */
function isFurther(one: CandidateView, people: CandidateView[][]): boolean {
  return people.some((members) => members.some((member) => isRecordOf(one, member)));
}

function isRecordOf({ customer, sameAs }: CandidateView, member: CandidateView): boolean {
  return sameAs === member.customer.id && customer.connection === member.customer.connection;
}

type PersonCardProps = Pick<CandidatesProps, 'names' | 'onChoose'> & { members: CandidateView[]; further: Customer[] };

function PersonCard({ members, further, names, onChoose }: PersonCardProps) {
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
      {further.length > 0 && <Entries customers={further} onChoose={onChoose} />}
    </li>
  );
}

interface EntriesProps {
  customers: Customer[];
  /** Chooses this record; null while no decision can be stored. */
  onChoose: ((person: Customer[]) => void) | null;
}

/** The further records of one person in a CRM: their number, and the list when it is opened. */
export function Entries({ customers, onChoose }: EntriesProps) {
  const { t, date } = useTexts();
  const id = useId();
  return (
    <details class="px-3 py-2 text-sm">
      <summary class="min-h-6 cursor-pointer py-0.5 text-ink-2">{t('entries.more', { count: customers.length })}</summary>
      <ul class="mt-1 grid grid-cols-1 gap-2">
        {customers.map((customer) => (
          <li key={refKey(customer)} class="border-t border-line pt-2">
            <div id={`${id}-${customer.id}`}>
              <CustomerLine customer={customer} />
              <p class="break-words text-ink-3">
                {[customer.id, customer.updatedAt && t('entries.updated', { date: date(customer.updatedAt) })].filter(Boolean).join(' · ')}
              </p>
            </div>
            {onChoose && (
              <Button aria-describedby={`${id}-${customer.id}`} onClick={() => onChoose([customer])}>
                {t('several.choose')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
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
