import { refKey, type Customer } from '../../model/customer';
import { phonesInField, samePhone } from '../../model/phone';
import { nationalDigits, type Region } from '../../model/regions';
import type { PhoneOwner } from '../../model/view';
import { ofKind } from '../../wire/item-keys';
import { readState } from '../session/items';
import { connections, type Desk } from '../desk';
import { homeNow } from '../language';
import { directoryOf, knownCustomer } from '../sync/open-directories';
import { idsFoundIn } from '../sync/search';

/** How many owners a card shows; for more the panel's search is needed. */
const MOST = 3;

/** How many results of a search for the digits are checked. */
const LOOKED_AT = 50;

/**
 * The customers with this number (as `normalizePhone` writes it), in the order of the connections: from the Directories, the session and the cache.
 * No CRM is asked.
 */
export async function ownersOf(desk: Desk, phone: string): Promise<PhoneOwner[]> {
  const home = await homeNow();
  const session = ofKind(await readState(), 'customer').map(({ value }) => value.customer);
  const found = new Map<string, Customer>();
  for (const { settings } of await connections(desk)) {
    const here = [...(await known(desk, settings.id, phone)), ...session.filter(({ connection }) => connection === settings.id)];
    for (const customer of here.filter((one) => hasPhone(one, phone, home))) found.set(refKey(customer), customer);
  }
  return [...found.values()].slice(0, MOST).map(ownerOf);
}

/** Customers who may have the number: those whom the Directory finds by its digits, or all cached customers without a Directory. */
async function known(desk: Desk, connection: string, phone: string): Promise<Customer[]> {
  const directory = await directoryOf(desk, connection);
  if (!directory) {
    const kept = await desk.database.getAll('customers', IDBKeyRange.bound([connection], [connection, []]));
    return kept.map(({ customer }) => customer);
  }
  const ids = await idsFoundIn(directory, nationalDigits(phone), LOOKED_AT);
  const customers = await Promise.all(ids.map((id) => knownCustomer(desk, { connection, id })));
  return customers.flatMap((one) => (one ? [one.customer] : []));
}

function hasPhone({ phones }: Customer, phone: string, home: Region | null): boolean {
  return phones.some(({ number, hidden }) => !hidden && phonesInField(number, home).some((known) => samePhone(phone, known) !== null));
}

function ownerOf({ connection, id, name, company, owner, stage, tags }: Customer): PhoneOwner {
  return {
    ref: { connection, id },
    name,
    company,
    owner: owner?.name ?? null,
    stage: stage?.name ?? null,
    tags: tags.map(({ name, color }) => ({ name, color })),
  };
}
