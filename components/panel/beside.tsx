import type { ComponentChildren } from 'preact';
import { refKey, type Customer, type Phone } from '../../lib/model/customer';
import { plainly } from '../../lib/model/folding/fold';
import { factText, type FactPart, type FoundCard } from '../../lib/model/one-record';
import { digitsInCommon } from '../../lib/model/masked';
import { phonesInField } from '../../lib/model/phone';
import type { Region } from '../../lib/model/region';
import { Fact } from '../customer/facts';
import { Phones } from '../customer/phones';
import { useTexts } from '../texts';
import { useHome } from '../use-home';

interface BesideProps {
  part: FactPart;
  /** The customer whose value the line shows first. */
  customer: Customer;
  /** The same person in other CRMs. */
  others: FoundCard[];
  maskPhones: boolean;
  onCopy: (text: string) => void;
  /** The name of the line, where there is none for it yet. */
  label?: string | undefined;
}

/** What other CRMs know differently of a part, each beside the CRM's name; nothing where all say the same. */
export function Beside({ part, customer, others, maskPhones, onCopy, label }: BesideProps) {
  const { date, list } = useTexts();
  const home = useHome();
  const lines = new Map<string, { names: string[]; said: ComponentChildren }>();
  for (const { body, connection } of others) {
    const said = saidBy(body.customer);
    if (said === null) continue;
    const key = typeof said === 'string' ? plainly(said) : refKey(body.customer);
    const same = lines.get(key);
    if (same) same.names.push(connection.name);
    else lines.set(key, { names: [connection.name], said });
  }
  if (lines.size === 0) return null;
  const told = (
    <ul class="grid grid-cols-1">
      {[...lines].map(([key, { names, said }]) => (
        <li key={key} class="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
          <span class="text-sm break-words text-ink-3">{list(names)}</span>
          <span class="min-w-0 break-words">{said}</span>
        </li>
      ))}
    </ul>
  );
  return label === undefined ? told : <Fact label={label}>{told}</Fact>;

  function saidBy(other: Customer): ComponentChildren {
    if (part === 'phones') {
      const phones = other.phones.filter((phone) => !customer.phones.some((own) => isSame(own, phone, home)));
      return phones.length === 0 ? null : <Phones of={refKey(other)} phones={phones} mask={maskPhones} onCopy={onCopy} />;
    }
    const shown = (one: Customer) => (part === 'lastFollowUpAt' ? day(factText(one, part)) : factText(one, part));
    const text = shown(other);
    return text === '' || plainly(text) === plainly(shown(customer)) ? null : text;
  }

  function day(at: string): string {
    return at && date(at);
  }
}

/** Whether two numbers are one, also where a CRM shows a part of it. */
function isSame(one: Phone, other: Phone, home: Region | null): boolean {
  if (one.number === other.number) return true;
  const [own, others] = [one, other].map(({ number, hidden }) => (hidden ? [number] : phonesInField(number, home))) as [string[], string[]];
  const isPart = one.hidden || other.hidden;
  return own.some((number) => others.some((each) => (isPart ? (digitsInCommon(number, each) ?? 0) >= ENOUGH : number === each)));
}

/** How many equal digits are enough if others are hidden. */
const ENOUGH = 6;
