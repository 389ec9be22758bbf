import type { Colleague, Customer, Page } from '../lib/model/customer';
import { ProblemError } from '../lib/model/problem';
import type { CustomerQuery } from '../lib/model/query';
import type { Connection } from '../lib/providers/provider';
import type { Asked } from '../lib/providers/relay/calls';
import { isTheirs } from './roles.ts';

/** Makes a call of the CRM for an agent, in their turn. */
export interface AskCrm {
  colleagues(): Promise<Colleague[]>;
  search(asked: Asked<'search'>): Promise<Page<Customer>>;
}

/** The colleague of the CRM who an agent is, by the id of their role; the CRM's list tells the name. */
export async function colleagueWith(id: string, crm: Connection, ask: AskCrm): Promise<Colleague> {
  const all = crm.colleagues ? await ask.colleagues().catch(() => []) : [];
  return all.find((one) => one.id === id) ?? { id, name: id };
}

/** Whether a search is for what whoever asks owns: to the CRM that is the account of the config, to an agent it is themselves. */
export function isForMine(asked: Asked<'search'>): boolean {
  const { query } = asked;
  const whose = typeof query === 'object' ? query.whose : undefined;
  // Whom somebody helps with is not in every answer of a CRM: Lixiao's lists name no helpers, and Tanma's name them by other numbers.
  if (whose === 'assisting') throw new ProblemError({ kind: 'not-supported', ability: 'whose' });
  return whose === 'mine';
}

/** The largest number of pages of the CRM that one page of an agent is made of: each is a call. */
const MOST_PAGES = 5;

/** A page of the customers whom this agent owns: of all that the CRM finds, those whose owner it names so. */
export async function ownPage(of: string, { query, page }: Asked<'search'>, crm: Connection, ask: AskCrm): Promise<Page<Customer>> {
  const { whose: _, ...wanted } = query as CustomerQuery;
  const narrowed = { ...wanted, ...((await isAskedFor(of, wanted, crm, ask)) && { colleagues: [of] }) };
  const items: Customer[] = [];
  let next = page;
  for (let pages = 0; pages < MOST_PAGES && (pages === 0 || next !== null) && items.length === 0; pages++) {
    const part = await ask.search({ query: narrowed, page: next });
    items.push(...part.items.filter((customer) => isTheirs({ customers: { of } }, { ...customer, helpers: [] })));
    next = part.next;
  }
  return { items, next, total: null };
}

/** Whether the CRM itself can look for what this colleague owns: it names them among those who can be asked for. */
async function isAskedFor(of: string, { colleagues }: CustomerQuery, crm: Connection, ask: AskCrm): Promise<boolean> {
  if (colleagues?.length || !crm.colleagues || !crm.can.filters?.includes('colleagues')) return false;
  return (await ask.colleagues().catch(() => [])).some(({ id }) => id === of);
}
