import { digestOf } from '../../model/digest';
import { documentId } from '../../model/former';
import type { ConnectionSettings } from '../../model/settings';
import { providerById } from '../../providers/registry';
import { withoutSlashes } from '../../providers/settings';
import type { Database } from '../storage/database';
import { remindersIn } from './local-records';
import { ofConnection, within } from '../storage/database';
import { TABLES_BY_CONNECTION } from '../storage/table-cards';
import { OWN_MEMORY } from './memory';

/** What tells whether two connections are the same: whose CRM it is, and where. Name, secrets and options do not count. */
export interface Identity {
  /** SHA-256 of the product and of the settings that tell whose CRM it is. One of those may be a secret, so it is stored as a digest. */
  tenant: string;
  /** The address with its path; a book has none: its id is used instead. */
  place: string;
}

export async function identityOf({ id, provider, values }: Pick<ConnectionSettings, 'id' | 'provider' | 'values'>): Promise<Identity> {
  const { settings = [], tenant = Object.keys(values).sort() } = providerById(provider) ?? {};
  const addresses = settings.filter(({ kind }) => kind === 'url').map(({ key }) => placeOf(values[key] ?? ''));
  const found = settings.filter((field) => field.found).map(({ key }) => key);
  // Without a value of a sign-in, the tenant is the same as before this provider had sign-ins.
  const whose = tenant.filter((key) => values[key] || !found.includes(key)).map((key) => values[key]?.trim() ?? '');
  return {
    tenant: await digestOf(JSON.stringify([provider, ...whose])),
    place: addresses.length > 0 ? addresses.join('\n') : documentId(id),
  };
}

export function sameIdentity(a: Identity, b: Identity): boolean {
  return a.tenant === b.tenant && a.place === b.place;
}

/** Whether two connections of one identity also have the same options: a team may have connected one account twice, for different customers. */
export function sameOptions(a: ConnectionSettings, b: ConnectionSettings): boolean {
  const open = (providerById(a.provider)?.settings ?? []).filter(({ secret, kind }) => !secret && kind !== 'url');
  return open.every(({ key }) => (a.values[key]?.trim() ?? '') === (b.values[key]?.trim() ?? ''));
}

function placeOf(address: string): string {
  const url = URL.parse(address.trim());
  return url ? withoutSlashes(url.origin + url.pathname) : address.trim();
}

/** A stored connection, be it a former one. */
type Stored = ConnectionSettings & { former?: { tenant: string } };

/**
 * The settings under the id for their CRM, company and account: that of a stored or former connection with the same identity, otherwise an id that
 * has no records, so that neither a page nor a record can mix the two up.
 * @param replaced the connection that they replace
 * @param anyName a former connection is considered whatever it was called
 */
export async function underOwnId(
  database: Database,
  settings: ConnectionSettings,
  stored: Stored[],
  { replaced, anyName = false }: { replaced?: ConnectionSettings | undefined; anyName?: boolean } = {},
): Promise<ConnectionSettings> {
  const identity = await identityOf(settings);
  if (replaced && sameIdentity(await identityOf(replaced), identity)) return { ...settings, id: replaced.id };
  for (const { former, ...one } of stored) {
    if (!former || !(anyName || documentId(one.id) === documentId(settings.id))) continue;
    const { place } = await identityOf(one);
    if (one.provider === settings.provider && sameIdentity({ tenant: former.tenant, place }, identity)) return { ...settings, id: one.id };
  }
  const id = replaced?.id ?? settings.id;
  const taken = stored.some((one) => one.id === id && one.id !== replaced?.id);
  if (!taken && !(await hasRecords(database, id))) return { ...settings, id };
  return { ...settings, id: `${documentId(settings.id)}~${crypto.randomUUID().slice(0, 8)}` };
}

/** Whether there is any record of a connection. */
async function hasRecords(database: Database, id: string): Promise<boolean> {
  const counts = await Promise.all(TABLES_BY_CONNECTION.map((table) => database.count(table, within(table, id))));
  if (counts.some((count) => count > 0)) return true;
  const [edits, own] = await Promise.all([database.getAll('edits'), database.getAll('memory', ofConnection(OWN_MEMORY))]);
  return [...edits, ...remindersIn(own)].some(({ ref }) => ref.connection === id);
}
